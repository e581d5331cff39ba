"""The strong linear relaxation in HiGHS: columns priced in, `x <= y` rows separated, both only where they bind.

Columns y_j (m), then x_ij as they come. Rows: demands `sum_j x_ij >= 1`, capacities `sum_i (d_i / s_j) x_ij <= y_j`,
then `x_ij <= y_j` as they come. Costs are divided by `unit` to keep the numbers near one.
"""

from dataclasses import dataclass
from time import monotonic

import highspy
import numpy as np

from lilian.planning.branching import Floats
from lilian.planning.facility.bound import Pricer
from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.transport.costs import Bools

ROUNDS = 60
CLOSE = 1e-9  # relative distance of bound and relaxation at which they count as one
OVER = 1e-6
ROWS_A_ROUND = 4000
DUAL_SIMPLEX = 1


@dataclass(frozen=True)
class Relaxed:
    """`value`: bound at `multipliers` (n,); `y` (m,) of the linear program; None where it has no solution."""

    value: float
    multipliers: Floats
    y: Floats


class Relaxation:
    """A linear program that grows; solved again after each change of bounds from the last basis."""

    def __init__(self, pricing: Pricer, pairs: Bools) -> None:
        self.pricing = pricing
        n, m = pricing.cost.shape
        self.unit = max(1.0, float(pricing.fixed.max(initial=1.0)) / 1e4)
        self.has_column = np.zeros((n, m), np.bool_)
        self.has_row = np.zeros((n, m), np.bool_)
        self.column_of = np.full((n, m), -1, np.int64)
        self.rows = n + m
        self.columns = m
        self.highs = prepared(Limits())
        self.highs.setOptionValue("simplex_strategy", DUAL_SIMPLEX)
        self.highs.passModel(first_model(pricing, self.unit))
        self.add_columns(pairs)

    def add_columns(self, pairs: Bools) -> int:
        """x_ij for each marked pair not there yet."""
        fresh = pairs & ~self.has_column & np.isfinite(self.pricing.cost)
        rows, cols = np.nonzero(fresh)
        count = len(rows)
        if count:
            n = self.pricing.cost.shape[0]
            index = np.column_stack([rows, n + cols]).ravel().astype(np.int32)
            load = self.pricing.demand[rows] / np.maximum(self.pricing.capacity[cols], 1e-9)
            value = np.column_stack([np.ones(count), load]).ravel()
            starts = np.arange(0, 2 * count, 2, dtype=np.int32)
            cost = self.pricing.cost[rows, cols] / self.unit
            self.highs.addCols(count, cost, np.zeros(count), np.ones(count), 2 * count, starts, index, value)
            self.column_of[rows, cols] = self.columns + np.arange(count)
            self.columns += count
            self.has_column |= fresh
        return count

    def add_rows(self, pairs: Bools) -> int:
        """x_ij <= y_j for each marked pair that has a column and no row yet."""
        fresh = pairs & self.has_column & ~self.has_row
        rows, cols = np.nonzero(fresh)
        count = len(rows)
        if count:
            index = np.column_stack([self.column_of[rows, cols], cols]).ravel().astype(np.int32)
            value = np.tile([1.0, -1.0], count)
            starts = np.arange(0, 2 * count, 2, dtype=np.int32)
            low = np.full(count, -highspy.kHighsInf)
            self.highs.addRows(count, low, np.zeros(count), 2 * count, starts, index, value)
            self.rows += count
            self.has_row |= fresh
        return count

    def solve(self, fixed: Floats, cutoff: float, stop: float) -> Relaxed | None:
        """Bound with stores fixed (m,): 1 open, 0 shut, nan free. None: the stores left cannot serve all demands, or
        time ran out before the first answer. Stops early once the bound passes `cutoff`."""
        n, m = self.pricing.cost.shape
        low, high = np.where(np.isnan(fixed), 0.0, fixed), np.where(np.isnan(fixed), 1.0, fixed)
        self.highs.changeColsBounds(m, np.arange(m, dtype=np.int32), low, high)
        best: Relaxed | None = None
        for _ in range(ROUNDS):
            self.highs.setOptionValue("time_limit", float(self.highs.getRunTime() + max(0.05, stop - monotonic())))
            self.highs.run()
            status = self.highs.getModelStatus()
            if status == highspy.HighsModelStatus.kInfeasible and self.add_columns(self.wanted(fixed)):
                continue
            if status != highspy.HighsModelStatus.kOptimal:
                return best
            solution = self.highs.getSolution()
            primal, dual = np.array(solution.col_value), np.array(solution.row_dual)
            u = np.maximum(dual[:n] * self.unit, 0.0)
            value, load = self.bound(u, fixed)
            y = primal[:m]
            if best is None or value > best.value:
                best = Relaxed(value, u, y)
            best = Relaxed(best.value, best.multipliers, y)
            objective = self.highs.getObjectiveValue() * self.unit
            if value >= cutoff or abs(objective - value) <= CLOSE * abs(objective) or monotonic() > stop:
                return best
            broken = self.broken(primal, y)
            if not self.add_columns(load) + self.add_rows(broken):
                return best
        return best

    def wanted(self, fixed: Floats) -> Bools:
        return np.isfinite(self.pricing.cost) & (np.isnan(fixed) | (fixed > 0))[None, :]

    def bound(self, u: Floats, fixed: Floats) -> tuple[float, Bools]:
        """The Lagrangian at u, and the pairs its loads hold at stores that may run."""
        loads = self.pricing.loads(u)
        reduced = self.pricing.fixed - loads.worth
        y = np.where(np.isnan(fixed), reduced < 0, fixed)
        runs = np.where(np.isnan(fixed), reduced < self.pricing.fixed * 0.1, fixed > 0)
        return float(u.sum() + reduced @ y), (loads.share > 0) & runs[None, :]

    def broken(self, primal: Floats, y: Floats) -> Bools:
        """The pairs whose x is above their y, the worst first."""
        x = np.where(self.has_column, primal[self.column_of], 0.0)
        over = x - y[None, :]
        over[self.has_row] = 0.0
        if (over > OVER).sum() > ROWS_A_ROUND:
            return np.asarray(over >= max(OVER, np.partition(over.ravel(), -ROWS_A_ROUND)[-ROWS_A_ROUND]))
        return np.asarray(over > OVER)


def first_model(pricing: Pricer, unit: float) -> highspy.HighsLp:
    """The y columns with the demand and capacity rows."""
    n, m = pricing.cost.shape
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = m, n + m
    model.col_cost_ = pricing.fixed / unit
    model.col_lower_, model.col_upper_ = np.zeros(m), np.ones(m)
    model.row_lower_ = np.concatenate([np.ones(n), np.full(m, -highspy.kHighsInf)])
    model.row_upper_ = np.concatenate([np.full(n, highspy.kHighsInf), np.zeros(m)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(m + 1, dtype=np.int32)
    model.a_matrix_.index_ = (n + np.arange(m)).astype(np.int32)
    model.a_matrix_.value_ = np.where(pricing.capacity > 0, -1.0, 0.0)
    return model
