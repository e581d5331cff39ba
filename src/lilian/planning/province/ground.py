"""A county's arcs, worked out once and asked again and again. Columns: store and day, shared stores last; then "left".

Units are those of the whole province, so that amounts of different counties add up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from lilian.planning import storage, transport
from lilian.planning.storage.model import Ints, Model
from lilian.planning.transport.costs import FAR, DenseCosts, TolledCosts


@dataclass(frozen=True)
class Stakes:
    """What counts in all questions of one search: `left` what a unit left behind costs, `bonus` the credit of a locked
    unit; `costless`: only what is left counts."""

    left: int
    bonus: int = 0
    costless: bool = False


@dataclass(frozen=True)
class Question:
    """What the province asks a county: place your fruit at these prices of the shared stores.

    `prices` per shared column (a unit, on the grid); `quota` units per shared column, None for all the store has.
    """

    stakes: Stakes
    prices: Ints
    quota: Ints | None = None


@dataclass(frozen=True)
class Ground:
    """`problem` is extended by the shared stores, its last `guests` ones; `unit_g` divides every weight."""

    problem: storage.Problem
    guests: int
    unit_g: int

    @cached_property
    def model(self) -> Model:
        return Model(self.problem)

    @cached_property
    def untolled(self) -> Callable[[Stakes], DenseCosts]:
        """What the arcs cost, "left" the last column, before any price; the last matrix asked for is kept."""
        return lru_cache(maxsize=1)(self._untolled)

    def _untolled(self, stakes: Stakes) -> DenseCosts:
        matrix = np.full((len(self.model.part_lots), self.model.columns + 1), stakes.left, np.int64)
        placed = matrix[:, :-1]
        placed[:] = 0 if stakes.costless else self.model.grid[self.model.part_lots]
        placed[self.model.locked] -= stakes.bonus
        np.copyto(placed, FAR, where=~self.model.allowed)
        return DenseCosts(matrix)

    @cached_property
    def supply(self) -> Ints:
        return np.array([part.weight_g // self.unit_g for part in self.model.parts], np.int64)

    @property
    def dearest(self) -> int:
        """The greatest cost of an arc."""
        return int(np.where(self.model.allowed, self.model.grid[self.model.part_lots], 0).max(initial=0))

    @property
    def shared(self) -> slice:
        """The shared columns."""
        return slice(self.model.columns - self.guests * self.model.days, self.model.columns)

    @cached_property
    def door(self) -> Ints:
        """(columns,)."""
        return (self.model.intake_g // self.unit_g).reshape(-1)

    @cached_property
    def space(self) -> Ints:
        """(S,)."""
        return np.array([store.free_g // self.unit_g for store in self.problem.stores], np.int64)


def network(ground: Ground, question: Question) -> transport.Problem:
    """The county's transport problem; everything can be placed, for "left" takes all."""
    stores = len(ground.problem.stores)
    toll, door = np.zeros(ground.model.columns + 1, np.int64), ground.door.copy()
    toll[ground.shared] = question.prices
    if question.quota is not None:
        door[ground.shared] = question.quota
    return transport.Problem(
        cost=TolledCosts(ground.untolled(question.stakes), toll),
        supply=ground.supply,
        capacity=np.append(door, ground.supply.sum()),
        pool=np.append(np.repeat(np.arange(stores), ground.model.days), -1),
        pool_capacity=ground.space,
    )


def lockable(ground: Ground) -> int:
    """Units of people's locks that can be served at all; locks name stores of the county's own."""
    if not ground.model.locked.any():
        return 0
    free = np.zeros(ground.guests * ground.model.days, np.int64)
    alone = network(ground, Question(Stakes(left=1, costless=True), free))
    plan = transport.solve(alone.changed(supply=np.where(ground.model.locked, ground.supply, 0)))
    behind = int(plan.flow.amounts[plan.flow.cols == ground.model.columns].sum())
    return int(ground.supply[ground.model.locked].sum()) - behind
