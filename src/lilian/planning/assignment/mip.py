"""HiGHS on the pairs that look good, started from the best plan known. Never believed: its answer is a set of pairs,
counted again outside it."""

from dataclasses import dataclass

import highspy
import numpy as np

from lilian.planning.assignment.loads import Floats
from lilian.planning.assignment.problem import Problem
from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.transport.costs import Bools, Ints

UNITS = 1e6  # costs are scaled so that the best plan costs about so much, if it costs more


@dataclass(frozen=True)
class Kept:
    """Pairs (a,) the model has; room `room_count` stands for "left out"."""

    lots: Ints
    rooms: Ints
    room_count: int


def improved(problem: Problem, keep: Bools, best: Ints, limits: Limits, *, place: bool) -> tuple[Ints | None, bool]:
    """(n,): a plan over the pairs of `keep` (n, m) that leaves out no more than `best` (n,) and costs least, or with
    `place` leaves out least, as far as HiGHS got, None if it has none; and whether it says that none is better."""
    pairs = kept(problem, keep, best)
    left_out = sum(problem.penalty[best < 0].tolist())
    cost = sum(problem.cost[best >= 0, best[best >= 0]].tolist())
    unit = max(1.0, (left_out if place else abs(cost)) / UNITS)
    solver = prepared(limits, absolute_gap=0.99 / unit)
    lp = model(problem, pairs, left_out)
    lp.col_cost_ = objective(problem, pairs, place=place) / unit
    solver.passModel(lp)
    solver.setSolution(start(pairs, best))
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, False
    chosen = np.flatnonzero(np.array(solver.getSolution().col_value) > 0.5)
    room = np.full(len(best), -1, np.int64)
    room[pairs.lots[chosen]] = np.where(pairs.rooms[chosen] < pairs.room_count, pairs.rooms[chosen], -1)
    done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return (room if fits(problem, room) else None), done


def kept(problem: Problem, keep: Bools, best: Ints) -> Kept:
    n, m = problem.size
    marked = np.zeros((n, m + 1), np.bool_)
    marked[:, :m] = keep & problem.usable
    marked[:, m] = (best < 0).any()
    marked[np.arange(n), best] = True  # -1 is the last
    lots, rooms = np.nonzero(marked)
    return Kept(lots, rooms, m)


def objective(problem: Problem, pairs: Kept, *, place: bool) -> Floats:
    out = pairs.rooms == pairs.room_count
    if place:
        return np.where(out, problem.penalty[pairs.lots], 0).astype(np.float64)
    return np.where(out, 0, problem.cost[pairs.lots, np.where(out, 0, pairs.rooms)]).astype(np.float64)


def model(problem: Problem, pairs: Kept, left_out: int) -> highspy.HighsLp:
    """Rows: each lot once, each room, each pool, and what is left out."""
    n, m, k = *problem.size, len(problem.pool_capacity)
    out = pairs.rooms == m
    inside = np.where(out, 0, pairs.rooms)
    weight = np.where(out, problem.penalty[pairs.lots], problem.weight[pairs.lots, inside])
    count = np.arange(len(pairs.lots))
    pooled = count[~out & (np.append(problem.pool, -1)[pairs.rooms] >= 0)]
    rows = np.concatenate([pairs.lots, n + pairs.rooms, n + m + 1 + problem.pool[pairs.rooms[pooled]]])
    cols = np.concatenate([count, count, pooled])
    values = np.concatenate([np.ones(len(count)), weight, weight[pooled]])
    order = np.lexsort((rows, cols))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(count), n + m + 1 + k
    lp.col_lower_, lp.col_upper_ = np.zeros(len(count)), np.ones(len(count))
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(count)
    upper = np.concatenate([np.ones(n), problem.capacity, [left_out], problem.pool_capacity]).astype(np.float64)
    lp.row_lower_, lp.row_upper_ = np.append(np.ones(n), np.full(m + 1 + k, -highspy.kHighsInf)), upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.searchsorted(cols[order], np.arange(len(count) + 1)).astype(np.int32)
    lp.a_matrix_.index_, lp.a_matrix_.value_ = rows[order].astype(np.int32), values[order].astype(np.float64)
    return lp


def start(pairs: Kept, best: Ints) -> highspy.HighsSolution:
    solution = highspy.HighsSolution()
    solution.col_value = (np.where(best < 0, pairs.room_count, best)[pairs.lots] == pairs.rooms).astype(np.float64)
    return solution


def fits(problem: Problem, room: Ints) -> bool:
    """Whether the assignment overfills nothing."""
    placed = np.flatnonzero(room >= 0)
    load, pooled = np.zeros_like(problem.capacity), np.zeros_like(problem.pool_capacity)
    weight, pool = problem.weight[placed, room[placed]], problem.pool[room[placed]]
    np.add.at(load, room[placed], weight)
    np.add.at(pooled, pool[pool >= 0], weight[pool >= 0])
    usable = problem.usable[placed, room[placed]].all()
    return bool(usable and (load <= problem.capacity).all() and (pooled <= problem.pool_capacity).all())
