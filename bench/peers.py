"""What a user would pick instead of `lilian.planning.transport`: each solves the same problem with every arc.

A method gives the flow (n, m) and what proof comes with it. All run on one core.
"""

from typing import Any

import highspy
import numpy as np
import ot
from ortools.graph.python import min_cost_flow

from lilian.planning import transport

Array = np.ndarray[Any, np.dtype[np.int64]]
FORBIDDEN_FLOAT = 1e12


def ours(problem: transport.Problem) -> tuple[Array, str]:
    plan = transport.solve(problem)
    return matrix_of(problem, plan), "bound = cost" if plan.proved else f"gap {plan.gap:.2e}"


def matrix_of(problem: transport.Problem, plan: transport.Plan) -> Array:
    flow = np.zeros(problem.costs.shape, np.int64)
    flow[plan.flow.rows, plan.flow.cols] = plan.flow.amounts
    return flow


def dense(problem: transport.Problem) -> tuple[Array, Any]:
    """Costs (n, m), 0 where forbidden, and which arcs are allowed."""
    cost = np.concatenate([block for _, block in problem.costs.blocks()])
    allowed = cost < FORBIDDEN_FLOAT
    return np.where(allowed, cost, 0), allowed


def ortools_dense(problem: transport.Problem) -> tuple[Array, str]:
    """Every arc at once; no prices come out of it, so no proof either."""
    cost, allowed = dense(problem)
    rows, cols = np.nonzero(allowed)
    n, m, k = len(problem.supply), len(problem.capacity), len(problem.pool_capacity)
    sink = n + m + k
    into = np.where(problem.pool < 0, sink, n + m + problem.pool)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([rows, np.arange(sink)]),
        np.concatenate([n + cols, np.full(n, sink), into, np.full(k, sink)]),
        np.concatenate([problem.supply[rows], problem.supply, problem.capacity, problem.pool_capacity]),
        np.concatenate([cost[rows, cols], np.full(n, 2 * cost.max() + 1), np.zeros(m + k, np.int64)]),
    )
    balance = np.concatenate([problem.supply, np.zeros(m + k, np.int64), [-problem.supply.sum()]])
    solver.set_nodes_supplies(np.arange(sink + 1), balance)
    if solver.solve() != solver.OPTIMAL:
        return np.zeros_like(cost), "failed"
    flow = np.zeros_like(cost)
    flow[rows, cols] = solver.flows(arcs[: len(rows)])
    return flow, "none"


def pot(problem: transport.Problem) -> tuple[Array, str]:
    """Network simplex on the dense matrix, with a dummy lot per store (door excess), one for free room, one column for
    what stays behind."""
    cost, allowed = dense(problem)
    n, m, k = len(problem.supply), len(problem.capacity), len(problem.pool_capacity)
    doors = np.bincount(problem.pool[problem.pool >= 0], problem.capacity[problem.pool >= 0], k).astype(np.int64)
    excess = np.maximum(doors - problem.pool_capacity, 0)
    matrix = np.full((n + k + 1, m + 1), FORBIDDEN_FLOAT)
    matrix[:n, :m] = np.where(allowed, cost, FORBIDDEN_FLOAT)
    matrix[:n, m] = 2 * cost.max() + 1
    for pool in range(k):
        matrix[n + pool, :m] = np.where(problem.pool == pool, 0, FORBIDDEN_FLOAT)
    matrix[n + k, :] = 0
    total = int(problem.supply.sum())
    supply = np.concatenate([problem.supply, excess, [problem.capacity.sum() - excess.sum()]]).astype(np.float64)
    demand = np.append(problem.capacity, total).astype(np.float64)
    plan, log = ot.emd(supply, demand, matrix, numItermax=100_000_000, log=True)
    return np.rint(plan[:n, :m]).astype(np.int64), "duals" if log["warning"] is None else "failed"


def highs(problem: transport.Problem) -> tuple[Array, str]:
    """The linear program by HiGHS; without pools. "Unplaced" is one more column."""
    cost, allowed = dense(problem)
    rows, cols = np.nonzero(allowed)
    n, m = cost.shape
    arcs = len(rows)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = arcs + n, n + m
    lp.col_cost_ = np.concatenate([cost[rows, cols], np.full(n, 2 * cost.max() + 1)]).astype(np.float64)
    lp.col_lower_, lp.col_upper_ = np.zeros(arcs + n), np.full(arcs + n, np.inf)
    lp.row_lower_ = np.concatenate([problem.supply, np.zeros(m)]).astype(np.float64)
    lp.row_upper_ = np.concatenate([problem.supply, problem.capacity]).astype(np.float64)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.concatenate([np.arange(0, 2 * arcs, 2), 2 * arcs + np.arange(n + 1)])
    lp.a_matrix_.index_ = np.concatenate([np.stack([rows, n + cols], axis=1).ravel(), np.arange(n)])
    lp.a_matrix_.value_ = np.ones(2 * arcs + n)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(lp)
    solver.run()
    flow = np.zeros((n, m), np.int64)
    flow[rows, cols] = np.rint(np.asarray(solver.getSolution().col_value)[:arcs])
    done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return flow, "duals" if done else "failed"
