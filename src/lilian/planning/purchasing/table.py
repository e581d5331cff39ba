"""A mixed-integer program written down as arrays, column by column and row by row, for HiGHS."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import highspy
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

INFINITE = float("inf")
Cells = Sequence[tuple[int, float]]


@dataclass
class Table:
    """Minimise cost x; every row lower <= a x <= upper."""

    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    spare: list[bool] = field(default_factory=list)

    def column(self, cost: float = 0.0, upper: float = INFINITE, *, whole: bool = False) -> int:
        """Its number."""
        self.cost.append(cost)
        self.lower.append(0.0)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, cells: Cells, lower: float = -INFINITE, upper: float = INFINITE, *, spare: bool = False) -> int:
        """Its number. A column may stand in it once only. `spare`: whole solutions keep it anyway; it tightens."""
        self.index += [column for column, _ in cells]
        self.value += [value for _, value in cells]
        self.starts.append(len(self.index))
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.spare.append(spare)
        return len(self.row_lower) - 1

    def without(self, dropped: NDArray[np.bool_]) -> "Table":
        """The same columns, and the rows not dropped (r,)."""
        starts, kept = np.array(self.starts), ~dropped
        lengths = np.diff(starts)
        cells = np.repeat(kept, lengths)
        return replace(
            self,
            row_lower=floats(self.row_lower)[kept].tolist(),
            row_upper=floats(self.row_upper)[kept].tolist(),
            starts=[0, *np.cumsum(lengths[kept]).tolist()],
            index=np.array(self.index, np.int64)[cells].tolist(),
            value=floats(self.value)[cells].tolist(),
            spare=np.array(self.spare, np.bool_)[kept].tolist(),
        )

    def only(self, columns: NDArray[np.bool_], rows: NDArray[np.bool_]) -> "Table":
        """These columns and rows, numbered anew; what is left out counts as 0."""
        slim, index = self.without(~rows), np.cumsum(columns) - 1
        cells, old = columns[slim.index], np.array(slim.index, np.int64)
        before = np.concatenate(([0], np.cumsum(cells)))
        return replace(
            slim,
            cost=floats(self.cost)[columns].tolist(),
            lower=floats(self.lower)[columns].tolist(),
            upper=floats(self.upper)[columns].tolist(),
            whole=np.array(self.whole, np.bool_)[columns].tolist(),
            starts=before[slim.starts].tolist(),
            index=index[old[cells]].tolist(),
            value=floats(slim.value)[cells].tolist(),
        )

    def matrix(self) -> "csr_array":
        """(r, c)."""
        from scipy.sparse import csr_array  # dear to import, and only who plans needs it

        shape = len(self.row_lower), len(self.cost)
        return csr_array((floats(self.value), np.array(self.index, np.int32), np.array(self.starts, np.int32)), shape)

    def program(self) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.row_lower)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = floats(self.cost), floats(self.lower), floats(self.upper)
        lp.row_lower_, lp.row_upper_ = floats(self.row_lower), floats(self.row_upper)
        kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
        lp.integrality_ = [kinds[whole] for whole in self.whole]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts, np.int32)
        lp.a_matrix_.index_ = np.array(self.index, np.int32)
        lp.a_matrix_.value_ = floats(self.value)
        return lp


def floats(values: Sequence[float]) -> NDArray[np.float64]:
    return np.array(values, np.float64)
