"""What people do today: who came first goes first, until the label's weight is reached."""

import numpy as np

from lilian.planning.packing.plan import DIVERTED, STAYS, Plan
from lilian.planning.packing.problem import FORBIDDEN, Ints, Problem
from lilian.planning.packing.worth import as_plan, closes, enough, outlook_mg

METHOD = "first come, until the label is reached"


def practice(problem: Problem) -> Plan:
    """Box after box with what waits longest; a box of the right count that is too light gets heavier fruit in exchange
    for its lightest. Fruit that comes one by one goes into the first box that takes it. Where no box comes about, the
    lightest fruit is diverted. Nothing is proved."""
    waiting = np.argsort(-problem.waited, kind="stable").tolist()
    box = np.where(problem.waited >= problem.oldest, DIVERTED, STAYS)
    for index in range(len(problem.held_g)):
        chosen = filled(problem, index, waiting)
        box[chosen] = index
        waiting = [head for head in waiting if head not in chosen]
    if problem.outlook_mg is not None:
        drop(problem, box, waiting)
    if len(box) and (box == STAYS).all() and enough(problem):
        box[problem.weight_g.argmin()] = DIVERTED
    return as_plan(problem, box, METHOD, proved=False)


def filled(problem: Problem, index: int, waiting: list[int]) -> list[int]:
    """Heads that close a box; [] where they do not."""
    count, grams, chosen = int(problem.held_count[index]), int(problem.held_g[index]), []
    for head in waiting:
        if count + problem.pieces[head] > problem.spec.most_count:
            continue
        chosen.append(head)
        count, grams = count + int(problem.pieces[head]), grams + int(problem.weight_g[head])
        if closes(problem, count, grams):
            return chosen
    if problem.outlook_mg is not None or count < problem.spec.least_count:
        return []
    return exchanged(problem, chosen, [head for head in waiting if head not in chosen], problem.least_g - grams)


def exchanged(problem: Problem, chosen: list[int], rest: list[int], short_g: int) -> list[int]:
    """The lightest out and the heaviest of as many pieces in, until nothing is short; [] where it stays short."""
    while True:
        pairs = [
            (int(problem.weight_g[new] - problem.weight_g[old]), old, new)
            for old in chosen
            for new in rest
            if problem.pieces[old] == problem.pieces[new]
        ]
        gain, old, new = max(pairs, default=(0, 0, 0))
        if gain <= 0:
            return []
        chosen, rest = [*(head for head in chosen if head != old), new], [*(head for head in rest if head != new), old]
        short_g -= gain
        if short_g <= 0:
            return chosen


def drop(problem: Problem, box: Ints, waiting: list[int]) -> None:
    """Fruit by fruit into the first box that may be left so."""
    for head in waiting:
        for index in range(len(problem.held_g)):
            inside = np.append(np.flatnonzero(box == index), head)
            count = int(problem.held_count[index] + problem.pieces[inside].sum())
            grams = int(problem.held_g[index] + problem.weight_g[inside].sum())
            if closes(problem, count, grams) or outlook_mg(problem, count, grams) < FORBIDDEN:
                box[head] = index
                break
