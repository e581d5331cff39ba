"""Compile the inner loops ahead of time, so that no plan's clock runs meanwhile; the result is kept on disk."""

from functools import cache

from lilian.planning.assignment.problem import Problem
from lilian.planning.assignment.solve import solve
from lilian.planning.limits import Limits


@cache
def warm() -> None:
    """Solve a tiny problem with pools and something left out: it meets every compiled loop."""
    problem = Problem(
        [[9, 2, 7], [4, 3, 9], [5, 6, 7], [8, 8, 1]], [3, 4, 2, 5], [4, 5, 4], pool=[0, 0, -1], pool_capacity=[6]
    )
    solve(problem, limits=Limits(time_s=600))  # proved at once, when the compiler is done
