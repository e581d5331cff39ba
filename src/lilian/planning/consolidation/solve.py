"""HiGHS for a good plan, our own tree for the bound; every plan is entered in the books again, gram by gram."""

from dataclasses import replace
from time import monotonic

import highspy
import numpy as np

from lilian.planning.consolidation.answer import all_on, grams, plan_of
from lilian.planning.consolidation.bound import Bounder, bounder
from lilian.planning.consolidation.decided import Running, allowed
from lilian.planning.consolidation.greedy import practice
from lilian.planning.consolidation.model import Model, Season, build, season
from lilian.planning.consolidation.plan import Leaf, Plan, RoomRegret
from lilian.planning.consolidation.problem import Problem
from lilian.planning.consolidation.tree import Floats, Tree
from lilian.planning.highs import prepared
from lilian.planning.limits import Limits

MIP_SHARE, TREE_SHARE = 0.5, 0.7  # of the time left, one after the other; the rest is for the regrets
ROUNDINGS = (0.02, 0.08, 0.2, 0.4)  # shares from which a room runs
WHOLE = 1e-6
METHOD = "HiGHS, bounded by a tree of linear programs"


class Planner:
    """One problem being solved: the model, and the best plan so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.known: Season = season(problem)
        self.model: Model = build(problem)
        self.bounder: Bounder = bounder(problem, self.model)
        self.linear = prepared(Limits())
        self.linear.setOptionValue("time_limit", highspy.kHighsInf)  # HiGHS adds up the time of all its runs
        self.linear.passModel(self.model.program(whole=False))
        self.best: Plan | None = None
        self.values: list[float] = []

    def try_running(self, running: Running) -> Plan:
        """The cheapest plan with these rooms on, kept if it is the best so far."""
        plan, values = self.fitted(running)
        if self.best is None or plan.cost.total < self.best.cost.total:
            self.best, self.values = plan, values
        return plan

    def fitted(self, running: Running) -> tuple[Plan, list[float]]:
        runs = self.model.runs()
        on = np.array([float(running[self.problem.rooms[key[1]].code][key[2]]) for key, _ in runs])
        self.linear.changeColsBounds(len(on), np.array([at for _, at in runs], np.int32), on, on)
        self.linear.run()
        values = list(self.linear.getSolution().col_value)
        return plan_of(self.known, grams(self.model, values), running, METHOD), values

    def offer(self, shares: Floats) -> float:
        self.try_running(allowed(self.problem, self.as_running(shares)))
        return self.cost()

    def cost(self) -> float:
        """Of the best plan, in 1/1000 fen."""
        return np.inf if self.best is None else 1000.0 * self.best.cost.total

    def search(self, limits: Limits, shares: Floats) -> None:
        """HiGHS from the best plan known, on the rooms and months that the relaxation (shares of columns) doubts."""
        solver = prepared(limits)
        solver.passModel(self.model.program(whole=True))
        runs = np.array([at for _, at in self.model.runs()], np.int32)
        low, high = np.floor(shares[runs] + WHOLE), np.ceil(shares[runs] - WHOLE)
        for (r, t), on in self.problem.fixed_runs.items():
            low[r * self.problem.terms.months + t] = high[r * self.problem.terms.months + t] = float(on)
        solver.changeColsBounds(len(runs), runs, low, high)
        start = highspy.HighsSolution()
        start.col_value = self.values
        solver.setSolution(start)
        solver.run()
        if solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self.try_running(self.as_running(np.array(solver.getSolution().col_value)))

    def as_running(self, values: Floats, least: float = 0.5) -> Running:
        """The rooms and months whose run is above `least`."""
        months = range(self.problem.terms.months)
        found = {}
        for r, room in enumerate(self.problem.rooms):
            found[room.code] = tuple(bool(values[self.model.columns["run", r, t, 0]] > least) for t in months)
        return found


def solve(problem: Problem, *, limits: Limits = Limits(), start: Plan | None = None) -> Plan:
    """Which rooms run in which month, what moves, and what it costs at least and at most.

    `start`: the plan of the month before; its months, one further on, are tried first. What finds no room or keeps too
    short is `lost`, what cannot be delivered `missing`, both at their price: no answer is an error.
    """
    stop = monotonic() + limits.time_s
    planner = Planner(problem)
    for running in first_choices(problem, start):
        planner.try_running(running)
    tree = Tree(problem, planner.model)
    root = tree.plant(stop)
    if root is not None:
        for least in ROUNDINGS if monotonic() < stop else ():
            planner.try_running(allowed(problem, planner.as_running(root.shares, least)))
        planner.search(replace(limits, time_s=max(0.1, MIP_SHARE * (stop - monotonic()))), root.shares)
    tree.cost = planner.cost()
    tree.grow(limits.gap, monotonic() + TREE_SHARE * max(0.0, stop - monotonic()), planner.offer)
    best = planner.best
    assert best is not None
    leaves = tree.leaves() or (Leaf((), ()),)
    bound = min(best.cost.total, max(0, min(planner.bounder.fen(leaf) for leaf in leaves)))
    root_leaf = Leaf((), tree.prices(root.duals)) if root is not None else Leaf((), ())
    regrets = regrets_of(planner, best, root_leaf, stop)
    return replace(best, lower_bound_fen=bound, leaves=leaves, regrets=regrets, root=root_leaf)


def first_choices(problem: Problem, start: Plan | None) -> list[Running]:
    """Patterns to begin with, each made to keep people's decisions and the idle time."""
    choices = [all_on(problem), practice(problem).running]
    if start is not None and set(start.running) == {room.code for room in problem.rooms}:
        choices.insert(0, {code: (*months[1:], months[-1]) for code, months in start.running.items()})
    return [allowed(problem, running) for running in choices]


def regrets_of(planner: Planner, best: Plan, root: Leaf, stop: float) -> tuple[RoomRegret, ...]:
    """For each room that people left free: the other way for the whole season."""
    problem, found = planner.problem, []
    for r, room in enumerate(problem.rooms):
        if any((r, t) in problem.fixed_runs for t in range(problem.terms.months)):
            continue
        runs = not any(best.running[room.code])
        forced = {(r, t): runs for t in range(problem.terms.months)}
        at_least = max(0, planner.bounder.fen(root, forced) - best.cost.total)
        at_most = None
        if monotonic() < stop:
            other, _ = planner.fitted(best.running | {room.code: (runs,) * problem.terms.months})
            at_most = max(at_least, other.cost.total - best.cost.total)
        found.append(RoomRegret(room.code, runs, at_least, at_most))
    return tuple(found)
