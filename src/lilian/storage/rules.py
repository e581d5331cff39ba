"""Pure decisions of storage: how fresh a report is, what a figure means for each room, what changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files

import msgspec

from lilian.kernel.money import split_fen
from lilian.storage.values import Freshness


@dataclass(frozen=True)
class Thresholds:
    """Figures of thresholds.json: when a report is too old to plan on, what is held back then, what cannot be.

    `stale_reserve` is a share of capacity: what may have come in unseen. `band_slack_mc`: a reading so far outside its
    room's band is flagged, in thousandths of a degree. `most_over_capacity`, `most_times_expected`: more is a slip of
    the finger. `same_place_km`: two points so near are one place, measured twice.
    """

    fresh_hours: float
    stale_hours: float
    stale_reserve: float
    band_slack_mc: int
    reading_counts_hours: float
    clock_slack_minutes: float
    most_over_capacity: float
    most_times_expected: int
    same_place_km: float


THRESHOLDS = msgspec.json.decode((files("lilian.storage") / "thresholds.json").read_bytes(), type=Thresholds)
FRESH_FOR = timedelta(hours=THRESHOLDS.fresh_hours)
STALE_AFTER = timedelta(hours=THRESHOLDS.stale_hours)
STALE_RESERVE = THRESHOLDS.stale_reserve
BAND_SLACK_MC = THRESHOLDS.band_slack_mc
READING_COUNTS_FOR = timedelta(hours=THRESHOLDS.reading_counts_hours)
CLOCK_SLACK = timedelta(minutes=THRESHOLDS.clock_slack_minutes)
MOST_OVER_CAPACITY = THRESHOLDS.most_over_capacity
MOST_TIMES_EXPECTED = THRESHOLDS.most_times_expected
SAME_PLACE_KM = THRESHOLDS.same_place_km


def freshness(reported_at: datetime | None, now: datetime) -> Freshness:
    if reported_at is None:
        return Freshness.NEVER
    age = now - reported_at
    if age <= FRESH_FOR:
        return Freshness.FRESH
    return Freshness.AGEING if age <= STALE_AFTER else Freshness.STALE


def held_g(told: Sequence[tuple[datetime, int]], arrived: Iterable[tuple[datetime, int]]) -> int:
    """Grams in a store: what its rooms last reported, and what came since the oldest of these reports.

    From the oldest on: a load counted twice leaves room unused, one not counted overfills the store.
    """
    counted_until = min((at for at, _ in told), default=None)
    since_g = sum(weight_g for at, weight_g in arrived if counted_until is None or at > counted_until)
    return sum(stock_g for _, stock_g in told) + since_g


def plannable_g(capacity_g: int, stock_g: int, expected_g: int, how_fresh: Freshness) -> int:
    """Room a plan may use: less where the figure is stale, because the store may have filled since."""
    reserve_g = round(capacity_g * STALE_RESERVE) if how_fresh in (Freshness.STALE, Freshness.NEVER) else 0
    return max(0, capacity_g - stock_g - expected_g - reserve_g)


def shared_by_capacity(stock_g: int, capacities_g: Sequence[int]) -> list[int]:
    """A figure given for a whole store, shared over its rooms in proportion to their capacity, to the gram."""
    return split_fen(stock_g, capacities_g)


def is_out_of_band(temperature_mc: int | None, coldest_mc: int, warmest_mc: int) -> bool:
    if temperature_mc is None:
        return False
    return not coldest_mc - BAND_SLACK_MC <= temperature_mc <= warmest_mc + BAND_SLACK_MC


@dataclass(frozen=True)
class Shortfall:
    """A store that has less room now than the plan wants to bring."""

    store: str
    wanted_g: int
    free_g: int


def shortfalls(wanted_g: Mapping[str, int], free_g: Mapping[str, int]) -> list[Shortfall]:
    """Stores that cannot take what a plan brings, as the world is now; stores it does not know are left out."""
    return [
        Shortfall(store, wanted, free_g[store])
        for store, wanted in sorted(wanted_g.items())
        if store in free_g and wanted > free_g[store]
    ]


@dataclass(frozen=True)
class DoorJam:
    """A store that would have to take more through its door on a day than it can."""

    store: str
    day: date
    wanted_g: int
    free_g: int


def door_jams(
    wanted_g: Mapping[tuple[str, date], int], planned_g: Mapping[tuple[str, date], int], intake_g: Mapping[str, int]
) -> list[DoorJam]:
    """Days on which a plan, with what is planned already, asks more of a store's door than its daily intake."""
    found = []
    for (store, day), wanted in sorted(wanted_g.items()):
        free = intake_g.get(store, wanted) - planned_g.get((store, day), 0)
        if wanted > free:
            found.append(DoorJam(store, day, wanted, max(0, free)))
    return found
