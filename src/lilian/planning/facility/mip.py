"""HiGHS on what is left: stores and pairs that look good, started from the best plan known. Never believed: its answer
is a set of pairs, worked out again by `flows.py`."""

from dataclasses import dataclass

import highspy
import numpy as np

from lilian.planning.branching import Floats
from lilian.planning.facility.bound import Pricer
from lilian.planning.facility.flows import Served
from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.transport.costs import Bools, Ints

PAIRS_A_DEMAND = 12
LIKELY = 0.02


@dataclass(frozen=True)
class Kept:
    """The pairs (k,) and the stores the model has."""

    rows: Ints
    cols: Ints
    stores: Ints


def kept(pricing: Pricer, likely: Floats, best: Served) -> Kept:
    """Stores some relaxation opens or the best plan runs; per demand its best pairs there, the fixed cost shared out by
    weight, and all pairs of the best plan."""
    n, m = pricing.cost.shape
    runs = (likely > LIKELY) | best.open
    stores = np.flatnonzero(runs)
    rate = pricing.fixed / np.maximum(pricing.capacity, 1.0)
    price = np.where(runs[None, :], pricing.cost + rate[None, :] * pricing.demand[:, None], np.inf)
    count = min(PAIRS_A_DEMAND, len(stores))
    marked = np.zeros((n, m), np.bool_)
    nearest = np.argpartition(price, count - 1, axis=1)[:, :count]
    np.put_along_axis(marked, nearest, values=True, axis=1)
    marked &= np.isfinite(price)
    marked[best.flow.rows, best.flow.cols] = True
    rows, cols = np.nonzero(marked)
    return Kept(rows, cols, stores)


def polished(pricing: Pricer, likely: Floats, best: Served, limits: Limits) -> Ints | None:
    """(n,) the store of each demand in a plan of whole demands HiGHS found, -1 for none; None if it found no better."""
    pairs = kept(pricing, likely, best)
    solver = prepared(limits)
    unit = max(1.0, float(best.cost)) / 1e5
    solver.passModel(model(pricing, pairs, unit))
    solver.setSolution(start(pairs, best))
    solver.run()
    values = np.array(solver.getSolution().col_value)
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    chosen = np.flatnonzero(values[len(pairs.stores) :] > 0.5)
    store = np.full(len(pricing.demand), -1, np.int64)
    store[pairs.rows[chosen]] = pairs.cols[chosen]
    return store


def model(pricing: Pricer, pairs: Kept, unit: float) -> highspy.HighsLp:
    """Columns y of the kept stores, then x. Rows: demands, capacities, x <= y."""
    n, count, size = len(pricing.demand), len(pairs.rows), len(pairs.stores)
    place = np.full(len(pricing.fixed), -1, np.int64)
    place[pairs.stores] = np.arange(size)
    at = place[pairs.cols]
    links = np.arange(count)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = size + count, n + size + count
    cost = np.concatenate([pricing.fixed[pairs.stores], pricing.cost[pairs.rows, pairs.cols]])
    lp.col_cost_ = cost / unit
    lp.col_lower_, lp.col_upper_ = np.zeros(size + count), np.ones(size + count)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * (size + count)
    lp.row_lower_ = np.concatenate([np.ones(n), np.full(size + count, -highspy.kHighsInf)])
    lp.row_upper_ = np.concatenate([np.ones(n), np.zeros(size + count)])
    rows = np.concatenate([n + np.arange(size), n + size + links, pairs.rows, n + at, n + size + links])
    cols = np.concatenate([np.arange(size), at, size + links, size + links, size + links])
    load = pricing.demand[pairs.rows]
    values = np.concatenate([-pricing.capacity[pairs.stores], -np.ones(count), np.ones(count), load, np.ones(count)])
    order = np.lexsort((rows, cols))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.searchsorted(cols[order], np.arange(size + count + 1)).astype(np.int32)
    lp.a_matrix_.index_ = rows[order].astype(np.int32)
    lp.a_matrix_.value_ = values[order]
    return lp


def start(pairs: Kept, best: Served) -> highspy.HighsSolution:
    used: Bools = np.zeros((len(best.unserved), len(best.open)), np.bool_)
    used[best.flow.rows, best.flow.cols] = True
    solution = highspy.HighsSolution()
    solution.col_value = np.concatenate([best.open[pairs.stores], used[pairs.rows, pairs.cols]]).astype(np.float64)
    return solution
