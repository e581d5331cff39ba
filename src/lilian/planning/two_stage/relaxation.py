"""The linear relaxation in HiGHS: solved again after each change of bounds; flows above their site's share are cut off.

Columns: sites (p + d), inbound flows, outbound flows. Rows: demands, depot balances, plant rooms, depot rooms, then
`flow <= most * site` as they come. Costs are divided by `unit` to keep the numbers near one.
"""

from dataclasses import dataclass
from time import monotonic

import highspy
import numpy as np

from lilian.planning.branching import Floats
from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.transport.costs import FORBIDDEN, Ints
from lilian.planning.two_stage.problem import Problem

ROUNDS = 12
ROWS_A_ROUND = 2000
OVER = 1e-5
DUAL_SIMPLEX = 1


@dataclass(frozen=True)
class Relaxed:
    """`multipliers` (n + d,) and how far each site is open (p + d,)."""

    multipliers: Floats
    opened: Floats


class Relaxation:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        p, d, _ = problem.size
        self.sites = p + d
        plants, fed = np.nonzero(problem.inbound != FORBIDDEN)
        feeding, served = np.nonzero(problem.outbound != FORBIDDEN)
        most = np.minimum(problem.plant_capacity[plants], problem.depot_capacity[fed])
        self.site = np.concatenate([plants, p + feeding])  # that each flow needs
        self.most = np.concatenate([most, np.minimum(problem.depot_capacity[feeding], problem.demand[served])])
        self.has_row = np.zeros(len(self.site), np.bool_)
        self.unit = max(1.0, float(problem.fixed_cost.max(initial=1)) / 1e4)
        self.highs = prepared(Limits())
        self.highs.setOptionValue("simplex_strategy", DUAL_SIMPLEX)
        self.highs.passModel(self.model(plants, fed, feeding, served))

    def model(self, plants: Ints, fed: Ints, feeding: Ints, served: Ints) -> highspy.HighsLp:
        problem = self.problem
        p, d, n = problem.size
        count, first = len(plants), self.sites + np.arange(len(plants))
        second = self.sites + count + np.arange(len(feeding))
        sites = np.arange(self.sites)
        rows = [n + d + sites, n + fed, n + d + plants, served, n + feeding, n + d + p + feeding]
        cols = [sites, first, first, second, second, second]
        room = np.concatenate([problem.plant_capacity, problem.depot_capacity])
        ones = [np.ones(count), np.ones(count), np.ones(len(feeding)), -np.ones(len(feeding)), np.ones(len(feeding))]
        row, col, value = np.concatenate(rows), np.concatenate(cols), np.concatenate([-room.astype(float), *ones])
        order = np.lexsort((row, col))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.sites + len(self.site), n + d + self.sites
        moved = np.concatenate([problem.inbound[plants, fed], problem.outbound[feeding, served]])
        lp.col_cost_ = np.concatenate([problem.fixed_cost, moved]) / self.unit
        lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.concatenate([np.ones(self.sites), self.most])
        never = np.full(self.sites, -highspy.kHighsInf)
        lp.row_lower_ = np.concatenate([problem.demand, np.zeros(d), never])
        lp.row_upper_ = np.concatenate([np.full(n + d, highspy.kHighsInf), np.zeros(self.sites)])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.searchsorted(col[order], np.arange(lp.num_col_ + 1)).astype(np.int32)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = row[order].astype(np.int32), value[order]
        return lp

    def solve(self, fixed: Floats, stop: float) -> Relaxed | None:
        """With sites fixed (p + d,): 1 open, 0 shut, nan free. None: no solution, or time ran out before one."""
        low, high = np.where(np.isnan(fixed), 0.0, fixed), np.where(np.isnan(fixed), 1.0, fixed)
        self.highs.changeColsBounds(self.sites, np.arange(self.sites, dtype=np.int32), low, high)
        n, d = self.problem.size[2], self.problem.size[1]
        best = None
        for _ in range(ROUNDS):
            self.highs.setOptionValue("time_limit", float(self.highs.getRunTime() + max(0.05, stop - monotonic())))
            self.highs.run()
            if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return best
            solution = self.highs.getSolution()
            values, duals = np.array(solution.col_value), np.array(solution.row_dual)
            best = Relaxed(np.maximum(duals[: n + d] * self.unit, 0.0), values[: self.sites])
            if monotonic() > stop or not self.cut(values):
                return best
        return best

    def cut(self, values: Floats) -> int:
        """Rows for the flows most above their site's share; how many."""
        over = values[self.sites :] - self.most * values[self.site]
        over[self.has_row] = 0.0
        worst = np.argsort(-over, kind="stable")[:ROWS_A_ROUND]
        flows = np.sort(worst[over[worst] > OVER * np.maximum(1, self.most[worst])])
        count = len(flows)
        if count:
            index = np.column_stack([self.sites + flows, self.site[flows]]).ravel().astype(np.int32)
            value = np.column_stack([np.ones(count), -self.most[flows]]).ravel()
            starts = np.arange(0, 2 * count, 2, dtype=np.int32)
            never = np.full(count, -highspy.kHighsInf)
            self.highs.addRows(count, never, np.zeros(count), 2 * count, starts, index, value)
            self.has_row[flows] = True
        return count
