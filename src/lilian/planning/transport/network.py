"""One min-cost flow on the arcs chosen so far (OR-Tools, cost scaling, Goldberg 1997). The only door to that solver."""

import numpy as np
from ortools.graph.python import min_cost_flow

from lilian.planning.transport.costs import Arcs, Ints
from lilian.planning.transport.problem import Problem


class SolverFailed(AssertionError):
    """The flow solver did not report an optimum on a network that always has one."""


def cheapest_flow(problem: Problem, arcs: Arcs, unplaced_price: int) -> tuple[Ints, Ints]:
    """Amounts on `arcs` and what each row leaves unplaced, at least cost + unplaced_price per unit unplaced.

    Nodes: rows, columns, pools, sink. Every row has an arc to the sink, so there is always an answer.
    """
    n, m, k = len(problem.supply), len(problem.capacity), len(problem.pool_capacity)
    sink = n + m + k
    into = np.where(problem.pool < 0, sink, n + m + problem.pool)
    tails = np.concatenate([arcs.rows, np.arange(sink)])
    heads = np.concatenate([n + arcs.cols, np.full(n, sink), into, np.full(k, sink)])
    limits = np.minimum(problem.supply[arcs.rows], problem.capacity[arcs.cols])
    room = np.concatenate([limits, problem.supply, problem.capacity, problem.pool_capacity])
    cost = np.concatenate([arcs.cost, np.full(n, unplaced_price), np.zeros(m + k, np.int64)])
    balance = np.concatenate([problem.supply, np.zeros(m + k, np.int64), [-problem.supply.sum()]])
    solver = min_cost_flow.SimpleMinCostFlow()
    handles = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, room, cost)
    solver.set_nodes_supplies(np.arange(sink + 1), balance)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise SolverFailed(f"min-cost flow answered {status}")
    found = np.asarray(solver.flows(handles[: len(arcs.cost) + n]), np.int64)
    return found[: len(arcs.cost)], found[len(arcs.cost) :]
