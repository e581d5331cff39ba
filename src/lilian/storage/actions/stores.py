"""Stores and rooms are registered, changed, closed and opened again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.storage.actions.reasons import must_be_given
from lilian.storage.models import Room, Store
from lilian.storage.values import RoomDraft, StoreDraft


class CodeTaken(Invalid):
    code = "storage.code_taken"
    sentence = gettext_noop("编号 {given} 已经有了。")
    remedy = gettext_noop("请换一个编号。")


class PlaceTaken(Invalid):
    code = "storage.place_taken"
    sentence = gettext_noop("这个地点已经登记了另一座库。")
    remedy = gettext_noop("请另选地点，或先新建一个地点。")


class NoVariety(Invalid):
    code = "storage.no_variety"
    sentence = gettext_noop("至少要选一个可以存放的品种。")


class BadAmount(Invalid):
    code = "storage.bad_amount"
    sentence = gettext_noop("申报库容必须大于 0，容积、日入库量和收费不能小于 0。")


class AlreadyClosed(AlreadyDone):
    code = "storage.already_closed"
    sentence = gettext_noop("{store} 已经停用了。")


class NotClosed(AlreadyDone):
    code = "storage.not_closed"
    sentence = gettext_noop("{store} 本来就在用。")


class PlaceOfStoreClosed(Refusal):
    code = "storage.place_of_store_closed"
    sentence = gettext_noop("{place} 停用了，上面的库不能启用。")
    remedy = gettext_noop("请先在地点的页面重新启用它。")


@transaction.atomic
def add_store(*, actor: Actor, draft: StoreDraft, now: datetime) -> int:
    """Register a store; return its key.

    :raises CodeTaken, PlaceTaken, NoVariety, BadAmount: what is wrong with it
    """
    actor.must("storage.change")
    _check(draft, None)
    made = Store.objects.create(**_columns(draft))
    made.accepts.set(draft.variety_ids)
    audit.record(actor=actor, event="storage.store_added", subject=made, at=now, data={"code": made.code})
    return made.pk


@transaction.atomic
def change_store(*, actor: Actor, store_id: int, draft: StoreDraft, now: datetime) -> None:
    """:raises CodeTaken, PlaceTaken, NoVariety, BadAmount: what is wrong with the new facts"""
    actor.must("storage.change")
    store = _locked(store_id)
    _check(draft, store_id)
    wanted = _columns(draft)
    changes = {name: [getattr(store, name), value] for name, value in wanted.items() if getattr(store, name) != value}
    Store.objects.filter(pk=store_id).update(**wanted)
    store.accepts.set(draft.variety_ids)
    audit.record(actor=actor, event="storage.store_changed", subject=store, at=now, data=changes)


@transaction.atomic
def add_room(*, actor: Actor, store_id: int, draft: RoomDraft, now: datetime) -> int:
    """Register a room of a store; return its key.

    :raises CodeTaken, BadAmount: if the store has a room of this code, or it holds nothing
    """
    actor.must("storage.change")
    store = _locked(store_id)
    if store.rooms.filter(code=draft.code).exists():
        raise CodeTaken(given=draft.code)
    if draft.capacity_g <= 0 or draft.volume_l < 0:
        raise BadAmount()
    made = Room.objects.create(store=store, code=draft.code, volume_l=draft.volume_l, capacity_g=draft.capacity_g)
    audit.record(actor=actor, event="storage.room_added", subject=made, at=now, data={"capacity_g": draft.capacity_g})
    return made.pk


@transaction.atomic
def close_store(*, actor: Actor, store_id: int, reason: str, now: datetime) -> None:
    """Take a store out of planning from today on.

    :raises AlreadyClosed: if it is closed
    :raises NoReason: if none is given
    """
    actor.must("storage.change")
    store = _locked(store_id)
    if store.closed_on is not None:
        raise AlreadyClosed(store=store.name)
    why = must_be_given(reason)
    Store.objects.filter(pk=store_id).update(closed_on=timezone.localdate(now), close_reason=why)
    audit.record(actor=actor, event="storage.store_closed", subject=store, at=now, data={"reason": why})


@transaction.atomic
def reopen_store(*, actor: Actor, store_id: int, now: datetime) -> None:
    """:raises NotClosed: if it is open
    :raises PlaceOfStoreClosed: if its place is used no more
    """
    actor.must("storage.change")
    store = _locked(store_id)
    if store.closed_on is None:
        raise NotClosed(store=store.name)
    if store.place.closed_on is not None:
        raise PlaceOfStoreClosed(place=store.place.name)
    Store.objects.filter(pk=store_id).update(closed_on=None, close_reason="")
    audit.record(actor=actor, event="storage.store_reopened", subject=store, at=now)


def _locked(store_id: int) -> Store:
    store = Store.objects.select_for_update().filter(pk=store_id).first()
    if store is None:
        raise NotFound()
    return store


def _check(draft: StoreDraft, store_id: int | None) -> None:
    others = Store.objects.exclude(pk=store_id or 0)
    if others.filter(code=draft.code).exists():
        raise CodeTaken(given=draft.code)
    if others.filter(place_id=draft.place_id).exists():
        raise PlaceTaken()
    if not draft.variety_ids:
        raise NoVariety()
    if draft.intake_g_per_day < 0 or draft.fee_fen_per_tonne_month < 0:
        raise BadAmount()


def _columns(draft: StoreDraft) -> dict[str, Any]:
    return {
        "code": draft.code,
        "name": draft.name,
        "organisation_id": draft.organisation_id,
        "place_id": draft.place_id,
        "intake_g_per_day": draft.intake_g_per_day,
        "fee_fen_per_tonne_month": draft.fee_fen_per_tonne_month,
        "temperature_mc": draft.temperature_mc,
        "keeper_id": draft.keeper_id,
        "opening_hours": draft.opening_hours,
    }
