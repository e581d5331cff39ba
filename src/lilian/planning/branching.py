"""Branch and bound on which sites run, with a Lagrangian as its bound; every leaf keeps the multipliers that prove it.

A topic says what multipliers are worth (`value`) and how to find better ones for a part of the choices (`search`).
"""

import heapq
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import Bools, Ints

Floats = NDArray[np.float64]
ROUNDING = 1e-10  # of the cost: what multipliers rounded to a grid may fail to prove


@dataclass(frozen=True)
class Bounded:
    """A part of the choices with its exact bound. `reduced` (m,): what opening a site adds, `likely` (m,): how far
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


Offer = Callable[[Bools], Floats | None]  # open sites (m,) -> the multipliers of what they serve, if known


class Branching(ABC):
    """All choices of sites, cut into leaves. `cost` is that of the best plan known: a leaf no better is closed.

    `fixed_cost` (m,) of running each site; multipliers are kept as whole numbers of 1/`scale`.
    """

    def __init__(self, fixed_cost: Ints, scale: int, offer: Offer, cost: int, gap: float) -> None:
        self.fixed_cost, self.scale, self.offer, self.cost, self.gap = fixed_cost, scale, offer, cost, gap
        self.multipliers: list[Ints] = []
        self.closed: list[Bounded] = []
        self.waiting: list[Waiting] = []
        self.nodes = 0

    @abstractmethod
    def value(self, multipliers: Ints, sites: Ints) -> tuple[int, Ints]:
        """What every plan costs before any site, and (k,) what each of these sites can save at most; whole numbers in
        1/scale of a unit of cost."""

    @abstractmethod
    def search(self, leaf: Leaf, running: Bools, goal: int, stop: float) -> tuple[Floats, Floats]:
        """Multipliers for a leaf, and how far the relaxation opens each site. `running` (m,): not shut by the leaf;
        a bound of `goal` is enough."""

    def plant(self, multipliers: Floats, likely: Floats) -> Bounded:
        """The root, bounded by given multipliers."""
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
        m = len(self.fixed_cost)
        running = self.running(leaf)
        sites = np.flatnonzero(running)
        reduced = np.zeros(m, np.int64)
        base, worth = self.value(self.multipliers[leaf.at], sites)
        reduced[sites] = self.fixed_cost[sites] * self.scale - worth
        free = running.copy()
        free[list(leaf.opened)] = False
        total = base + int(np.minimum(reduced[free], 0).sum()) + int(reduced[list(leaf.opened)].sum())
        return Bounded(total, leaf, reduced, likely)

    def running(self, leaf: Leaf) -> Bools:
        """(m,): the sites the leaf does not shut."""
        running = np.ones(len(self.fixed_cost), np.bool_)
        running[list(leaf.shut)] = False
        return running

    def settle(self, node: Bounded) -> Bounded:
        """Decide every site whose other side is proved too dear, then close the node or let it wait."""
        opened, shut = list(node.leaf.opened), list(node.leaf.shut)
        free = np.ones(len(self.fixed_cost), np.bool_)
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
        """A choice of all sites is a plan: priced by its own dual, which closes it where demands may be shared."""
        opened = np.zeros(len(self.fixed_cost), np.bool_)
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
        """Cut the node in two at its most doubtful site and bound both halves."""
        leaf = node.leaf
        free = np.ones(len(self.fixed_cost), np.bool_)
        free[list(leaf.opened + leaf.shut)] = False
        doubt = np.where(free, np.minimum(node.likely, 1 - node.likely), -1.0)
        doubt += np.where(free, 1e-3 / (1.0 + np.abs(node.reduced) / self.scale), 0.0)
        site = int(doubt.argmax())
        halves = Leaf((*leaf.opened, site), leaf.shut, leaf.at), Leaf(leaf.opened, (*leaf.shut, site), leaf.at)
        return [self.settle(self.bounded(half, node.likely, self.cost, stop)) for half in halves]

    def bounded(self, leaf: Leaf, likely: Floats, goal: int, stop: float) -> Bounded:
        """The better of the multipliers given and those found for this leaf; a bound of `goal` (cost) is enough."""
        self.nodes += 1
        inherited = self.exact(leaf, likely)
        if inherited.bound > self.target + (goal - self.cost) * self.scale or monotonic() > stop:
            return inherited
        found, seen = self.search(leaf, self.running(leaf), goal, stop)
        fresh = self.exact(Leaf(leaf.opened, leaf.shut, self.remember(found)), seen)
        if fresh.bound >= inherited.bound:
            return fresh
        self.multipliers.pop()
        return Bounded(inherited.bound, inherited.leaf, inherited.reduced, seen)


def as_fixed(leaf: Leaf, m: int) -> Floats:
    """(m,): 1 opened, 0 shut, nan free."""
    fixed = np.full(m, np.nan)
    fixed[list(leaf.opened)] = 1.0
    fixed[list(leaf.shut)] = 0.0
    return fixed


def compact(
    leaves: list[Bounded], forced: list[Leaf], multipliers: list[Ints]
) -> tuple[tuple[Leaf, ...], tuple[Leaf, ...], Ints]:
    """The leaves with the rows of multipliers they use, numbered anew."""
    kept = sorted({node.leaf.at for node in leaves} | {leaf.at for leaf in forced})
    number = {old: new for new, old in enumerate(kept)}

    def moved(leaf: Leaf) -> Leaf:
        return Leaf(leaf.opened, leaf.shut, number[leaf.at])

    return (
        tuple(moved(node.leaf) for node in leaves),
        tuple(moved(leaf) for leaf in forced),
        np.stack([multipliers[at] for at in kept]),
    )
