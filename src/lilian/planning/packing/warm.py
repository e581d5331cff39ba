"""Compile the inner loops ahead of time, so that nobody's first box waits for it; the result is kept on disk."""

from functools import cache

import numpy as np

from lilian.planning.packing.lanes import outlook_of
from lilian.planning.packing.problem import PackSpec, Problem
from lilian.planning.packing.solve import solve


@cache
def warm() -> None:
    """Decide for one box, two and three, with and without an outlook: every compiled loop."""
    spec = PackSpec(label_g=3, least_count=1, most_count=2)
    outlook = np.zeros((3, 4), np.int64)
    outlook_of(spec, np.array([1, 2, 3]), 100)
    for boxes in (1, 2, 3):
        for ahead in (None, outlook):
            solve(Problem(spec, [1, 2, 3], held_count=[0] * boxes, held_g=[0] * boxes, outlook_mg=ahead))
