"""Where households fetch what is for them is said; where goods may be put down is checked."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.supplies import queries
from lilian.supplies.actions.refusals import NoPoint
from lilian.supplies.models import PickUp
from lilian.supplies.values import Spot


def check_point(actor: Actor, spot: Spot) -> None:
    """:raises NoPoint: unless the point is one of the organisation's"""
    if spot.point_id and not queries.points(actor, spot.organisation_id).filter(pk=spot.point_id).exists():
        raise NoPoint()


@transaction.atomic
def set_pick_up(
    *, actor: Actor, organisation_id: int, household_ids: Collection[int], point_id: int | None, now: datetime
) -> int:
    """These households fetch there from now on; how many of them fetched elsewhere before.

    :raises NoPoint, NotFound: if the point or a household is not the organisation's
    """
    actor.must("supplies.keep", organisation_id=organisation_id)
    check_point(actor, Spot(organisation_id, point_id))
    homes = members.household_homes(household_ids)
    if set(homes.values()) - {organisation_id} or len(homes) < len(set(household_ids)):
        raise NotFound()
    before = queries.pick_ups(homes)
    moved = [household_id for household_id in sorted(homes) if before.get(household_id) != point_id]
    PickUp.objects.bulk_create(
        PickUp(household_id=household_id, point_id=point_id, at=now, set_by=actor.name[:80]) for household_id in moved
    )
    data = {"point": point_id, "households": moved}
    home = members.organisation(actor, organisation_id)
    audit.record(actor=actor, event="supplies.pick_up_set", subject=home, at=now, data=data)
    return len(moved)
