"""Multipliers, rounding, local search, then branch and bound on the rest: exact where time allows, bounded always."""

from dataclasses import replace
from time import monotonic

import numpy as np

from lilian.planning.branching import Floats, compact
from lilian.planning.climbing import Incumbent, grow
from lilian.planning.facility.ascent import Ascent, ascend, first_multipliers
from lilian.planning.facility.bound import Pricer, can_be_whole, pricer
from lilian.planning.facility.flows import Served, Server, as_served, least_shortage
from lilian.planning.facility.improve import Search
from lilian.planning.facility.mip import polished
from lilian.planning.facility.plan import Certificate, Plan
from lilian.planning.facility.problem import Problem
from lilian.planning.facility.regret import Regrets
from lilian.planning.facility.tree import Tree
from lilian.planning.limits import Limits
from lilian.planning.transport.costs import Bools
from lilian.planning.transport.plan import Flow

FIRST_STEPS, MORE_STEPS, WHOLE_STEPS = 250, 150, 120
MIP_SHARE = 0.6  # of what is then left, for the packing of whole demands
SEARCH_SHARE = 0.2  # of the time, for local search before the tree
REGRET_SHARE = 0.1  # of the time, kept for the regrets


def solve(problem: Problem, *, limits: Limits = Limits(), explain: bool = True) -> Plan:
    """Serve as much as possible, at the least cost. What cannot be served is an answer, no error.

    Deterministic when it ends before `limits.time_s`; `limits.gap` is the gap at which it may stop.
    `explain`: work out the regrets too, in the time that is left.
    """
    stop = monotonic() + limits.time_s
    least_unserved, cut = least_shortage(problem)
    spill = least_unserved
    if problem.single_source:
        best = Server(problem).serve(np.ones(problem.size[1], np.bool_))
        spill = int(best.unserved.sum())
    while True:
        found, tree, regrets = run(with_spill(problem, spill) if spill else problem, limits, stop, explain=explain)
        plan = finished(problem, found, tree, regrets, (least_unserved, cut, spill))
        left = int(plan.unserved.sum())
        if left <= spill:
            return plan
        spill = left  # whole demands did not fill the gap as hoped: the bound must allow for what is left


def with_spill(problem: Problem, room: int) -> Problem:
    """One store more, free and costless, for what must stay unserved."""
    n = problem.size[0]
    return replace(
        problem,
        fixed_cost=np.append(problem.fixed_cost, 0),
        capacity=np.append(problem.capacity, room),
        cost=np.column_stack([problem.cost, np.zeros(n, np.int64)]),
    )


def run(problem: Problem, limits: Limits, stop: float, *, explain: bool) -> tuple[Served, Tree, Regrets]:
    whole = can_be_whole(problem)
    pricing = pricer(problem, whole)
    shared = pricer(problem, False)
    search = Search(shared, Server(problem), stop - (1 - SEARCH_SHARE) * limits.time_s)
    incumbent = Incumbent(search)
    rise = first_bound(pricing, shared, incumbent, stop)
    search.stop = stop
    tree = Tree(problem, pricing, incumbent.offer, incumbent.best.cost, limits.gap)
    tree.plant(rise.multipliers, rise.often)
    end = stop - REGRET_SHARE * limits.time_s * explain
    if problem.single_source and tree.waiting:
        polish(tree, incumbent, rise.often, replace(limits, time_s=max(0.1, MIP_SHARE * (end - monotonic()))))
    grow(tree, incumbent, end)
    regrets = Regrets(tree, search, incumbent.best)
    if explain:
        regrets.work_out(stop)
    return incumbent.best, tree, regrets


def first_bound(pricing: Pricer, shared: Pricer, incumbent: Incumbent[Served], stop: float) -> Ascent:
    """Multipliers for all stores free; the plan gets better on the way."""
    free = np.full(pricing.cost.shape[1], np.nan)
    rise = ascend(shared, first_multipliers(shared), free, float(incumbent.best.cost), FIRST_STEPS, stop)
    incumbent.climb(rise.often)
    rise = ascend(shared, rise.multipliers, free, float(incumbent.best.cost), MORE_STEPS, stop, 0.5)
    incumbent.climb(rise.often)
    if pricing.whole:
        rise = ascend(pricing, rise.multipliers, free, float(incumbent.best.cost), WHOLE_STEPS, stop, 0.7)
        incumbent.climb(rise.often)
    return rise


def polish(tree: Tree, incumbent: Incumbent[Served], likely: Floats, limits: Limits) -> None:
    """Whole demands leave a packing problem once the stores are known: HiGHS is better at it than local search."""
    store = polished(tree.pricing, likely, incumbent.best, limits)
    if store is not None:
        problem, best = tree.problem, incumbent.best
        incumbent.take(as_served(problem, store, np.zeros(len(best.open), np.bool_), best.worth))
        tree.cost = incumbent.best.cost


def finished(problem: Problem, best: Served, tree: Tree, regrets: Regrets, shortage: tuple[int, Bools, int]) -> Plan:
    """The plan of the problem as given, with only the multipliers its leaves need."""
    m = problem.size[1]
    inside = best.flow.cols < m
    unserved = best.unserved.copy()
    np.add.at(unserved, best.flow.rows[~inside], best.flow.amounts[~inside])
    leaves, forced, multipliers = compact(tree.leaves, regrets.leaves, tree.multipliers)
    return Plan(
        open=best.open[:m],
        flow=Flow(*(part[inside] for part in best.flow)),
        unserved=unserved,
        cost=best.cost,
        lower_bound=tree.lower_bound,
        least_unserved=shortage[0],
        regrets=tuple(regrets.found),
        certificate=Certificate(tree.scale, tree.pricing.whole, shortage[2], multipliers, leaves, forced, shortage[1]),
        method=f"Lagrangian branch and bound, {tree.nodes} nodes",
    )
