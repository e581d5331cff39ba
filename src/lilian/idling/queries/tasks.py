"""Transfers to be made, and how they ended."""

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.idling.models import TransferTask
from lilian.kernel.refusal import NotFound


def tasks(actor: Actor, *, plan_id: int | None = None, permission: str = "idling.see_tasks") -> QuerySet[TransferTask]:
    """By month; those that leave a store within the actor's reach."""
    actor.must(permission)
    found = TransferTask.objects.select_related(
        "lot__variety", "source__store", "target__store", "source_location", "target_location", "end", "plan"
    )
    reach = actor.reach(permission)
    if not reach.everywhere:
        found = found.filter(source__store__organisation_id__in=reach.organisation_ids)
    return found if plan_id is None else found.filter(plan_id=plan_id)


def task(actor: Actor, pk: int, *, permission: str = "idling.see_tasks") -> TransferTask:
    """:raises NotFound: if there is none within reach"""
    found = tasks(actor, permission=permission).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found
