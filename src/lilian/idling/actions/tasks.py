"""A transfer is made, and stands in the goods journal; or somebody says why not."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.idling import queries
from lilian.idling.models import TaskEnd, TransferTask
from lilian.idling.values import TaskState
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid
from lilian.stock import actions as stock_actions
from lilian.stock import queries as stock
from lilian.stock.values import Line, Spot, Transfer


class AlreadyEnded(AlreadyDone):
    code = "idling.task_ended"
    sentence = gettext_noop("这一笔搬库已经办过，或者不用搬了。")


class NoReason(Invalid):
    code = "idling.no_reason"
    sentence = gettext_noop("请写明原因。")


@transaction.atomic
def do_task(*, actor: Actor, task_id: int, weight_g: int, now: datetime) -> int:
    """It was moved, so much of it as was weighed; return the journal's entry.

    :raises AlreadyEnded: if it was moved, declined or replaced before
    :raises NotEnough, LocationClosed, DayClosed: as the goods journal says; nothing is written then
    """
    task = _open(actor, task_id)
    taken = Line(Spot(task.lot_id, task.source_location_id), weight_g, _pieces(actor, task, weight_g))
    posted = stock_actions.move(
        actor=actor,
        transfers=[Transfer(taken, task.target_location_id)],
        day=timezone.localdate(now),
        client_key=f"idling:{task.pk}",
        now=now,
    )
    end = TaskEnd.objects.create(
        task=task,
        state=TaskState.DONE,
        entry_id=posted.entry_id,
        weight_g=weight_g,
        at=now,
        ended_by=actor.name[:80],
    )
    data = {"entry": posted.entry_id, "weight_g": weight_g}
    audit.record(actor=actor, event="idling.task_done", subject=end, at=now, data=data)
    return posted.entry_id


@transaction.atomic
def decline_task(*, actor: Actor, task_id: int, reason: str, now: datetime) -> None:
    """It is not moved, and the keeper says why.

    :raises AlreadyEnded: if it was moved, declined or replaced before
    :raises NoReason: if nobody says why
    """
    task = _open(actor, task_id)
    if not reason.strip():
        raise NoReason()
    end = TaskEnd.objects.create(
        task=task, state=TaskState.DECLINED, reason=reason.strip()[:200], at=now, ended_by=actor.name[:80]
    )
    audit.record(actor=actor, event="idling.task_declined", subject=end, at=now, data={"reason": end.reason})


def _open(actor: Actor, task_id: int) -> TransferTask:
    found = queries.task(actor, task_id, permission="idling.do_task")
    task = TransferTask.objects.select_for_update().get(pk=found.pk)
    if TaskEnd.objects.filter(task=task).exists():
        raise AlreadyEnded()
    return task


def _pieces(actor: Actor, task: TransferTask, weight_g: int) -> int:
    """Crates go with their fruit, in proportion."""
    lies = [one for one in stock.lot(actor, task.lot_id).lies if one.location_id == task.source_location_id]
    return sum(one.pieces * min(weight_g, one.weight_g) // one.weight_g for one in lies if one.weight_g)
