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

# Sub-problems that HiGHS searches for better solutions.
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


def run(
    table: Table, limits: Limits, unit: float, *, quick: bool = False, start: NDArray[np.float64] | None = None
) -> Answer:
    """The best solution within the limits. `unit`: solutions differ by whole multiples of it, so that less than one of
    it is no gap. Spare rows that do not hold the relaxed optimum are left out: the bound is as good at the root, and
    true everywhere."""
    stop = monotonic() + limits.time_s
    relaxed = relax(table, limits)
    slim = table if relaxed is None else slimmed(table, relaxed)
    return searched(slim, replace(limits, time_s=max(0.1, stop - monotonic())), unit, quick=quick, start=start)


def slimmed(table: Table, relaxed: "Relaxed") -> Table:
    """Without the spare rows that do not hold the relaxed optimum: most never bind, and all cost time at every node."""
    return table.without(idle_rows(table, relaxed.prices))


def searched(
    table: Table, limits: Limits, unit: float, *, quick: bool, start: NDArray[np.float64] | None = None
) -> Answer:
    """One tree, from a solution if there is one; `quick`: without the slow searches, which take most of the time where
    there are many columns for each whole number, and prove nothing."""
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


def idle_rows(table: Table, prices: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(r,): spare rows whose price is 0 at the relaxed optimum."""
    return np.asarray(np.array(table.spare, np.bool_) & (np.abs(prices) <= IDLE), np.bool_)


@dataclass(frozen=True)
class Relaxed:
    """The optimum without whole numbers: `values` by column; `prices`: what a unit more of each row would cost;
    `reduced`: what a unit more of each column would."""

    values: NDArray[np.float64]
    prices: NDArray[np.float64]
    reduced: NDArray[np.float64]
    cost: float


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
    values, prices, reduced = (np.asarray(x) for x in (solution.col_value, solution.row_dual, solution.col_dual))
    return Relaxed(values, prices, reduced, solver.getInfo().objective_function_value)


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
