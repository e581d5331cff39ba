"""0/1 knapsacks of many stores, compiled: the bound of whole demands calls them some thousand times."""

import numba
import numpy as np
from numpy.typing import NDArray


@numba.njit(cache=True)
def knapsacks(
    margin: NDArray[np.float64], demand: NDArray[np.int64], capacity: NDArray[np.int64], share: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """(m,) worth of each store's best load of whole demands, of the type of `margin` (n, m); `share` (n, m) is set True
    where a demand is in it. `demand` (n,), `capacity` (m,)."""
    m = margin.shape[1]
    worth = np.zeros(m, margin.dtype)
    for j in range(m):
        items = np.flatnonzero(margin[:, j] > 0)
        room = min(capacity[j], demand[items].sum())
        best = np.zeros(room + 1, margin.dtype)
        taken = np.zeros((len(items), room + 1), np.bool_)
        for k in range(len(items)):
            weight, gain = demand[items[k]], margin[items[k], j]
            for space in range(room, weight - 1, -1):
                if best[space - weight] + gain > best[space]:
                    best[space] = best[space - weight] + gain
                    taken[k, space] = True
        worth[j] = best[room]
        for k in range(len(items) - 1, -1, -1):
            if taken[k, room]:
                share[items[k], j] = True
                room -= demand[items[k]]
    return worth
