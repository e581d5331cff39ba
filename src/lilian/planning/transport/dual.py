"""Dual pivots: from prices that are right to flows that keep every limit, after supplies or capacities changed."""

from lilian.planning.loops import compiled
from lilian.planning.transport.costs import Bools, Ints
from lilian.planning.transport.pricing import Candidates
from lilian.planning.transport.tree import (
    BASIC,
    LOWER,
    NO_LIMIT,
    UPPER,
    Tree,
    arc_capacity,
    carry,
    exchange,
    leads_up,
    meeting,
    price_of,
)


@compiled
def change_supply(t: Tree, more: Ints) -> None:
    """Let each row send so many units more (n,), along the tree, whatever limits that breaks."""
    root = len(t.head)
    for row in range(len(more)):
        if more[row] != 0:
            carry(t, root + 1 + row, root, more[row])


@compiled
def change_capacity(t: Tree, capacity: Ints) -> None:
    """New capacities of the slacks; what a full one takes more or less is carried along the tree."""
    root = len(t.head)
    for slack in range(root):
        more = capacity[slack] - t.capacity[slack]
        t.capacity[slack] = capacity[slack]
        if more != 0 and t.state[slack] == UPPER:
            carry(t, slack, root, -more)
            carry(t, t.head[slack], root, more)


@compiled
def dual(t: Tree, arcs: Candidates, unplaced: int, limit: int, inside: Bools) -> int:
    """From a tree whose prices are right but whose flows break limits: pivot until none does, or `limit` is reached.
    `inside`: scratch, a bool for each node, all False.

    Returns the number of pivots; `limit` or more means it did not end.
    """
    pivots = 0
    while pivots < limit:
        out, excess, rises = worst(t)
        if out < 0:
            return pivots
        mark(t, out, inside, True)
        tail, head, cost, slack = cheapest_across(t, arcs, unplaced, inside, out, rises)
        mark(t, out, inside, False)
        if tail < 0:
            return limit
        cross(t, tail, head, cost, slack, out, excess)
        pivots += 1
    return pivots


@compiled
def worst(t: Tree) -> tuple[int, int, bool]:
    """(node below the arc that breaks its limit most, by how much, whether the part below must send less through other
    arcs' help: True if more has to come *into* it elsewhere)."""
    root, flows = len(t.head), t.flow
    out, excess, rises = -1, 0, False
    for node in range(root):
        flow = flows[node]
        if -flow > excess:
            out, excess, rises = node, -flow, leads_up(t, node)
        if flow > 0 and flow - arc_capacity(t, node) > excess:
            out, excess, rises = node, flow - arc_capacity(t, node), not leads_up(t, node)
    for node in range(root + 1, len(flows)):  # rows: their arcs have no limit and lead up
        if -flows[node] > excess:
            out, excess, rises = node, -flows[node], True
    return out, excess, rises


@compiled
def mark(t: Tree, node: int, inside: Bools, value: bool) -> None:
    """Set `inside` for the node and all listed nodes below."""
    t.path[0], waiting = node, 1
    while waiting:
        waiting -= 1
        node = t.path[waiting]
        inside[node] = value
        child = t.first[node]
        while child >= 0:
            t.path[waiting] = child
            waiting += 1
            child = t.after[child]


@compiled
def cheapest_across(
    t: Tree, arcs: Candidates, unplaced: int, inside: Bools, out: int, rises: bool
) -> tuple[int, int, int, int]:
    """The arc that takes over from the one above `out` at least cost: (tail, head, cost, its slack or -1); tail -1 if
    there is none. `rises`: what is inside must take more in (or send less out), else the other way round."""
    root = len(t.head)
    parent, own, price = t.parent, t.cost, t.price  # named once: a look into the tuple costs more than the arithmetic
    starts, stops, cols, costs = arcs.starts, arcs.stops, arcs.cols, arcs.costs
    tail, head, cost, best = -1, -1, 0, NO_LIMIT
    for row in range(len(starts)):
        node = root + 1 + row
        above = parent[node]
        if (node == out or inside[above]) == rises:
            continue  # none of its arcs leads the right way across
        worth = own[node] + price[above]
        if not rises and unplaced - worth < best:
            tail, head, cost, best = node, root, unplaced, unplaced - worth
        for arc in range(starts[row], stops[row]):
            more = costs[arc] + price[cols[arc]] - worth
            if more < best and inside[cols[arc]] == rises:  # seldom better, so asked first
                tail, head, cost, best = node, cols[arc], costs[arc], more
    slack = -1
    for one in range(root):
        here, there = (one, t.head[one]) if t.state[one] == LOWER else (t.head[one], one)
        if t.state[one] == BASIC or t.capacity[one] == 0 or inside[here] == rises or inside[there] != rises:
            continue
        if price[there] - price[here] < best:
            tail, head, cost, slack, best = here, there, 0, one, price[there] - price[here]
    return tail, head, cost, slack


@compiled
def cross(t: Tree, tail: int, head: int, cost: int, slack: int, out: int, excess: int) -> None:
    """Send `excess` over the entering arc; the arc above `out`, now at its limit, leaves."""
    top = meeting(t, tail, head)
    carry(t, tail, top, -excess)
    carry(t, head, top, excess)
    flow = excess
    if slack >= 0:
        flow = t.capacity[slack] - excess if t.state[slack] == UPPER else excess
        t.state[slack] = BASIC
    change = cost + price_of(t, head) - price_of(t, tail)
    if below(t, tail, out):
        exchange(t, tail, head, (cost, flow, change), out)
    else:
        exchange(t, head, tail, (cost, flow, -change), out)


@compiled
def below(t: Tree, node: int, top: int) -> bool:
    root = len(t.head)
    while node != root and node != top:
        node = t.parent[node]
    return node == top
