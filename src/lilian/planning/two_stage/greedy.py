"""What people do today: every site that is there stays open, and each demand takes the nearest way with room."""

import numpy as np

from lilian.planning.leaf import Leaf
from lilian.planning.transport.costs import FORBIDDEN
from lilian.planning.transport.plan import Flow
from lilian.planning.two_stage.flows import exact_cost
from lilian.planning.two_stage.plan import Certificate, Plan
from lilian.planning.two_stage.problem import Problem


def practice(problem: Problem) -> Plan:
    """Demands in the order given, each from the cheapest depots with room, those from the cheapest plants with room.
    The bound is 0: nothing is proved."""
    p, d, n = problem.size
    plant_room, depot_room = problem.plant_capacity.copy(), problem.depot_capacity.copy()
    unserved, inbound, outbound = problem.demand.copy(), dict[tuple[int, int], int](), dict[tuple[int, int], int]()
    for demand in range(n):
        for depot in nearest(problem.outbound[:, demand]):
            for plant in nearest(problem.inbound[:, depot]):
                amount = min(int(unserved[demand]), int(depot_room[depot]), int(plant_room[plant]))
                if amount:
                    inbound[plant, depot] = inbound.get((plant, depot), 0) + amount
                    outbound[depot, demand] = outbound.get((depot, demand), 0) + amount
                    plant_room[plant] -= amount
                    depot_room[depot] -= amount
                    unserved[demand] -= amount
    first, second, runs = as_flow(inbound), as_flow(outbound), np.ones(p + d, np.bool_)
    nothing = Certificate(
        1, 0, np.zeros((1, n + d), np.int64), (Leaf((), (), 0),), np.zeros(n, np.bool_), np.zeros(d, np.bool_)
    )
    cost = exact_cost(problem, runs, first, second)
    return Plan(runs[:p], runs[p:], first, second, unserved, cost, 0, 0, nothing, "every site open, nearest first")


def nearest(cost):  # type: ignore[no-untyped-def]
    """Indices of what is allowed, the cheapest first."""
    return [int(at) for at in np.argsort(cost, kind="stable") if cost[at] != FORBIDDEN]


def as_flow(amounts: dict[tuple[int, int], int]) -> Flow:
    pieces = [(row, col, amount) for (row, col), amount in amounts.items()]
    return Flow(*(np.array([piece[part] for piece in pieces], np.int64) for part in range(3)))
