"""Several local searches side by side, their routes in one pool, the best put together again, and on from there.

Chains and rounds are fixed by the effort, never by the number of workers, and each chain's random numbers by seed,
round and chain: with a limit in iterations the same input gives the same answer on one process or on many.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from time import process_time
from typing import Any

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

from lilian.planning.routing.pool import Column, Pool, column_of
from lilian.planning.routing.recombine import Budget, full_cost, recombined

Penalties = tuple[list[float], float, float]


@dataclass(frozen=True)
class Tuning:
    """What PyVRP's search is run with. `every`: iterations between two looks at the routes of a
    candidate; `near`: how much dearer than the best (1/1000) it may be."""

    neighbours: int = 50
    history: int = 300
    perturbations: int = 25
    max_penalty: float = 100_000.0
    every: int = 4
    near: int = 20


@dataclass(frozen=True)
class Effort:
    """`shares`: the part of each round in percent. Either `iterations` of a chain in all, or `seconds` of processor
    time."""

    seed: int = 0
    chains: int = 2
    shares: tuple[int, ...] = (40, 15, 15, 15, 15)
    iterations: int | None = None
    seconds: float = 10.0
    workers: int = 1
    pool: int = 30_000
    nodes: int = 500
    tuning: Tuning = Tuning()

    def budget(self, share: float) -> Budget:
        """The MIP after a round gets a tenth of the round."""
        if self.iterations is not None:
            return Budget(nodes=self.nodes)
        return Budget(seconds=max(0.5, self.seconds * share / 1000))


@dataclass(frozen=True)
class Task:
    """One chain of one round."""

    start: pyvrp.Solution | None
    penalties: Penalties | None
    seed: int
    iterations: int | None
    seconds: float
    tuning: Tuning


@dataclass(frozen=True)
class Found:
    best: pyvrp.Solution
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
    if task.iterations is not None:
        return MaxIterations(task.iterations)
    return ProcessorTime(task.seconds)


def explore(data: pyvrp.ProblemData, task: Task) -> Found:
    """PyVRP's iterated local search with the task's limits, and the routes it came by."""
    stop, tuning = spent(task), task.tuning
    random = pyvrp.RandomNumberGenerator(seed=task.seed)
    neighbours = compute_neighbours(data, NeighbourhoodParams(num_neighbours=tuning.neighbours))
    search = LocalSearch(data, random, neighbours, PerturbationManager(PerturbationParams(1, tuning.perturbations)))
    for operator in OPERATORS:
        if operator.supports(data):
            search.add_operator(operator(data))
    params = PenaltyParams(max_penalty=tuning.max_penalty)
    manager = PenaltyManager(task.penalties or params.midpoint_penalties(data), params)
    start = task.start
    if start is None:
        start = search(pyvrp.Solution.make_random(data, random), manager.max_cost_evaluator(), exhaustive=True)
    collector = Collector(tuning)
    settings = IteratedLocalSearchParams(history_length=tuning.history, callbacks=collector)
    result = IteratedLocalSearch(data, manager, search, start, settings).run(stop, collect_stats=False)
    if result.best.is_feasible():
        collector.pool.add_solution(result.best, full_cost(result.best))
    return Found(result.best, manager.penalties(), collector.pool.listed())


def search(data: pyvrp.ProblemData, effort: Effort, starts: tuple[pyvrp.Solution, ...] = ()) -> Outcome:
    """The best of all chains and of all recombinations; `starts`: solutions to begin from, for the first chains."""
    pool, wins = Pool(effort.pool), 0
    for start in starts:
        pool.add_solution(start, full_cost(start))
    heads: list[pyvrp.Solution | None] = [*starts[: effort.chains], *[None] * (effort.chains - len(starts))]
    penalties: list[Penalties | None] = [None] * effort.chains
    best = min((start for start in starts if start.is_feasible()), key=full_cost, default=None)
    with crew_of(data, effort.workers) as run:
        for number, share in enumerate(effort.shares):
            found = run([task_of(effort, number, chain, heads, penalties) for chain in range(effort.chains)])
            for result in found:
                pool.merge(result.columns)
            penalties = [result.penalties for result in found]
            best = better(best, [result.best for result in found])
            if best.is_feasible():
                joined = recombined(data, [column for column, _ in pool.listed()], best, effort.budget(share))
                if joined is not None:
                    wins, best = wins + 1, joined
                    pool.add_solution(best, full_cost(best))
            heads = [best] * effort.chains
    assert best is not None  # there is a round
    return Outcome(best, pool.listed(), wins)


def task_of(
    effort: Effort, number: int, chain: int, heads: list[pyvrp.Solution | None], penalties: list[Penalties | None]
) -> Task:
    share = effort.shares[number]
    iterations = None if effort.iterations is None else max(1, effort.iterations * share // 100)
    seed = (effort.seed * 1_000_003 + number * 101 + chain) % (1 << 31)
    return Task(heads[chain], penalties[chain], seed, iterations, effort.seconds * share / 100, effort.tuning)


def better(best: pyvrp.Solution | None, found: list[pyvrp.Solution]) -> pyvrp.Solution:
    """The cheapest feasible one; the first of equals; any where none is feasible."""
    everyone = [*([best] if best is not None else []), *found]
    return min(everyone, key=lambda solution: (not solution.is_feasible(), full_cost(solution)))


shared: dict[str, pyvrp.ProblemData] = {}


def receive(data: pyvrp.ProblemData) -> None:
    shared["data"] = data


def explore_shared(task: Task) -> Found:
    return explore(shared["data"], task)


@contextmanager
def crew_of(data: pyvrp.ProblemData, workers: int) -> Iterator[Callable[[list[Task]], list[Found]]]:
    """Runs tasks in order, here or on `workers` processes that got the data once."""
    if workers == 1:
        yield lambda tasks: [explore(data, task) for task in tasks]
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=receive, initargs=(data,)) as processes:
        yield lambda tasks: list(processes.map(explore_shared, tasks))
