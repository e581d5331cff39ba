"""Every fruit gets its grade by the standard of the day: by weight, and by what else the grades ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lilian.catalog.values import Band, Limits
from lilian.sorting.rules.fruit import NOT_MEASURED, Fruit, bits

Places = NDArray[np.uint8]
Flags = NDArray[np.bool_]


class Short(StrEnum):
    """What a fruit fell short of in the grade of its weight."""

    DIAMETER = "diameter"
    SOLIDS = "solids"
    BARRED = "barred"
    MANY = "many"


@dataclass(frozen=True)
class Graded:
    """`grade[i]` is fruit i's place in the bands it was graded by; `short` counts fruit by what made them fall.

    A fruit that falls short in two ways counts in both. `unseen` are limits that nobody could judge, because the
    line does not measure them: they were not held against the fruit.
    """

    grade: Places
    short: dict[Short, int]
    fallen: int
    unseen: tuple[Short, ...]


def graded(fruit: Fruit, bands: Sequence[Band]) -> Graded:
    """Grade by whole bands from light to heavy; an edge belongs to the upper band.

    A fruit keeps the grade of its weight if it keeps what else that grade asks; otherwise it falls to the next lower
    band whose limits it keeps. The lowest band asks nothing, so every fruit gets a grade.
    """
    edges = np.array([10 * band.low_g for band in bands[1:]], np.int64)
    own = np.searchsorted(edges, fruit.weight, side="right").astype(np.uint8)
    grade, best = np.zeros_like(own), np.zeros_like(own)
    short = dict.fromkeys(Short, 0)
    for place, band in enumerate(bands):
        here = own == place
        wrong = failings(fruit, band.limits)
        if wrong:
            best = np.where(np.logical_or.reduce(list(wrong.values())), best, np.uint8(place))
            for what, flags in wrong.items():
                short[what] += int(np.count_nonzero(flags & here))
        else:
            best = np.full_like(best, place)
        grade[here] = best[here]
    return Graded(grade, short, int(np.count_nonzero(grade != own)), unseen(fruit, bands))


def failings(fruit: Fruit, limits: Limits) -> dict[Short, Flags]:
    """Which fruit fall short of which limit; a fruit the line missed cannot be shown to keep a measured limit."""
    found: dict[Short, Flags] = {}
    if limits.least_diameter is not None and fruit.diameter is not None:
        found[Short.DIAMETER] = fruit.diameter < limits.least_diameter
    if limits.least_solids is not None and fruit.solids is not None:
        found[Short.SOLIDS] = fruit.solids < limits.least_solids
    if limits.barred and fruit.defects is not None:
        found[Short.BARRED] = (fruit.defects & bits(limits.barred)) != NOT_MEASURED
    if limits.most_defects is not None and fruit.defects is not None:
        found[Short.MANY] = np.bitwise_count(fruit.defects) > limits.most_defects
    return found


def unseen(fruit: Fruit, bands: Sequence[Band]) -> tuple[Short, ...]:
    """Limits of the standard that this line does not measure."""
    asked = {
        Short.DIAMETER: (fruit.diameter, any(band.limits.least_diameter is not None for band in bands)),
        Short.SOLIDS: (fruit.solids, any(band.limits.least_solids is not None for band in bands)),
        Short.BARRED: (fruit.defects, any(band.limits.barred for band in bands)),
        Short.MANY: (fruit.defects, any(band.limits.most_defects is not None for band in bands)),
    }
    return tuple(what for what, (column, is_asked) in asked.items() if is_asked and column is None)
