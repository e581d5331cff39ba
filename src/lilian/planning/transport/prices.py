"""Prices from a flow: shortest paths to the sink on the column-to-column residual graph."""

from dataclasses import dataclass

import numpy as np

from lilian.planning.transport.costs import FAR, Arcs, Ints, spread, total_by
from lilian.planning.transport.problem import Problem


@dataclass(frozen=True)
class Prices:
    """`column` (m,) and `pool` (k,), all >= 0; `joint` (m,) is what a unit in a column pays in all."""

    column: Ints
    pool: Ints
    joint: Ints


def recover(problem: Problem, arcs: Arcs, amounts: Ints, unplaced_price: int) -> Prices:
    """Prices that prove `amounts` cheapest on `arcs` (sorted by row).

    The price of a column is the cheapest way to get one unit out of it: to a column with room, or to "unplaced".
    A column or pool nothing can leave, because it takes nothing, gets a price nobody would pay.
    """
    m = len(problem.capacity)
    used = total_by(arcs.cols, amounts, m)
    moves, leave = residual(arcs, amounts, unplaced_price, m)
    distance, pool_distance = settle(problem, moves, leave, used)
    return complete(problem, distance, pool_distance, unplaced_price)


def residual(arcs: Arcs, amounts: Ints, unplaced_price: int, m: int) -> tuple[Ints, Ints]:
    """Cost of moving a unit from column to column (m, m), and from each column to "unplaced" (m,)."""
    moves, leave = np.full((m, m), FAR, np.int64), np.full(m, FAR, np.int64)
    carrying = np.flatnonzero(amounts)
    np.minimum.at(leave, arcs.cols[carrying], unplaced_price - arcs.cost[carrying])
    starts = np.searchsorted(arcs.rows, arcs.rows[carrying])
    counts = np.searchsorted(arcs.rows, arcs.rows[carrying], side="right") - starts
    other = spread(starts, counts)
    origin = np.repeat(carrying, counts)
    np.minimum.at(moves, (arcs.cols[origin], arcs.cols[other]), arcs.cost[other] - arcs.cost[origin])
    return moves, leave


def settle(problem: Problem, moves: Ints, leave: Ints, used: Ints) -> tuple[Ints, Ints]:
    """Distances to the sink of columns and pools (Bellman-Ford); FAR where there is no way."""
    pool, inside = problem.pool, problem.pool >= 0
    in_pool = total_by(pool[inside], used[inside], len(problem.pool_capacity))
    has_room = used < problem.capacity
    distance = np.minimum(leave, np.where(has_room & ~inside, 0, FAR))
    pool_distance = np.where(in_pool < problem.pool_capacity, 0, FAR)
    for _ in range(len(distance) + len(pool_distance) + 1):
        before = distance
        swap = inside & (used > 0)
        np.minimum.at(pool_distance, pool[swap], distance[swap])
        step = (moves + distance).min(axis=1, initial=FAR)
        distance = np.minimum(distance, np.where(step < FAR // 2, step, FAR))  # FAR less something is still no way
        through = has_room & inside
        distance[through] = np.minimum(distance[through], pool_distance[pool[through]])
        if (distance == before).all():
            return distance, pool_distance
    raise AssertionError("the flow is not optimal: its residual graph has a negative cycle")


def complete(problem: Problem, distance: Ints, pool_distance: Ints, unplaced_price: int) -> Prices:
    """Fill in what takes nothing, and split each distance into a column's own price and its pool's."""
    inside = problem.pool >= 0
    blind, blind_pool = distance >= FAR, pool_distance >= FAR
    pools = np.where(blind_pool, 0, pool_distance)
    joint = np.maximum(np.where(blind, 0, distance), by_pool(problem, pools))
    if blind.any():
        unpayable = unplaced_price - min(problem.costs.span()[0], 0)
        joint = np.where(blind, unpayable, joint)
        hidden = blind & inside & (problem.capacity > 0)  # its pool takes nothing
        np.maximum.at(pools, problem.pool[hidden], joint[hidden])
    column = np.maximum(joint - by_pool(problem, pools), 0)
    return Prices(column, pools, column + by_pool(problem, pools))


def by_pool(problem: Problem, pools: Ints) -> Ints:
    """The pool price each column pays, 0 outside pools; shape (m,)."""
    return np.asarray(np.append(pools, 0)[problem.pool])
