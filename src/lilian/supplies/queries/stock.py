"""What lies where, and what moved."""

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.supplies.models import Balance, Move
from lilian.supplies.values import Lying, MoveKind


def stock(actor: Actor, *, organisation_id: int | None = None) -> QuerySet[Balance]:
    """Batches that lie at organisations the actor may look into.

    :raises NotFound: if one is named that is not among them
    """
    return batches(actor, organisation_id=organisation_id).filter(count__gt=0)


def batches(actor: Actor, *, organisation_id: int | None = None) -> QuerySet[Balance]:
    """As `stock`, with those of which nothing lies there any more."""
    actor.must("supplies.see", organisation_id=organisation_id)
    reach = actor.reach("supplies.see")
    found = Balance.objects.select_related("farm_input", "organisation", "point")
    if organisation_id is not None:
        return found.filter(organisation_id=organisation_id)
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)


def moves(actor: Actor, *, organisation_id: int | None = None) -> QuerySet[Move]:
    """What came, was fetched or lost, newest first."""
    actor.must("supplies.see", organisation_id=organisation_id)
    reach = actor.reach("supplies.see")
    found = Move.objects.select_related("farm_input", "organisation", "point", "household")
    if organisation_id is not None:
        return found.filter(organisation_id=organisation_id)
    return found if reach.everywhere else found.filter(organisation_id__in=reach.organisation_ids)


def fetched(actor: Actor, organisation_id: int, about: str) -> dict[int | None, Move]:
    """By household (None: the organisation itself): a hand-out of what that is about, if there was one."""
    rows = moves(actor, organisation_id=organisation_id).filter(kind=MoveKind.HAND_OUT.value, about=about)
    return {row.household_id: row for row in rows}


def lying(row: Balance) -> Lying:
    return Lying(row.pk, row.count, row.expires_on, row.point_id)
