"""People overrule a plan: a room must run or stand, a lot stays where it is; with a reason."""

from datetime import date, datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.idling.models import Decision
from lilian.idling.values import DECISION_NAMES, DecisionKind
from lilian.kernel.marks import gettext_noop
from lilian.kernel.months import first_of
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.stock import queries as stock
from lilian.storage import queries as storage


class NoReason(Invalid):
    code = "idling.no_reason"
    sentence = gettext_noop("请写明原因。")


class NoLotNamed(Invalid):
    code = "idling.no_lot_named"
    sentence = gettext_noop("“不许搬”要写明是哪一批。")


class AlreadyDecided(AlreadyDone):
    code = "idling.already_decided"
    sentence = gettext_noop("已经有同样的人工安排。")


class Contradicts(Refusal):
    code = "idling.contradicts"
    sentence = gettext_noop("{room} 已经定了“{other}”，不能又定“{this}”。")
    remedy = gettext_noop("请先撤销原来的安排。")


class AlreadyWithdrawn(AlreadyDone):
    code = "idling.decision_withdrawn"
    sentence = gettext_noop("这条人工安排已经撤销过了。")


OPPOSITE = {DecisionKind.RUN: DecisionKind.SHUT, DecisionKind.SHUT: DecisionKind.RUN}


@transaction.atomic
def decide(
    *,
    actor: Actor,
    kind: DecisionKind,
    room_id: int,
    reason: str,
    now: datetime,
    month: date | None = None,
    lot_id: int | None = None,
) -> int:
    """The room runs or stands in that month (None: throughout), or the lot in it stays; return the decision's key.

    :raises NoReason, NoLotNamed, AlreadyDecided, Contradicts: nothing is written then
    """
    actor.must("idling.run_plan")
    if not reason.strip():
        raise NoReason()
    room = storage.rooms(actor).filter(pk=room_id).select_for_update(of=("self",)).first()
    if room is None:
        raise NotFound()
    if kind == DecisionKind.STAY:
        if lot_id is None:
            raise NoLotNamed()
        lot_id = stock.lot(actor, lot_id).lot_id
    first = first_of(month) if month and kind != DecisionKind.STAY else None
    rule = Decision(
        kind=kind,
        room=room,
        month=first,
        lot_id=lot_id if kind == DecisionKind.STAY else None,
        reason=reason.strip()[:200],
        set_at=now,
        set_by=actor.name[:80],
    )
    _check_new(rule)
    rule.save(force_insert=True)
    data = {"kind": kind.value, "room": room.code, "lot": lot_id, "reason": rule.reason}
    audit.record(actor=actor, event="idling.decided", subject=rule, at=now, data=data)
    return rule.pk


def _check_new(rule: Decision) -> None:
    standing = Decision.objects.filter(room=rule.room, withdrawn_at__isnull=True)
    if standing.filter(kind=rule.kind, month=rule.month, lot=rule.lot_id).exists():
        raise AlreadyDecided()
    other = OPPOSITE.get(DecisionKind(rule.kind))
    if other is None:
        return
    against = standing.filter(kind=other)
    if rule.month is not None:
        against = against.filter(month=rule.month) | against.filter(month__isnull=True)
    if against.exists():
        raise Contradicts(
            room=rule.room.code, other=DECISION_NAMES[other], this=DECISION_NAMES[DecisionKind(rule.kind)]
        )


@transaction.atomic
def withdraw_decision(*, actor: Actor, decision_id: int, now: datetime) -> None:
    """:raises AlreadyWithdrawn: if it was withdrawn before"""
    actor.must("idling.run_plan")
    rule = Decision.objects.select_for_update().filter(pk=decision_id).first()
    if rule is None:
        raise NotFound()
    if rule.withdrawn_at is not None:
        raise AlreadyWithdrawn()
    Decision.objects.filter(pk=rule.pk).update(withdrawn_at=now)
    audit.record(actor=actor, event="idling.decision_withdrawn", subject=rule, at=now)
