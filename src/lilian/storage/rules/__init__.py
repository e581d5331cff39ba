"""Pure decisions of storage: how fresh a report is, what a figure means for each room, what changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from lilian.kernel.parts import split
from lilian.storage.rules.thresholds import Thresholds
from lilian.storage.values import Freshness


def freshness(reported_at: datetime | None, now: datetime, limits: Thresholds) -> Freshness:
    if reported_at is None:
        return Freshness.NEVER
    age = now - reported_at
    if age <= limits.fresh_for:
        return Freshness.FRESH
    return Freshness.AGEING if age <= limits.stale_after else Freshness.STALE


def held_g(told: Sequence[tuple[datetime, int]], arrived: Iterable[tuple[datetime, int]]) -> int:
    """Grams in a store: what its rooms last reported, and what came since the oldest of these reports.

    From the oldest on: a load counted twice leaves room unused, one not counted overfills the store.
    """
    counted_until = min((at for at, _ in told), default=None)
    since_g = sum(weight_g for at, weight_g in arrived if counted_until is None or at > counted_until)
    return sum(stock_g for _, stock_g in told) + since_g


def plannable_g(capacity_g: int, stock_g: int, taken_g: int, how_fresh: Freshness, reserve: Decimal) -> int:
    """Room a plan may use beside what is on its way or promised.

    Less by `reserve`, a share of capacity, where the figure is stale: more may lie there.
    """
    reserve_g = round(capacity_g * reserve) if how_fresh in (Freshness.STALE, Freshness.NEVER) else 0
    return max(0, capacity_g - stock_g - taken_g - reserve_g)


def shared_by_capacity(stock_g: int, capacities_g: Sequence[int]) -> list[int]:
    """A figure given for a whole store, shared over its rooms in proportion to their capacity, to the gram."""
    return split(stock_g, capacities_g)


def is_out_of_band(temperature_mc: int | None, coldest_mc: int, warmest_mc: int, slack_mc: Decimal) -> bool:
    if temperature_mc is None:
        return False
    return not coldest_mc - slack_mc <= temperature_mc <= warmest_mc + slack_mc


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
