"""A county's arcs, worked out once and asked again and again. Columns: store and day, shared stores last; then "left".

Units are those of the whole province, so that amounts of different counties add up.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lilian.planning import storage, transport
from lilian.planning.storage.model import Bools, Ints, Model
from lilian.planning.transport.costs import FAR, DenseCosts


@dataclass(frozen=True)
class Question:
    """What the province asks a county: place your fruit at these prices of the shared stores.

    `prices` per shared column (a unit, on the grid); `left` what a unit left behind costs; `bonus` the credit of a
    locked unit; `quota` units per shared column, None for all the store has; `costless`: only what is left counts.
    """

    prices: Ints
    left: int
    bonus: int = 0
    quota: Ints | None = None
    costless: bool = False


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
    def locked(self) -> Bools:
        """(R,): parts that people put into a store."""
        return np.array([part.store is not None for part in self.model.parts], np.bool_)

    @cached_property
    def cost(self) -> Ints:
        """(R, columns): on the grid, FAR where a part may not go."""
        lots = np.array([part.lot for part in self.model.parts], np.int64)
        return np.where(self.model.allowed, self.model.grid[lots], FAR).reshape(len(lots), self.model.columns)

    @cached_property
    def supply(self) -> Ints:
        return np.array([part.weight_g // self.unit_g for part in self.model.parts], np.int64)

    @property
    def dearest(self) -> int:
        """The greatest cost of an arc."""
        return int(self.cost.max(where=self.cost < FAR, initial=0))

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
    columns, stores = ground.model.columns, len(ground.problem.stores)
    matrix = np.full((len(ground.supply), columns + 1), question.left, np.int64)
    matrix[:, :-1] = np.where(ground.cost < FAR, 0, FAR) if question.costless else ground.cost
    matrix[:, ground.shared] += question.prices
    matrix[ground.locked, :-1] -= question.bonus
    matrix[:, :-1][ground.cost >= FAR] = FAR
    door = ground.door.copy()
    if question.quota is not None:
        door[ground.shared] = question.quota
    return transport.Problem(
        cost=DenseCosts(matrix),
        supply=ground.supply,
        capacity=np.append(door, ground.supply.sum()),
        pool=np.append(np.repeat(np.arange(stores), ground.model.days), -1),
        pool_capacity=ground.space,
    )


def lockable(ground: Ground) -> int:
    """Units of people's locks that can be served at all; locks name stores of the county's own."""
    if not ground.locked.any():
        return 0
    alone = network(ground, Question(np.zeros(ground.guests * ground.model.days, np.int64), left=1, costless=True))
    plan = transport.solve(alone.changed(supply=np.where(ground.locked, ground.supply, 0)))
    behind = int(plan.flow.amounts[plan.flow.cols == ground.model.columns].sum())
    return int(ground.supply[ground.locked].sum()) - behind
