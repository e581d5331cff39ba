"""Primal pivots on the tree until nothing pays, compiled."""

from lilian.planning.loops import compiled
from lilian.planning.transport.pricing import Candidates
from lilian.planning.transport.tree import LOWER, NO_LIMIT, UPPER, Tree, enter, enter_slack, price_of

BLOCK = 32  # rows looked at before the best arc among them enters


@compiled
def primal(t: Tree, arcs: Candidates, unplaced: int, limit: int) -> int:
    """Pivot until no candidate pays, or `limit` pivots are done; returns how many were.

    Block search: of so many rows the best arc enters, then the next rows; slacks once per round over all rows.
    """
    root, n = len(t.head), len(arcs.starts)
    pivots, quiet, row = 0, 0, 0
    while quiet <= n and pivots < limit:
        upto = min(n, row + BLOCK)
        chosen, col, cost = best_arc(t, arcs, unplaced, row, upto)
        quiet += max(1, upto - row)
        row = 0 if upto >= n else upto
        if chosen >= 0:
            enter(t, root + 1 + chosen, col, cost, NO_LIMIT)
            pivots, quiet = pivots + 1, 0
        if row == 0:
            moved = slacks(t)
            pivots, quiet = pivots + moved, 0 if moved else quiet
    return pivots


@compiled
def best_arc(t: Tree, arcs: Candidates, unplaced: int, first: int, upto: int) -> tuple[int, int, int]:
    """(row, column or root, cost) of the arc that pays most among some rows; row -1 if none pays."""
    root = len(t.head)
    chosen, col, cost, most = -1, -1, 0, 0
    for row in range(first, upto):
        worth = price_of(t, root + 1 + row)
        if unplaced - worth < most:
            chosen, col, cost, most = row, root, unplaced, unplaced - worth
        for arc in range(arcs.starts[row], arcs.stops[row]):
            gain = arcs.costs[arc] + t.price[arcs.cols[arc]] - worth
            if gain < most:
                chosen, col, cost, most = row, arcs.cols[arc], arcs.costs[arc], gain
    return chosen, col, cost


@compiled
def slacks(t: Tree) -> int:
    """Let every slack enter that pays; returns how many did."""
    moved = 0
    for slack in range(len(t.head)):
        gain = t.price[t.head[slack]] - t.price[slack]
        empty_pays = t.state[slack] == LOWER and gain < 0 and t.capacity[slack] > 0
        if empty_pays or (t.state[slack] == UPPER and gain > 0):
            enter_slack(t, slack)
            moved += 1
    return moved
