"""The planner's front door."""

from lilian.planning.limits import Limits
from lilian.planning.storage.answer import read_plan
from lilian.planning.storage.model import Model
from lilian.planning.storage.plan import Plan
from lilian.planning.storage.problem import Problem
from lilian.planning.storage.split import solve_split


def solve(problem: Problem, *, limits: Limits = Limits()) -> Plan:  # noqa: B008 - frozen
    """The best plan: people's locks first, then as much weight as possible, then the least cost.

    Where lots may be split it is exact and proved (`gap` 0.0, unless `limits.time_s` ran out). Lots that may not be
    split keep the bound of the split problem, and `gap` says how far from it the plan is.
    """
    model = Model(problem)
    split = solve_split(model, limits)
    return read_plan(model, split.amounts_g, method="exact network flow", proof=split.proof, bound=split.bound, gap=split.gap)
