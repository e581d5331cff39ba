"""What people do today: lot after lot into the cheapest room that still has space for all of it."""

import numpy as np

from lilian.planning.assignment.bound import no_certificate
from lilian.planning.assignment.plan import Plan
from lilian.planning.assignment.problem import Problem
from lilian.planning.transport.costs import Ints


def practice(problem: Problem) -> Plan:
    """Lots in the order given. The bounds are what costs and penalties say alone: nothing is proved."""
    return as_plan(problem, served_in_turn(problem, np.arange(problem.size[0])), "cheapest room with space, in turn")


def served_in_turn(problem: Problem, order: Ints) -> Ints:
    """(n,): the room of each lot, -1 where none had space left; lots in `order`."""
    n, m = problem.size
    room, load, pooled = np.full(n, -1, np.int64), np.zeros(m, np.int64), np.zeros(len(problem.pool_capacity), np.int64)
    inside = problem.pool >= 0
    for lot in order.tolist():
        space = problem.capacity - load
        space[inside] = np.minimum(space[inside], (problem.pool_capacity - pooled)[problem.pool[inside]])
        fits = np.flatnonzero(problem.usable[lot] & (problem.weight[lot] <= space))
        if len(fits):
            best = int(fits[problem.cost[lot, fits].argmin()])
            room[lot] = best
            load[best] += problem.weight[lot, best]
            if inside[best]:
                pooled[problem.pool[best]] += problem.weight[lot, best]
    return room


def as_plan(problem: Problem, room: Ints, method: str) -> Plan:
    placed = np.flatnonzero(room >= 0)
    cost = sum(problem.cost[placed, room[placed]].tolist())
    left_out = sum(problem.penalty[room < 0].tolist())
    nothing, floor = no_certificate(problem, left_out)
    return Plan(room, left_out, cost, min(floor, cost), 0, nothing, nothing, False, method)
