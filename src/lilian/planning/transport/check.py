"""An auditor's check of a transport plan. Shares no code with the solver: plain sums over the problem as given."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lilian.planning.transport.plan import Plan
from lilian.planning.transport.problem import Problem

NONE = np.iinfo(np.int64).max


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks the problem or its own claims; [] means it is sound and proved."""
    matrix = full_matrix(problem)
    shapes = list(shape_faults(problem, plan))
    if shapes:
        return shapes
    return [*flow_faults(problem, plan, matrix), *claim_faults(problem, plan, matrix)]


def full_matrix(problem: Problem) -> NDArray[Any]:
    """n x m costs, `NONE` where forbidden, rebuilt from the problem's own inputs."""
    shape = len(problem.supply), len(problem.capacity)
    if isinstance(problem.cost, tuple):
        rows, cols, cost = problem.cost
        matrix = np.full(shape, NONE, np.int64)
        matrix[rows, cols] = cost
        return matrix
    matrix = np.array(problem.cost, np.int64).reshape(shape)
    if problem.allowed is not None:
        matrix[~np.asarray(problem.allowed, bool)] = NONE
    return matrix


def shape_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    n, m, k = len(problem.supply), len(problem.capacity), len(problem.pool_capacity)
    wanted = {"unplaced": n, "prices": m, "pool_prices": k, "cut": m, "pool_cut": k}
    for name, length in wanted.items():
        if len(getattr(plan, name)) != length:
            yield f"{name} has {len(getattr(plan, name))} entries, not {length}"
    rows, cols, amounts = plan.flow
    if not len(rows) == len(cols) == len(amounts):
        yield "flow has rows, cols and amounts of different lengths"
    elif len(rows) and not (rows.min() >= 0 and rows.max() < n and cols.min() >= 0 and cols.max() < m):
        yield "flow names a row or column that does not exist"


def flow_faults(problem: Problem, plan: Plan, matrix: NDArray[Any]) -> Iterator[str]:
    sent, arrived = [0] * len(problem.supply), [0] * len(problem.capacity)
    pooled = [0] * len(problem.pool_capacity)
    for row, col, amount in zip(*(part.tolist() for part in plan.flow), strict=True):
        if amount <= 0:
            yield f"row {row} to column {col}: amount {amount} is not positive"
        if matrix[row, col] == NONE:
            yield f"row {row} to column {col} is forbidden"
        sent[row] += amount
        arrived[col] += amount
        if problem.pool[col] >= 0:
            pooled[problem.pool[col]] += amount
    for row, supply in enumerate(problem.supply.tolist()):
        if plan.unplaced[row] < 0 or sent[row] + int(plan.unplaced[row]) != supply:
            yield f"row {row}: {sent[row]} sent + {plan.unplaced[row]} unplaced is not {supply}"
    for name, filled, limits in (("column", arrived, problem.capacity), ("pool", pooled, problem.pool_capacity)):
        for index, (amount, limit) in enumerate(zip(filled, limits.tolist(), strict=True)):
            if amount > limit:
                yield f"{name} {index} takes {amount}, more than {limit}"


def claim_faults(problem: Problem, plan: Plan, matrix: NDArray[Any]) -> Iterator[str]:
    usable = [a for a in zip(*(part.tolist() for part in plan.flow), strict=True) if matrix[a[0], a[1]] != NONE]
    cost = sum(amount * int(matrix[row, col]) for row, col, amount in usable)
    left = sum(plan.unplaced.tolist())
    if cost != plan.cost:
        yield f"cost is {cost}, not {plan.cost}"
    if min([0, plan.unplaced_price, *plan.prices.tolist(), *plan.pool_prices.tolist()]) < 0:
        yield "a price is negative"
    ceiling = plan.unplaced_price if left else None
    bound = priced(problem, matrix, plan.prices, plan.pool_prices, ceiling) - plan.unplaced_price * left
    if plan.lower_bound != bound:
        yield f"lower bound is {bound} by its prices, not {plan.lower_bound}"
    if plan.lower_bound > plan.cost:
        yield f"lower bound {plan.lower_bound} is above the cost {plan.cost}"
    ones = np.where(matrix == NONE, NONE, 0)
    least = priced(problem, ones, plan.cut.astype(np.int64), plan.pool_cut.astype(np.int64), 1)
    if plan.least_unplaced > max(0, least):
        yield f"at least {max(0, least)} must stay unplaced by the cut, not {plan.least_unplaced}"


def priced(
    problem: Problem, matrix: NDArray[Any], prices: NDArray[Any], pools: NDArray[Any], ceiling: int | None
) -> int:
    """sum_i q_i min(ceiling, min_j(c_ij + p_j + pool price of j)) - sum_j K_j p_j - sum_k G_k pool price_k."""
    joint = [int(prices[j]) + (int(pools[g]) if g >= 0 else 0) for j, g in enumerate(problem.pool.tolist())]
    total = -sum(int(a) * int(b) for a, b in zip(problem.capacity, prices, strict=True))
    total -= sum(int(a) * int(b) for a, b in zip(problem.pool_capacity, pools, strict=True))
    for row, supply in enumerate(problem.supply.tolist()):
        if supply:
            usable = np.flatnonzero(matrix[row] != NONE)
            options = (matrix[row, usable] + np.array(joint, np.int64)[usable]).tolist()
            total += supply * min(options if ceiling is None else [ceiling, *options])
    return total
