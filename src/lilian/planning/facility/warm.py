"""Ready the compiled loops before a plan's clock starts."""

from functools import cache

from lilian.planning import transport
from lilian.planning.facility.problem import Problem
from lilian.planning.facility.solve import solve


@cache
def warm() -> None:
    """Solve a tiny problem with shared and with whole demands: together they meet every compiled loop."""
    transport.warm()
    for single_source in (False, True):
        solve(Problem([7, 7, 9], [5, 6, 9], [3, 4, 2], [[1, 5, 4], [4, 2, 3], [2, 9, 1]], single_source=single_source))
