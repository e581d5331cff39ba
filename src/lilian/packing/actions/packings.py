"""A packing begins: a line, a shift, a specification, the lots that go in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.kernel.refusal import NotFound
from lilian.packing.actions.refusals import (
    LotNotHere,
    LotStopped,
    LotTwice,
    NoLots,
    OtherOwner,
    OtherVariety,
    PackingClosed,
    SpecNotYet,
)
from lilian.packing.actions.stopping import check_running
from lilian.packing.models import Closing, Input, Packing, Spec, SpecVersion
from lilian.packing.values import PackingDraft
from lilian.stock import queries as stock
from lilian.stock.values import CONDITION_NAMES, Condition


@transaction.atomic
def open_packing(*, actor: Actor, draft: PackingDraft, client_key: str, now: datetime) -> int:
    """Begin; return the packing's key. The same client key again gives the same packing.

    :raises NoLots, LotNotHere, LotStopped, OtherVariety, OtherOwner, SpecNotYet: nothing is written then
    """
    actor.must("packing.pack", organisation_id=draft.organisation_id)
    hold_name(f"packing\n{client_key}", wait=True)
    if same := Packing.objects.filter(client_key=client_key).first():
        return _same(same, draft)
    place = stock.location(actor, draft.location_id)
    if place.organisation_id != draft.organisation_id:
        raise NotFound()
    version = _version(draft.spec_id, now)
    if not draft.lot_ids:
        raise NoLots()
    packing = Packing.objects.create(
        organisation_id=draft.organisation_id,
        location=place,
        version=version,
        day=timezone.localdate(now),
        shift=draft.shift.value,
        scale=draft.scale,
        note=draft.note[:200],
        opened_at=now,
        opened_by=actor.name[:80],
        client_key=client_key,
    )
    for lot_id in dict.fromkeys(draft.lot_ids):
        _put_in(actor, packing, lot_id, now)
    data = {"spec": version.spec.code, "version": version.number, "shift": draft.shift.value, "lots": draft.lot_ids}
    audit.record(actor=actor, event="packing.opened", subject=packing, at=now, data=data)
    return packing.pk


@transaction.atomic
def add_lot(*, actor: Actor, packing_id: int, lot_id: int, now: datetime) -> None:
    """Another lot goes in.

    :raises LotTwice, LotNotHere, LotStopped, OtherVariety, OtherOwner, PackingClosed, PackingStopped: nothing is
        written then
    """
    packing = locked(actor, packing_id)
    check_running(packing)
    _put_in(actor, packing, lot_id, now)
    audit.record(actor=actor, event="packing.lot_added", subject=packing, at=now, data={"lot": lot_id})


def locked(actor: Actor, packing_id: int) -> Packing:
    """The packing with its version, nobody else's until the transaction ends; it is open.

    :raises NotFound: if there is none, or it is another's
    :raises PackingClosed: if it has ended
    """
    actor.must("packing.pack")
    packing = Packing.objects.select_for_update(of=("self",)).select_related("version__spec").filter(pk=packing_id)
    found = packing.first()
    if found is None:
        raise NotFound()
    actor.must("packing.pack", organisation_id=found.organisation_id)
    if Closing.objects.filter(packing=found).exists():
        raise PackingClosed()
    return found


def check_sound(lot_ids: Collection[int]) -> None:
    """:raises LotStopped: if one is quarantined or recalled"""
    for lot_id, condition in stock.conditions(lot_ids).items():
        if condition in (Condition.QUARANTINED, Condition.RECALLED, Condition.IN_PART):
            raise LotStopped(lot=stock.lot_codes([lot_id])[lot_id], condition=CONDITION_NAMES[condition])


def _same(before: Packing, draft: PackingDraft) -> int:
    """:raises KeyReused: if the key was another packing's"""
    asked = (draft.organisation_id, draft.location_id, draft.spec_id, draft.shift.value)
    if (before.organisation_id, before.location_id, before.version.spec_id, before.shift) != asked:
        raise KeyReused()
    return before.pk


def _version(spec_id: int, now: datetime) -> SpecVersion:
    spec, day = Spec.objects.filter(pk=spec_id).first(), timezone.localdate(now)
    if spec is None:
        raise NotFound()
    found = SpecVersion.objects.filter(spec=spec, effective_from__lte=day).select_related("spec__variety")
    latest = found.order_by("-effective_from").first()
    if latest is None:
        raise SpecNotYet(name=spec.name, day=day)
    return latest


def _put_in(actor: Actor, packing: Packing, lot_id: int, now: datetime) -> None:
    lot = stock.lots(actor).filter(pk=lot_id).first()
    if lot is None:
        raise NotFound()
    if not stock.lots_at(actor, packing.location_id).filter(pk=lot_id).exists():
        raise LotNotHere(lot=lot.code, location=packing.location.name)
    check_sound([lot_id])
    inside = list(Input.objects.filter(packing=packing).values_list("lot_id", flat=True))
    if lot_id in inside:
        raise LotTwice()
    _check_kind(lot, packing.version.spec)
    if inside and stock.lot(actor, inside[0]).owner_id != stock.lot(actor, lot_id).owner_id:
        raise OtherOwner(lot=lot.code)
    Input.objects.create(packing=packing, lot_id=lot_id, at=now, added_by=actor.name[:80])


def _check_kind(lot: Any, spec: Spec) -> None:
    """:raises OtherVariety: if the lot is no fruit for these boxes; a lot not graded yet may be"""
    if lot.variety_id != spec.variety_id or (lot.grade and spec.grade and lot.grade != spec.grade):
        raise OtherVariety(
            lot=lot.code,
            variety=lot.variety.name,
            grade=lot.grade,
            wanted=spec.variety.name,
            wanted_grade=spec.grade,
        )
