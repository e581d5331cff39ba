"""How much is searched, and in which stages."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lilian.planning.routing.recombine import Budget
from lilian.planning.routing.task import Heat, Tuning

WARM, MILD, HOT, HOTTER = Heat(0.1, 0.005), Heat(0.3, 0.001), Heat(0.6, 0.001), Heat(1.0, 0.01)


class Stage(NamedTuple):
    """A share of the effort in percent: one search for each part of the whole, or chains on the whole, each by the heat
    at its turn, None for PyVRP's search. With `deals` one annealing that the chains do together, each on its part, the
    routes dealt out so many times."""

    percent: int
    in_parts: bool = False
    heats: tuple[Heat | None, ...] = (None,)
    deals: int = 0


ALONE = (Stage(16), *[Stage(10, True)] * 5, Stage(20), *[Stage(7, True)] * 2)
NARROW = (Stage(80, heats=(HOTTER,)), *[Stage(10, True)] * 2)
SHARED = (Stage(80, heats=(HOTTER,)), Stage(20, heats=(WARM,)))
RELAY = (Stage(20), Stage(60, heats=(HOT,), deals=30), *[Stage(10, True)] * 2)
BARRED_ROADS = (Stage(20), Stage(40, heats=(MILD,), deals=20), *[Stage(10, True)] * 4)


@dataclass(frozen=True)
class Effort:
    """Stages in turn: `alone`, `narrow`, `relay`, `barred_roads` or `shared`, by what the problem has.

    Parts have about `size` clients, and what is no larger than that is always searched whole. Either `iterations` of a
    chain in all, or `seconds` of its processor time. A MIP puts routes of the pool together after each stage, but
    between stages in parts.
    """

    seed: int = 0
    chains: int = 2
    alone: tuple[Stage, ...] = ALONE
    narrow: tuple[Stage, ...] = NARROW
    relay: tuple[Stage, ...] = RELAY
    barred_roads: tuple[Stage, ...] = BARRED_ROADS
    shared: tuple[Stage, ...] = SHARED
    size: int = 130
    iterations: int | None = None
    seconds: float = 10.0
    workers: int = 1
    pool: int = 30_000
    columns: int = 4_000
    budget: Budget = field(default_factory=Budget)
    tuning: Tuning = field(default_factory=Tuning)

    def part(self, percent: int) -> "Effort":
        count = None if self.iterations is None else max(1, self.iterations * percent // 100)
        return replace(self, iterations=count, seconds=self.seconds * percent / 100)
