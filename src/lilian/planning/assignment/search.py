"""Local search over assignments that may overfill rooms at a price: shifts, swaps and ejection chains, compiled.

After Yagiura, Ibaraki, Glover (2004, 2006). "Left out" is one room more, without a limit. A move is taken as soon as it
pays; of each kind the next is tried only where the one before finds nothing.
"""

from typing import NamedTuple

import numpy as np

from lilian.planning.assignment.loads import Floats
from lilian.planning.loops import compiled
from lilian.planning.transport.costs import Bools, Ints

CHAIN = 5  # lots in an ejection chain at most
LITTLE = 1e-9  # of the greatest cost: gains below are noise


class Board(NamedTuple):
    """`cost` (n, m), `weight` (n, m), `capacity` (m,), `pool` (m,) with k for none, `pool_capacity` (k + 1,): rooms
    include "left out", the last. `near` (n, q): rooms a lot may go to, best first, -1 where there are fewer; `may`
    (n, m): the same as a table; the lots that may go to room j: `guests[starts[j]:starts[j + 1]]`, none for "left out".
    `least`: what a gain must exceed."""

    cost: Floats
    weight: Ints
    capacity: Ints
    pool: Ints
    pool_capacity: Ints
    near: Ints
    may: Bools
    guests: Ints
    starts: Ints
    least: float


class State(NamedTuple):
    """`room` (n,); `load` (m,), `pooled` (k + 1,): what is there; `price` (m,), `pool_price` (k + 1,): of a unit too
    much. `best` (n,): the cheapest assignment seen that overfills nothing; `figures`: cost now, cost of `best`, 1.0 if
    nothing is overfull now. `moved`, `left` (CHAIN,): lots of a chain, and the rooms they left; scratch."""

    room: Ints
    load: Ints
    pooled: Ints
    price: Floats
    pool_price: Floats
    best: Ints
    figures: Floats
    moved: Ints
    left: Ints


@compiled
def settle(b: Board, s: State) -> None:
    """Loads and cost from `room`."""
    s.load[:], s.pooled[:], s.figures[0] = 0, 0, 0.0
    for lot in range(len(s.room)):
        room = s.room[lot]
        s.load[room] += b.weight[lot, room]
        s.pooled[b.pool[room]] += b.weight[lot, room]
        s.figures[0] += b.cost[lot, room]
    s.figures[1] = np.inf
    note(b, s)


@compiled
def note(b: Board, s: State) -> None:
    """Keep the assignment if it is the cheapest so far that overfills nothing."""
    if s.figures[0] >= s.figures[1]:
        return
    if not too_much(b, s):
        for lot in range(len(s.room)):
            s.best[lot] = s.room[lot]
        s.figures[1] = s.figures[0]


@compiled
def too_much(b: Board, s: State) -> int:
    """In all rooms and pools; 0 if nothing is overfull."""
    over = 0
    for room in range(len(s.load)):
        over += max(0, s.load[room] - b.capacity[room])
    for pool in range(len(s.pooled)):
        over += max(0, s.pooled[pool] - b.pool_capacity[pool])
    return over


@compiled
def excess(price: float, load: int, more: int, capacity: int) -> float:
    """What `more` at a place changes in the price of what is too much there."""
    return price * (max(0, load + more - capacity) - max(0, load - capacity))


@compiled
def trade(b: Board, s: State, one: int, other: int, out: int, into: int) -> float:
    """Change in price of too much when room `one` loses `out` and room `other`, another one, loses `into`."""
    change = excess(s.price[one], s.load[one], -out, b.capacity[one])
    change += excess(s.price[other], s.load[other], -into, b.capacity[other])
    p, q = b.pool[one], b.pool[other]
    if p == q:
        return change + excess(s.pool_price[p], s.pooled[p], -out - into, b.pool_capacity[p])
    change += excess(s.pool_price[p], s.pooled[p], -out, b.pool_capacity[p])
    return change + excess(s.pool_price[q], s.pooled[q], -into, b.pool_capacity[q])


@compiled
def shift_gain(b: Board, s: State, lot: int, room: int) -> float:
    here = s.room[lot]
    change = trade(b, s, here, room, b.weight[lot, here], -b.weight[lot, room])
    return -(change + b.cost[lot, room] - b.cost[lot, here])


@compiled
def swap_gain(b: Board, s: State, lot: int, other: int) -> float:
    here, there = s.room[lot], s.room[other]
    change = trade(
        b, s, here, there, b.weight[lot, here] - b.weight[other, here], b.weight[other, there] - b.weight[lot, there]
    )
    change += b.cost[lot, there] - b.cost[lot, here]
    return -(change + b.cost[other, here] - b.cost[other, there])


@compiled
def move(b: Board, s: State, lot: int, room: int) -> None:
    here = s.room[lot]
    s.load[here] -= b.weight[lot, here]
    s.pooled[b.pool[here]] -= b.weight[lot, here]
    s.load[room] += b.weight[lot, room]
    s.pooled[b.pool[room]] += b.weight[lot, room]
    s.figures[0] += b.cost[lot, room] - b.cost[lot, here]
    s.room[lot] = room


@compiled
def shift(b: Board, s: State, order: Ints) -> bool:
    """One pass: every lot to the room where it costs least now; whether any moved."""
    moved = False
    for lot in order:
        best, gain = -1, b.least
        for room in b.near[lot]:
            if room >= 0 and room != s.room[lot]:
                found = shift_gain(b, s, lot, room)
                if found > gain:
                    best, gain = room, found
        if best >= 0:
            move(b, s, lot, best)
            note(b, s)
            moved = True
    return moved


@compiled
def swap(b: Board, s: State, order: Ints) -> bool:
    """One pass: every lot changes places with the lot with which that pays most; whether any did."""
    moved = False
    for lot in order:
        best, gain, here = -1, b.least, s.room[lot]
        for other in b.guests[b.starts[here] : b.starts[here + 1]]:
            there = s.room[other]
            if there != here and b.may[lot, there]:
                found = swap_gain(b, s, lot, other)
                if found > gain:
                    best, gain = other, found
        if best >= 0:
            there = s.room[best]
            move(b, s, lot, there)
            move(b, s, best, here)
            note(b, s)
            moved = True
    return moved


@compiled
def chain(b: Board, s: State, lot: int) -> bool:
    """Take `lot` out, let another into its room, another into that one's, ..., and `lot` into the best room there is
    then; undone unless that pays."""
    lots, rooms = s.moved, s.left
    out, home = len(b.capacity) - 1, s.room[lot]
    gain = shift_gain(b, s, lot, out)
    move(b, s, lot, out)
    count, best_gain, best_count, best_room = 0, b.least, 0, home
    while count < CHAIN:
        empty = home if count == 0 else rooms[count - 1]
        chosen, most = who_comes(b, s, lots[:count], lot, empty)
        if chosen < 0:
            break
        lots[count], rooms[count] = chosen, s.room[chosen]
        move(b, s, chosen, empty)
        gain, count = gain + most, count + 1
        for room in b.near[lot]:
            if room >= 0 and room != out:
                found = gain + shift_gain(b, s, lot, room)
                if found > best_gain:
                    best_gain, best_count, best_room = found, count, room
    while count > best_count:
        count -= 1
        move(b, s, lots[count], rooms[count])
    move(b, s, lot, best_room)
    return best_count > 0


@compiled
def who_comes(b: Board, s: State, moved: Ints, lot: int, empty: int) -> tuple[int, float]:
    """(lot that gains most by moving to the room `empty`, its gain), none that has moved already; -1 if nobody may."""
    chosen, most = -1, -np.inf
    for other in b.guests[b.starts[empty] : b.starts[empty + 1]]:
        if other != lot and s.room[other] != empty and not contains(moved, other):
            found = shift_gain(b, s, other, empty)
            if found > most:
                chosen, most = other, found
    return chosen, most


@compiled
def contains(lots: Ints, lot: int) -> bool:
    found = False
    for other in lots:
        found |= other == lot
    return found


@compiled
def chains(b: Board, s: State, order: Ints) -> bool:
    """Chains from every lot in turn until one pays."""
    for lot in order:
        if s.room[lot] != len(b.capacity) - 1 and chain(b, s, lot):
            note(b, s)
            return True
    return False


@compiled
def descend(b: Board, s: State, order: Ints) -> None:
    """From `room` to where no move of any kind pays; lots are looked at in `order` (n,)."""
    settle(b, s)
    while shift(b, s, order) or swap(b, s, order) or chains(b, s, order):
        pass


@compiled
def reprice(b: Board, s: State, grow: float, shrink: float) -> None:
    """Where something is overfull, too much gets dearer there; where nothing is, cheaper everywhere."""
    cheaper = not too_much(b, s)
    for room in range(len(s.load)):
        s.price[room] *= shrink if cheaper else (grow if s.load[room] > b.capacity[room] else 1.0)
    for pool in range(len(s.pooled)):
        s.pool_price[pool] *= shrink if cheaper else (grow if s.pooled[pool] > b.pool_capacity[pool] else 1.0)
