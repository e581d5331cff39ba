"""Which contracts an actor may know of: those of the organisations reached, and those that bind oneself."""

from django.db.models import Q

from lilian.base.actors import Actor
from lilian.contracts.models import Contract


def seen(actor: Actor, permission: str = "contracts.see") -> Q:
    """As a condition on `Contract`; nothing for who does not hold the permission."""
    reach = actor.reach(permission)
    if reach.everywhere:
        return Q()
    condition = Q(coop_id__in=reach.organisation_ids) | Q(buyer_id__in=reach.organisation_ids)
    if reach.person_ids:
        own = Contract.objects.filter(household__people__in=reach.person_ids)
        condition |= Q(household_id__in=own.values("household_id"))
    return condition
