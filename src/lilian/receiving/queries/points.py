"""Collection points that take fruit: locations of the goods journal."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.stock import queries as stock
from lilian.stock.values import LocationKind

if TYPE_CHECKING:
    from lilian.stock.models import Location

KINDS = (LocationKind.COLLECTION_POINT,)


def points(actor: Actor, permission: str = "receiving.see") -> "QuerySet[Location]":
    """Points in use where the actor holds the permission, by code; a grower, who goes by person, has none."""
    return stock.locations(actor, permission=permission, kinds=KINDS)


def point(actor: Actor, location_id: int, permission: str = "receiving.see") -> "Location":
    """:raises NotFound: if it is none in use, or the actor has nothing to do with it"""
    found = points(actor, permission).filter(pk=location_id).first()
    if found is None:
        raise NotFound()
    return found


def is_point(actor: Actor, place_id: int) -> bool:
    """True if the place takes fruit already."""
    return points(actor, "stock.change_locations").filter(place_id=place_id).exists()


def point_before(actor: Actor, place_id: int) -> int | None:
    """The location of a point that was closed along with its place, to be used again; None if there was none."""
    closed = stock.closed_locations(actor, permission="stock.change_locations", kinds=KINDS)
    return closed.filter(place_id=place_id).values_list("pk", flat=True).first()
