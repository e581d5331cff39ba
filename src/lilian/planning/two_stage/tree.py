"""The tree of choices of plants and depots, bounded by the linear program's multipliers; and the search beside it."""

import numpy as np

from lilian.planning.branching import Branching, Floats, Offer, as_fixed
from lilian.planning.climbing import Search as Climb
from lilian.planning.climbing import best_paying, marked
from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import Bools, Ints
from lilian.planning.two_stage.bound import finest_scale, saved
from lilian.planning.two_stage.flows import Served, Server, least_shortage
from lilian.planning.two_stage.problem import SUM_LIMIT, Problem
from lilian.planning.two_stage.relaxation import Relaxation

MORE = 1  # sites of each kind tried beyond those that have just room enough


class Tree(Branching):
    """Multipliers (n + d,): what a unit is worth at each demand, then at each depot."""

    def __init__(self, problem: Problem, server: Server, offer: Offer, cost: int, gap: float) -> None:
        super().__init__(problem.fixed_cost, finest_scale(problem), offer, cost, gap)
        self.problem, self.server, self.linear = problem, server, Relaxation(problem)
        weight = int(problem.demand.sum()) + int(problem.depot_capacity.sum())
        self.highest = SUM_LIMIT / (self.scale * max(1, weight))  # a multiplier above it might overflow a sum

    def value(self, multipliers: Ints, sites: Ints) -> tuple[int, Ints]:
        base = int(multipliers[: len(self.problem.demand)] @ self.problem.demand)
        return base, saved(self.problem, multipliers, self.scale, sites)

    def search(self, leaf: Leaf, running: Bools, goal: int, stop: float) -> tuple[Floats, Floats]:
        lacking, demands, depots = least_shortage(self.problem, running)
        if lacking:
            height = min(2.0 * goal / lacking + 1.0, self.highest)
            return np.concatenate([demands, depots]) * height, running.astype(np.float64)
        found = self.linear.solve(as_fixed(leaf, len(running)), stop)
        if found is None:
            return self.server.serve(running).worth, running.astype(np.float64)
        return found.multipliers, found.opened


class Search(Climb[Served]):
    def __init__(self, server: Server, stop: float) -> None:
        super().__init__(server, stop)
        self.problem = server.problem

    def rounded(self, often: Floats) -> Served:
        p, problem = self.problem.size[0], self.problem
        plants = ranked(often[:p], problem.plant_capacity, int(problem.demand.sum()))
        depots = ranked(often[p:], problem.depot_capacity, int(problem.demand.sum()))
        sets = [marked(np.concatenate([one, p + other]), len(often)) for one in plants for other in depots]
        return min((self.server.serve(opened) for opened in sets), key=lambda served: served.rank)

    def worth_opening(self, served: Served) -> list[int]:
        """The sites whose best load, at the duals of what is served now, pays more than their fixed cost."""
        worth = np.rint(np.maximum(served.worth, 0)).astype(np.int64)
        surplus = saved(self.problem, worth, 1, np.arange(len(served.open))) - self.problem.fixed_cost
        surplus[served.open] = -1
        return best_paying(surplus.astype(np.float64))


def ranked(often: Floats, capacity: Ints, wanted: int) -> list[Ints]:
    """Sites in the order a relaxation likes them: just enough, and a few more."""
    order = np.argsort(-often, kind="stable")
    enough = int(np.searchsorted(np.cumsum(capacity[order]), wanted)) + 1
    return [order[:count] for count in range(enough, enough + MORE + 1)]
