"""Today's practice: who is ready first drives to the nearest store that still has room."""

from collections.abc import Iterator

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


class Room:
    """What the stores still take: space by store, doors by store and day."""

    def __init__(self, model: Model) -> None:
        self.space = [store.free_g for store in model.problem.stores]
        self.door = [list(store.intakes_g(model.days)) for store in model.problem.stores]

    def left_g(self, store: int, day: int) -> int:
        return min(self.space[store], self.door[store][day])

    def take(self, store: int, day: int, weight_g: int) -> None:
        self.space[store] -= weight_g
        self.door[store][day] -= weight_g


Turn = tuple[bool, int, str]


def served_in_turn(model: Model, may_split: bool) -> dict[tuple[int, int], int]:
    """Grams by part and column."""
    room, amounts = Room(model), dict[tuple[int, int], int]()
    for row in sorted(range(len(model.parts)), key=lambda row: turn(model, row)):
        amounts |= served(model, row, room, may_split=may_split)
    return amounts


def served(model: Model, row: int, room: Room, *, may_split: bool) -> dict[tuple[int, int], int]:
    """Grams of one part by (part, column), taken from the room."""
    amounts, left = dict[tuple[int, int], int](), model.parts[row].weight_g
    for column in nearest_first(model, row):
        store, day = divmod(column, model.days)
        taken = min(left, room.left_g(store, day))
        if taken <= 0 or (taken < left and not may_split):
            continue
        amounts[row, column] = taken
        room.take(store, day, taken)
        left -= taken
        if not left:
            break
    return amounts


def turn(model: Model, row: int) -> Turn:
    """When a part is served: people's locks first, then by the day it is ready."""
    part = model.parts[row]
    return part.store is None, int(model.ready[part.lot]), model.problem.lots[part.lot].code


def nearest_first(model: Model, row: int) -> Iterator[int]:
    """Allowed columns of a part: by day, then distance."""
    stores = model.nearest[model.parts[row].lot]
    free = model.allowed[row].reshape(-1, model.days)[stores]
    for day in range(model.days):
        yield from (stores[free[:, day]] * model.days + day).tolist()
