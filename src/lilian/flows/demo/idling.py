"""The demo's low season: a year of monthly meter readings of some rooms, and what their owners mean to take out."""

from collections import defaultdict
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
from lilian.stock import queries as stock
from lilian.storage import queries as storage

ROOMS, MONTHS, DAYS = 24, 12, 30
NOISE = 0.05
GRAMS = 1_000_000
# How full rooms are in each month from January on: filled in September and October, emptied by August.
FULL = (0.62, 0.55, 0.46, 0.36, 0.26, 0.17, 0.09, 0.03, 0.45, 0.85, 0.8, 0.72)

LEAVING = (8, 14, 18, 20, 20, 17)  # per cent of what lies, month by month: nearly all by spring
STEP_G = 5_000


def load_idling(actor: Actor, random: Random, _day: date, now: datetime) -> None:
    """Readings of the first rooms, from a model of each with five per cent of noise."""
    rooms = list(storage.rooms(actor)[:ROOMS])
    drafts = [draft for room in rooms for draft in _year(random, room, now)]
    actions.read_meters(actor=actor, drafts=drafts, client_key="demo:meters", source="demo", now=now)


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


def load_withdrawals(actor: Actor, _random: Random, day: date, now: datetime) -> None:
    """What the owners of the fruit on the books mean to take out of the rooms, month by month until spring."""
    varieties = {one.name: one.pk for one in catalog.varieties()}
    held: dict[tuple[int, int], int] = defaultdict(int)
    places = [room.location_id for room in storage.kept_rooms(actor) if room.location_id]
    for lot in stock.cards(stock.lots_in(actor, places)):
        held[lot.owner_id, varieties[lot.variety]] += lot.weight_g
    steps = [day.month - 1 + step for step in range(len(LEAVING))]
    months = [date(day.year + step // 12, step % 12 + 1, 1) for step in steps]
    drafts = [
        WithdrawalDraft(owner, variety, month, weight_g * share // 100 // STEP_G * STEP_G)
        for (owner, variety), weight_g in held.items()
        for month, share in zip(months, LEAVING, strict=True)
    ]
    actions.plan_withdrawals(actor=actor, drafts=drafts, now=now)
