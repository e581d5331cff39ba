"""An adopted plan is withdrawn: what has not come is no longer expected, and its fruit waits again."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound, Refusal
from lilian.storage.actions.lot_parts import split_off
from lilian.storage.actions.world import BATCH
from lilian.storage.models import Arrival, ExpectedArrival, PendingLot, StoragePlan
from lilian.storage.values import LotStatus, PlanStatus


class NotAdopted(Refusal):
    code = "storage.plan_not_adopted"
    sentence = gettext_noop("这个方案还没有采纳，不用撤回。")


@transaction.atomic
def withdraw_plan(*, actor: Actor, plan_id: int, reason: str, now: datetime) -> int:
    """What an adopted plan still expects is no longer expected, and its open lots wait again; return how many lines.

    Of a lot that came in part, the part that did not come waits as a lot of its own.

    :raises NotAdopted: if it is not in force
    """
    actor.must("storage.adopt_plan")
    plan = StoragePlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotFound()
    if plan.status != PlanStatus.ADOPTED:
        raise NotAdopted()
    lines = list(ExpectedArrival.objects.select_for_update().filter(plan=plan, is_cancelled=False).order_by("pk"))
    came = came_g(plan)
    unmet = [line for line in lines if not came.get(line.pk)]
    for start in range(0, len(unmet), BATCH):
        keys = [line.pk for line in unmet[start : start + BATCH]]
        ExpectedArrival.objects.filter(pk__in=keys).update(is_cancelled=True)
    _release(unmet, [line for line in lines if came.get(line.pk)])
    StoragePlan.objects.filter(pk=plan_id).update(status=PlanStatus.WITHDRAWN)
    audit.record(actor=actor, event="storage.plan_withdrawn", subject=plan, at=now, data={"reason": reason})
    return len(unmet)


def came_g(plan: StoragePlan) -> dict[int, int]:
    """Grams by line."""
    rows = Arrival.objects.filter(expected__plan=plan).order_by().values("expected")
    return dict(rows.annotate(sum_g=Sum("weight_g")).values_list("expected", "sum_g"))


def _release(unmet: list[ExpectedArrival], met: list[ExpectedArrival]) -> None:
    """Lots of which nothing came wait again whole; of the others, what did not come."""
    came: dict[int, int] = defaultdict(int)
    for line in met:
        came[line.lot_id or 0] += line.weight_g
    open_lots = {line.lot_id for line in unmet if line.lot_id is not None}
    whole = sorted(open_lots - came.keys())
    for start in range(0, len(whole), BATCH):
        PendingLot.objects.filter(pk__in=whole[start : start + BATCH]).update(status=LotStatus.WAITING)
    for lot in PendingLot.objects.select_for_update().filter(pk__in=open_lots & came.keys()).order_by("pk"):
        split_off(lot, came[lot.pk])
        PendingLot.objects.filter(pk=lot.pk).update(status=LotStatus.ARRIVED)
