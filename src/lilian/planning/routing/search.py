"""Several local searches side by side, their routes in one pool, the best put together again, and on from there.

Chains and rounds are fixed by the effort, never by the number of workers, and each chain's random numbers by seed,
round and chain: with a limit in iterations the same input gives the same answer on one process or on many.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time
from typing import Any, NamedTuple

import pyvrp
from pyvrp.IteratedLocalSearch import IteratedLocalSearch, IteratedLocalSearchCallbacks, IteratedLocalSearchParams
from pyvrp.PenaltyManager import PenaltyManager, PenaltyParams
from pyvrp.search import (
    OPERATORS,
    LocalSearch,
    NeighbourhoodParams,
    PerturbationManager,
    PerturbationParams,
    compute_neighbours,
)
from pyvrp.stop import MaxIterations, StoppingCriterion

from lilian.planning.fan import fan_over
from lilian.planning.routing.districts import Part, parts
from lilian.planning.routing.pool import Column, Key, Pool, column_of, route_of
from lilian.planning.routing.recombine import Budget, full_cost, recombined

Penalties = tuple[list[float], float, float]


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


class Stage(NamedTuple):
    """A share of the effort in percent: chains on the whole problem, or one search for each part of it."""

    percent: int
    in_parts: bool


STAGES = (Stage(16, False), *[Stage(10, True)] * 5, Stage(20, False), *[Stage(7, True)] * 2)


@dataclass(frozen=True)
class Effort:
    """Stages in turn; parts have about `size` clients, and what is no larger than that is always searched whole. Either
    `iterations` of a chain in all, or `seconds` of its processor time. A MIP puts routes of the pool together before
    each stage of the whole but the first, and at the end."""

    seed: int = 0
    chains: int = 2
    stages: tuple[Stage, ...] = STAGES
    size: int = 130
    iterations: int | None = None
    seconds: float = 10.0
    workers: int = 1
    pool: int = 30_000
    columns: int = 4_000
    budget: Budget = Budget()  # noqa: RUF009 - frozen
    tuning: Tuning = Tuning()


@dataclass(frozen=True)
class Task:
    """One local search: of the whole (`part` None) or a part, from the routes `start` of the whole."""

    part: Part | None
    start: tuple[Key, ...]
    penalties: Penalties | None
    seed: int
    iterations: int | None
    seconds: float
    tuning: Tuning


@dataclass(frozen=True)
class Found:
    """Routes of the best solution, if it is feasible; the penalties at the end; every route worth keeping."""

    best: tuple[Key, ...]
    feasible: bool
    penalties: Penalties
    columns: list[tuple[Column, int]]


@dataclass(frozen=True)
class Outcome:
    """`best` may be infeasible where nothing feasible was found; `columns` are all feasible."""

    best: pyvrp.Solution
    columns: list[tuple[Column, int]]
    recombinations: int


class Collector(IteratedLocalSearchCallbacks):
    """Keeps the routes of candidates near the best. A route seen before is known by its measures, which is quick."""

    def __init__(self, tuning: Tuning) -> None:
        self.tuning = tuning
        self.pool = Pool(limit=1 << 60)
        self.known: set[tuple[int, ...]] = set()
        self.count = 0

    def on_iteration(self, current: Any, candidate: Any, best: Any, cost_evaluator: Any) -> None:
        del current
        self.count += 1
        if self.count % self.tuning.every:
            return
        cost, least = cost_evaluator.penalised_cost(candidate), full_cost(best)
        if (cost - least) * 1000 <= least * self.tuning.near:
            self.keep(candidate, cost)

    def keep(self, solution: Any, cost: int) -> None:
        for route in solution.routes():
            measures = (route.distance(), route.duration(), route.num_clients(), route.vehicle_type())
            if measures not in self.known:
                self.known.add(measures)
                if route.is_feasible():
                    self.pool.add(column_of(route), cost)


class ProcessorTime:
    """Stops after `seconds` of this process's processor time, from when it is made."""

    def __init__(self, seconds: float) -> None:
        self.until = process_time() + seconds

    def __call__(self, best_cost: int) -> bool:
        del best_cost
        return process_time() > self.until


def spent(task: Task) -> StoppingCriterion:
    """PyVRP's stop: so many iterations, or so much processor time of this process."""
    return MaxIterations(task.iterations) if task.iterations is not None else ProcessorTime(task.seconds)


def explore(whole: pyvrp.ProblemData, task: Task) -> Found:
    """PyVRP's iterated local search with the task's limits, and the routes it came by."""
    stop, tuning, part = spent(task), task.tuning, task.part
    data = whole if part is None else part.data(whole)
    random = pyvrp.RandomNumberGenerator(seed=task.seed)
    neighbours = compute_neighbours(data, NeighbourhoodParams(num_neighbours=tuning.neighbours))
    search = LocalSearch(data, random, neighbours, PerturbationManager(PerturbationParams(1, tuning.perturbations)))
    for operator in OPERATORS:
        if operator.supports(data):
            search.add_operator(operator(data))
    params = PenaltyParams(
        max_penalty=tuning.max_penalty, solutions_between_updates=tuning.updates, penalty_decrease=tuning.decrease
    )
    manager = PenaltyManager(task.penalties or params.midpoint_penalties(data), params)
    if task.start:
        start = pyvrp.Solution(data, [route_of(data, key if part is None else part.inside(key)) for key in task.start])
    else:
        start = search(pyvrp.Solution.make_random(data, random), manager.max_cost_evaluator(), exhaustive=True)
    collector = Collector(tuning)
    settings = IteratedLocalSearchParams(history_length=tuning.history, callbacks=collector)
    best = IteratedLocalSearch(data, manager, search, start, settings).run(stop, collect_stats=False).best
    return found_by(part, best, manager.penalties(), collector.pool)


def found_by(part: Part | None, best: pyvrp.Solution, penalties: Penalties, pool: Pool) -> Found:
    """In the numbers of the whole. What a part's solution costs is no measure for the whole: its routes come first."""
    pool.add_solution(best, full_cost(best))
    keys, columns = [column_of(route).key for route in best.routes()], pool.listed()
    if part is not None:
        keys = [part.outside(key) for key in keys]
        columns = [(part.column_outside(column), cost) for column, cost in columns]
    return Found(tuple(keys), best.is_feasible(), penalties, columns)


Run = Callable[[list[Task]], list[Found]]


class Search:
    """The best so far, the pool, and the penalties each chain has come to."""

    def __init__(self, data: pyvrp.ProblemData, effort: Effort, starts: tuple[pyvrp.Solution, ...]) -> None:
        self.data, self.effort, self.pool, self.wins = data, effort, Pool(effort.pool), 0
        self.best = min((start for start in starts if start.is_feasible()), key=full_cost, default=None)
        self.fallback: pyvrp.Solution | None = starts[0] if starts else None
        self.penalties: list[Penalties | None] = [None]
        for start in starts:
            self.pool.add_solution(start, full_cost(start))

    def run(self, run: Run) -> Outcome:
        for number, stage in enumerate(self.effort.stages):
            if not stage.in_parts:
                self.recombine()
            if stage.in_parts and self.best is not None and self.has_parts():
                self.in_parts(run, stage.percent, number)
            else:
                self.whole(run, stage.percent, number)
        self.recombine()
        best = self.best or self.fallback
        assert best is not None  # the whole was searched
        return Outcome(best, self.pool.listed(), self.wins)

    def has_parts(self) -> bool:
        """PyVRP's groups of clients, which the county's day has not, could span parts."""
        return not self.data.num_groups and self.data.num_clients >= 3 * self.effort.size // 2

    def whole(self, run: Run, share: float, number: int) -> None:
        head = self.best or self.fallback
        start = tuple(column_of(route).key for route in head.routes()) if head is not None else ()
        tasks = [self.task(None, start, share, (number, chain)) for chain in range(self.effort.chains)]
        for found in self.received(run(tasks)):
            solution = pyvrp.Solution(self.data, [route_of(self.data, key) for key in found.best])
            self.take(solution)

    def in_parts(self, run: Run, share: float, number: int) -> None:
        """Each part's routes are replaced by what was found for it, where that is feasible."""
        assert self.best is not None
        columns = [column_of(route) for route in self.best.routes()]
        made = parts(self.data, columns, self.effort.size, self.effort.seed * 1_000_003 + number)
        homes = {client: n for n, part in enumerate(made) for client in part.clients}
        starts: list[list[Key]] = [[] for _ in made]
        for column in columns:
            starts[homes[column.clients[0]]].append(column.key)
        each = share * self.effort.chains / len(made)
        tasks = [self.task(part, tuple(starts[n]), each, (number, n)) for n, part in enumerate(made)]
        found = self.received(run(tasks))
        keys = [key for n, one in enumerate(found) for key in (one.best if one.feasible else starts[n])]
        self.take(pyvrp.Solution(self.data, [route_of(self.data, key) for key in keys]))

    def received(self, found: list[Found]) -> list[Found]:
        for one in found:
            self.pool.merge(one.columns)
        self.penalties = [one.penalties for one in found]
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

    def task(self, part: Part | None, start: tuple[Key, ...], share: float, place: tuple[int, int]) -> Task:
        effort = self.effort
        iterations = None if effort.iterations is None else max(1, round(effort.iterations * share / 100))
        seed = (effort.seed * 1_000_003 + place[0] * 1_009 + place[1]) % (1 << 31)
        penalties = self.penalties[place[1] % len(self.penalties)]
        return Task(part, start, penalties, seed, iterations, effort.seconds * share / 100, effort.tuning)


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
