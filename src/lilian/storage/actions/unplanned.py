"""Fruit that no plan expected comes in: the keeper weighs it and writes it down all the same."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, NotFound
from lilian.storage import queries
from lilian.storage.actions.arrivals import AlreadyTakenBack
from lilian.storage.actions.lots import NotWaiting, check_weight
from lilian.storage.models import PendingLot, Store, UnplannedArrival
from lilian.storage.values import LotStatus, UnplannedDraft


class NotTakenHere(Invalid):
    code = "storage.not_taken_here"
    sentence = gettext_noop("{store} 不存放这个品种。")
    remedy = gettext_noop("请核对品种，或先请联盟办改可以存放的品种。")


class NoSuchLot(Invalid):
    code = "storage.no_such_lot"
    sentence = gettext_noop("没有批次 {given}。")
    remedy = gettext_noop("请核对批次号；没有登记过的果就空着，填品种和谁送来的。")


@transaction.atomic
def record_unplanned(*, actor: Actor, draft: UnplannedDraft, client_key: str, now: datetime) -> int:
    """Write down one load as weighed; return the entry's key. The same client key again gives the same entry.

    A lot that came so has arrived: no plan looks for a place for it any more.

    :raises NoWeight, TooHeavy, NotTakenHere, NoSuchLot, NotWaiting: nothing is written then
    :raises KeyReused: if the key came with another load before
    """
    store = _locked(actor, draft.store_id)
    same = UnplannedArrival.objects.filter(client_key=client_key).first()
    if same is not None:
        return _again(same, draft)
    check_weight(draft.weight_g, queries.bounds().heaviest_lot_g)
    lot = _waiting(draft.lot_code) if draft.lot_code else None
    made = UnplannedArrival.objects.create(
        store=store,
        lot=lot,
        variety_id=_taken_here(store, lot.variety_id if lot else draft.variety_id),
        brought_by=(draft.brought_by or (lot.village if lot else ""))[:80],
        weight_g=draft.weight_g,
        at=now,
        reporter=actor.name[:80],
        note=draft.note[:200],
        client_key=client_key,
    )
    _settle(lot, LotStatus.ARRIVED)
    data = {"weight_g": draft.weight_g, "brought_by": made.brought_by, "lot": draft.lot_code}
    audit.record(actor=actor, event="storage.unplanned_recorded", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def take_back_unplanned(*, actor: Actor, arrival_id: int, now: datetime) -> int:
    """Write the counter-entry of a wrong one; return its key. Its lot, if it was one, waits again.

    :raises AlreadyTakenBack: if it was taken back before, or is a counter-entry itself
    """
    actor.must("storage.record_arrival")
    entry = UnplannedArrival.objects.filter(pk=arrival_id).first()
    if entry is None:
        raise NotFound()
    _locked(actor, entry.store_id)
    if entry.reverses_id is not None or UnplannedArrival.objects.filter(reverses=entry).exists():
        raise AlreadyTakenBack()
    kept: dict[str, Any] = {name: getattr(entry, name) for name in ("store_id", "lot_id", "variety_id", "brought_by")}
    made = UnplannedArrival.objects.create(
        weight_g=-entry.weight_g,
        at=now,
        reporter=actor.name[:80],
        reverses=entry,
        client_key=f"back:{entry.pk}",
        **kept,
    )
    _settle(entry.lot, LotStatus.WAITING)
    audit.record(actor=actor, event="storage.unplanned_taken_back", subject=entry, at=now, data={"entry": made.pk})
    return made.pk


def _locked(actor: Actor, store_id: int) -> Store:
    """The store, held still: while a plan is adopted there, nothing comes in unseen."""
    actor.must("storage.record_arrival")
    store = Store.objects.select_for_update().filter(pk=store_id).first()
    if store is None or store.organisation_id not in actor.reach("storage.record_arrival"):
        raise NotFound()
    return store


def _again(same: UnplannedArrival, draft: UnplannedDraft) -> int:
    variety_id = same.variety_id if same.lot else draft.variety_id
    said = (draft.store_id, variety_id, draft.weight_g, draft.lot_code)
    if (same.store_id, same.variety_id, same.weight_g, same.lot.code if same.lot else "") != said:
        raise KeyReused()
    return same.pk


def _waiting(code: str) -> PendingLot:
    lot = PendingLot.objects.select_for_update().filter(code=code).first()
    if lot is None:
        raise NoSuchLot(given=code)
    if lot.status != LotStatus.WAITING:
        raise NotWaiting(lot=lot.code)
    return lot


def _settle(lot: PendingLot | None, status: LotStatus) -> None:
    if lot is not None:
        PendingLot.objects.filter(pk=lot.pk).update(status=status)


def _taken_here(store: Store, variety_id: int | None) -> int:
    if variety_id is None or not store.accepts.filter(pk=variety_id).exists():
        raise NotTakenHere(store=store.name)
    return variety_id
