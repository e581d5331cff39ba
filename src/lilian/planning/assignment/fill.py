"""Rooms filled to the brim: of what is in a room and what is left out, the load that leaves least out."""

from time import monotonic

import numpy as np

from lilian.planning.assignment.knapsack import best_load
from lilian.planning.assignment.problem import Problem
from lilian.planning.transport.costs import Ints

FIRST = 1 << 20  # one unit of penalty, in parts of which all costs together are less than one


def filled(problem: Problem, room: Ints, stop: float) -> Ints:
    """(n,): an assignment that overfills nothing, improved one room after another, by what is left out and then by
    cost, until no room gains or the clock reaches `stop`."""
    room, gained = room.copy(), True
    while gained and (room < 0).any():
        gained = False
        for place in range(problem.size[1]):
            if monotonic() > stop:
                return room
            gained |= fill(problem, room, place)
    return room


def fill(problem: Problem, room: Ints, place: int) -> bool:
    """One room, in place, all others as they are; whether less is left out, or as much at less cost. What is left out
    is exactly least where the table of loads is not too large; of those loads, the cheapest but for rounding."""
    items = np.flatnonzero(((room == place) | (room < 0)) & problem.usable[:, place])
    here, cost = room[items] == place, problem.cost[items, place]
    values = problem.penalty[items] * FIRST - parts(cost)
    taken = np.zeros(len(items), np.bool_)
    best_load(values, problem.weight[items, place], space_for(problem, room, place), taken)
    before, after = (
        (int(problem.penalty[items[kept]].sum()), -int(cost[kept].astype(object).sum())) for kept in (here, taken)
    )
    if after <= before:
        return False
    room[items] = np.where(taken, place, -1)
    return True


def parts(cost: Ints) -> Ints:
    """(n,): costs in such parts that any sum of them is less than FIRST."""
    most = max(1, int(np.abs(cost).max(initial=0)))
    return np.rint(cost / most * (FIRST // (2 * max(1, len(cost))))).astype(np.int64)


def space_for(problem: Problem, room: Ints, place: int) -> int:
    """What the room may hold, of its own capacity and of its pool's beside the other rooms there."""
    space, pool = int(problem.capacity[place]), int(problem.pool[place])
    if pool >= 0:
        others = (room >= 0) & (room != place)
        others[others] = problem.pool[room[others]] == pool
        lots = np.flatnonzero(others)
        space = min(space, int(problem.pool_capacity[pool]) - int(problem.weight[lots, room[lots]].sum()))
    return max(0, space)
