"""What people do today: every store that is open stays open, and each demand goes to the nearest with room."""

import numpy as np

from lilian.planning.facility.flows import exact_cost
from lilian.planning.facility.plan import Certificate, Plan
from lilian.planning.facility.problem import Problem
from lilian.planning.leaf import Leaf
from lilian.planning.transport.plan import Flow


def practice(problem: Problem) -> Plan:
    """Demands in the order given, each from the cheapest stores that have room. The bound is 0: nothing is proved."""
    n, m = problem.size
    room, pieces = problem.capacity.copy(), []
    unserved = problem.demand.copy()
    for row in range(n):
        for col in np.argsort(np.where(problem.allowed[row], problem.cost[row], np.inf), kind="stable").tolist():
            amount = min(int(unserved[row]), int(room[col]))
            enough = amount == problem.demand[row] if problem.single_source else amount > 0
            if problem.allowed[row, col] and enough:
                pieces.append((row, col, amount))
                room[col] -= amount
                unserved[row] -= amount
    flow = Flow(*(np.array([piece[part] for piece in pieces], np.int64) for part in range(3)))
    opened = np.ones(m, np.bool_)
    nothing = Certificate(1, False, 0, np.zeros((1, n), np.int64), (Leaf((), (), 0),), (), np.zeros(n, np.bool_))
    return Plan(
        opened, flow, unserved, exact_cost(problem, opened, flow), 0, 0, (), nothing, "every store open, nearest first"
    )
