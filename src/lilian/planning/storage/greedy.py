"""Today's practice: who is ready first drives to the nearest store that still has room."""

import numpy as np

from lilian.planning.storage.answer import read_plan
from lilian.planning.storage.model import Model
from lilian.planning.storage.plan import Plan
from lilian.planning.storage.problem import Problem


def practice(problem: Problem) -> Plan:
    """Lots by readiness, then code, each to the nearest allowed store with space and intake that day; what does not
    fit spills over to the next store, then the next day. People's locks are served first. Claims no bound.
    """
    model = Model(problem)
    amounts = served_in_turn(model, problem.may_split)
    return read_plan(model, amounts, method="nearest store with space, first come first served")


def served_in_turn(model: Model, may_split: bool) -> dict[tuple[int, int], int]:
    """Grams by part and column."""
    space = [store.free_g for store in model.problem.stores]
    door = [list(store.intakes_g(model.days)) for store in model.problem.stores]
    amounts: dict[tuple[int, int], int] = {}
    for row in queue(model):
        left = model.parts[row].weight_g
        for column in nearest_first(model, row):
            store, day = divmod(column, model.days)
            taken = min(left, space[store], door[store][day])
            if taken <= 0 or (taken < left and not may_split):
                continue
            amounts[row, column] = taken
            space[store] -= taken
            door[store][day] -= taken
            left -= taken
            if not left:
                break
    return amounts


def queue(model: Model) -> list[int]:
    """Rows in the order in which they are served."""

    def turn(row: int) -> tuple[bool, int, str]:
        part = model.parts[row]
        return part.store is None, int(model.ready[part.lot]), model.problem.lots[part.lot].code

    return sorted(range(len(model.parts)), key=turn)


def nearest_first(model: Model, row: int) -> list[int]:
    """Allowed columns of a part: by day, then distance."""
    columns = np.flatnonzero(model.allowed[row])
    stores, days = np.divmod(columns, model.days)
    order = np.lexsort((stores, model.road_km[model.parts[row].lot, stores], days))
    return [int(column) for column in columns[order]]
