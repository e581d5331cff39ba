"""The fruit of one file as columns: one place per fruit in each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lilian.catalog.values import Defect

Tenths = NDArray[np.uint16]  # 0.1 g, 0.1 mm, 0.1 °Brix
Bits = NDArray[np.uint16]
Codes = NDArray[np.uint16]
BIT = {defect: 1 << place for place, defect in enumerate(Defect)}
NOT_MEASURED = 0


@dataclass(frozen=True)
class Fruit:
    """Columns of one length; None where the line does not measure at all, 0 where it missed one fruit.

    `weight` in 0.1 g, `diameter` in 0.1 mm, `solids` in 0.1 °Brix, `colour` in whole % and one more (0 is missed),
    `defects` as bits of `BIT`, `lane` as numbered on the line; `machine` and `mark` point into `machine_grades` (our
    grade, '' for none of ours) and `marks` (what the file calls the lot).
    """

    weight: Tenths
    diameter: Tenths | None = None
    solids: Tenths | None = None
    colour: NDArray[np.uint16] | None = None
    defects: Bits | None = None
    lane: NDArray[np.uint16] | None = None
    machine: Codes | None = None
    mark: Codes | None = None
    machine_grades: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.weight)

    @property
    def weight_dg(self) -> int:
        """All of it, in 0.1 g."""
        return int(self.weight.sum(dtype=np.int64))

    @property
    def machine_grades_met(self) -> list[str]:
        """Those of `machine_grades` that some fruit has."""
        return [] if self.machine is None else [self.machine_grades[one] for one in np.unique(self.machine).tolist()]


def bits(defects: Sequence[Defect] | frozenset[Defect]) -> int:
    return sum(BIT[one] for one in defects)
