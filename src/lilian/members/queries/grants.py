"""What organisations let each other do or see."""

from django.db.models import Q, QuerySet

from lilian.base.actors import Actor
from lilian.members.models import Grant


def grants(actor: Actor, *, organisation_id: int | None = None) -> QuerySet[Grant]:
    """Grants given or received by organisations for which the actor may grant; past ones too, newest first."""
    actor.must("members.grant", organisation_id=organisation_id)
    reach = actor.reach("members.grant")
    found = Grant.objects.select_related("giver", "receiver").order_by("-starts_on", "-pk")
    if not reach.everywhere:
        mine = reach.organisation_ids
        found = found.filter(Q(giver_id__in=mine) | Q(receiver_id__in=mine))
    if organisation_id is not None:
        found = found.filter(Q(giver_id=organisation_id) | Q(receiver_id=organisation_id))
    return found
