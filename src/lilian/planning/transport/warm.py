"""Compile the inner loops ahead of time, so that no plan's clock runs meanwhile; the result is kept on disk."""

from functools import cache

from lilian.planning.transport.problem import Problem
from lilian.planning.transport.solve import solve


@cache
def warm() -> None:
    """Solve a tiny problem, and again from its plan after a change: together they meet every compiled loop."""
    problem = Problem([[1, 5], [4, 2]], [3, 3], [3, 3], pool=[0, -1], pool_capacity=[2])
    solve(problem.changed(supply=[2, 4], capacity=[4, 2]), start=solve(problem))
