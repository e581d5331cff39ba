"""Meters are read; what a room draws is fitted anew with every reading."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.idling import planner, queries, rules
from lilian.idling.models import EnergyFit, MeterReading
from lilian.idling.values import MeterDraft
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.planning.consolidation import fit
from lilian.stock import queries as stock
from lilian.storage import queries as storage

MOST_MC, LEAST_MC = 50_000, -40_000


class CounterWentBack(Invalid):
    code = "idling.counter_went_back"
    sentence = gettext_noop("{room} 上次电表是 {before} 度，这次填了 {given} 度，电表不会倒走。")
    remedy = gettext_noop("请核对表上的数；换了新表请勾选“换过电表”。")


class ReadBefore(AlreadyDone):
    code = "idling.read_before"
    sentence = gettext_noop("{room} 这个时刻或更晚已经抄过表了。")
    remedy = gettext_noop("抄错了请先撤回那一次。")


class NotRead(Invalid):
    code = "idling.not_read"
    sentence = gettext_noop("一间库房也没有填。")
    remedy = gettext_noop("请至少填一间。")


class InTheFuture(Invalid):
    code = "idling.in_the_future"
    sentence = gettext_noop("时间还没有到。")
    remedy = gettext_noop("请核对日期和钟点。")


class NoSuchAmount(Invalid):
    code = "idling.no_such_amount"
    sentence = gettext_noop("{room} 的数不合常理：电表、存量和入库都不能小于 0，室外气温要在 −40 ℃ 和 50 ℃ 之间。")


class TakenBack(AlreadyDone):
    code = "idling.reading_taken_back"
    sentence = gettext_noop("这次抄表已经撤回过了。")


@transaction.atomic
def read_meters(
    *, actor: Actor, drafts: Sequence[MeterDraft], client_key: str, source: str, now: datetime
) -> tuple[int, ...]:
    """Write what meters show, oldest first, and fit those rooms anew; return the keys (none for a repeated key).

    :raises CounterWentBack, ReadBefore, InTheFuture, NoSuchAmount, NotRead: nothing is written then
    :raises KeyReused: if the key came with other figures before
    """
    actor.must("idling.read_meter")
    if not drafts:
        raise NotRead()
    rooms = held_rooms(actor, {draft.room_id for draft in drafts})
    ordered = sorted(drafts, key=lambda draft: (draft.at, draft.room_id))
    if _said_before(client_key, ordered):
        return ()
    places = planner.locations_by_code(actor)
    made = [
        written(actor, rooms[draft.room_id], draft, f"{client_key}:{number}", (source, now), places)
        for number, draft in enumerate(ordered)
    ]
    for room_id in sorted({draft.room_id for draft in ordered}):
        refit(rooms[room_id], now)
    data = {"readings": len(made), "source": source}
    audit.record(actor=actor, event="idling.meters_read", subject="idling.MeterReading", at=now, data=data)
    return tuple(one.pk for one in made)


def held_rooms(actor: Actor, ids: set[int]) -> dict[int, Any]:
    """Held still: two forms for one room wait for each other.

    :raises NotFound: if one is not within reach
    """
    found = storage.rooms(actor).filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    rooms = {room.pk: room for room in found}
    if len(rooms) != len(ids):
        raise NotFound()
    for room in rooms.values():
        actor.must("idling.read_meter", organisation_id=room.store.organisation_id)
    return rooms


def _said_before(client_key: str, drafts: Iterable[MeterDraft]) -> bool:
    keys = {f"{client_key}:{number}": draft for number, draft in enumerate(drafts)}
    said = {one.client_key: one for one in MeterReading.objects.filter(client_key__in=keys)}
    if not said:
        return False
    same = [(one.room_id, one.counter_wh) == (keys[key].room_id, keys[key].counter_wh) for key, one in said.items()]
    if len(said) != len(keys) or not all(same):
        raise KeyReused()
    return True


def written(
    actor: Actor, room: Any, draft: MeterDraft, key: str, how: tuple[str, datetime], places: dict[str, int]
) -> MeterReading:
    """One reading, in the caller's transaction; `how`: where it comes from, and the clock."""
    source, now = how
    before = queries.readings(actor, room_id=room.pk).first()
    _check(room, draft, before, now)
    whole = _looked_up(actor, room, draft, before, places)
    return MeterReading.objects.create(
        room=room,
        at=whole.at,
        counter_wh=whole.counter_wh,
        ran=whole.ran,
        is_new_meter=whole.is_new_meter,
        outside_mc=whole.outside_mc,
        stock_g=whole.stock_g or 0,
        loaded_g=whole.loaded_g or 0,
        person_id=actor.person_id,
        reporter=actor.name[:80],
        source=source,
        client_key=key,
        written_at=now,
    )


def _check(room: Any, draft: MeterDraft, before: MeterReading | None, now: datetime) -> None:
    amounts = (draft.counter_wh, draft.stock_g or 0, draft.loaded_g or 0)
    if min(amounts) < 0 or not LEAST_MC <= (draft.outside_mc or 0) <= MOST_MC:
        raise NoSuchAmount(room=room.code)
    if draft.at > now + storage.thresholds().clock_slack:
        raise InTheFuture()
    if before is None:
        return
    if before.at >= draft.at:
        raise ReadBefore(room=room.code)
    if draft.counter_wh < before.counter_wh and not draft.is_new_meter:
        shown = {"before": f"{before.counter_wh / 1_000:,.1f}", "given": f"{draft.counter_wh / 1_000:,.1f}"}
        raise CounterWentBack(room=room.code, **shown)


def _looked_up(
    actor: Actor, room: Any, draft: MeterDraft, before: MeterReading | None, places: dict[str, int]
) -> MeterDraft:
    """What was not said of the fruit: as the journal has it, or the fill report of a room that it does not have."""
    place = places.get(planner.room_code(room))
    held, came = draft.stock_g, draft.loaded_g
    if held is None and place:
        held = max(0, stock.held_g(actor, place, draft.at))
    if held is None:
        held = storage.told_stock(actor, [room]).get(room.pk, 0)
    if came is None and place and before:
        came = stock.brought_g(actor, place, before.at, draft.at)
    return replace(draft, stock_g=held, loaded_g=came or 0)


@transaction.atomic
def take_back_reading(*, actor: Actor, reading_id: int, now: datetime) -> None:
    """A wrong reading counts no more; the room is fitted anew without it.

    :raises TakenBack: if it was before
    """
    actor.must("idling.read_meter")
    wrong = MeterReading.objects.select_related("room__store").filter(pk=reading_id, takes_back__isnull=True).first()
    if wrong is None:
        raise NotFound()
    rooms = held_rooms(actor, {wrong.room_id})
    if MeterReading.objects.filter(takes_back=wrong).exists():
        raise TakenBack()
    MeterReading.objects.create(
        room_id=wrong.room_id,
        at=wrong.at,
        counter_wh=wrong.counter_wh,
        ran=wrong.ran,
        stock_g=wrong.stock_g,
        loaded_g=wrong.loaded_g,
        person_id=actor.person_id,
        reporter=actor.name[:80],
        source=wrong.source,
        client_key=f"back:{wrong.pk}",
        takes_back=wrong,
        written_at=now,
    )
    refit(rooms[wrong.room_id], now)
    audit.record(actor=actor, event="idling.reading_taken_back", subject=wrong, at=now)


def refit(room: Any, now: datetime) -> EnergyFit:
    """The room's energy model by all its readings that count."""
    found = queries.periods_of(room)
    kind = rules.class_of(room.capacity_g, rules.SHIPPED)
    known = fit([period for period, _, _ in found], kind.prior)
    used = sorted({one.pk for _, *pair in found for one in pair if isinstance(one, MeterReading)})
    return EnergyFit.objects.create(
        room=room,
        room_class=kind.name,
        wall_mwh=known.model.wall_mwh,
        base_wh=known.model.base_wh,
        kept_wh=known.model.kept_wh,
        loaded_wh=known.model.loaded_wh,
        errors=[known.errors.wall_mwh, known.errors.base_wh, known.errors.kept_wh, known.errors.loaded_wh],
        covariance=known.covariance,
        scatter_per_mille=known.scatter_per_mille,
        periods=known.periods,
        readings=used,
        fitted_at=now,
    )
