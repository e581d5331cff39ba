"""What deciding one store against the plan costs: at least (a bound of its own), at most (a plan found)."""

from time import monotonic

import numpy as np

from lilian.planning.branching import Bounded
from lilian.planning.climbing import LOOK, changed
from lilian.planning.facility.flows import Served
from lilian.planning.facility.improve import Search
from lilian.planning.facility.plan import Regret
from lilian.planning.facility.tree import Tree
from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import Bools

MOST_MORE = 4  # stores opened in place of one


class Regrets:
    """One regret a store, the stores that run first; `leaves` prove them, in the same order."""

    def __init__(self, tree: Tree, search: Search, best: Served) -> None:
        self.tree, self.search, self.best = tree, search, best
        self.found: list[Regret] = []
        self.leaves: list[Leaf] = []

    def work_out(self, stop: float) -> None:
        m = self.tree.problem.size[1]
        root = self.tree.exact(Leaf((), (), 0), np.zeros(m))
        for store in np.argsort(~self.best.open, kind="stable").tolist():
            at_most = self.at_most(store) if monotonic() < stop else None
            bound, leaf = self.forced(store, root, at_most, stop)
            at_least = max(0, -(-bound // self.tree.scale) - self.best.cost)
            self.found.append(Regret(store, bool(self.best.open[store]), at_least, at_most))
            self.leaves.append(leaf)

    def forced(self, store: int, root: Bounded, at_most: int | None, stop: float) -> tuple[int, Leaf]:
        """A bound with the store decided the other way: that of the root's multipliers, or better in time."""
        shut = bool(self.best.open[store])
        leaf = Leaf((), (store,), 0) if shut else Leaf((store,), (), 0)
        extra = max(0, -int(root.reduced[store]) if shut else int(root.reduced[store]))
        if monotonic() > stop:
            return root.bound + extra, leaf
        goal = self.best.cost + (self.best.cost // 10 if at_most is None else at_most)
        node = self.tree.bounded(leaf, root.likely, goal, stop)
        return node.bound, node.leaf

    def at_most(self, store: int) -> int | None:
        """The cheapest plan found with the store decided the other way; nothing, where that is no dearer."""
        opened = self.best.open
        if opened[store]:
            options = [(one.rank[0], one.cost) for one in self.around(changed(opened, None, store), store)]
        else:
            plans = [
                one for gone in (None, *self.lightest()) for one in self.around(changed(opened, store, gone), gone)
            ]
            fixed = int(self.tree.problem.fixed_cost[store])
            options = [(one.rank[0], one.cost + (0 if one.open[store] else fixed)) for one in plans]
        least = min(options)
        return max(0, least[1] - self.best.cost) if least[0] == self.best.rank[0] else None

    def around(self, opened: Bools, gone: int | None) -> list[Served]:
        """The plan of these stores, then with the most worthwhile ones opened, one after another, but for `gone`."""
        plans = [self.search.server.serve(opened)]
        while len(plans) <= MOST_MORE:
            last = plans[-1]
            more = [
                self.search.server.serve(changed(last.open, j, None))
                for j in self.search.worth_opening(last)
                if j != gone
            ]
            better = min(more, key=lambda one: one.rank, default=last)
            if better.rank >= last.rank:
                break
            plans.append(better)
        return plans

    def lightest(self) -> list[int]:
        """The open stores that serve least: the first to shut when another one opens."""
        load = np.zeros(len(self.best.open))
        np.add.at(load, self.best.flow.cols, self.best.flow.amounts)
        return [int(j) for j in np.argsort(load, kind="stable") if self.best.open[j]][:LOOK]
