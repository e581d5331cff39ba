"""The tree of choices of stores: knapsacks price a leaf, a linear program or an ascent finds its multipliers."""

import numpy as np

from lilian.planning.branching import Branching, Floats, Offer, as_fixed
from lilian.planning.facility.ascent import ascend
from lilian.planning.facility.bound import SAFE, Pricer, exact_worth, part
from lilian.planning.facility.flows import least_shortage
from lilian.planning.facility.problem import Problem
from lilian.planning.facility.relaxation import Relaxation
from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import Bools, Ints

FINEST = 1 << 20
LINEAR_SIZE = 8_000  # pairs up to which the linear program bounds a node, exactly
NODE_STEPS = 60
NODE_STEP = 0.4


def finest_scale(problem: Problem) -> int:
    """Multipliers on a grid so fine that rounding them costs nothing, as far as exact sums in 64 bits allow."""
    dearest = max(int(problem.cost.max(where=problem.allowed, initial=1)), int(problem.fixed_cost.max(initial=1))) + 1
    weight = max(int(problem.demand.max(initial=1)), int(problem.capacity.max(initial=1)) // max(1, problem.size[0]))
    room = SAFE // (4 * dearest * weight * max(1, problem.size[0]))
    return max(1, min(FINEST, 1 << max(0, room.bit_length() - 1)))


class Tree(Branching):
    """Multipliers (n,): what serving each demand is worth."""

    def __init__(self, problem: Problem, pricing: Pricer, offer: Offer, cost: int, gap: float) -> None:
        super().__init__(problem.fixed_cost, finest_scale(problem), offer, cost, gap)
        self.problem, self.pricing = problem, pricing
        small = problem.cost.size <= LINEAR_SIZE and not pricing.whole
        self.linear = Relaxation(pricing, problem.allowed) if small else None

    def value(self, multipliers: Ints, sites: Ints) -> tuple[int, Ints]:
        worth = exact_worth(part(self.problem, sites), multipliers, self.scale, self.pricing.whole)
        return int(multipliers.sum()), worth

    def search(self, leaf: Leaf, running: Bools, goal: int, stop: float) -> tuple[Floats, Floats]:
        linear = self.linear.solve(as_fixed(leaf, len(running)), float(goal), stop) if self.linear is not None else None
        if linear is not None:
            return linear.multipliers, linear.y
        if self.linear is not None or self.problem.capacity[running].sum() < self.problem.demand.sum():
            return self.short(running, goal), running.astype(np.float64)
        return self.climb(leaf, running, goal, stop)

    def climb(self, leaf: Leaf, running: Bools, goal: int, stop: float) -> tuple[Floats, Floats]:
        stores = np.flatnonzero(running)
        start = self.multipliers[leaf.at] / self.scale
        fixed = as_fixed(leaf, len(running))[stores]
        rise = ascend(self.pricing.take(stores), start, fixed, float(goal), NODE_STEPS, stop, NODE_STEP)
        likely = np.zeros(len(running))
        likely[stores] = rise.often
        return rise.multipliers, likely

    def short(self, running: Bools, goal: int) -> Floats:
        """Where the stores left are too small for all demands: multipliers that say so, above any goal."""
        stores = np.flatnonzero(running)
        lacking, cut = least_shortage(part(self.problem, stores))
        height = 2.0 * goal / max(1, lacking) + 1.0
        return np.where(cut, self.problem.demand * height, 0.0)
