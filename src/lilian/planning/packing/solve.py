"""The planner's front door: every subset of the heads for one box, two jointly, or a few heads for many boxes."""

import numpy as np

from lilian.planning.limits import Limits
from lilian.planning.packing import choice
from lilian.planning.packing.plan import DIVERTED, STAYS, Plan
from lilian.planning.packing.problem import PAIR, Bools, Ints, Problem
from lilian.planning.packing.worth import as_plan, enough, now_mg

METHOD = "every subset of the heads"
NO_OUTLOOK = np.zeros((0, 0), np.int64)


def solve(problem: Problem, *, limits: Limits = Limits()) -> Plan:  # noqa: ARG001 - asked like every topic
    """The cheapest decision, proved: a millisecond, so that no limit applies."""
    overdue = problem.waited >= problem.oldest
    chosen = best_subsets(problem, overdue)
    plan = as_plan(problem, placed(problem, chosen), METHOD, proved=True)
    left_open = len(problem.held_g) * problem.unclosed_mg + problem.divert_mg[overdue].sum()
    if not chosen.any() or plan.cost_mg <= left_open:
        return plan
    nothing = as_plan(problem, placed(problem, np.zeros_like(chosen)), METHOD, proved=True)
    return min(plan, nothing, key=lambda plan: plan.cost_mg)


def best_subsets(problem: Problem, overdue: Bools) -> Ints:
    """(b,): the heads for each box as bits, not all empty where any box may get any; the cheapest."""
    weight, count = choice.sums(problem.weight_g), choice.sums(problem.pieces)
    # An overdue fruit that goes into a box saves its price of diverting.
    price = choice.sums(problem.keep_mg - np.where(overdue, problem.divert_mg, 0))
    outlook = NO_OUTLOOK if problem.outlook_mg is None else problem.outlook_mg
    spec = problem.spec
    rules = np.array([spec.least_count, spec.most_count, problem.least_g, spec.label_g, problem.unclosed_mg])
    now = [now_mg(problem, box) if len(outlook) else 0 for box in range(len(problem.held_g))]
    held = np.column_stack([problem.held_count, problem.held_g, np.array(now, np.int64)])
    if len(held) == 1:
        return np.array([choice.best_alone(weight, count, price, held[0], rules, outlook)])
    costs = [choice.box_costs(weight, count, price, box, rules, outlook) for box in held]
    if len(held) == PAIR:
        return np.array(choice.best_pair(*costs))
    return np.asarray(choice.best_several(np.array(costs).reshape(len(held), -1)))


def placed(problem: Problem, chosen: Ints) -> Ints:
    """(n,): where each head's fruit goes; what is overdue and in no box is diverted, and one fruit where nothing moves
    though there are enough for a box."""
    heads = np.arange(len(problem.weight_g))
    box = np.where(problem.waited >= problem.oldest, DIVERTED, STAYS)
    for index, mask in enumerate(chosen.tolist()):
        box[(mask >> heads) & 1 == 1] = index
    if len(box) and (box == STAYS).all() and enough(problem):
        box[problem.divert_mg.argmin()] = DIVERTED
    return box
