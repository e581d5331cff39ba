"""The planner's front door."""

from dataclasses import dataclass, replace
from time import monotonic

from lilian.planning.limits import Limits
from lilian.planning.storage.answer import read_plan
from lilian.planning.storage.model import Model
from lilian.planning.storage.plan import Plan
from lilian.planning.storage.problem import Problem
from lilian.planning.storage.split import Split, bound_at, safe_bound, solve_split
from lilian.planning.storage.warm import warm
from lilian.planning.storage.whole import score, solve_whole

WHOLE_METHOD = "whole lots by multipliers and ejection chains"


def solve(problem: Problem, *, limits: Limits = Limits()) -> Plan:
    """The best plan: people's locks first, then as much weight as possible, then the least cost.

    Where lots may be split it is exact and proved (`gap` 0.0, unless `limits.time_s` ran out). Lots that may not be
    split have a bound of whole loads of every store, and `gap` says how far from it the plan is.
    """
    warm(problem)  # before the clock starts
    stop = monotonic() + limits.time_s
    model = Model(problem)
    split = solve_split(model, limits)
    if problem.may_split:
        return read_plan(
            model, split.amounts_g, method="exact network flow", proof=split.proof, bound=split.bound, gap=split.gap
        )
    return unsplit(model, split, replace(limits, time_s=max(0.1, stop - monotonic()))).plan


@dataclass(frozen=True)
class Unsplit:
    """`cost` on the grid x units, and `served` units of people's locks, of the plan."""

    plan: Plan
    cost: int
    served: int


def unsplit(model: Model, split: Split, limits: Limits, rounds: int | None = None) -> Unsplit:
    """Each part whole, or not at all. `rounds`: as in `assignment.solve`."""
    whole = solve_whole(model, split, limits, rounds)
    amounts = {(row, int(column)): model.parts[row].weight_g for row, column in enumerate(whole.columns) if column >= 0}
    behind_locked, behind, cost = score(model, whole.columns)
    served = sum(part.weight_g // model.unit_g for part in model.parts if part.store is not None) - behind_locked
    split_bound, ceiling = bound_at(split, served, behind)
    bound = split_bound if whole.bound is None else whole.bound
    proof = replace(whole.proof, unplaced=ceiling)
    gap = (cost - bound) / max(1, cost)
    plan = read_plan(model, amounts, method=WHOLE_METHOD, proof=proof, bound=safe_bound(model, bound), gap=gap)
    return Unsplit(plan, cost, served)
