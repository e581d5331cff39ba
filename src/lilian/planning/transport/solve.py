"""Column generation: solve on a few arcs, price every arc, add those that pay, until none does. Exact, with proof."""

from dataclasses import dataclass
from time import monotonic

import numpy as np

from lilian.planning.limits import Limits
from lilian.planning.transport import cut as cuts
from lilian.planning.transport.certificate import cost_bound, dot, unplaced_bound
from lilian.planning.transport.costs import Arcs, Ints, keep, row_least
from lilian.planning.transport.network import cheapest_flow
from lilian.planning.transport.plan import Flow, Plan
from lilian.planning.transport.prices import Prices, recover
from lilian.planning.transport.problem import Problem
from lilian.planning.transport.refine import refined

ALL_ARCS = 120_000  # up to here every arc goes to the solver at once
SAMPLE = 8  # one row in so many chooses the first arcs
FIRST_ARCS = 16  # arcs a row starts with
MORE_ARCS = 8  # arcs added to a row that found a cheaper one


class Unproved(AssertionError):
    """The certificate does not close: a fault in this program, never shown as an optimum."""


@dataclass(frozen=True)
class Round:
    """One solve on the arcs chosen so far; `complete` if no arc outside them is cheaper at its prices."""

    arcs: Arcs
    amounts: Ints
    unplaced: Ints
    prices: Prices
    unplaced_price: int
    complete: bool = False


def solve(problem: Problem, *, limits: Limits = Limits()) -> Plan:  # noqa: B008 - frozen
    """Place as many units as possible; among all such plans, the cheapest. Unplaced units are an answer, no error.

    Deterministic for one seed. When `limits.time_s` runs out before the proof, the plan is feasible and says so by
    its gap; otherwise `plan.proved` holds.

    :raises Unproved: if the proof fails (never a false optimum)
    """
    stop = monotonic() + limits.time_s
    least, most = problem.costs.span()
    unplaced_price = 2 * max(most, 0) - min(least, 0) + 1
    arcs = first_arcs(problem, limits, unplaced_price, stop)
    while True:
        found = generate(problem, arcs, unplaced_price, stop)
        cut = cuts.find(problem, found.arcs, found.amounts, found.unplaced)
        late = monotonic() > stop
        if not cut.open or late:
            plan = finish(problem, found, cut)
            if not plan.proved and not late:
                raise Unproved(
                    f"cost {plan.cost}, bound {plan.lower_bound}; {plan.unplaced.sum()} / {plan.least_unplaced}"
                )
            return plan
        arcs, unplaced_price = found.arcs, unplaced_price * 8


def generate(problem: Problem, arcs: Arcs, unplaced_price: int, stop: float) -> Round:
    """Solve, price, add arcs, until no arc outside is cheaper or time is up."""
    while True:
        amounts, unplaced = cheapest_flow(problem, arcs, unplaced_price)
        prices = recover(problem, arcs, amounts, unplaced_price)
        more = cheaper_arcs(problem, arcs, prices.joint, unplaced_price)
        if not len(more.rows) or monotonic() > stop:
            return Round(arcs, amounts, unplaced, prices, unplaced_price, complete=not len(more.rows))
        arcs = merged(arcs, more)


def first_arcs(problem: Problem, limits: Limits, unplaced_price: int, stop: float) -> Arcs:
    """All arcs of a small problem; else the cheapest few of each row at the prices of a sample of the rows."""
    n = problem.costs.shape[0]
    if problem.costs.size <= ALL_ARCS or n < 2 * SAMPLE:
        return problem.costs.all_arcs()
    part = sample(problem, np.sort(np.random.default_rng(limits.seed).choice(n, n // SAMPLE, replace=False)))
    found = generate(part, first_arcs(part, limits, unplaced_price, stop), unplaced_price, stop)
    picked = problem.costs.shortlist(found.prices.joint, FIRST_ARCS, np.arange(n))
    return ordered(picked)


def sample(problem: Problem, rows: Ints) -> Problem:
    """The same problem in small: some rows, and the same share of every capacity."""
    supply = problem.supply[rows]
    share = int(supply.sum()) / max(1, int(problem.supply.sum()))
    capacity, pools = (np.floor(room * share).astype(np.int64) for room in (problem.capacity, problem.pool_capacity))
    return Problem(problem.costs.take(rows), supply, capacity, pool=problem.pool, pool_capacity=pools)


def cheaper_arcs(problem: Problem, arcs: Arcs, joint: Ints, unplaced_price: int) -> Arcs:
    """The best few arcs of each row that has one cheaper than all of `arcs`, at prices `joint` (m,)."""
    starts = np.searchsorted(arcs.rows, np.arange(problem.costs.shape[0] + 1))
    now = np.minimum(row_least(arcs.cost + joint[arcs.cols], starts), unplaced_price)
    short = np.flatnonzero((problem.costs.least(joint) < now) & (problem.supply > 0))
    if not len(short):
        return keep(arcs, np.zeros(len(arcs.rows), np.bool_))
    return problem.costs.shortlist(joint, MORE_ARCS, short)


def ordered(arcs: Arcs) -> Arcs:
    order = np.lexsort((arcs.cols, arcs.rows))
    return Arcs(arcs.rows[order], arcs.cols[order], arcs.cost[order])


def merged(arcs: Arcs, more: Arcs) -> Arcs:
    """Both, sorted by row, each arc once."""
    both = ordered(Arcs(*(np.concatenate(pair) for pair in zip(arcs, more, strict=True))))
    twice = (np.diff(both.rows, prepend=-1) == 0) & (np.diff(both.cols, prepend=-1) == 0)
    return keep(both, ~twice)


def finish(problem: Problem, found: Round, cut: cuts.Cut) -> Plan:
    """The answer with both bounds worked out over every arc."""
    carrying = found.amounts > 0
    flow = Flow(found.arcs.rows[carrying], found.arcs.cols[carrying], found.amounts[carrying])
    left = int(found.unplaced.sum())
    prices, unplaced_price = (
        refined(problem, found.prices, found.unplaced_price, cut)
        if found.complete
        else (found.prices, found.unplaced_price)
    )
    return Plan(
        cost=dot(found.amounts, found.arcs.cost),
        lower_bound=cost_bound(problem, prices, unplaced_price, left),
        flow=flow,
        unplaced=found.unplaced,
        least_unplaced=unplaced_bound(problem, cut) if left and not cut.open else 0,
        prices=prices.column,
        pool_prices=prices.pool,
        unplaced_price=unplaced_price,
        cut=cut.columns,
        pool_cut=cut.pools,
        method="column generation over min-cost flow",
    )
