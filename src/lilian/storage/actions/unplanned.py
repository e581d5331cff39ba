"""Fruit that no plan expected comes in: the keeper weighs it and writes it down all the same."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import Invalid, NotFound
from lilian.storage.actions.arrivals import AlreadyTakenBack
from lilian.storage.actions.lots import HEAVIEST_LOT_G, NoWeight, TooHeavy
from lilian.storage.models import Store, UnplannedArrival
from lilian.storage.values import UnplannedDraft


class NotTakenHere(Invalid):
    code = "storage.not_taken_here"
    sentence = gettext_noop("{store} 不存放这个品种。")
    remedy = gettext_noop("请核对品种，或先请联盟办改可以存放的品种。")


@transaction.atomic
def record_unplanned(*, actor: Actor, draft: UnplannedDraft, client_key: str, now: datetime) -> int:
    """Write down one load as weighed; return the entry's key. The same client key again gives the same entry.

    :raises NoWeight, TooHeavy, NotTakenHere: nothing is written then
    :raises KeyReused: if the key came with another load before
    """
    store = _locked(actor, draft.store_id)
    same = UnplannedArrival.objects.filter(client_key=client_key).first()
    if same is not None:
        return _again(same, draft)
    _check(store, draft)
    made = UnplannedArrival.objects.create(
        store=store,
        variety_id=draft.variety_id,
        brought_by=draft.brought_by[:80],
        weight_g=draft.weight_g,
        at=now,
        reporter=actor.name[:80],
        note=draft.note[:200],
        client_key=client_key,
    )
    data = {"weight_g": draft.weight_g, "brought_by": made.brought_by}
    audit.record(actor=actor, event="storage.unplanned_recorded", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def take_back_unplanned(*, actor: Actor, arrival_id: int, now: datetime) -> int:
    """Write the counter-entry of a wrong one; return its key.

    :raises AlreadyTakenBack: if it was taken back before, or is a counter-entry itself
    """
    entry = UnplannedArrival.objects.filter(pk=arrival_id).first()
    if entry is None:
        raise NotFound()
    _locked(actor, entry.store_id)
    if entry.reverses_id is not None or UnplannedArrival.objects.filter(reverses=entry).exists():
        raise AlreadyTakenBack()
    kept: dict[str, Any] = {"store_id": entry.store_id, "variety_id": entry.variety_id, "brought_by": entry.brought_by}
    made = UnplannedArrival.objects.create(
        weight_g=-entry.weight_g,
        at=now,
        reporter=actor.name[:80],
        reverses=entry,
        client_key=f"back:{entry.pk}",
        **kept,
    )
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
    if (same.store_id, same.variety_id, same.weight_g) != (draft.store_id, draft.variety_id, draft.weight_g):
        raise KeyReused()
    return same.pk


def _check(store: Store, draft: UnplannedDraft) -> None:
    if draft.weight_g <= 0:
        raise NoWeight()
    if draft.weight_g > HEAVIEST_LOT_G:
        raise TooHeavy(given=weight_text(draft.weight_g), most=weight_text(HEAVIEST_LOT_G))
    if not store.accepts.filter(pk=draft.variety_id).exists():
        raise NotTakenHere(store=store.name)
