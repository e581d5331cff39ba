"""The best load of every room or pool at given multipliers, compiled; in whole numbers or in floats."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lilian.planning.assignment.knapsack import best_load
from lilian.planning.assignment.problem import Problem
from lilian.planning.transport.costs import Bools, Ints

Floats = NDArray[np.float64]


class Rooms(NamedTuple):
    """A problem made ready: `weight` (n, m), `usable` (n, m), `capacity` (m,); `alone` the rooms in no pool; the rooms
    of pool g are `members[starts[g]:starts[g + 1]]`; `pool_capacity` (k,)."""

    weight: Ints
    usable: Bools
    capacity: Ints
    alone: Ints
    members: Ints
    starts: Ints
    pool_capacity: Ints


class Loads(NamedTuple):
    """`alone` (m,) worth of each room in no pool; `pools` (k,) worth of each pool, rents included. `times` (n,): in how
    many loads a lot is; `filled` (m,) by room and `pooled` (k,) by pool: what these loads weigh."""

    alone: NDArray[Any]
    pools: NDArray[Any]
    times: Ints
    filled: Ints
    pooled: Ints


def rooms_of(problem: Problem) -> Rooms:
    inside = np.flatnonzero(problem.pool >= 0)
    members = inside[np.argsort(problem.pool[inside], kind="stable")]
    starts = np.searchsorted(problem.pool[members], np.arange(len(problem.pool_capacity) + 1)).astype(np.int64)
    return Rooms(
        np.ascontiguousarray(problem.weight.T).T,  # column by column, as it is read
        np.ascontiguousarray(problem.usable.T).T,
        problem.capacity,
        np.flatnonzero(problem.pool < 0),
        members,
        starts,
        problem.pool_capacity,
    )


@njit(cache=True)
def loads(rooms, cost, lots, room_price, pool_price, own):  # type: ignore[no-untyped-def]
    """`Loads` at multipliers `lots` (n,), `room_price` (m,), `pool_price` (k,), with `cost` (n, m) of the same type.

    `own` (k,): True counts the pool's own knapsack at its rooms' prices, False its rooms' at the pool's price.
    """
    n, m = cost.shape
    k = len(rooms.pool_capacity)
    alone, pools = np.zeros(m, cost.dtype), np.zeros(k, cost.dtype)
    times, filled, pooled = np.zeros(n, np.int64), np.zeros(m, np.int64), np.zeros(k, np.int64)
    value, taken = np.zeros(n, cost.dtype), np.zeros(n, np.bool_)
    for room in rooms.alone:
        set_margins(rooms, cost, lots, room, pool_price[:1].sum() * 0, value)
        alone[room] = best_load(value, rooms.weight[:, room], rooms.capacity[room], taken)
        times += taken
        filled[room] = (rooms.weight[:, room] * taken).sum()
    for pool in range(k):
        members = rooms.members[rooms.starts[pool] : rooms.starts[pool + 1]]
        if own[pool] and len(members):
            pools[pool] = pool_load(rooms, cost, lots, room_price, pool, members, times, filled, pooled)
            continue
        pools[pool] = pool_price[pool] * rooms.pool_capacity[pool]
        for room in members:
            set_margins(rooms, cost, lots, room, pool_price[pool], value)
            pools[pool] += best_load(value, rooms.weight[:, room], rooms.capacity[room], taken)
            times += taken
            filled[room] = (rooms.weight[:, room] * taken).sum()
            pooled[pool] += filled[room]
    return alone, pools, times, filled, pooled


@njit(cache=True)
def set_margins(rooms, cost, lots, room, price, value):  # type: ignore[no-untyped-def]
    """`value` (n,): what each lot is worth in the room beyond its cost and its rent; 0 or less where it is not."""
    for lot in range(len(lots)):
        value[lot] = 0
        if rooms.usable[lot, room]:
            value[lot] = lots[lot] - cost[lot, room] - price * rooms.weight[lot, room]


@njit(cache=True)
def pool_load(rooms, cost, lots, room_price, pool, members, times, filled, pooled):  # type: ignore[no-untyped-def]
    """The pool's own knapsack, each lot in its best room; the rooms' rents are added."""
    n = len(lots)
    value, where, taken = np.zeros(n, cost.dtype), np.full(n, -1, np.int64), np.zeros(n, np.bool_)
    worth = value[:1].sum()
    for room in members:
        worth += room_price[room] * rooms.capacity[room]
        for lot in range(n):
            if rooms.usable[lot, room]:
                margin = lots[lot] - cost[lot, room] - room_price[room] * rooms.weight[lot, room]
                if margin > value[lot]:
                    value[lot], where[lot] = margin, room
    weight = rooms.weight[:, members[0]].copy()
    worth += best_load(value, weight, rooms.pool_capacity[pool], taken)
    for lot in range(n):
        if taken[lot]:
            times[lot] += 1
            filled[where[lot]] += weight[lot]
            pooled[pool] += weight[lot]
    return worth


@njit(cache=True)
def going_price(value, weight, capacity):  # type: ignore[no-untyped-def]
    """What a unit more of `capacity` would be worth: value per weight of the first item that does not fit."""
    space = float(capacity)
    for item in np.argsort(-value / weight):
        if value[item] <= 0:
            return 0.0
        space -= weight[item]
        if space < 0:
            return value[item] / weight[item]
    return 0.0


@njit(cache=True)
def rents(rooms, cost, lots, room_price, pool_price, own):  # type: ignore[no-untyped-def]
    """(m,): what a unit of weight pays in each room at these multipliers (floats), its pool's price included."""
    n, m = cost.shape
    rent, value = np.zeros(m), np.zeros(n)
    for room in rooms.alone:
        set_margins(rooms, cost, lots, room, 0.0, value)
        rent[room] = going_price(value, rooms.weight[:, room], rooms.capacity[room])
    for pool in range(len(rooms.pool_capacity)):
        members = rooms.members[rooms.starts[pool] : rooms.starts[pool + 1]]
        if not len(members):
            continue
        most = np.zeros(n)
        for room in members:
            set_margins(rooms, cost, lots, room, room_price[room] if own[pool] else pool_price[pool], value)
            price = 0.0 if own[pool] else going_price(value, rooms.weight[:, room], rooms.capacity[room])
            rent[room] = room_price[room] if own[pool] else pool_price[pool] + price
            most = np.maximum(most, value)
        if own[pool]:
            rent[members] += going_price(most, rooms.weight[:, members[0]], rooms.pool_capacity[pool])
    return rent
