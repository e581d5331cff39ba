"""Branch and bound on the stores with the Lagrangian as its bound; every leaf keeps the multipliers that prove it."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from lilian.planning.facility.ascent import ascend
from lilian.planning.facility.bound import SAFE, Floats, Pricer, exact_worth, part
from lilian.planning.facility.flows import least_shortage
from lilian.planning.facility.plan import Leaf
from lilian.planning.facility.problem import Problem
from lilian.planning.facility.relaxation import Relaxation
from lilian.planning.transport.costs import Bools, Ints

FINEST = 1 << 20
LINEAR_SIZE = 8_000  # pairs up to which the linear program bounds a node, exactly
ROUNDING = 1e-10  # of the cost: what multipliers rounded to a grid may fail to prove
NODE_STEPS = 60
NODE_STEP = 0.4


@dataclass(frozen=True)
class Bounded:
    """A part of the choices with its exact bound. `reduced` (m,): what opening a store adds, `likely` (m,): how far
    the relaxation opens it."""

    bound: int  # in 1/scale of a unit of cost
    leaf: Leaf
    reduced: Ints
    likely: Floats


@dataclass(order=True)
class Waiting:
    bound: int
    number: int
    node: Bounded = field(compare=False)


def finest_scale(problem: Problem) -> int:
    """Multipliers on a grid so fine that rounding them costs nothing, as far as exact sums in 64 bits allow."""
    dearest = int(problem.cost.max(where=problem.allowed, initial=1)) + 1
    weight = max(int(problem.demand.max(initial=1)), int(problem.capacity.max(initial=1)) // max(1, problem.size[0]))
    room = SAFE // (4 * dearest * weight * max(1, problem.size[0]))
    return max(1, min(FINEST, 1 << max(0, room.bit_length() - 1)))


Offer = Callable[[Bools], Floats | None]  # open stores (m,) -> what serving each demand is worth (n,), if known


class Tree:
    """All choices of stores, cut into leaves. `cost` is that of the best plan known: a leaf no better is closed."""

    def __init__(self, problem: Problem, pricing: Pricer, offer: Offer, cost: int, gap: float) -> None:
        self.problem, self.pricing, self.offer, self.cost, self.gap = problem, pricing, offer, cost, gap
        self.scale = finest_scale(problem)
        self.multipliers: list[Ints] = []
        self.closed: list[Bounded] = []
        self.waiting: list[Waiting] = []
        self.nodes = 0
        small = problem.cost.size <= LINEAR_SIZE and not pricing.whole
        self.linear = Relaxation(pricing, problem.allowed) if small else None

    def plant(self, multipliers: Floats, likely: Floats) -> Bounded:
        """The root, bounded by given multipliers (n,)."""
        at = self.remember(multipliers)
        root = self.exact(Leaf((), (), at), likely)
        return self.settle(root)

    def remember(self, multipliers: Floats) -> int:
        self.multipliers.append(np.rint(np.maximum(multipliers, 0.0) * self.scale).astype(np.int64))
        return len(self.multipliers) - 1

    @property
    def target(self) -> int:
        """A leaf above it is closed: its bound, rounded up, is the cost, or as near as is wanted."""
        return (self.cost - max(1, int(self.cost * max(self.gap, ROUNDING)))) * self.scale

    @property
    def lower_bound(self) -> int:
        """Units of cost, rounded up: every plan's cost is rounded up too."""
        least = min([node.bound for node in self.closed] + [item.bound for item in self.waiting], default=0)
        return min(self.cost, -(-least // self.scale))

    @property
    def leaves(self) -> list[Bounded]:
        return [*self.closed, *(item.node for item in self.waiting)]

    def exact(self, leaf: Leaf, likely: Floats) -> Bounded:
        """The leaf with its bound in whole numbers."""
        m = self.problem.size[1]
        u = self.multipliers[leaf.at]
        running = np.ones(m, np.bool_)
        running[list(leaf.shut)] = False
        stores = np.flatnonzero(running)
        reduced = np.zeros(m, np.int64)
        worth = exact_worth(part(self.problem, stores), u, self.scale, self.pricing.whole)
        reduced[stores] = self.problem.fixed_cost[stores] * self.scale - worth
        free = running.copy()
        free[list(leaf.opened)] = False
        total = int(u.sum()) + int(np.minimum(reduced[free], 0).sum()) + int(reduced[list(leaf.opened)].sum())
        return Bounded(total, leaf, reduced, likely)

    def settle(self, node: Bounded) -> Bounded:
        """Decide every store whose other side is proved too dear, then close the node or let it wait."""
        opened, shut = list(node.leaf.opened), list(node.leaf.shut)
        free = np.ones(self.problem.size[1], np.bool_)
        free[opened + shut] = False
        if node.bound <= self.target:
            for j in np.flatnonzero(free & (node.bound + np.abs(node.reduced) > self.target)).tolist():
                opening = bool(node.reduced[j] < 0)
                wrong = (opened, [*shut, j]) if opening else ([*opened, j], shut)
                self.close(node, wrong, node.bound + abs(int(node.reduced[j])))
                (opened if opening else shut).append(j)
        settled = Bounded(node.bound, Leaf(tuple(opened), tuple(shut), node.leaf.at), node.reduced, node.likely)
        if node.bound <= self.target and len(opened) + len(shut) == len(free):
            settled = self.decided(settled)
        if node.bound > self.target or len(opened) + len(shut) == len(free):
            self.closed.append(settled)
        else:
            heapq.heappush(self.waiting, Waiting(settled.bound, self.nodes, settled))
        return settled

    def close(self, node: Bounded, choice: tuple[list[int], list[int]], bound: int) -> None:
        leaf = Leaf(tuple(choice[0]), tuple(choice[1]), node.leaf.at)
        self.closed.append(Bounded(bound, leaf, node.reduced, node.likely))

    def decided(self, node: Bounded) -> Bounded:
        """A choice of all stores is a plan: priced by its own dual, which closes it where demands may be shared."""
        opened = np.zeros(self.problem.size[1], np.bool_)
        opened[list(node.leaf.opened)] = True
        worth = self.offer(opened)
        if worth is None:
            return node
        fresh = self.exact(Leaf(node.leaf.opened, node.leaf.shut, self.remember(worth)), node.likely)
        return max(fresh, node, key=lambda one: one.bound)

    def next(self) -> Bounded | None:
        """The waiting node with the least bound; None when the proof is complete."""
        while self.waiting:
            item = heapq.heappop(self.waiting)
            if item.bound <= self.target:
                return item.node
            self.closed.append(item.node)
        return None

    def branch(self, node: Bounded, stop: float) -> list[Bounded]:
        """Cut the node in two at its most doubtful store and bound both halves."""
        leaf = node.leaf
        free = np.ones(self.problem.size[1], np.bool_)
        free[list(leaf.opened + leaf.shut)] = False
        doubt = np.where(free, np.minimum(node.likely, 1 - node.likely), -1.0)
        doubt += np.where(free, 1e-3 / (1.0 + np.abs(node.reduced) / self.scale), 0.0)
        store = int(doubt.argmax())
        halves = Leaf((*leaf.opened, store), leaf.shut, leaf.at), Leaf(leaf.opened, (*leaf.shut, store), leaf.at)
        return [self.settle(self.bounded(half, node.likely, self.cost, stop)) for half in halves]

    def bounded(self, leaf: Leaf, likely: Floats, goal: int, stop: float) -> Bounded:
        """The better of the multipliers given and those found for this leaf; a bound of `goal` (cost) is enough."""
        self.nodes += 1
        inherited = self.exact(leaf, likely)
        if inherited.bound > self.target + (goal - self.cost) * self.scale or monotonic() > stop:
            return inherited
        running = np.ones(self.problem.size[1], np.bool_)
        running[list(leaf.shut)] = False
        found, seen = self.search(leaf, running, goal, stop)
        fresh = self.exact(Leaf(leaf.opened, leaf.shut, self.remember(found)), seen)
        if fresh.bound >= inherited.bound:
            return fresh
        self.multipliers.pop()
        return Bounded(inherited.bound, inherited.leaf, inherited.reduced, seen)

    def search(self, leaf: Leaf, running: Bools, goal: int, stop: float) -> tuple[Floats, Floats]:
        """Multipliers for a leaf, and how far the relaxation opens each store."""
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


def as_fixed(leaf: Leaf, m: int) -> Floats:
    """(m,): 1 opened, 0 shut, nan free."""
    fixed = np.full(m, np.nan)
    fixed[list(leaf.opened)] = 1.0
    fixed[list(leaf.shut)] = 0.0
    return fixed
