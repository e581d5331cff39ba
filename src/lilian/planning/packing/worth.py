"""What a decision comes to, and the plan made of it; for the solver and for today's practice alike."""

import numpy as np

from lilian.planning.packing.plan import DIVERTED, Plan
from lilian.planning.packing.problem import FORBIDDEN, Ints, Problem


def closes(problem: Problem, count: int, weight_g: int) -> bool:
    """Whether a box with so much in it is full."""
    return problem.spec.least_count <= count <= problem.spec.most_count and weight_g >= problem.least_g


def outlook_mg(problem: Problem, count: int, weight_g: int) -> int:
    """What a box left open like this will cost; `FORBIDDEN` or more where it may not be left so."""
    if count > problem.spec.most_count:
        return FORBIDDEN
    missing = problem.spec.label_g - weight_g
    return int(problem.outlook_mg[count, max(0, missing)]) + 1000 * max(0, -missing)


def closed_mg(problem: Problem, weight_g: int) -> int:
    """What closing a box of this weight costs: 1000 a gram above the label, 1 a gram below it."""
    over = weight_g - problem.spec.label_g
    return max(1000 * over, -over)


def floor_mg(problem: Problem) -> int:
    """What no plan can cost less than, by the prices alone."""
    before = 0
    if problem.outlook_mg is not None:
        before = sum(now_mg(problem, box) for box in range(len(problem.held_g)))
    return sum(np.minimum(problem.keep_mg, 0).tolist()) - before


def now_mg(problem: Problem, box: int) -> int:
    """The outlook of an open box as it stands; 0 where that is no place to be."""
    value = outlook_mg(problem, int(problem.held_count[box]), int(problem.held_g[box]))
    return 0 if value >= FORBIDDEN else value


def as_plan(problem: Problem, box: Ints, method: str, *, proved: bool) -> Plan:
    """The plan that puts each head's fruit where `box` (n,) says."""
    closed, cost, give_away = np.zeros(len(problem.held_g), np.int64), 0, 0
    for index in range(len(problem.held_g)):
        inside = box == index
        count = int(problem.held_count[index] + problem.pieces[inside].sum())
        weight = int(problem.held_g[index] + problem.weight_g[inside].sum())
        if inside.any() and closes(problem, count, weight):
            closed[index] = 1
            cost += closed_mg(problem, weight)
            give_away += weight - problem.spec.label_g
        else:
            cost += problem.unclosed_mg
            cost += outlook_mg(problem, count, weight) - now_mg(problem, index) if inside.any() else 0
    cost += int(problem.keep_mg[box >= 0].sum() + problem.divert_mg[box == DIVERTED].sum())
    missing_g, missing_count = (0, 0) if closed.any() else missing(problem)
    bound = cost if proved else min(cost, floor_mg(problem))
    return Plan(box, closed, give_away, cost, bound, missing_g, missing_count, method)


def enough(problem: Problem) -> bool:
    """Whether there are fruit enough for a box, whatever they weigh."""
    return len(problem.held_g) > 0 and missing(problem)[1] == 0


def missing(problem: Problem) -> tuple[int, int]:
    """(grams, fruit) that the box nearest to closing lacks with the heaviest fruit there is; (0, 0) if one closes."""
    found = [lacks(problem, index) for index in range(len(problem.held_g))]
    return min(found, key=lambda lack: (lack[1], lack[0]), default=(0, 0))


def lacks(problem: Problem, box: int) -> tuple[int, int]:
    """The heaviest by count, from a table over the count, since heads may hold several fruit."""
    most = problem.spec.most_count
    best = [-1] * (most + 1)
    best[int(problem.held_count[box])] = int(problem.held_g[box])
    for pieces, weight in zip(problem.pieces.tolist(), problem.weight_g.tolist(), strict=True):
        for count in range(most, pieces - 1, -1):
            if best[count - pieces] >= 0:
                best[count] = max(best[count], best[count - pieces] + weight)
    reached = max(count for count, weight in enumerate(best) if weight >= 0)
    if reached < problem.spec.least_count:
        return 0, problem.spec.least_count - reached
    return max(0, problem.least_g - max(best[problem.spec.least_count :])), 0
