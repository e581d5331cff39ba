"""Why no more can be placed: the full columns and pools that every way out of the unplaced rows runs into."""

from dataclasses import dataclass

import numpy as np

from lilian.planning.transport.costs import Bools, Ints, total_by
from lilian.planning.transport.plan import Flow
from lilian.planning.transport.problem import Problem


@dataclass(frozen=True)
class Cut:
    """`columns` (m,) and `pools` (k,) that are full; `rows` (n,) can use nothing else; `open`: a way out was found."""

    rows: Bools
    columns: Bools
    pools: Bools
    open: bool


def find(problem: Problem, flow: Flow, unplaced: Ints) -> Cut:
    """Follow the residual graph from the unplaced rows over *all* allowed arcs."""
    used = total_by(flow.cols, flow.amounts, len(problem.capacity))
    inside = problem.pool >= 0
    full = used >= problem.capacity
    pool_full = total_by(problem.pool[inside], used[inside], len(problem.pool_capacity)) >= problem.pool_capacity
    rows, fresh = unplaced > 0, unplaced > 0
    columns, pools = np.zeros(len(full), np.bool_), np.zeros(len(pool_full), np.bool_)
    while fresh.any():
        columns |= problem.costs.reach(fresh)
        loose = columns & ~full
        pools[problem.pool[loose & inside]] = True
        if (loose & ~inside).any() or (pools & ~pool_full).any():
            return Cut(rows, columns, pools, open=True)
        members = inside & pools[problem.pool] if len(pools) else inside
        columns |= members & (used > 0)
        seen = np.zeros_like(rows)
        seen[flow.rows[columns[flow.cols]]] = True
        fresh = seen & ~rows
        rows = rows | seen
    inner = pools[problem.pool] & inside if len(pools) else inside
    return Cut(rows, columns & ~inner, pools, open=False)
