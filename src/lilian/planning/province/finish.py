"""The last thing a worker does for a county: its own plan within what it was granted."""

from dataclasses import dataclass

from lilian.planning import storage
from lilian.planning.limits import Limits
from lilian.planning.storage.answer import read_plan
from lilian.planning.storage.model import Model
from lilian.planning.storage.solve import unsplit
from lilian.planning.storage.split import solve_split

LONG_S = 1e9
ROUNDS = 300  # of each stage, where lots stay whole


@dataclass(frozen=True)
class Finished:
    """`cost`: of the plan on the grid times grams, exact. `served_g`: of people's locks."""

    plan: storage.Plan
    cost: int
    served_g: int


def finish(granted: storage.Problem) -> Finished:
    """The cheapest plan within the shares, proved as any county's plan is; where lots stay whole the best one found, by
    rounds and not by the clock, so that it is the same on every worker."""
    model = Model(granted)
    split = solve_split(model, Limits(time_s=LONG_S))
    if not granted.may_split:
        found = unsplit(model, split, Limits(time_s=LONG_S), ROUNDS)
        return Finished(found.plan, found.cost * model.unit_g, found.served * model.unit_g)
    method = "exact network flow within the county's shares"
    plan = read_plan(model, split.amounts_g, method=method, proof=split.proof, bound=split.bound, gap=split.gap)
    cost = sum(int(model.grid[model.parts[row].lot, col]) * grams for (row, col), grams in split.amounts_g.items())
    served_g = sum(grams for (row, _), grams in split.amounts_g.items() if model.parts[row].store is not None)
    return Finished(plan, cost, served_g)
