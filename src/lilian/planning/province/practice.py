"""Today's practice in a province: who is ready first drives to the nearest store that still has room, shared or not,
whatever county he is of."""

from collections import Counter
from dataclasses import dataclass

from lilian.planning import storage
from lilian.planning.province.problem import Problem, extended, usable
from lilian.planning.storage.answer import read_plan
from lilian.planning.storage.greedy import Room, served, turn
from lilian.planning.storage.model import Model

METHOD = "nearest store with space, first come first served"


@dataclass(frozen=True)
class Practice:
    """`counties`: a plan each, of its own question with the shared stores it may use, in the problem's order."""

    counties: tuple[storage.Plan, ...]

    @property
    def cost_fen(self) -> int:
        return sum(plan.cost_fen for plan in self.counties)

    @property
    def placed_g(self) -> int:
        return sum(plan.placed_g for plan in self.counties)


class Shared:
    """What all counties have brought to the shared stores: by place, and by place and calendar day."""

    def __init__(self, problem: Problem) -> None:
        self.stores = [shared.store for shared in problem.shared]
        self.space, self.door = Counter[int](), Counter[tuple[int, int]]()


class CountyRoom(Room):
    """A county's own stores, and behind them what is left of the shared ones it may use."""

    def __init__(self, model: Model, places: list[int], shared: Shared) -> None:
        super().__init__(model)
        self.own, self.places, self.shared = len(self.space) - len(places), places, shared
        self.first = model.problem.terms.first_day.toordinal()

    def left_g(self, store: int, day: int) -> int:
        if store < self.own:
            return super().left_g(store, day)
        place = self.places[store - self.own]
        there, gone = self.shared.stores[place], self.shared
        left = there.intake_g_per_day - gone.door[place, self.first + day]
        return min(there.free_g - gone.space[place], left)

    def take(self, store: int, day: int, weight_g: int) -> None:
        if store < self.own:
            super().take(store, day, weight_g)
            return
        place = self.places[store - self.own]
        self.shared.space[place] += weight_g
        self.shared.door[place, self.first + day] += weight_g


def practice(problem: Problem) -> Practice:
    """All counties' fruit in one queue: people's locks first, then by the calendar day it is ready, then county by
    county in the order of the problem."""
    models = [Model(extended(problem, county)) for county in problem.counties]
    shared = Shared(problem)
    rooms = [
        CountyRoom(model, usable(problem, county.name), shared)
        for model, county in zip(models, problem.counties, strict=True)
    ]
    amounts: list[dict[tuple[int, int], int]] = [{} for _ in models]
    for _, _, county, _, row in sorted(arrivals(models)):
        model = models[county]
        amounts[county] |= served(model, row, rooms[county], may_split=model.problem.may_split)
    plans = (read_plan(model, given, method=METHOD) for model, given in zip(models, amounts, strict=True))
    return Practice(tuple(plans))


def arrivals(models: list[Model]) -> list[tuple[bool, int, int, str, int]]:
    """(not locked, calendar day, county, lot, row)."""
    found = []
    for county, model in enumerate(models):
        first = model.problem.terms.first_day.toordinal()
        for row in range(len(model.parts)):
            free, day, lot = turn(model, row)
            found.append((free, first + day, county, lot, row))
    return found
