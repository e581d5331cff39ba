"""Routes worth keeping: what many local searches found, each once, cheapest solutions first."""

from dataclasses import dataclass, field

import pyvrp

Key = tuple[int, tuple[tuple[int, int], ...]]  # vehicle type; visits as (0 client or 1 depot, index)


@dataclass(frozen=True)
class Column:
    """A feasible route: its key, the clients it serves, what it costs."""

    key: Key
    clients: tuple[int, ...]
    cost: int


@dataclass
class Pool:
    """Columns by key, with the cost of the best solution each was seen in; at most `limit` are kept."""

    limit: int
    columns: dict[Key, Column] = field(default_factory=dict)
    seen_in: dict[Key, int] = field(default_factory=dict)

    def add(self, column: Column, solution_cost: int) -> None:
        self.columns.setdefault(column.key, column)
        self.seen_in[column.key] = min(solution_cost, self.seen_in.get(column.key, solution_cost))

    def add_solution(self, solution: pyvrp.Solution, cost: int) -> None:
        for route in solution.routes():
            if route.is_feasible():
                self.add(column_of(route), cost)

    def merge(self, found: list[tuple[Column, int]]) -> None:
        for column, cost in found:
            self.add(column, cost)
        if len(self.columns) > self.limit:
            best = sorted(self.columns, key=lambda key: (self.seen_in[key], key))[: self.limit]
            self.columns = {key: self.columns[key] for key in best}
            self.seen_in = {key: self.seen_in[key] for key in best}

    def best(self, count: int, always: set[Key]) -> list[Column]:
        """Those of the cheapest solutions, `always` among them, in a fixed order."""
        order = sorted(self.columns, key=lambda key: (key not in always, self.seen_in[key], key))
        return [self.columns[key] for key in order[:count]]

    def listed(self) -> list[tuple[Column, int]]:
        return [(column, self.seen_in[key]) for key, column in self.columns.items()]


def column_of(route: pyvrp.Route) -> Column:
    """The first and last activity are the depots the vehicle type says; those between are kept."""
    visits = tuple((0 if visit.is_client() else 1, visit.idx) for visit in route)[1:-1]
    cost = route.distance_cost() + route.duration_cost() + route.fixed_vehicle_cost()
    return Column((route.vehicle_type(), visits), tuple(sorted(i for kind, i in visits if kind == 0)), cost)


def route_of(data: pyvrp.ProblemData, key: Key) -> pyvrp.Route:
    vehicle_type, visits = key
    kinds = (pyvrp.ActivityType.CLIENT, pyvrp.ActivityType.DEPOT)
    return pyvrp.Route(data, [pyvrp.Activity(kinds[kind], index) for kind, index in visits], vehicle_type)


def trips_of(key: Key) -> list[Key]:
    """A route's trips, each as a route of its own, in order."""
    runs: list[list[tuple[int, int]]] = [[]]
    for visit in key[1]:
        if visit[0] == 0:
            runs[-1].append(visit)
        else:
            runs.append([])
    return [(key[0], tuple(visits)) for visits in runs if visits]
