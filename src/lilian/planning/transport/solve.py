"""A network simplex on a few arcs per row; every arc is priced, those that pay join, until none does. Exact, proved."""

from time import monotonic

import numpy as np

from lilian.planning.limits import Limits
from lilian.planning.transport import basis as bases
from lilian.planning.transport import cut as cuts
from lilian.planning.transport import prices, pricing
from lilian.planning.transport.basis import Basis
from lilian.planning.transport.certificate import cost_bound, dot, unplaced_bound
from lilian.planning.transport.costs import FAR, Ints, SparseCosts
from lilian.planning.transport.plan import Flow, Plan
from lilian.planning.transport.problem import Problem
from lilian.planning.transport.refine import refined

SMALL = 1_500  # rows up to which prices are not guessed from a sample first
SAMPLE = 12  # one row in so many is the sample
MORE_ARCS = 8  # candidates a row gets when it has a cheaper arc
AT_ONCE = 50_000  # pivots between two looks at the clock


class Unproved(AssertionError):
    """The certificate does not close: a fault in this program, never shown as an optimum."""


def solve(problem: Problem, *, limits: Limits = Limits(), start: Plan | None = None) -> Plan:
    """Place as many units as possible; among all such plans, the cheapest. Unplaced units are an answer, no error.

    `start`: an earlier plan of the same rows and columns; after a change of a few supplies, capacities or costs the
    answer comes from there at once. Its prices help even where its basis does not.
    Deterministic for one seed. When `limits.time_s` runs out before the proof, the plan is feasible and says so by
    its gap; otherwise `plan.proved` holds.

    :raises Unproved: if the proof fails (never a false optimum)
    """
    stop = monotonic() + limits.time_s
    basis = begin(problem, limits, start, stop)
    while True:
        complete, paid = improve(basis, stop)
        placed = basis.flow()
        cut = cuts.find(problem, *placed)
        if not cut.open or not complete:
            plan = finish(problem, basis, placed, cut, paid if complete else None)
            if not plan.proved and complete:
                raise Unproved(
                    f"cost {plan.cost}, bound {plan.lower_bound}; {plan.unplaced.sum()} / {plan.least_unplaced}"
                )
            return plan
        basis = basis.with_unplaced_price(basis.unplaced_price * 8)


def unplaced_price(problem: Problem) -> int:
    """Dear enough to place a unit wherever one swap makes room; raised if that was not enough."""
    least, most = problem.costs.span()
    return 2 * max(most, 0) - min(least, 0) + 1


def begin(problem: Problem, limits: Limits, start: Plan | None, stop: float) -> Basis:
    """Where the pivots start: at an earlier plan's basis, at its prices, or at the prices of a sample."""
    price = unplaced_price(problem)
    before = start.basis if start is not None else None
    if isinstance(before, Basis):
        found = bases.resumed(problem, before)
        if found is not None:
            return found.with_unplaced_price(price)
    return bases.fresh(problem, guessed(problem, limits, start, stop), price)


def guessed(problem: Problem, limits: Limits, start: Plan | None, stop: float) -> Ints | None:
    """Joint prices (m,) to start at: those of `start`, of a sample of the rows, or None for a small problem."""
    n, m = problem.costs.shape
    if start is not None and len(start.prices) == m and len(start.pool_prices) == len(problem.pool_capacity):
        return start.prices + prices.by_pool(problem, start.pool_prices)
    if n < max(SMALL, 2 * m) or isinstance(problem.costs, SparseCosts):
        return None
    count = max(n // SAMPLE, min(n // 2, m))
    part = sample(problem, np.sort(np.random.default_rng(limits.seed).choice(n, count, replace=False)))
    basis = begin(part, limits, None, stop)
    improve(basis, stop)
    return np.minimum(prices.read(part, basis.tree).joint, problem.costs.span()[1])


def sample(problem: Problem, rows: Ints) -> Problem:
    """The same problem in small: some rows, and the same share of every capacity."""
    supply = problem.supply[rows]
    share = int(supply.sum()) / max(1, int(problem.supply.sum()))
    capacity, pools = (np.ceil(room * share).astype(np.int64) for room in (problem.capacity, problem.pool_capacity))
    return Problem(problem.costs.take(rows), supply, capacity, pool=problem.pool, pool_capacity=pools)


def improve(basis: Basis, stop: float) -> tuple[bool, Ints]:
    """Pivot, price every arc, add what pays, until nothing does or time is up: (whether it is optimal, what each row
    pays at the prices of the end (n,))."""
    m, k = basis.costs.shape[1], len(basis.tree.head) - basis.costs.shape[1]
    while True:
        while basis.pivot(AT_ONCE) >= AT_ONCE:
            if monotonic() > stop:
                break
        joint = joint_prices(basis, m, k)
        bound = np.where(basis.supply > 0, basis.paid(), -FAR)
        paid, short = pricing.cheapest(basis.costs, joint, bound, basis.arcs, MORE_ARCS)
        late = monotonic() > stop
        if not short or late:
            return not short and not late, paid


def joint_prices(basis: Basis, m: int, k: int) -> Ints:
    """What a unit in each column pays by the tree, nothing below zero."""
    price = np.maximum(basis.tree.price, 0)
    pool = basis.tree.head[:m] - m
    return np.where((pool >= 0) & (pool < k), np.maximum(price[:m], price[basis.tree.head[:m]]), price[:m])


def finish(problem: Problem, basis: Basis, placed: tuple[Flow, Ints], cut: cuts.Cut, paid: Ints | None) -> Plan:
    """The answer with both bounds worked out over every arc; `placed`: what flows, what each row leaves unplaced;
    `paid` (n,): least cost + price, where known."""
    flow, unplaced = placed
    left = int(unplaced.sum())
    found, price = prices.read(problem, basis.tree), basis.unplaced_price
    if paid is not None:
        lowest, price = refined(problem, found, price, cut, paid)
        paid = paid if np.array_equal(lowest.joint, found.joint) else None
        found = lowest
    paid = problem.costs.least(found.joint) if paid is None else paid
    return Plan(
        cost=dot(flow.amounts, problem.costs.at(flow.rows, flow.cols)),
        lower_bound=cost_bound(problem, found, paid, price, left),
        flow=flow,
        unplaced=unplaced,
        least_unplaced=unplaced_bound(problem, cut) if left and not cut.open else 0,
        prices=found.column,
        pool_prices=found.pool,
        unplaced_price=price,
        cut=cut.columns,
        pool_cut=cut.pools,
        method="network simplex, every arc priced",
        basis=basis,
    )
