"""Local searches of two kinds side by side, their routes in one pool, the best put together again, and on from there.

PyVRP's search moves stops between routes it may overload for a while; the annealing takes strings out and puts them
back. Which of them finds more depends on the problem, so a trial decides how the rest of the effort is spent. Chains
and rounds are fixed by the effort, never by the number of workers, and each chain's random numbers by seed, round and
chain: with a limit in iterations the same input gives the same answer on one process or on many.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pyvrp

from lilian.planning.fan import fan_over
from lilian.planning.routing.descent import descended
from lilian.planning.routing.districts import Part, parts
from lilian.planning.routing.pool import Column, Key, Pool, column_of, route_of
from lilian.planning.routing.recombine import Budget, full_cost, recombined
from lilian.planning.routing.strings import annealed, covers
from lilian.planning.routing.strings.board import BARRED
from lilian.planning.routing.task import Found, Heat, Penalties, Task, Tuning

HOT, WARM, WINDOWED_HEAT, RELAY_HEAT = Heat(0.3, 0.003), Heat(0.1, 0.005), Heat(1.0, 0.01), Heat(0.3, 0.005)


class Stage(NamedTuple):
    """A share of the effort in percent: one search for each part of the whole, or chains on the whole, each by the heat
    at its turn, None for PyVRP's search."""

    percent: int
    in_parts: bool = False
    heats: tuple[Heat | None, ...] = (None,)


TRIAL = Stage(12, heats=(None, HOT))
DESCENTS = (*[Stage(10, True)] * 4, Stage(20, heats=(None, WARM)), *[Stage(7, True)] * 2, Stage(14, heats=(None, WARM)))
ALONE = (Stage(16), *[Stage(10, True)] * 5, Stage(20), *[Stage(7, True)] * 2)
ANNEALINGS = (Stage(60, heats=(HOT,)), Stage(28, heats=(WARM,)))
WINDOWED = (Stage(60, heats=(WINDOWED_HEAT,)), *[Stage(10, True)] * 4)
RELAY = (Stage(20), Stage(60, heats=(RELAY_HEAT,)), *[Stage(10, True)] * 2)
PLAIN = (Stage(68, heats=(HOT,)), Stage(32, heats=(WARM,)))


@dataclass(frozen=True)
class Effort:
    """Stages in turn: `plain`, `windowed`, `relay` or `alone` where it is known beforehand what finds more; else
    `trial`, then `annealings` where the annealing found more in it, else `descents`.

    Parts have about `size` clients, and what is no larger than that is always searched whole. Either `iterations` of a
    chain in all, or `seconds` of its processor time. A MIP puts routes of the pool together before each stage of the
    whole but the first, and at the end.
    """

    seed: int = 0
    chains: int = 2
    trial: Stage = TRIAL
    descents: tuple[Stage, ...] = DESCENTS
    alone: tuple[Stage, ...] = ALONE
    annealings: tuple[Stage, ...] = ANNEALINGS
    windowed: tuple[Stage, ...] = WINDOWED
    relay: tuple[Stage, ...] = RELAY
    plain: tuple[Stage, ...] = PLAIN
    size: int = 130
    iterations: int | None = None
    seconds: float = 10.0
    workers: int = 1
    pool: int = 30_000
    columns: int = 4_000
    budget: Budget = field(default_factory=Budget)
    tuning: Tuning = field(default_factory=Tuning)


@dataclass(frozen=True)
class Outcome:
    """`best` may be infeasible where nothing feasible was found; `columns` are all feasible."""

    best: pyvrp.Solution
    columns: list[tuple[Column, int]]
    recombinations: int


def explore(whole: pyvrp.ProblemData, task: Task) -> Found:
    return descended(whole, task) if task.heat is None else annealed(whole, task)


Run = Callable[[list[Task]], list[Found]]


class Search:
    """The best so far, the pool, and the penalties each chain has come to."""

    def __init__(self, data: pyvrp.ProblemData, effort: Effort, starts: tuple[pyvrp.Solution, ...]) -> None:
        self.data, self.effort, self.pool, self.wins = data, effort, Pool(effort.pool), 0
        self.best = min((start for start in starts if start.is_feasible()), key=full_cost, default=None)
        self.fallback: pyvrp.Solution | None = starts[0] if starts else None
        self.penalties: list[Penalties] = []
        for start in starts:
            self.pool.add_solution(start, full_cost(start))

    def run(self, run: Run) -> Outcome:
        for number, stage in enumerate(self.rest(run), 1):
            if number > 1 and not stage.in_parts:
                self.recombine()
            self.stage(run, stage, number)
        self.recombine()
        best = self.best or self.fallback
        assert best is not None  # the whole was searched
        return Outcome(best, self.pool.listed(), self.wins)

    def has_parts(self) -> bool:
        """PyVRP's groups of clients, which the county's day has not, could span parts."""
        return not self.data.num_groups and self.data.num_clients >= 3 * self.effort.size // 2

    def has_barred_roads(self) -> bool:
        return any(bool((np.asarray(metres) >= BARRED).any()) for metres in self.data.distance_matrices())

    def stage(self, run: Run, stage: Stage, number: int) -> list[Found]:
        if stage.in_parts and self.best is not None and self.has_parts():
            return self.in_parts(run, stage, number)
        return self.whole(run, stage, number)

    def rest(self, run: Run) -> tuple[Stage, ...]:
        """The stages after the trial. PyVRP goes alone where vehicles load again, or are of several sizes and windows
        matter. Without windows it begins where sizes are to be chosen or roads are barred (backhauls), which stops put
        back one by one are poor at; annealing goes on from there, and parts end it. With windows annealing, begun
        hotter, leads for most of the time, then parts make its best better. Where one kind of van goes without windows,
        annealing leads to the end, though a trial, which is short, often says otherwise."""
        kinds, windows = self.data.vehicle_types(), self.data.has_time_windows()
        mixed = len({tuple(kind.capacity) for kind in kinds}) > 1
        if any(kind.reload_depots for kind in kinds) or not covers(self.data) or (mixed and windows):
            return self.effort.alone
        if mixed or (not windows and self.has_barred_roads()):
            return self.effort.relay
        if windows:
            return self.effort.windowed
        if self.data.num_vehicle_types == 1:
            return self.effort.plain
        trial = self.stage(run, self.effort.trial, 0)
        self.recombine()
        costs = [(not one.feasible, full_cost(self.solution(one.best)), one.penalties is None) for one in trial]
        return self.effort.annealings if min(costs)[2] else self.effort.descents

    def whole(self, run: Run, stage: Stage, number: int) -> list[Found]:
        head = self.best or self.fallback
        start = tuple(column_of(route).key for route in head.routes()) if head is not None else ()
        heats = stage.heats if covers(self.data) else (None,)
        tasks = [
            self.task(None, start, heats[chain % len(heats)], stage.percent, (number, chain))
            for chain in range(self.effort.chains)
        ]
        found = self.received(run(tasks))
        for one in found:
            self.take(self.solution(one.best))
        return found

    def solution(self, keys: tuple[Key, ...]) -> pyvrp.Solution:
        return pyvrp.Solution(self.data, [route_of(self.data, key) for key in keys])

    def in_parts(self, run: Run, stage: Stage, number: int) -> list[Found]:
        """Each part's routes are replaced by what was found for it, where that is feasible."""
        assert self.best is not None
        columns = [column_of(route) for route in self.best.routes()]
        made = parts(self.data, columns, self.effort.size, self.effort.seed * 1_000_003 + number)
        homes = {client: n for n, part in enumerate(made) for client in part.clients}
        starts: list[list[Key]] = [[] for _ in made]
        for column in columns:
            starts[homes[column.clients[0]]].append(column.key)
        each = stage.percent * self.effort.chains / len(made)
        tasks = [self.task(part, tuple(starts[n]), None, each, (number, n)) for n, part in enumerate(made)]
        found = self.received(run(tasks))
        keys = [key for n, one in enumerate(found) for key in (one.best if one.feasible else starts[n])]
        self.take(self.solution(tuple(keys)))
        return found

    def received(self, found: list[Found]) -> list[Found]:
        for one in found:
            self.pool.merge(one.columns)
        self.penalties = [one.penalties for one in found if one.penalties is not None] or self.penalties
        return found

    def take(self, solution: pyvrp.Solution) -> None:
        self.fallback = self.fallback or solution
        if solution.is_feasible() and (self.best is None or full_cost(solution) < full_cost(self.best)):
            self.best = solution

    def recombine(self) -> None:
        if self.best is None:
            return
        columns = self.pool.best(self.effort.columns, {column_of(route).key for route in self.best.routes()})
        joined = recombined(self.data, columns, self.best, self.effort.budget)
        if joined is not None:
            self.wins += 1
            self.take(joined)

    def task(
        self, part: Part | None, start: tuple[Key, ...], heat: Heat | None, share: float, place: tuple[int, int]
    ) -> Task:
        effort = self.effort
        iterations = None if effort.iterations is None else max(1, round(effort.iterations * share / 100))
        seed = (effort.seed * 1_000_003 + place[0] * 1_009 + place[1]) % (1 << 31)
        penalties = self.penalties[place[1] % len(self.penalties)] if self.penalties else None
        return Task(part, start, heat, penalties, seed, iterations, effort.seconds * share / 100, effort.tuning)


def search(data: pyvrp.ProblemData, effort: Effort, starts: tuple[pyvrp.Solution, ...] = ()) -> Outcome:
    """The best of all searches and recombinations; `starts`: solutions to begin from."""
    with crew_of(data, effort.workers) as run:
        return Search(data, effort, starts).run(run)


@contextmanager
def crew_of(data: pyvrp.ProblemData, workers: int) -> Iterator[Run]:
    """Runs tasks in order, here or on `workers` processes that get the data once."""
    with fan_over(workers) as fan:
        kept = fan.keep(data)
        yield lambda tasks: fan.map_over(explore, [(kept, task) for task in tasks])
