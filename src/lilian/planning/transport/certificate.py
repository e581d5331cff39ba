"""The two bounds that prove a plan, in exact integers."""

import numpy as np

from lilian.planning.transport.costs import Bools, Ints
from lilian.planning.transport.cut import Cut
from lilian.planning.transport.prices import Prices
from lilian.planning.transport.problem import Problem

WORD = 1 << 62


def dot(left: Ints, right: Ints | Bools) -> int:
    """Exact, however large: Python integers where 64 bits might not hold the sum."""
    if not len(left):
        return 0
    largest = int(np.abs(left).max()) * int(np.abs(right).max()) * len(left)
    if largest < WORD:
        return int(left @ right)
    return sum(a * b for a, b in zip(left.tolist(), right.tolist(), strict=True))


def cost_bound(problem: Problem, prices: Prices, paid: Ints, unplaced_price: int, unplaced: int) -> int:
    """No plan that leaves at most `unplaced` units costs less; see `Plan`. `paid` (n,): least cost + joint price."""
    if unplaced:
        paid = np.minimum(paid, unplaced_price)
    paid = np.where(problem.supply > 0, paid, 0)
    rent = dot(problem.capacity, prices.column) + dot(problem.pool_capacity, prices.pool)
    return dot(problem.supply, paid) - rent - unplaced_price * unplaced


def unplaced_bound(problem: Problem, cut: Cut) -> int:
    """No plan leaves less than this unplaced: rows that can use the cut only, less what the cut takes."""
    outside = ~cut.columns
    inside = problem.pool >= 0
    if len(cut.pools):
        outside &= ~(inside & cut.pools[problem.pool])
    trapped = ~problem.costs.touches(outside)
    return dot(problem.supply, trapped) - dot(problem.capacity, cut.columns) - dot(problem.pool_capacity, cut.pools)
