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
LARGE = 2000  # columns
NEAR_NO = 0.1
ROUGH = 2e-3  # the gap at which a start is good enough
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
    bound is as good at the root, and true everywhere. A large program starts from the best that uses only the choices
    which the relaxed optimum uses.
    """
    stop = monotonic() + limits.time_s
    relaxed = relax(table, limits)
    slim = table if relaxed is None else table.without(idle_rows(table, relaxed.prices))
    start = None
    if relaxed is not None and len(table.cost) > LARGE:
        part = replace(limits, time_s=max(0.1, (stop - monotonic()) / 2), gap=max(limits.gap, ROUGH))
        start = searched(narrowed(slim, relaxed.values), part, unit, quick=False).values
    return searched(slim, replace(limits, time_s=max(0.1, stop - monotonic())), unit, quick=True, start=start)


def searched(
    table: Table, limits: Limits, unit: float, *, quick: bool, start: NDArray[np.float64] | None = None
) -> Answer:
    """One tree, from a solution if there is one; `quick`: without the slow searches."""
    solver = prepared(limits, absolute_gap=0.9 * unit)
    for search in SLOW_SEARCHES:
        solver.setOptionValue(search, not quick)
    solver.passModel(table.program())
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        solver.setSolution(solution)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Answer(None, float("inf"), infeasible=True)
    info = solver.getInfo()
    values = np.asarray(solver.getSolution().col_value)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible and len(values)
    bound = info.mip_dual_bound if any(table.whole) else info.objective_function_value
    return Answer(values if found else None, bound)


def narrowed(table: Table, values: NDArray[np.float64]) -> Table:
    """Every yes-or-no that the relaxed optimum leaves near no is no."""
    upper, whole = np.array(table.upper), np.array(table.whole, np.bool_)
    upper[whole & (upper == 1.0) & (values <= NEAR_NO)] = 0.0
    return replace(table, upper=upper.tolist())


def idle_rows(table: Table, prices: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(r,): spare rows whose price is 0 at the relaxed optimum."""
    return np.asarray(np.array(table.spare, np.bool_) & (np.abs(prices) <= IDLE), np.bool_)


@dataclass(frozen=True)
class Relaxed:
    """The optimum without whole numbers: `values` by column; `prices`: what a unit more of each row would cost."""

    values: NDArray[np.float64]
    prices: NDArray[np.float64]


def relax(table: Table, limits: Limits) -> Relaxed | None:
    """None if there is no optimum, or not in time."""
    solver = prepared(limits)
    lp = table.program()
    lp.integrality_ = []
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    return Relaxed(np.asarray(solution.col_value), np.asarray(solution.row_dual))


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
