"""PyVRP's iterated local search with a task's limits, and the routes it came by."""

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

from lilian.planning.routing.pool import Key, Pool, column_of, route_of, trips_of
from lilian.planning.routing.recombine import full_cost
from lilian.planning.routing.task import Found, ProcessorTime, Task, Tuning, found_by
from lilian.planning.routing.trips import are_alike


class Collector(IteratedLocalSearchCallbacks):
    """Keeps the routes of candidates near the best, and their trips where those can be put together anew. A route seen
    before is known by its measures, which is quick."""

    def __init__(self, data: pyvrp.ProblemData, tuning: Tuning) -> None:
        self.data, self.tuning, self.in_trips = data, tuning, are_alike(data)
        self.pool = Pool(limit=1 << 60)
        self.known: set[tuple[int, ...]] = set()
        self.trips: set[Key] = set()
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
                column = column_of(route)
                if route.is_feasible():
                    self.pool.add(column, cost)
                if self.in_trips and route.num_trips() > 1:
                    self.keep_trips(column.key, cost)

    def keep_trips(self, key: Key, cost: int) -> None:
        """Those that can be driven, though the whole route may come late."""
        for trip in trips_of(key):
            if trip not in self.trips:
                self.trips.add(trip)
                route = route_of(self.data, trip)
                if route.is_feasible():
                    self.pool.add(column_of(route), cost)


def spent(task: Task) -> StoppingCriterion:
    """PyVRP's stop: so many iterations, or so much processor time of this process."""
    return MaxIterations(task.iterations) if task.iterations is not None else ProcessorTime(task.seconds)


def descended(whole: pyvrp.ProblemData, task: Task) -> Found:
    """From the task's start, or from a random solution made better."""
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
    collector = Collector(data, tuning)
    settings = IteratedLocalSearchParams(history_length=tuning.history, callbacks=collector)
    best = IteratedLocalSearch(data, manager, search, start, settings).run(stop, collect_stats=False).best
    return found_by(part, best, manager.penalties(), collector.pool)
