"""Linear program, rounding, local search, then branch and bound on plants and depots together."""

from time import monotonic

import numpy as np

from lilian.planning.branching import compact
from lilian.planning.climbing import Incumbent, grow
from lilian.planning.limits import Limits
from lilian.planning.transport.costs import Bools
from lilian.planning.transport.plan import Flow
from lilian.planning.two_stage.flows import Served, Server, least_shortage
from lilian.planning.two_stage.plan import Certificate, Plan
from lilian.planning.two_stage.problem import Problem
from lilian.planning.two_stage.tree import Search, Tree

SEARCH_SHARE = 0.3  # of the time, for local search before the tree


def solve(problem: Problem, *, limits: Limits = Limits()) -> Plan:
    """Serve as much as possible, at the least cost. What cannot be served is an answer, no error.

    Deterministic when it ends before `limits.time_s`; `limits.gap` is the gap at which it may stop.
    """
    stop = monotonic() + limits.time_s
    shortage = least_shortage(problem, np.ones(len(problem.fixed_cost), np.bool_))
    spill = shortage[0]
    found, tree = run(problem.with_spill(spill) if spill else problem, limits, stop)
    return finished(problem, found, tree, shortage)


def run(problem: Problem, limits: Limits, stop: float) -> tuple[Served, Tree]:
    server = Server(problem)
    incumbent = Incumbent(Search(server, stop - (1 - SEARCH_SHARE) * limits.time_s))
    tree = Tree(problem, server, incumbent.offer, incumbent.best.cost, limits.gap)
    free = np.full(len(problem.fixed_cost), np.nan)
    root = tree.linear.solve(free, stop)
    likely = incumbent.best.open.astype(np.float64) if root is None else root.opened
    incumbent.climb(likely)
    incumbent.take(incumbent.search.improved(incumbent.best))
    incumbent.search.stop = stop
    tree.cost = incumbent.best.cost
    tree.plant(incumbent.best.worth if root is None else root.multipliers, likely)
    grow(tree, incumbent, stop)
    return incumbent.best, tree


def finished(problem: Problem, best: Served, tree: Tree, shortage: tuple[int, Bools, Bools]) -> Plan:
    """The plan of the problem as given; what went through the spill is unserved."""
    p, d, _ = problem.size
    inside = best.outbound.rows < d
    outbound = Flow(*(part[inside] for part in best.outbound))
    unserved = best.unserved.copy()
    np.add.at(unserved, best.outbound.cols[~inside], best.outbound.amounts[~inside])
    kept = best.inbound.rows < p
    spilled = len(best.open) > p + d
    leaves, _, multipliers = compact(tree.leaves, [], tree.multipliers)
    return Plan(
        plants=best.open[:p],
        depots=best.open[p + spilled : p + spilled + d],
        inbound=Flow(*(part[kept] for part in best.inbound)),
        outbound=outbound,
        unserved=unserved,
        cost=best.cost,
        lower_bound=tree.lower_bound,
        least_unserved=shortage[0],
        certificate=Certificate(tree.scale, shortage[0], multipliers, leaves, shortage[1], shortage[2]),
        method=f"Lagrangian branch and bound over both stages, {tree.nodes} nodes",
    )
