"""The last thing a worker does for a county: its own plan within what it was granted."""

from dataclasses import dataclass

from lilian.planning import storage
from lilian.planning.limits import Limits
from lilian.planning.storage.answer import read_plan
from lilian.planning.storage.model import Model
from lilian.planning.storage.split import solve_split

LONG_S = 1e9


@dataclass(frozen=True)
class Finished:
    """`cost`: of the plan on the grid times grams, exact."""

    plan: storage.Plan
    cost: int


def finish(granted: storage.Problem) -> Finished:
    """The cheapest plan within the shares, proved as any county's plan is."""
    model = Model(granted)
    split = solve_split(model, Limits(time_s=LONG_S))
    method = "exact network flow within the county's shares"
    plan = read_plan(model, split.amounts_g, method=method, proof=split.proof, bound=split.bound, gap=split.gap)
    cost = sum(int(model.grid[model.parts[row].lot, col]) * grams for (row, col), grams in split.amounts_g.items())
    return Finished(plan, cost)
