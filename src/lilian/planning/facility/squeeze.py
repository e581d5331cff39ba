"""Tight packing of whole demands: every demand is placed, overfull stores pay, and the price rises until none is."""

import numpy as np

from lilian.planning.branching import Floats
from lilian.planning.facility.problem import Problem
from lilian.planning.transport.costs import Bools, Ints

MOVES = 600
RAISES = 24
RAISE = 1.4
NEVER = 1e18


def squeezed(problem: Problem, store: Ints, opened: Bools) -> Ints | None:
    """(n,) a store for every demand, from one (n,) that may hold -1; None if some store stays overfull."""
    columns = np.flatnonzero(opened)
    if not len(columns) or not len(store):
        return None
    cost = np.where(problem.allowed[:, columns], problem.cost[:, columns], NEVER).astype(np.float64)
    at = np.searchsorted(columns, np.maximum(store, columns[0]))
    at = np.where(store < 0, cost.argmin(axis=1), at)
    demand, room = problem.demand.astype(np.float64), problem.capacity[columns].astype(np.float64)
    load = np.bincount(at, demand, len(columns)).astype(np.float64)
    price, raises = 0.2 * float(np.median(cost[np.arange(len(at)), at] / demand)) + 1.0, 0
    for _ in range(MOVES):
        gain, rows, targets = best_move(cost, demand, room, load, at, price)
        if gain < -1e-6:
            for row, target in zip(rows, targets, strict=True):
                load[at[row]] -= demand[row]
                load[target] += demand[row]
                at[row] = target
        elif (load > room).any() and raises < RAISES:
            price, raises = RAISE * price, raises + 1
        else:
            break
    fits = not (load > room).any() and bool((cost[np.arange(len(at)), at] < NEVER).all())
    return columns[at] if fits else None


def best_move(
    cost: Floats, demand: Floats, room: Floats, load: Floats, at: Ints, price: float
) -> tuple[float, tuple[int, ...], tuple[int, ...]]:
    """The shift or exchange that lowers cost plus `price` times overfill most: its change, demands, stores."""
    rows = np.arange(len(at))
    now, over = cost[rows, at], np.maximum(load - room, 0.0)
    leaves = over[at] - np.maximum(load[at] - demand - room[at], 0.0)
    enters = np.maximum(load[None, :] + demand[:, None] - room[None, :], 0.0) - over[None, :]
    shift = cost - now[:, None] + price * (enters - leaves[:, None])
    shift[rows, at] = 0.0
    one, target = divmod(int(shift.argmin()), cost.shape[1])
    there = cost[:, at]  # [i, k]: demand i at the store of k
    extra = demand[:, None] - demand[None, :]  # what the store of k gets more if i comes for k
    grows = np.maximum(load[at][None, :] + extra - room[at][None, :], 0.0) - over[at][None, :]
    swap = there + there.T - now[:, None] - now[None, :] + price * (grows + grows.T)
    swap[at[:, None] == at[None, :]] = 0.0
    first, second = divmod(int(swap.argmin()), len(at))
    if swap[first, second] < shift[one, target]:
        return float(swap[first, second]), (first, second), (int(at[second]), int(at[first]))
    return float(shift[one, target]), (one,), (target,)
