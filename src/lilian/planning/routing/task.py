"""What a local search is given and what it brings back, whichever kind it is."""

from dataclasses import dataclass
from time import process_time

import pyvrp

from lilian.planning.routing.districts import Part
from lilian.planning.routing.pool import Column, Key, Pool, column_of
from lilian.planning.routing.recombine import full_cost

Penalties = tuple[list[float], float, float]


@dataclass(frozen=True)
class Heat:
    """An annealing's temperatures at the start and the end, in the mean cost of driving to a client."""

    start: float
    end: float

    def at(self, share: float) -> float:
        """Falling by the same factor in the same time."""
        return float(self.start * (self.end / self.start) ** share)

    def slice(self, number: int, count: int) -> "Heat":
        return Heat(self.at(number / count), self.at((number + 1) / count))


@dataclass(frozen=True)
class Tuning:
    """What PyVRP's search is run with. `every`: iterations between two looks at the routes of a candidate; `near`: how
    much dearer than the best (1/1000) it may be; `updates`: iterations between two changes of the penalties."""

    neighbours: int = 50
    history: int = 300
    perturbations: int = 25
    max_penalty: float = 100_000.0
    updates: int = 100
    decrease: float = 0.9
    every: int = 4
    near: int = 20


@dataclass(frozen=True)
class Task:
    """One local search: of the whole (`part` None) or a part, from the routes `start` of the whole. `heat`: by
    annealing, in `unit`, a cost (0: the mean cost of driving to a client, of the first solution); None: by PyVRP. With
    `shared` so many vans drive all trips of the annealing in turn."""

    part: Part | None
    start: tuple[Key, ...]
    heat: Heat | None
    penalties: Penalties | None
    seed: int
    iterations: int | None
    seconds: float
    tuning: Tuning
    unit: float = 0.0
    shared: int = 0


@dataclass(frozen=True)
class Found:
    """Routes of the best solution, if it is feasible; PyVRP's penalties at the end; every route worth keeping; of an
    annealing the routes it ended with."""

    best: tuple[Key, ...]
    feasible: bool
    penalties: Penalties | None
    columns: list[tuple[Column, int]]
    last: tuple[Key, ...] = ()


class ProcessorTime:
    """Stops after `seconds` of this process's processor time, from when it is made."""

    def __init__(self, seconds: float) -> None:
        self.begun, self.seconds = process_time(), seconds

    def __call__(self, best_cost: int) -> bool:
        del best_cost
        return self.share() > 1

    def share(self) -> float:
        """Of the time, what is spent."""
        return (process_time() - self.begun) / self.seconds if self.seconds > 0 else 2.0


def found_by(
    part: Part | None,
    best: pyvrp.Solution,
    penalties: Penalties | None,
    pool: Pool,
    last: tuple[Key, ...] = (),
) -> Found:
    """In the numbers of the whole."""
    pool.add_solution(best, full_cost(best))
    keys, columns = tuple(column_of(route).key for route in best.routes()), pool.listed()
    if part is not None:
        keys = tuple(map(part.outside, keys))
        columns = [(part.column_outside(column), cost) for column, cost in columns]
        last = tuple(map(part.outside, last))
    return Found(keys, best.is_feasible(), penalties, columns, last)
