"""Lots waiting to be stored."""

from django.db.models import Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.storage.models import PendingLot


def lots(actor: Actor, *, status: str = "", text: str = "") -> QuerySet[PendingLot]:
    """Lots of the organisations the actor may look into; a grower's are those the grower brought in."""
    actor.must("storage.see_lots")
    reach = actor.reach("storage.see_lots")
    found = PendingLot.objects.select_related("organisation", "variety", "grower__organisation")
    if not reach.everywhere:
        mine = Q(grower_id__in=reach.person_ids or ())
        found = found.filter(Q(organisation_id__in=reach.organisation_ids) | mine)
    if text:
        found = found.filter(Q(code__icontains=text) | Q(village__icontains=text) | Q(point__icontains=text))
    return found.filter(status=status) if status else found


def lot(actor: Actor, pk: int) -> PendingLot:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = lots(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found
