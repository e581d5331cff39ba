"""One run of HiGHS on a program, and what of its answer is believed: the choices, and the bound lowered a little."""

from dataclasses import dataclass
from math import ceil, isfinite

import highspy
import numpy as np
from numpy.typing import NDArray

from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.purchasing.table import Table

NEAR = 1e-9  # relative: how far the solver's bound is not believed


@dataclass(frozen=True)
class Answer:
    """`values` by column, None where nothing was found; `bound`: no solution costs less; `infeasible`: proved."""

    values: NDArray[np.float64] | None
    bound: float
    infeasible: bool = False

    def at_least(self, unit: float) -> int:
        """The bound in whole units, every solution costing whole units: rounded up, but never above what is proved."""
        if not isfinite(self.bound):
            return 0
        lowered = self.bound / unit - max(1e-3, NEAR * abs(self.bound / unit))
        return ceil(lowered)


def run(table: Table, limits: Limits, unit: float, start: NDArray[np.float64] | None = None) -> Answer:
    """The best solution within the limits. `unit`: solutions differ by whole multiples of it, so that less than one of
    it is no gap."""
    solver = prepared(limits, absolute_gap=0.9 * unit)
    solver.passModel(table.program())
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        solver.setSolution(solution)
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(None, float("inf"), infeasible=True)
    info = solver.getInfo()
    values = np.asarray(solver.getSolution().col_value)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible and len(values)
    bound = info.mip_dual_bound if any(table.whole) else info.objective_function_value
    return Answer(values if found else None, bound)


def settled(table: Table, values: NDArray[np.float64], limits: Limits) -> NDArray[np.float64] | None:
    """With every whole number of a solution held fast, a corner of what is left: whole there, where the rest is a
    network. None if the numbers held, once rounded, leave no solution."""
    whole = np.array(table.whole, np.bool_)
    lower, upper = np.array(table.lower), np.array(table.upper)
    lower[whole] = upper[whole] = np.rint(values[whole])
    solver = prepared(limits)
    lp = table.program()
    lp.col_lower_, lp.col_upper_, lp.integrality_ = lower, upper, []
    solver.setOptionValue("solver", "simplex")
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.asarray(solver.getSolution().col_value)
