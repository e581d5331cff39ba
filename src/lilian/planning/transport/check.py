"""An auditor's check of a transport plan. Shares no code with the solver: plain sums over the problem as given."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lilian.planning.transport.plan import Plan
from lilian.planning.transport.problem import Problem

NONE = np.iinfo(np.int64).max
STEP = 512  # rows whose costs are held at once


@dataclass(frozen=True)
class Reading:
    """`arc_cost` per arc of the flow; per row the least cost + joint price, `paid`, and the same at cost 0 with the cut
    for prices, `cut`. `NONE` where nothing is allowed."""

    arc_cost: list[int]
    paid: list[int]
    cut: list[int]


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks the problem or its own claims; [] means it is sound and proved."""
    shapes = list(shape_faults(problem, plan))
    if shapes:
        return shapes
    reading = read(problem, plan)
    return [*flow_faults(problem, plan, reading), *claim_faults(problem, plan, reading)]


def cost_rows(problem: Problem, start: int, stop: int) -> NDArray[Any]:
    """Costs of some rows, `NONE` where forbidden, from the problem's own inputs."""
    given, rows = problem.cost, np.arange(start, stop)
    if isinstance(given, tuple):
        of_row, cols, cost = (np.asarray(part, np.int64) for part in given)
        here = (of_row >= start) & (of_row < stop)
        matrix = np.full((stop - start, len(problem.capacity)), NONE, np.int64)
        matrix[of_row[here] - start, cols[here]] = cost[here]
        return matrix
    if hasattr(given, "rows_cost"):
        return np.asarray(given.rows_cost(rows))
    if hasattr(given, "untolled"):
        without = cost_rows(replace(problem, cost=given.untolled), start, stop)
        return np.where(without < NONE, without + np.asarray(given.toll, np.int64), NONE)
    matrix = np.array(getattr(given, "matrix", given), np.int64).reshape(len(problem.supply), -1)[start:stop]
    if hasattr(given, "matrix"):
        matrix[matrix >= 1 << 60] = NONE  # how a matrix that was read already marks them
    if problem.allowed is not None:
        matrix[~np.asarray(problem.allowed, bool)[start:stop]] = NONE
    return matrix


def read(problem: Problem, plan: Plan) -> Reading:
    joint, cut = (
        np.array([a + (b[g] if g >= 0 else 0) for a, g in zip(alone, problem.pool.tolist(), strict=True)], np.int64)
        for alone, b in (
            (plan.prices.tolist(), plan.pool_prices.tolist()),
            (plan.cut.astype(int).tolist(), plan.pool_cut.astype(int).tolist()),
        )
    )
    arc_cost = np.full(len(plan.flow.rows), NONE, np.int64)
    paid, trapped = [], []
    for start in range(0, len(problem.supply), STEP):
        stop = min(start + STEP, len(problem.supply))
        matrix = cost_rows(problem, start, stop)
        here = np.flatnonzero((plan.flow.rows >= start) & (plan.flow.rows < stop))
        arc_cost[here] = matrix[plan.flow.rows[here] - start, plan.flow.cols[here]]
        for row in matrix:
            usable = np.flatnonzero(row != NONE)
            paid.append(int((row[usable] + joint[usable]).min(initial=NONE)))
            trapped.append(int(cut[usable].min(initial=NONE)))
    return Reading(arc_cost.tolist(), paid, trapped)


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


def flow_faults(problem: Problem, plan: Plan, reading: Reading) -> Iterator[str]:
    sent, arrived = [0] * len(problem.supply), [0] * len(problem.capacity)
    pooled = [0] * len(problem.pool_capacity)
    for row, col, amount, cost in zip(*(part.tolist() for part in plan.flow), reading.arc_cost, strict=True):
        if amount <= 0:
            yield f"row {row} to column {col}: amount {amount} is not positive"
        if cost == NONE:
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


def claim_faults(problem: Problem, plan: Plan, reading: Reading) -> Iterator[str]:
    arcs = zip(plan.flow.amounts.tolist(), reading.arc_cost, strict=True)
    cost = sum(amount * each for amount, each in arcs if each != NONE)
    left = sum(plan.unplaced.tolist())
    if cost != plan.cost:
        yield f"cost is {cost}, not {plan.cost}"
    if min([0, plan.unplaced_price, *plan.prices.tolist(), *plan.pool_prices.tolist()]) < 0:
        yield "a price is negative"
    ceiling = plan.unplaced_price if left else NONE
    bound = priced(problem, reading.paid, plan.prices, plan.pool_prices, ceiling) - plan.unplaced_price * left
    if plan.lower_bound != bound:
        yield f"lower bound is {bound} by its prices, not {plan.lower_bound}"
    if plan.lower_bound > plan.cost:
        yield f"lower bound {plan.lower_bound} is above the cost {plan.cost}"
    least = priced(problem, reading.cut, plan.cut, plan.pool_cut, 1)
    if plan.least_unplaced > max(0, least):
        yield f"at least {max(0, least)} must stay unplaced by the cut, not {plan.least_unplaced}"


def priced(problem: Problem, paid: list[int], prices: NDArray[Any], pools: NDArray[Any], ceiling: int) -> int:
    """sum_i q_i min(ceiling, paid_i) - sum_j K_j p_j - sum_k G_k pool price_k."""
    total = sum(supply * min(ceiling, least) for supply, least in zip(problem.supply.tolist(), paid, strict=True))
    total -= sum(int(a) * int(b) for a, b in zip(problem.capacity, prices, strict=True))
    total -= sum(int(a) * int(b) for a, b in zip(problem.pool_capacity, pools, strict=True))
    return total
