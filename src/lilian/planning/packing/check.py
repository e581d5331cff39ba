"""An auditor's check of a packing plan. Shares no code with the solver and imports none: every rule again in plain
sums, the bound again over every subset, in numpy."""

from collections.abc import Iterator
from functools import reduce

import numpy as np

from lilian.planning.packing.plan import DIVERTED, STAYS, Plan
from lilian.planning.packing.problem import FEW_HEADS, FORBIDDEN, Ints, Problem

FEW = 1 << FEW_HEADS  # subsets of so few heads may be shared out among more than two boxes


def faults(problem: Problem, plan: Plan) -> list[str]:
    """Every way in which the plan breaks the problem or its own claims; [] means it is sound, its bound true."""
    shapes = list(shape_faults(problem, plan))
    if shapes:
        return shapes
    return [*head_faults(problem, plan), *box_faults(problem, plan), *bound_faults(problem, plan)]


def shape_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    n, b = len(problem.weight_g), len(problem.held_g)
    if len(plan.box) != n or (n and not DIVERTED <= plan.box.min() <= plan.box.max() < b):
        yield "box has the wrong length, or names a box that is not open"
    if len(plan.closed) != b:
        yield "closed has the wrong length"


def head_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    for head, (box, waited) in enumerate(zip(plan.box.tolist(), problem.waited.tolist(), strict=True)):
        if box == STAYS and waited >= problem.oldest:
            yield f"head {head} has waited {waited} and stays"
    if len(plan.box) and (plan.box == STAYS).all() and not too_few(problem):
        yield "nothing moves, though there are fruit enough for a box"


def box_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    """Each box in turn, then what all of them come to."""
    give_away = cost = 0
    for box in range(len(problem.held_g)):
        heads = [head for head, where in enumerate(plan.box.tolist()) if where == box]
        grams = int(problem.held_g[box]) + sum(int(problem.weight_g[head]) for head in heads)
        count = int(problem.held_count[box]) + sum(int(problem.pieces[head]) for head in heads)
        full = bool(heads) and is_full(problem, count, grams)
        if full != bool(plan.closed[box]):
            yield f"box {box} with {count} fruit of {grams} g is {'' if full else 'not '}full"
        if heads and not full and left_open(problem, count, grams) >= FORBIDDEN:
            yield f"box {box} may not be left open with {count} fruit of {grams} g"
            return
        give_away += grams - problem.spec.label_g if full else 0
        cost += box_cost(problem, box, count, grams) if heads else problem.unclosed_mg
    cost += sum(int(problem.keep_mg[head]) for head in np.flatnonzero(plan.box >= 0))
    cost += sum(int(problem.divert_mg[head]) for head in np.flatnonzero(plan.box == DIVERTED))
    if give_away != plan.give_away_g:
        yield f"give-away is {give_away} g, not {plan.give_away_g}"
    if cost != plan.cost_mg:
        yield f"cost is {cost} mg, not {plan.cost_mg}"
    if not plan.closed.any() and (plan.missing_count, plan.missing_g) != lacking(problem):
        yield f"what the best box lacks is {lacking(problem)}, not {plan.missing_count, plan.missing_g}"


def bound_faults(problem: Problem, plan: Plan) -> Iterator[str]:
    if plan.lower_bound_mg > plan.cost_mg:
        yield f"lower bound {plan.lower_bound_mg} is above the cost {plan.cost_mg}"
    least = least_cost(problem)
    if plan.lower_bound_mg > least:
        yield f"a plan costs {least} mg, below the bound {plan.lower_bound_mg}"


def is_full(problem: Problem, count: int, grams: int) -> bool:
    spec = problem.spec
    usable = max(0, problem.ahead_g) // len(problem.held_g)
    short = spec.label_g - grams
    return spec.least_count <= count <= spec.most_count and short <= min(spec.shortage_g, usable)


def left_open(problem: Problem, count: int, grams: int) -> int:
    if problem.outlook_mg is None or count > problem.spec.most_count:
        return FORBIDDEN
    short = problem.spec.label_g - grams
    return int(problem.outlook_mg[count, short]) if short >= 0 else int(problem.outlook_mg[count, 0]) - 1000 * short


def box_cost(problem: Problem, box: int, count: int, grams: int) -> int:
    """What a box costs that got fruit and may be like this."""
    if is_full(problem, count, grams):
        over = grams - problem.spec.label_g
        return 1000 * over if over >= 0 else -over
    before = left_open(problem, int(problem.held_count[box]), int(problem.held_g[box]))
    unclosed = problem.unclosed_mg
    return unclosed + left_open(problem, count, grams) - (before if before < FORBIDDEN else 0)


def subsets(problem: Problem) -> Ints:
    """(2^n, n) of 0 and 1."""
    n = len(problem.weight_g)
    return (np.arange(1 << n)[:, None] >> np.arange(n)) & 1


def too_few(problem: Problem) -> bool:
    return not len(problem.held_g) or lacking(problem)[0] > 0


def lacking(problem: Problem) -> tuple[int, int]:
    """(fruit, grams) that the box nearest to being full lacks, over every subset."""
    chosen, spec = subsets(problem), problem.spec
    usable = max(0, problem.ahead_g) // max(1, len(problem.held_g))
    least_g = spec.label_g - min(spec.shortage_g, usable)
    found = []
    for held, grams in zip(problem.held_count.tolist(), problem.held_g.tolist(), strict=True):
        count, weight = held + chosen @ problem.pieces, grams + chosen @ problem.weight_g
        right = (spec.least_count <= count) & (count <= spec.most_count)
        if right.any():
            found.append((0, max(0, least_g - int(weight[right].max()))))
        else:
            found.append((max(0, spec.least_count - int(count[count <= spec.most_count].max())), 0))
    return min(found, default=(0, 0))


def least_cost(problem: Problem) -> int:
    """The cost of the best plan."""
    chosen = subsets(problem)
    overdue = problem.waited >= problem.oldest
    always = sum(int(price) for price in problem.divert_mg[overdue])
    boxes = len(problem.held_g)
    nothing = always + boxes * problem.unclosed_mg
    if len(problem.weight_g) and not overdue.any() and not too_few(problem):
        nothing += int(problem.divert_mg.min())
    if not boxes:
        return nothing
    some = any_box(problem, chosen, chosen @ (problem.keep_mg - np.where(overdue, problem.divert_mg, 0)))
    return min(nothing, always + some)


def any_box(problem: Problem, chosen: Ints, price: Ints) -> int:
    """The least that boxes cost where at least one of them gets fruit."""
    tables = [table(problem, box, chosen, price) for box in range(len(problem.held_g))]
    best = FORBIDDEN
    for box, values in enumerate(tables):
        used = values.copy()
        used[0] = FORBIDDEN
        best = min(best, int(reduce(joined, [*tables[:box], *tables[box + 1 :]], used).min()))
    return best


def table(problem: Problem, box: int, chosen: Ints, price: Ints) -> Ints:
    """(2^n,): what each subset costs in a box; `FORBIDDEN` or more where it may not be."""
    count = (problem.held_count[box] + chosen @ problem.pieces).tolist()
    grams = (problem.held_g[box] + chosen @ problem.weight_g).tolist()
    value = np.full(len(price), FORBIDDEN, np.int64)
    for mask, (fruit, weight) in enumerate(zip(count, grams, strict=True)):
        if mask and (is_full(problem, fruit, weight) or left_open(problem, fruit, weight) < FORBIDDEN):
            value[mask] = box_cost(problem, box, fruit, weight) + price[mask]
    value[0] = problem.unclosed_mg
    return value


def joined(first: Ints, second: Ints) -> Ints:
    """The least sum over two disjoint subsets inside each set; of many heads inside the set of all only."""
    inside, size = within(second), len(first)
    return np.array([disjoint_sum(first, inside, whole) for whole in (range(size) if size <= FEW else [size - 1])])


def disjoint_sum(first: Ints, inside: Ints, whole: int) -> int:
    """Least of `first` on a part of a set and `inside` on what is left of it."""
    parts = np.flatnonzero(np.arange(len(first)) & ~whole == 0)
    return min(FORBIDDEN, int((first[parts] + inside[whole ^ parts]).min()))


def within(value: Ints) -> Ints:
    """(2^n,): the least over all subsets of each set."""
    cube = value.copy().reshape((2,) * (len(value).bit_length() - 1))
    for axis in range(cube.ndim):
        faces = np.moveaxis(cube, axis, 0)
        faces[1] = np.minimum(faces[0], faces[1])
    return cube.reshape(-1)
