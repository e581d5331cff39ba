"""The best solution that can be put together from known routes: a set-covering MIP (HiGHS), re-evaluated outside.

Covering, not partitioning: a client may be in two chosen routes and is then taken out where that saves more. The LP
bound is a bound over these routes only, never over the problem; it serves to leave out columns that cannot be in a
better answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import pyvrp

from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.routing.pool import Column, Key, column_of, route_of

INFINITE = 1e30
NO_CLOCK_S = 1e9


@dataclass(frozen=True)
class Budget:
    """Limits of the linear program and of the MIP: counts, not seconds, so that the answer does not depend on the
    machine. `columns`: how many the MIP may choose from, those of least reduced cost."""

    pivots: int = 30_000
    nodes: int = 100
    columns: int = 700


def recombined(
    data: pyvrp.ProblemData, columns: list[Column], best: pyvrp.Solution, budget: Budget
) -> pyvrp.Solution | None:
    """A cheaper feasible solution than `best` from `columns`, or None."""
    ceiling = full_cost(best)
    relaxed = solver(budget)
    relaxed.passModel(cover(data, columns))
    relaxed.run()
    if relaxed.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    reduced = np.asarray(relaxed.getSolution().col_dual)[: len(columns)]
    room = ceiling - relaxed.getInfo().objective_function_value
    own = {column_of(route).key for route in best.routes()}
    order = sorted(range(len(columns)), key=lambda i: (columns[i].key not in own, float(reduced[i]), i))
    chosen = [columns[i] for i in order[: budget.columns] if columns[i].key in own or reduced[i] < room]
    found = integral(data, chosen, best, budget)
    return found if found is not None and full_cost(found) < ceiling else None


def full_cost(solution: pyvrp.Solution) -> int:
    """What the solver minimises: routes, and the prizes of what is left out."""
    routes = solution.distance_cost() + solution.duration_cost() + solution.fixed_vehicle_cost()
    return int(routes + solution.uncollected_prizes())


def integral(
    data: pyvrp.ProblemData, columns: list[Column], best: pyvrp.Solution, budget: Budget
) -> pyvrp.Solution | None:
    """The MIP over the columns left, started from `best`."""
    model = cover(data, columns)
    model.integrality_ = [highspy.HighsVarType.kInteger] * model.num_col_
    highs = solver(budget)
    highs.passModel(model)
    start = highspy.HighsSolution()
    keys = {column_of(route).key for route in best.routes()}
    served = {i for route in best.routes() for i in column_of(route).clients}
    left = [float(i not in served) for i in range(data.num_clients) if not data.client(i).required]
    start.col_value = [float(column.key in keys) for column in columns] + left
    highs.setSolution(start)
    highs.run()
    values = np.asarray(highs.getSolution().col_value)[: len(columns)]
    if len(values) < len(columns):
        return None
    picked = [columns[i].key for i in np.flatnonzero(values > 0.5).tolist()]
    return assembled(data, picked)


def solver(budget: Budget) -> highspy.Highs:
    """Stopped by counts, never by the clock, so that the answer is the same anywhere."""
    highs = prepared(Limits(time_s=NO_CLOCK_S))
    options: dict[str, str | int] = {
        "parallel": "off",
        "simplex_iteration_limit": budget.pivots,
        "mip_max_nodes": budget.nodes,
    }
    for name, value in options.items():
        highs.setOptionValue(name, value)
    return highs


def cover(data: pyvrp.ProblemData, columns: list[Column]) -> highspy.HighsLp:
    """Rows: each client at least once, each vehicle type at most as often as there are vehicles. Columns: the routes,
    then one for each client that may be left out, at its prize."""
    n, optional = data.num_clients, [i for i in range(data.num_clients) if not data.client(i).required]
    prizes = [data.client(i).prize for i in optional]
    index = [i for column in columns for i in (*column.clients, n + column.key[0])] + optional
    lengths = [len(column.clients) + 1 for column in columns] + [1] * len(optional)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(lengths), n + data.num_vehicle_types
    lp.col_cost_ = np.array([column.cost for column in columns] + prizes, np.float64)
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.ones(lp.num_col_)
    available = [data.vehicle_type(k).num_available for k in range(data.num_vehicle_types)]
    lp.row_lower_ = np.concatenate([np.ones(n), np.full(data.num_vehicle_types, -INFINITE)])
    lp.row_upper_ = np.concatenate([np.full(n, INFINITE), np.array(available, np.float64)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)])
    lp.a_matrix_.index_ = np.array(index)
    lp.a_matrix_.value_ = np.ones(len(index))
    return lp


def assembled(data: pyvrp.ProblemData, keys: list[Key]) -> pyvrp.Solution | None:
    """The chosen routes as a solution, each client kept in one of them; None if that breaks a rule."""
    left = each_once(data, keys)
    routes = [route_of(data, (key[0], tuple(visits))) for key, visits in left.items() if any(k == 0 for k, _ in visits)]
    solution = pyvrp.Solution(data, routes)
    return solution if solution.is_feasible() else None


def each_once(data: pyvrp.ProblemData, keys: Sequence[Key]) -> dict[Key, list[tuple[int, int]]]:
    """What each route still visits when a client in several is taken out where that saves most."""
    visits = {key: list(key[1]) for key in keys}
    homes: dict[int, list[Key]] = {}
    for key in keys:
        for kind, client in key[1]:
            if kind == 0:
                homes.setdefault(client, []).append(key)
    for client, found in sorted(homes.items()):
        for _ in found[1:]:
            holders = [key for key in found if (0, client) in visits[key]]
            worst = max(holders, key=lambda key: (saving(data, key[0], visits[key], client), key))
            visits[worst].remove((0, client))
    return visits


def saving(data: pyvrp.ProblemData, vehicle_type: int, visits: list[tuple[int, int]], client: int) -> int:
    whole = column_of(route_of(data, (vehicle_type, tuple(visits)))).cost
    rest = tuple(visit for visit in visits if visit != (0, client))
    return whole - (column_of(route_of(data, (vehicle_type, rest))).cost if any(k == 0 for k, _ in rest) else 0)
