"""The first tree of a solve: greedy at prices that are guessed, compiled."""

from lilian.planning.loops import compiled
from lilian.planning.transport.costs import Ints
from lilian.planning.transport.pricing import Candidates
from lilian.planning.transport.tree import NO_LIMIT, UPPER, Tree, cut_out, insert


@compiled
def crash(t: Tree, supply: Ints, arcs: Candidates, unplaced: int, prices: Ints, order: Ints, room: Ints) -> None:
    """The first tree: each row in turn to its cheapest column with room, at `prices` (by column).
    `room`: the slacks' capacities; what is filled is taken off.

    A column or pool that a row fills hangs under that row, so that its price is what the row would pay elsewhere; a
    strongly feasible tree without the waves of a big penalty.
    """
    root = len(t.head)
    for row in order:
        node, left = root + 1 + row, supply[row]
        while True:
            arc = cheapest_open(t, arcs, row, left, room, unplaced, prices)
            col = root if arc < 0 else arcs.cols[arc]
            cost = unplaced if arc < 0 else arcs.costs[arc]
            pool = t.head[col] if arc >= 0 else root
            space = left + 1 if arc < 0 else min(room[col], room[pool] if pool != root else NO_LIMIT)
            if left < space:
                hang(t, node, col, cost, left, room)
                break
            fill(t, node, col, cost, space, room)
            left -= space


@compiled
def cheapest_open(t: Tree, arcs: Candidates, row: int, left: int, room: Ints, unplaced: int, prices: Ints) -> int:
    """Arc to the cheapest column with room, -1 if "unplaced" is cheaper. One that would be filled at the same time as
    its pool is left out: two full slacks at once would not make a tree."""
    root, best, found = len(t.head), unplaced, -1
    for arc in range(arcs.starts[row], arcs.stops[row]):
        col = arcs.cols[arc]
        pool = t.head[col]
        if room[col] == 0 or arcs.costs[arc] + prices[col] >= best:
            continue
        if pool != root and (room[pool] == 0 or (room[pool] == room[col] and left >= room[col])):
            continue
        found, best = arc, arcs.costs[arc] + prices[col]
    return found


@compiled
def hang(t: Tree, node: int, col: int, cost: int, amount: int, room: Ints) -> None:
    """The row ends under a column that keeps room, or under the root."""
    root = len(t.head)
    t.cost[node], t.flow[node] = cost, amount
    t.parent[node] = col
    if t.kids[node] > 0:
        insert(t, node)
    while col != root:
        room[col] -= amount
        t.flow[col] += amount
        col = t.head[col]


@compiled
def fill(t: Tree, node: int, col: int, cost: int, amount: int, room: Ints) -> None:
    """The row fills the column, or the column's pool, which then hangs under the row."""
    root = len(t.head)
    pool = t.head[col]
    room[col] -= amount
    if pool != root:
        room[pool] -= amount
        t.flow[pool] += amount
    t.flow[col] += amount
    full = col if room[col] == 0 else pool
    cut_out(t, full)
    if full == pool:  # the arc column -> pool stays in the tree, the other way up
        cut_out(t, col)
        t.flow[pool], t.parent[pool] = t.flow[col], col
        insert(t, pool)
    t.state[full] = UPPER
    t.parent[col], t.cost[col], t.flow[col] = node, cost, amount
    insert(t, col)
