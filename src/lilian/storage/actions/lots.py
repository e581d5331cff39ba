"""Lots waiting to be stored are registered, changed and cancelled."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import Invalid, NotFound, Refusal
from lilian.members import queries as members
from lilian.storage import queries
from lilian.storage.actions.reasons import must_be_given
from lilian.storage.models import PendingLot
from lilian.storage.values import LotDraft, LotStatus


class LotCodeTaken(Invalid):
    code = "storage.lot_code_taken"
    sentence = gettext_noop("批次号 {given} 已经有了。")
    remedy = gettext_noop("请换一个批次号。")


class NoWeight(Invalid):
    code = "storage.no_weight"
    sentence = gettext_noop("重量必须大于 0。")


class TooHeavy(Invalid):
    code = "storage.lot_too_heavy"
    sentence = gettext_noop("一批 {given} 太大，最多 {most}。")
    remedy = gettext_noop("请核对单位，或分成几批。")


class NoSuchPoint(Invalid):
    code = "storage.no_such_point"
    sentence = gettext_noop("经纬度不对。")
    remedy = gettext_noop("纬度在前三十多度，经度一百一十度上下，请核对是不是填反了。")


class NotWaiting(Refusal):
    code = "storage.lot_not_waiting"
    sentence = gettext_noop("批次 {lot} 已经不在等待安排，不能再改。")
    remedy = gettext_noop("请先在方案里处理。")


@transaction.atomic
def add_lot(*, actor: Actor, draft: LotDraft, now: datetime) -> int:
    """Register fruit that waits; return its key.

    :raises LotCodeTaken, NoWeight: what is wrong with it
    :raises NotFound: if the grower is nobody the actor may look into
    """
    actor.must("storage.change_lots", organisation_id=draft.organisation_id)
    _check(draft, None)
    _check_grower(actor, draft.grower_id)
    made = PendingLot.objects.create(**asdict(draft))
    audit.record(actor=actor, event="storage.lot_added", subject=made, at=now, data=_said(draft))
    return made.pk


@transaction.atomic
def change_lot(*, actor: Actor, lot_id: int, draft: LotDraft, now: datetime) -> None:
    """:raises NotWaiting: if a plan has it, or it came in
    :raises LotCodeTaken, NoWeight: what is wrong with the new facts
    """
    lot = _waiting(actor, lot_id)
    actor.must("storage.change_lots", organisation_id=draft.organisation_id)
    _check(draft, lot_id)
    if draft.grower_id != lot.grower_id:
        _check_grower(actor, draft.grower_id)
    PendingLot.objects.filter(pk=lot_id).update(**asdict(draft))
    audit.record(actor=actor, event="storage.lot_changed", subject=lot, at=now, data=_said(draft))


@transaction.atomic
def cancel_lot(*, actor: Actor, lot_id: int, reason: str, now: datetime) -> None:
    """:raises NotWaiting: if a plan has it, or it came in
    :raises NoReason: if none is given
    """
    lot = _waiting(actor, lot_id)
    data = {"reason": must_be_given(reason)}
    PendingLot.objects.filter(pk=lot_id).update(status=LotStatus.CANCELLED)
    audit.record(actor=actor, event="storage.lot_cancelled", subject=lot, at=now, data=data)


def _waiting(actor: Actor, lot_id: int) -> PendingLot:
    actor.must("storage.change_lots")
    lot = PendingLot.objects.select_for_update().filter(pk=lot_id).first()
    if lot is None:
        raise NotFound()
    actor.must("storage.change_lots", organisation_id=lot.organisation_id)
    if lot.status != LotStatus.WAITING:
        raise NotWaiting(lot=lot.code)
    return lot


def _check(draft: LotDraft, lot_id: int | None) -> None:
    if PendingLot.objects.exclude(pk=lot_id or 0).filter(code=draft.code).exists():
        raise LotCodeTaken(given=draft.code)
    check_plausible(draft, queries.bounds().heaviest_lot_g)


def _check_grower(actor: Actor, grower_id: int | None) -> None:
    if grower_id is not None and not members.people(actor).filter(pk=grower_id).exists():
        raise NotFound()


def check_plausible(draft: LotDraft, heaviest_g: int) -> None:
    """:raises NoWeight, TooHeavy, NoSuchPoint: if it cannot be"""
    check_weight(draft.weight_g, heaviest_g)
    if not (-90 <= draft.lat <= 90 and -180 <= draft.lon <= 180):
        raise NoSuchPoint()


def check_weight(weight_g: int, heaviest_g: int) -> None:
    """:raises NoWeight, TooHeavy: if no lot weighs so much"""
    if weight_g <= 0:
        raise NoWeight()
    if weight_g > heaviest_g:
        raise TooHeavy(given=weight_text(weight_g), most=weight_text(heaviest_g))


def _said(draft: LotDraft) -> dict[str, Any]:
    return {"code": draft.code, "weight_g": draft.weight_g, "grower": draft.grower_id}
