"""Pick-up points of an organisation, and which household fetches where."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.supplies.models import PickUp

KINDS = (PlaceKind.STATION, PlaceKind.COLLECTION_POINT, PlaceKind.VILLAGE, PlaceKind.CENTRE, PlaceKind.OFFICE)


def points(actor: Actor, organisation_id: int) -> QuerySet[Any]:
    """Where goods can be put down and fetched: stations, collection points and the like of the organisation."""
    found = members.places(actor, organisation_id=organisation_id)
    return found.filter(kind__in=[kind.value for kind in KINDS]).order_by("code")


def pick_ups(household_ids: Collection[int]) -> dict[int, int | None]:
    """Where each household fetches; who said nothing fetches at its organisation and is not among them."""
    rows = PickUp.objects.filter(household_id__in=list(household_ids)).order_by("pk")
    return dict(rows.values_list("household_id", "point_id"))


def pick_up_of(household_id: int | None) -> int | None:
    return None if household_id is None else pick_ups([household_id]).get(household_id)
