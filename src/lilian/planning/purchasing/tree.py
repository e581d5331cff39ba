"""One run of HiGHS on a program, and what of its answer is believed: the choices, and the bound lowered a little."""

from dataclasses import dataclass, replace
from math import ceil, isfinite
from time import monotonic

import highspy
import numpy as np
from numpy.typing import NDArray

from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.purchasing.table import Table

# Sub-problems HiGHS searches for better solutions; here they take most of the time and the tree finds them anyway.
SLOW_SEARCHES = ("mip_heuristic_run_rins", "mip_heuristic_run_rens", "mip_heuristic_run_root_reduced_cost")
IDLE = 1e-9
NEAR = 1e-9  # relative: how far the solver's bound is not believed


@dataclass(frozen=True)
class Answer:
    """`values` by column, None where nothing was found; `bound`: no solution costs less; `infeasible`: proved."""

    values: NDArray[np.float64] | None
    bound: float
    infeasible: bool = False

    def at_least(self, unit: float, *, otherwise: int = 0) -> int:
        """The bound in whole units, every solution costing whole units: rounded up, but never above what is proved.
        `otherwise`: what holds without a bound."""
        if not isfinite(self.bound):
            return otherwise
        lowered = self.bound / unit - max(1e-3, NEAR * abs(self.bound / unit))
        return ceil(lowered)


def run(table: Table, limits: Limits, unit: float) -> Answer:
    """The best solution within the limits. `unit`: solutions differ by whole multiples of it, so that less than one of
    it is no gap.

    Spare rows that do not hold the relaxed optimum are left out: most never bind, and all cost time at every node. The
    bound is as good at the root, and true everywhere.
    """
    stop = monotonic() + limits.time_s
    slim = table.without(idle_rows(table, limits))
    solver = prepared(replace(limits, time_s=max(0.1, stop - monotonic())), absolute_gap=0.9 * unit)
    for search in SLOW_SEARCHES:
        solver.setOptionValue(search, False)
    solver.passModel(slim.program())
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(None, float("inf"), infeasible=True)
    info = solver.getInfo()
    values = np.asarray(solver.getSolution().col_value)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible and len(values)
    bound = info.mip_dual_bound if any(table.whole) else info.objective_function_value
    return Answer(values if found else None, bound)


def idle_rows(table: Table, limits: Limits) -> NDArray[np.bool_]:
    """(r,): spare rows whose price is 0 at the relaxed optimum; none where that is not reached in time."""
    spare, prices = np.array(table.spare, np.bool_), relaxed_prices(table, limits)
    if prices is None:
        return np.zeros(len(spare), np.bool_)
    return np.asarray(spare & (np.abs(prices) <= IDLE), np.bool_)


def relaxed_prices(table: Table, limits: Limits) -> NDArray[np.float64] | None:
    """(r,): what a unit more of each row would cost, whole numbers or not; None if there is no answer in time."""
    solver = prepared(limits)
    lp = table.program()
    lp.integrality_ = []
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.asarray(solver.getSolution().row_dual)


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
