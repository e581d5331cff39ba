"""The Lagrangian bound: demand rows priced out, one knapsack per store left. In floats to search, in integers to state.

For any multipliers u >= 0: every plan costs at least `sum_i u_i + sum_j y_j (f_j - v_j)`, where `v_j` is the greatest
worth `sum_i (u_i - c_ij) x_ij` of a load `sum_i d_i x_ij <= s_j`, 0 <= x <= 1 (or x whole, single source).
"""

from dataclasses import dataclass

import numpy as np

from lilian.planning.branching import Floats
from lilian.planning.facility.knapsack import knapsacks
from lilian.planning.facility.problem import Problem
from lilian.planning.transport.costs import Ints

WORTHLESS = -1e18
DP_LIMIT = 4_000_000  # stores x capacity of a whole-load table
SAFE = 1 << 61


@dataclass(frozen=True)
class Loads:
    """`worth` (m,): best load of each store; `share` (n, m): that load."""

    worth: Floats
    share: Floats


@dataclass(frozen=True)
class Pricer:
    """A problem made ready for pricing in floats. `cost` has inf where forbidden."""

    problem: Problem
    cost: Floats
    demand: Floats
    capacity: Floats
    fixed: Floats
    whole: bool

    def loads(self, multipliers: Floats) -> Loads:
        """Best load of every store at these multipliers (n,)."""
        margin = multipliers[:, None] - self.cost
        margin[~np.isfinite(margin)] = WORTHLESS
        return whole_loads(self.problem, margin) if self.whole else shared_loads(self, margin)

    def take(self, stores: Ints) -> "Pricer":
        """The same for some stores only."""
        return pricer(part(self.problem, stores), self.whole)


def part(problem: Problem, stores: Ints) -> Problem:
    """The problem with some of its stores."""
    # Columns are picked into rows that lie one behind the other: the compiled loops know no other order.
    cost = np.ascontiguousarray(problem.cost[:, stores])
    return Problem(
        problem.fixed_cost[stores], problem.capacity[stores], problem.demand, cost, problem.single_source, problem.grid
    )


def pricer(problem: Problem, whole: bool) -> Pricer:
    cost = np.where(problem.allowed, problem.cost, np.inf).astype(np.float64)
    return Pricer(
        problem,
        cost,
        problem.demand.astype(np.float64),
        problem.capacity.astype(np.float64),
        problem.fixed_cost.astype(np.float64),
        whole,
    )


def can_be_whole(problem: Problem) -> bool:
    """Whether the loads of whole demands can be worked out by a table over the capacity."""
    n, m = problem.size
    span = min(int(problem.capacity.max(initial=0)), int(problem.demand.sum()))
    return problem.single_source and m * (span + 1) <= DP_LIMIT and n * m * (span + 1) <= 40 * DP_LIMIT


def shared_loads(pricing: Pricer, margin: Floats) -> Loads:
    """Best first by margin per unit; the last one in part."""
    gain = np.maximum(margin, 0.0)
    order = np.argsort(-gain / pricing.demand[:, None], axis=0)
    sorted_gain = np.take_along_axis(gain, order, 0)
    weight = np.where(sorted_gain > 0, pricing.demand[order], 0.0)
    before = np.cumsum(weight, axis=0) - weight
    part = np.clip((pricing.capacity - before) / np.maximum(weight, 1.0), 0.0, 1.0)
    part[weight == 0] = 0.0
    share = np.zeros_like(part)
    np.put_along_axis(share, order, part, 0)
    return Loads((sorted_gain * part).sum(axis=0), share)


def whole_loads(problem: Problem, margin: Floats) -> Loads:
    share = np.zeros(margin.shape, np.bool_)
    worth = knapsacks(margin, problem.demand, problem.capacity, share)
    return Loads(worth, share.astype(np.float64))


def exact_worth(problem: Problem, multipliers: Ints, scale: int, whole: bool) -> Ints:
    """(m,) whole numbers, in 1/scale of a unit of cost, that no load's worth exceeds."""
    forbidden = ~problem.allowed
    margin = multipliers[:, None] - np.where(forbidden, 0, problem.cost) * scale
    margin = np.where(forbidden, 0, np.maximum(margin, 0))
    if not whole:
        return ratio_worth(problem, margin)
    return np.asarray(knapsacks(margin, problem.demand, problem.capacity, np.zeros(margin.shape, np.bool_)))


def ratio_worth(problem: Problem, margin: Ints) -> Ints:
    """By the knapsack's dual: `s t + sum_i max(0, margin_i - d_i t)` bounds the worth for any t >= 0; here t is the
    margin per unit of the demand that fills the store up, so the bound is the worth itself, rounded up."""
    n, m = problem.size
    if not n or not m:
        return np.zeros(m, np.int64)
    order = np.argsort(-margin / problem.demand[:, None], axis=0, kind="stable")
    filled = np.cumsum(problem.demand[order], axis=0)
    last = np.minimum((filled <= problem.capacity).sum(axis=0), n - 1)
    all_fit = filled[-1] <= problem.capacity
    critical = order[last, np.arange(m)]
    weight = problem.demand[critical]
    price = np.where(all_fit, 0, margin[critical, np.arange(m)])
    top = int(margin.max(initial=0)) * int(problem.demand.max())
    if top * n >= SAFE or top // max(1, int(problem.demand.max())) * int(problem.capacity.max()) >= SAFE:
        margin, weight, price = margin.astype(object), weight.astype(object), price.astype(object)
    total = problem.capacity * price + np.maximum(margin * weight - problem.demand[:, None] * price, 0).sum(axis=0)
    return np.asarray(-(-total // weight)).astype(np.int64)
