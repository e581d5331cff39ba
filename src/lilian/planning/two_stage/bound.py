"""The Lagrangian bound: demands and depot balances priced out, one load per site left. In whole numbers.

For any u (n,) and w (d,) >= 0 every plan costs at least

    sum_k demand_k u_k + sum_j v_j (depot_cost_j - D_j) + sum_i z_i (plant_cost_i - P_i)

`D_j`: the greatest worth `sum_k (u_k - outbound_jk - w_j) y_k` of a depot's load, `y_k <= demand_k`, sum <= capacity;
`P_i`: the greatest worth `sum_j (w_j - inbound_ij) x_j` of a plant's, `x_j <= depot capacity`, sum <= capacity.
"""

import numpy as np

from lilian.planning.transport.costs import FORBIDDEN, Ints
from lilian.planning.two_stage.problem import SUM_LIMIT, Problem

FINEST = 1 << 20


def finest_scale(problem: Problem) -> int:
    """Multipliers on a grid so fine that rounding them costs little, as far as exact sums in 64 bits allow."""
    weight = int(problem.demand.sum()) + int(problem.depot_capacity.sum())
    return max(1, min(FINEST, SUM_LIMIT // max(1, weight * problem.dear + int(problem.fixed_cost.sum()))))


def saved(problem: Problem, multipliers: Ints, scale: int, sites: Ints) -> Ints:
    """(k,) the worth of the best load of each of these sites, in 1/`scale` of a unit of cost."""
    p, _, n = problem.size
    u, w = multipliers[:n], multipliers[n:]
    plants, depots = sites[sites < p], sites[sites >= p] - p
    feeding = margins(w[None, :], problem.inbound[plants], scale)
    serving = margins(u[None, :] - w[depots, None], problem.outbound[depots], scale)
    return np.concatenate([
        best_loads(feeding, problem.depot_capacity, problem.plant_capacity[plants]),
        best_loads(serving, problem.demand, problem.depot_capacity[depots]),
    ])  # fmt: skip


def margins(worth: Ints, cost: Ints, scale: int) -> Ints:
    return np.where(cost == FORBIDDEN, 0, np.maximum(worth - np.where(cost == FORBIDDEN, 0, cost) * scale, 0))


def best_loads(margin: Ints, size: Ints, room: Ints) -> Ints:
    """(m,) for margins (m, n) a unit, items of `size` (n,) and `room` (m,): the best first, the last one in part."""
    order = np.argsort(-margin, axis=1, kind="stable")
    sizes = size[order]
    before = np.cumsum(sizes, axis=1) - sizes
    taken = np.clip(room[:, None] - before, 0, sizes)
    return np.asarray((np.take_along_axis(margin, order, 1) * taken).sum(axis=1))
