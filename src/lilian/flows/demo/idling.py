"""The demo's low season: a year of monthly meter readings of some rooms, and what their owners mean to take out."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.idling import actions
from lilian.idling.queries import by_class, outside_of, wall_of
from lilian.idling.values import MeterDraft, WithdrawalDraft
from lilian.planning.consolidation import Period
from lilian.storage import queries as storage

ROOMS, MONTHS, DAYS = 24, 12, 30
NOISE = 0.05
GRAMS = 1_000_000
# How full rooms are in each month from January on: filled in September and October, emptied by August.
FULL = (0.62, 0.55, 0.46, 0.36, 0.26, 0.17, 0.09, 0.03, 0.45, 0.85, 0.8, 0.72)


def load_idling(actor: Actor, random: Random, day: date, now: datetime) -> None:
    """Readings of the first rooms, from a model of each with five per cent of noise; withdrawals of six months."""
    rooms = list(storage.rooms(actor)[:ROOMS])
    drafts = [draft for room in rooms for draft in _year(random, room, now)]
    actions.read_meters(actor=actor, drafts=drafts, client_key="demo:meters", source="demo", now=now)
    actions.plan_withdrawals(actor=actor, drafts=_withdrawals(rooms, day), now=now)


def _year(random: Random, room: Any, now: datetime) -> Iterator[MeterDraft]:
    """One reading every thirty days, the last a day ago; the room's own figures are up to a quarter off its class's."""
    own, counter_wh = random.uniform(0.8, 1.25), random.randrange(5_000, 90_000) * 1_000
    fit, held_before = by_class(room.capacity_g), 0.0
    for step in range(MONTHS, -1, -1):
        at = now - timedelta(days=DAYS * step + 1)
        held = FULL[at.month - 1] * room.capacity_g / GRAMS
        loaded = max(0.0, held - held_before)
        outside = outside_of(at.month)
        period = Period(0, DAYS, wall_of(room.volume_l), outside, 0.0, (held + held_before) / 2, loaded)
        counter_wh += 0 if step == MONTHS else round(fit.forecast(period)[0] * own * random.gauss(1, NOISE))
        yield MeterDraft(
            room_id=room.pk,
            counter_wh=counter_wh,
            at=at,
            outside_mc=round(outside * 1_000),
            stock_g=round(held * GRAMS),
            loaded_g=0 if step == MONTHS else round(loaded * GRAMS),
        )
        held_before = held


def _withdrawals(rooms: list[Any], day: date) -> list[WithdrawalDraft]:
    """A tenth of their rooms a month, by owner, of the county's first pear."""
    pear = next(one.pk for one in catalog.varieties() if one.name == "玉露香梨")
    owners: dict[int, int] = {}
    for room in rooms:
        owner = room.store.organisation_id
        owners[owner] = owners.get(owner, 0) + room.capacity_g // 10
    months = [date(day.year + (day.month - 1 + n) // 12, (day.month - 1 + n) % 12 + 1, 1) for n in range(6)]
    return [WithdrawalDraft(owner, pear, month, weight_g) for owner, weight_g in owners.items() for month in months]
