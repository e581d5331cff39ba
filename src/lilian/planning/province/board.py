"""What the counties share, in arrays: a column for each shared store and day, a pool for each shared store."""

from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np

from lilian.planning.province.ground import Ground
from lilian.planning.province.problem import Problem, extended, usable
from lilian.planning.storage.model import Ints, Model
from lilian.planning.transport.certificate import dot
from lilian.planning.transport.costs import total_by


@dataclass(frozen=True)
class Board:
    """Columns c = (shared store, day of the calendar), in that order."""

    problem: Problem

    @cached_property
    def columns(self) -> tuple[tuple[int, int], ...]:
        """(place of the shared store, ordinal day): every day any of its counties plans."""
        found = {
            (place, day)
            for county in self.problem.counties
            for place in usable(self.problem, county.name)
            for day in days_of(self.problem, county.name)
        }
        return tuple(sorted(found))

    @cached_property
    def of_county(self) -> tuple[Ints, ...]:
        """Per county, in the order of its own shared columns, the board's column of each."""
        index = {column: place for place, column in enumerate(self.columns)}
        return tuple(
            np.array(
                [
                    index[place, day]
                    for place in usable(self.problem, county.name)
                    for day in days_of(self.problem, county.name)
                ],
                np.int64,
            )
            for county in self.problem.counties
        )

    @cached_property
    def pool(self) -> Ints:
        """The shared store of each column."""
        return np.array([place for place, _ in self.columns], np.int64)

    @cached_property
    def door(self) -> Ints:
        each = [shared.store.intake_g_per_day // self.unit_g for shared in self.problem.shared]
        return np.array(each, np.int64)[self.pool]

    @cached_property
    def space(self) -> Ints:
        return np.array([shared.store.free_g // self.unit_g for shared in self.problem.shared], np.int64)

    @cached_property
    def unit_g(self) -> int:
        """The greatest weight that divides every weight of the province."""
        return gcd(*(Model(extended(self.problem, county)).unit_g for county in self.problem.counties))

    def grounds(self) -> list[Ground]:
        return [
            Ground(extended(self.problem, county), len(usable(self.problem, county.name)), self.unit_g)
            for county in self.problem.counties
        ]

    def filled(self, used: list[Ints]) -> Ints:
        """(columns,): what all counties use of each column together."""
        return sum((total_by(own, each, len(self.columns)) for own, each in zip(self.of_county, used, strict=True)))  # type: ignore[return-value]


@dataclass(frozen=True)
class Prices:
    """Of the board: `door` per column, `space` per shared store, on the grid, per unit."""

    door: Ints
    space: Ints

    def joint(self, board: Board) -> Ints:
        """What a unit in each column pays."""
        return self.door + self.space[board.pool] if len(board.pool) else self.door

    def rent(self, board: Board) -> int:
        """What all that is shared comes to at these prices."""
        return dot(board.door, self.door) + dot(board.space, self.space)


def days_of(problem: Problem, county: str) -> range:
    terms = next(each.problem.terms for each in problem.counties if each.name == county)
    first = terms.first_day.toordinal()
    return range(first, first + terms.days)
