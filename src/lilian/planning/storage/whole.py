"""Lots that may not be split: a generalised assignment on top of the split plan, whose bound is kept.

Two MIPs (HiGHS), most weight first, then least cost, each started from a plan that is feasible already. What the
solver answers is read as a choice only: weights, rooms and costs are worked out again here.
"""

from dataclasses import dataclass, replace
from time import monotonic

import highspy
import numpy as np

from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.storage.mend import feasible, first_come, mended, room_left, score
from lilian.planning.storage.model import Floats, Ints, Model

KEPT = 12  # cheapest columns of a part, at the split plan's prices, that the MIP may choose from
SMALL = 20_000  # up to so many arcs the MIP sees them all


@dataclass(frozen=True)
class Choice:
    """Arcs part -> column that may be chosen: parallel arrays; `cost` on the grid for the whole part."""

    rows: Ints
    cols: Ints
    weight: Ints
    cost: Floats


def solve_whole(model: Model, start: Ints, joint: Ints, limits: Limits) -> Ints:
    """(R,): the column of each part, -1 where it stays behind. `start` (R,): columns to begin with, -1 for none;
    `joint` (S * D): what a unit pays in each column by the split plan."""
    stop = monotonic() + limits.time_s
    best = min((mended(model, start), mended(model, first_come(model))), key=lambda columns: score(model, columns))
    arcs = choices(model, joint, best)
    for weigh in (True, False):
        rest = replace(limits, time_s=max(0.1, (stop - monotonic()) / (2 if weigh else 1)))
        found = run(model, arcs, best, rest, weigh)
        best = better(model, best, found)
    return best


def choices(model: Model, joint: Ints, start: Ints) -> Choice:
    """All arcs of a small problem, else each part's cheapest at the split prices, and the start."""
    allowed = model.allowed.copy()
    lots = np.array([part.lot for part in model.parts], np.int64)
    if allowed.sum() > SMALL and allowed.shape[1] > KEPT:
        priced = np.where(allowed, model.grid[lots] + joint, np.iinfo(np.int64).max)
        kept = np.zeros_like(allowed)
        np.put_along_axis(kept, np.argpartition(priced, KEPT, axis=1)[:, :KEPT], True, axis=1)
        kept[np.flatnonzero(start >= 0), start[start >= 0]] = True
        allowed &= kept
    rows, cols = np.nonzero(allowed)
    weight = np.array([part.weight_g // model.unit_g for part in model.parts], np.int64)[rows]
    return Choice(rows, cols, weight, (model.grid[lots[rows], cols] * weight).astype(np.float64))


def better(model: Model, best: Ints, found: Ints | None) -> Ints:
    if found is None or not feasible(model, found) or score(model, found) >= score(model, best):
        return best
    return found


def run(model: Model, arcs: Choice, best: Ints, limits: Limits, weigh: bool) -> Ints | None:
    """One MIP: most weight (`weigh`), or least cost among plans that place as much as `best`."""
    if not len(arcs.rows):
        return None
    locked = np.array([part.store is not None for part in model.parts], np.bool_)
    total = sum(part.weight_g for part in model.parts) / model.unit_g
    worth: Floats = np.asarray(arcs.weight * np.where(locked[arcs.rows], total + 1.0, 1.0), np.float64)
    solver = prepared(limits)
    solver.passModel(mip(model, arcs, -worth if weigh else arcs.cost / 1000.0, None if weigh else (worth, best)))
    solver.setSolution(as_solution(arcs, best))
    solver.run()
    values = np.asarray(solver.getSolution().col_value)
    if len(values) != len(arcs.rows):
        return None
    columns = np.full(len(model.parts), -1, np.int64)
    chosen = np.flatnonzero(values > 0.5)
    columns[arcs.rows[chosen]] = arcs.cols[chosen]
    return columns


def as_solution(arcs: Choice, columns: Ints) -> highspy.HighsSolution:
    solution = highspy.HighsSolution()
    solution.col_value = (columns[arcs.rows] == arcs.cols).astype(np.float64).tolist()
    return solution


def mip(model: Model, arcs: Choice, cost: Floats, floor: tuple[Floats, Ints] | None) -> highspy.HighsLp:
    """Rows: each part at most once, each column's door, each store's space, and the weight to be placed at least."""
    n, m, s = len(model.parts), model.columns, len(model.problem.stores)
    space, door = room_left(model, np.full(n, -1, np.int64))
    upper = np.concatenate([np.ones(n), door, space]).astype(np.float64)
    lower = np.full(n + m + s, -np.inf)
    index = [arcs.rows, n + arcs.cols, n + m + arcs.cols // model.days]
    value = [np.ones(len(arcs.rows)), arcs.weight.astype(np.float64), arcs.weight.astype(np.float64)]
    if floor is not None:
        worth, best = floor
        least = float(worth[best[arcs.rows] == arcs.cols].sum())
        lower, upper = np.append(lower, least - 0.5), np.append(upper, np.inf)
        index, value = [*index, np.full(len(arcs.rows), n + m + s)], [*value, worth]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(arcs.rows), len(lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(lp.num_col_), np.ones(lp.num_col_)
    lp.row_lower_, lp.row_upper_ = lower, upper
    lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.arange(lp.num_col_ + 1) * len(index)
    lp.a_matrix_.index_ = np.stack(index, axis=1).ravel()
    lp.a_matrix_.value_ = np.stack(value, axis=1).ravel()
    return lp
