"""The spanning tree of a network simplex on rows -> columns -> (pools ->) root, compiled.

Nodes: columns 0..m-1, pools m..m+k-1, the root (sink) m+k, then the rows. Every row has arcs to its columns and one,
"unplaced", to the root, all without a limit; a column or pool has one arc out, its *slack*, with its capacity. A row
with one arc in the tree is a leaf: it stands in no list of children, so that an exchange touches columns, pools and
split rows only, however many rows there are. `price[v]` is what one unit costs from v to the root along the tree; a
row's is worked out from its arc. Strongly feasible trees (Cunningham 1976): the last blocking arc leaves.
"""

from typing import NamedTuple

import numpy as np

from lilian.planning.loops import compiled
from lilian.planning.transport.costs import Ints

LOWER, UPPER, BASIC = 0, 1, 2  # a slack: empty and outside the tree, full and outside, in the tree
NO_LIMIT = 1 << 62


class Tree(NamedTuple):
    """int64 arrays. By node: `parent`, `cost` and `flow` of the arc to it, `depth`, `first` child, `after` and `before`
    among its parent's children, `kids` (number of children). `price` by node up to the root. By slack: `state`,
    `capacity`, `head` (the node it leads to). `path` is scratch."""

    parent: Ints
    cost: Ints
    flow: Ints
    depth: Ints
    first: Ints
    after: Ints
    before: Ints
    kids: Ints
    price: Ints
    state: Ints
    capacity: Ints
    head: Ints
    path: Ints


def empty(rows: int, capacity: Ints, pool: Ints, pool_capacity: Ints) -> Tree:
    """Every column under its pool or the root, every pool under the root, no row yet."""
    m, k = len(capacity), len(pool_capacity)
    root, nodes = m + k, m + k + 1 + rows
    head = np.concatenate([np.where(pool >= 0, m + pool, root), np.full(k, root)]).astype(np.int64)

    def each(value: int, size: int = nodes) -> Ints:
        return np.full(size, value, np.int64)

    tree = Tree(
        parent=each(-1),
        cost=each(0),
        flow=each(0),
        depth=each(0),
        first=each(-1),
        after=each(-1),
        before=each(-1),
        kids=each(0),
        price=each(0, root + 1),
        state=each(BASIC, root),
        capacity=np.concatenate([capacity, pool_capacity]).astype(np.int64),
        head=head,
        path=each(0),
    )
    hang_slacks(tree)
    return tree


def copied(tree: Tree) -> Tree:
    return Tree(*(array.copy() for array in tree))


@compiled
def hang_slacks(t: Tree) -> None:
    for slack in range(len(t.head)):
        t.parent[slack] = t.head[slack]
        insert(t, slack)


@compiled
def insert(t: Tree, node: int) -> None:
    """Into the list of its parent's children."""
    parent = t.parent[node]
    following = t.first[parent]
    t.after[node], t.before[node] = following, -1
    if following >= 0:
        t.before[following] = node
    t.first[parent] = node
    t.kids[parent] += 1


@compiled
def cut_out(t: Tree, node: int) -> None:
    before, after, parent = t.before[node], t.after[node], t.parent[node]
    if before >= 0:
        t.after[before] = after
    else:
        t.first[parent] = after
    if after >= 0:
        t.before[after] = before
    t.kids[parent] -= 1


@compiled
def listed(t: Tree, node: int) -> bool:
    """Every node but a leaf row stands in its parent's list."""
    return node <= len(t.head) or t.kids[node] > 0


@compiled
def attach(t: Tree, node: int, parent: int) -> None:
    """Hang a node under a parent; a row that gets its first child is listed itself from now on."""
    t.parent[node] = parent
    if listed(t, node):
        insert(t, node)
        if parent > len(t.head) and t.kids[parent] == 1:
            insert(t, parent)


@compiled
def detach(t: Tree, node: int) -> None:
    parent = t.parent[node]
    if listed(t, node):
        cut_out(t, node)
        if parent > len(t.head) and t.kids[parent] == 0:
            cut_out(t, parent)


@compiled
def leads_up(t: Tree, node: int) -> bool:
    """Whether the arc between a node and its parent points to the parent."""
    root, parent = len(t.head), t.parent[node]
    return node > root or (parent <= root and t.head[node] == parent)


@compiled
def arc_capacity(t: Tree, node: int) -> int:
    """Of the arc between a node and its parent."""
    root, parent = len(t.head), t.parent[node]
    if node > root or parent > root:
        return NO_LIMIT
    return t.capacity[node] if t.head[node] == parent else t.capacity[parent]


@compiled
def price_of(t: Tree, node: int) -> int:
    """Cost of one unit from the node to the root along the tree."""
    if node <= len(t.head):
        return t.price[node]
    return t.cost[node] + t.price[t.parent[node]]


@compiled
def meeting(t: Tree, one: int, other: int) -> int:
    """The lowest node on both ways to the root."""
    for node in (one, other):
        if node > len(t.head):  # the depth of a leaf row is not kept
            t.depth[node] = t.depth[t.parent[node]] + 1
    while one != other:
        if t.depth[one] >= t.depth[other]:
            one = t.parent[one]
        else:
            other = t.parent[other]
    return one


@compiled
def first_to_block(t: Tree, tail: int, head: int, top: int, room: int) -> tuple[int, int, int]:
    """(how much can flow tail -> head and back along the tree, node below the arc that blocks, its side).

    Side 1 is the tail's, 2 the head's, 0 if only `room` blocks. Of several the last along the cycle from the top.
    """
    amount, out, side = room, -1, 0
    node = tail
    while node != top:
        left = t.flow[node] if leads_up(t, node) else arc_capacity(t, node) - t.flow[node]
        if left < amount:
            amount, out, side = left, node, 1
        node = t.parent[node]
    node = head
    while node != top:
        left = arc_capacity(t, node) - t.flow[node] if leads_up(t, node) else t.flow[node]
        if left <= amount:
            amount, out, side = left, node, 2
        node = t.parent[node]
    return amount, out, side


@compiled
def carry(t: Tree, node: int, top: int, amount: int) -> None:
    """Send `amount` more (less, if negative) from a node up to `top` along the tree."""
    while node != top:
        t.flow[node] += amount if leads_up(t, node) else -amount
        node = t.parent[node]


@compiled
def exchange(t: Tree, inner: int, outer: int, arc: tuple[int, int, int], out: int) -> None:
    """The arc above `out` leaves; what hung below it hangs by `inner` under `outer`.

    `arc`: (cost, flow, price change below)."""
    if out > len(t.head) and out == inner and t.kids[out] == 0:
        t.parent[out], t.cost[out], t.flow[out] = outer, arc[0], arc[1]
        return
    leave(t, out)
    length = 0
    node = inner
    while node != out:
        t.path[length] = node
        length += 1
        node = t.parent[node]
    t.path[length] = out
    for step in range(length + 1):  # from below, so that a row that loses its last child is a leaf at its own turn
        detach(t, t.path[step])
    cost, flow, parent = arc[0], arc[1], outer
    for step in range(length + 1):
        node = t.path[step]
        cost, t.cost[node] = t.cost[node], cost
        flow, t.flow[node] = t.flow[node], flow
        attach(t, node, parent)
        parent = node
    settle(t, inner, arc[2])


@compiled
def leave(t: Tree, out: int) -> None:
    """If the arc above `out` is a slack, note at which end it leaves the tree."""
    root, parent = len(t.head), t.parent[out]
    if out <= root and parent <= root:
        slack = out if t.head[out] == parent else parent
        t.state[slack] = UPPER if t.flow[out] > 0 else LOWER


@compiled
def settle(t: Tree, node: int, change: int) -> None:
    """Depths below and including `node`, and prices moved by `change`."""
    root = len(t.head)
    t.path[0], waiting = node, 1
    while waiting:
        waiting -= 1
        node = t.path[waiting]
        t.depth[node] = t.depth[t.parent[node]] + 1
        if node <= root:
            t.price[node] += change
        child = t.first[node]
        while child >= 0:
            t.path[waiting] = child
            waiting += 1
            child = t.after[child]


@compiled
def reprice(t: Tree) -> None:
    """Depths and prices of the whole tree anew, from the costs of its arcs."""
    root = len(t.head)
    t.price[root], t.depth[root] = 0, 0
    t.path[0], waiting = root, 1
    while waiting:
        waiting -= 1
        node = t.path[waiting]
        if node != root:
            parent = t.parent[node]
            t.depth[node] = t.depth[parent] + 1
            if node < root:
                t.price[node] = price_of(t, parent) + (t.cost[node] if leads_up(t, node) else -t.cost[node])
        child = t.first[node]
        while child >= 0:
            t.path[waiting] = child
            waiting += 1
            child = t.after[child]


@compiled
def enter(t: Tree, tail: int, head: int, cost: int, room: int) -> tuple[int, int]:
    """Let as much as possible, at most `room`, flow on an arc outside the tree.

    Returns the amount and the node below the arc in the tree; -1 if `room` was all it took and the tree is unchanged.
    """
    top = meeting(t, tail, head)
    amount, out, side = first_to_block(t, tail, head, top, room)
    carry(t, tail, top, -amount)
    carry(t, head, top, amount)
    if out < 0:
        return amount, out
    change = cost + price_of(t, head) - price_of(t, tail)
    if side == 1:
        exchange(t, tail, head, (cost, amount, change), out)
        return amount, tail
    exchange(t, head, tail, (cost, amount, -change), out)
    return amount, head


@compiled
def enter_slack(t: Tree, slack: int) -> None:
    """Bring an empty or full slack into the tree, or over to its other end."""
    head, room = t.head[slack], t.capacity[slack]
    if t.state[slack] == LOWER:
        _, node = enter(t, slack, head, 0, room)
        t.state[slack] = UPPER if node < 0 else BASIC
        return
    amount, node = enter(t, head, slack, 0, room)
    t.state[slack] = LOWER if node < 0 else BASIC
    if node >= 0:
        t.flow[node] = room - amount
