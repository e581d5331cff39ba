"""Where a solve stands: the tree with its candidates, made fresh or from where an earlier solve ended."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from lilian.planning.transport import dual, pricing, start, tree
from lilian.planning.transport.costs import FAR, Costs, DenseCosts, Ints, SparseCosts, spread
from lilian.planning.transport.plan import Flow
from lilian.planning.transport.pricing import Candidates
from lilian.planning.transport.problem import Problem
from lilian.planning.transport.simplex import primal
from lilian.planning.transport.tree import Tree

WIDTH = 12  # candidates of a row where prices are guessed well
BLIND_WIDTH = 64  # and where nothing is known yet
FEW_DUAL_PIVOTS = 2_000  # beyond, a fresh start is quicker


@dataclass(frozen=True, eq=False)
class Basis:
    """`supply`, `capacity` (columns, then pools) and `costs` are those the tree was solved for."""

    tree: Tree
    arcs: Candidates
    supply: Ints
    costs: Costs
    unplaced_price: int

    def flow(self) -> tuple[Flow, Ints]:
        """What flows on the arcs from rows to columns, sorted by row and column, and what each row leaves unplaced."""
        t, root = self.tree, len(self.tree.head)
        own, amount = t.parent[root + 1 :], t.flow[root + 1 :]
        rows = np.arange(len(own))
        placed = (own < root) & (amount > 0)
        m = self.costs.shape[1]
        split = np.flatnonzero((t.parent[:m] > root) & (t.flow[:m] > 0))
        all_rows = np.concatenate([rows[placed], t.parent[split] - root - 1])
        all_cols = np.concatenate([own[placed], split])
        amounts = np.concatenate([amount[placed], t.flow[split]])
        order = np.lexsort((all_cols, all_rows))
        return Flow(all_rows[order], all_cols[order], amounts[order]), np.where(own == root, amount, 0)

    def paid(self) -> Ints:
        """(n,): what a unit of each row costs to the root along the tree."""
        own = slice(len(self.tree.head) + 1, None)
        return self.tree.cost[own] + self.tree.price[self.tree.parent[own]]

    def pivot(self, limit: int) -> int:
        """Improve on the candidates; returns the pivots done, fewer than `limit` at the optimum."""
        return int(primal(self.tree, self.arcs, self.unplaced_price, limit))

    def with_unplaced_price(self, price: int) -> "Basis":
        """The same place, with another price for "unplaced"."""
        t, root = self.tree, len(self.tree.head)
        t.cost[root + 1 :][t.parent[root + 1 :] == root] = price
        t.price[:root][t.parent[:root] < 0] = unpayable(self.costs, price)
        tree.reprice(t)
        return Basis(t, self.arcs, self.supply, self.costs, price)

    def packed(self) -> "Packed":
        """What of it is worth sending elsewhere: all but the costs, which the other side has."""
        return Packed(self.tree, self.arcs, self.supply, self.unplaced_price)


class Packed(NamedTuple):
    """A basis without its costs: a few numbers a row, whatever the number of columns."""

    tree: Tree
    arcs: Candidates
    supply: Ints
    unplaced_price: int

    def unpacked(self, shape: tuple[int, int]) -> Basis:
        """A basis to resume from with costs of this shape; they are read anew, for they may have changed."""
        return Basis(self.tree, self.arcs, self.supply, DenseCosts(np.empty(shape, np.int64)), self.unplaced_price)


def fresh(problem: Problem, guess: Ints | None, unplaced_price: int) -> Basis:
    """A first plan: greedy at the guessed prices of columns (m,), rows with most to lose first."""
    n, m = problem.costs.shape
    made = tree.empty(n, problem.capacity, problem.pool, problem.pool_capacity)
    shut_out(made, unpayable(problem.costs, unplaced_price))
    prices = np.zeros(m, np.int64) if guess is None else guess
    if isinstance(problem.costs, SparseCosts):
        arcs = pricing.all_of(problem.costs)
    else:
        width = min(m, BLIND_WIDTH if guess is None else WIDTH)
        arcs = pricing.none_yet(n, width)
        pricing.cheapest(problem.costs, prices, np.full(n, FAR, np.int64), arcs, width)
    order = np.arange(n) if guess is None else most_to_lose(arcs, prices)
    start.crash(made, problem.supply, arcs, unplaced_price, prices, order, made.capacity.copy())
    tree.reprice(made)
    return Basis(made, arcs, problem.supply, problem.costs, unplaced_price)


def unpayable(costs: Costs, unplaced_price: int) -> int:
    """The price of a place without capacity: no row would pay it rather than stay unplaced."""
    return unplaced_price - min(costs.span()[0], 0)


def shut_out(t: Tree, price: int) -> None:
    """A column or pool without capacity stands outside the tree."""
    root = len(t.head)
    for slack in np.flatnonzero((t.capacity == 0) | np.append(t.capacity == 0, False)[t.head]).tolist():
        tree.cut_out(t, slack)
        t.parent[slack] = -1
        t.price[slack] = price
    if (t.parent[:root] < 0).any():
        t.state[:] = np.where(t.parent[:root] < 0, tree.LOWER, t.state)


def most_to_lose(arcs: Candidates, prices: Ints) -> Ints:
    """Rows by how much dearer their second candidate is than their first."""
    counts = arcs.stops - arcs.starts
    places = np.minimum(arcs.starts[:, None] + np.arange(2), max(0, len(arcs.cols) - 1))
    value = arcs.costs[places] + prices[arcs.cols[places]] if len(arcs.cols) else np.zeros((len(counts), 2), np.int64)
    lost = np.where(counts > 1, value[:, 1] - value[:, 0], 0)
    return np.argsort(-lost, kind="stable")


def resumed(problem: Problem, before: Basis) -> Basis | None:
    """From where an earlier solve ended to the changed problem: dual pivots for supplies and capacities, then the new
    costs; None if the two are not alike enough and a fresh start is better."""
    t = before.tree
    capacity = np.concatenate([problem.capacity, problem.pool_capacity])
    head = tree.empty(0, problem.capacity, problem.pool, problem.pool_capacity).head
    if problem.costs.shape != before.costs.shape or not np.array_equal(head, t.head):
        return None
    if isinstance(problem.costs, SparseCosts) and problem.costs is not before.costs:
        return None  # its candidates are all its arcs, which are others now
    if (t.parent[: len(t.head)] < 0)[capacity > 0].any():
        return None  # a place that was shut opens
    made, arcs = tree.copied(t), pricing.copied(before.arcs)
    dual.change_supply(made, problem.supply - before.supply)
    dual.change_capacity(made, capacity)
    inside = np.zeros(len(made.parent), np.bool_)
    if dual.dual(made, arcs, before.unplaced_price, FEW_DUAL_PIVOTS, inside) >= FEW_DUAL_PIVOTS:
        return None
    basis = Basis(made, arcs, problem.supply, problem.costs, before.unplaced_price)
    return basis if problem.costs is before.costs or recost(basis) else None


def recost(basis: Basis) -> bool:
    """Costs of candidates and of arcs in the tree anew; False if one of the tree may not be used any more."""
    t, root = basis.tree, len(basis.tree.head)
    own = np.flatnonzero(t.parent[root + 1 :] < root)
    split = np.flatnonzero(t.parent[: basis.costs.shape[1]] > root)
    t.cost[root + 1 + own] = basis.costs.at(own, t.parent[root + 1 + own])
    t.cost[split] = basis.costs.at(t.parent[split] - root - 1, split)
    if max(t.cost[root + 1 + own].max(initial=0), t.cost[split].max(initial=0)) >= FAR:
        return False
    counts = basis.arcs.stops - basis.arcs.starts
    where = spread(basis.arcs.starts, counts)
    basis.arcs.costs[where] = basis.costs.at(np.repeat(np.arange(len(counts)), counts), basis.arcs.cols[where])
    tree.reprice(t)
    return True
