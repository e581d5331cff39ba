"""Pure decisions of storage: how fresh a report is, what a figure means for each room, what changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lilian.kernel.money import split_fen
from lilian.storage.values import Freshness

# How old a fill report may be (alliance office, September 2026): a day is fresh, three days are too old to plan on.
FRESH_FOR = timedelta(hours=24)
STALE_AFTER = timedelta(hours=72)
# Share of capacity held back where the report is stale: what may have come in unseen.
STALE_RESERVE = 0.05
# A reading this far outside the room's band is flagged, in thousandths of a degree.
BAND_SLACK_MC = 300


def freshness(reported_at: datetime | None, now: datetime) -> Freshness:
    if reported_at is None:
        return Freshness.NEVER
    age = now - reported_at
    if age <= FRESH_FOR:
        return Freshness.FRESH
    return Freshness.AGEING if age <= STALE_AFTER else Freshness.STALE


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
