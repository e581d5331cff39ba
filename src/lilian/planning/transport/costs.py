"""Costs of all arcs in one of three forms: a matrix, a list, or a function asked row by row, never held whole; and a
matrix with a toll on each column."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FORBIDDEN = int(np.iinfo(np.int64).max)  # in a matrix: this arc may not be used
FAR = 1 << 60  # stands for a forbidden arc inside; a price may still be added without overflow
CHUNK = 1 << 22  # entries at once


class Arcs(NamedTuple):
    """Sparse costs: parallel int64 arrays; a pair that is not listed is forbidden."""

    rows: Ints
    cols: Ints
    cost: Ints


class Costs(Protocol):
    """What the solver asks of the costs, whatever their form."""

    @property
    def shape(self) -> tuple[int, int]:
        """(n, m)."""

    @property
    def size(self) -> int:
        """Entries to price."""

    def span(self) -> tuple[int, int]:
        """Least and greatest cost of an allowed arc; (0, 0) if there is none."""

    @property
    def toll(self) -> Ints:
        """What every arc of a column costs besides what `blocks` says of it. Shape (m,)."""

    def blocks(self) -> Iterator[tuple[int, Ints]]:
        """(first row, costs of the rows from there on, without tolls), FAR where forbidden; together all rows, in
        order."""

    def take(self, rows: Ints) -> "Costs":
        """The same costs for some rows only."""

    def at(self, rows: Ints, cols: Ints) -> Ints:
        """Cost of each pair, FAR where forbidden."""

    def least(self, prices: Ints) -> Ints:
        """Per row the least cost + price over all allowed arcs; FAR or more where there is none. Shape (n,)."""

    def reach(self, rows: Bools) -> Bools:
        """Columns that any of the marked rows may use. Shape (m,)."""

    def touches(self, columns: Bools) -> Bools:
        """Rows that may use any of the marked columns. Shape (n,)."""

    def worth(self, values: Ints) -> Ints:
        """Per column the greatest value[row] - cost over all allowed arcs; -FAR or less where none. Shape (m,)."""


class BlockCosts:
    """What can be worked out from blocks of rows, one at a time."""

    shape: tuple[int, int]

    def blocks(self) -> Iterator[tuple[int, Ints]]:
        raise NotImplementedError

    @property
    def size(self) -> int:
        return self.shape[0] * self.shape[1]

    @cached_property
    def toll(self) -> Ints:
        return np.zeros(self.shape[1], np.int64)

    @cached_property
    def columns_span(self) -> tuple[Ints, Ints]:
        """Least and greatest cost in each column, FAR and -FAR where no arc is allowed."""
        least, most = np.full(self.shape[1], FAR, np.int64), np.full(self.shape[1], -FAR, np.int64)
        for _, block in self.blocks() if self.size else ():
            least = np.minimum(least, block.min(axis=0))
            most = np.maximum(most, np.where(block < FAR, block, -FAR).max(axis=0))
        return least, most

    def span(self) -> tuple[int, int]:
        return outermost(*self.columns_span)

    def least(self, prices: Ints) -> Ints:
        found = np.full(self.shape[0], FAR, np.int64)
        for first, block in self.blocks() if self.shape[1] else ():
            found[first : first + len(block)] = (block + prices).min(axis=1)
        return found

    def reach(self, rows: Bools) -> Bools:
        reached = np.zeros(self.shape[1], np.bool_)
        for first, block in self.blocks():
            marked = rows[first : first + len(block)]
            if marked.any():
                reached |= (block[marked] < FAR).any(axis=0)
        return reached

    def touches(self, columns: Bools) -> Bools:
        found = np.zeros(self.shape[0], np.bool_)
        for first, block in self.blocks():
            found[first : first + len(block)] = (block[:, columns] < FAR).any(axis=1)
        return found

    def worth(self, values: Ints) -> Ints:
        found = np.full(self.shape[1], -FAR, np.int64)
        for first, block in self.blocks() if self.size else ():
            found = np.maximum(found, (values[first : first + len(block), None] - block).max(axis=0))
        return found


@dataclass(frozen=True, eq=False)
class DenseCosts(BlockCosts):
    """An n x m matrix with FAR where an arc is forbidden."""

    matrix: Ints

    @property
    def shape(self) -> tuple[int, int]:  # type: ignore[override]
        return self.matrix.shape[0], self.matrix.shape[1]

    def blocks(self) -> Iterator[tuple[int, Ints]]:
        step = max(1, CHUNK // max(1, self.shape[1]))
        return ((start, self.matrix[start : start + step]) for start in range(0, self.shape[0], step))

    def take(self, rows: Ints) -> "DenseCosts":
        return DenseCosts(self.matrix[rows])

    def at(self, rows: Ints, cols: Ints) -> Ints:
        return self.matrix[rows, cols]


@dataclass(frozen=True, eq=False)
class TolledCosts:
    """`untolled` with a toll >= 0 on every arc of a column; `toll` (m,). The matrix is neither copied nor read again:
    it may be asked at many tolls."""

    untolled: DenseCosts
    toll: Ints

    @property
    def shape(self) -> tuple[int, int]:
        return self.untolled.shape

    @property
    def size(self) -> int:
        return self.untolled.size

    def span(self) -> tuple[int, int]:
        least, most = self.untolled.columns_span
        return outermost(least + self.toll, most + self.toll)

    def blocks(self) -> Iterator[tuple[int, Ints]]:
        return self.untolled.blocks()

    def take(self, rows: Ints) -> "TolledCosts":
        return TolledCosts(self.untolled.take(rows), self.toll)

    def at(self, rows: Ints, cols: Ints) -> Ints:
        return np.minimum(self.untolled.at(rows, cols) + self.toll[cols], FAR)

    def least(self, prices: Ints) -> Ints:
        return self.untolled.least(prices + self.toll)

    def reach(self, rows: Bools) -> Bools:
        return self.untolled.reach(rows)

    def touches(self, columns: Bools) -> Bools:
        return self.untolled.touches(columns)

    def worth(self, values: Ints) -> Ints:
        return self.untolled.worth(values) - self.toll


@dataclass(frozen=True, eq=False)
class ComputedCosts(BlockCosts):
    """Costs that a function works out: `rows_cost(rows)` gives int64 costs (len(rows), m) of the rows asked for,
    `FORBIDDEN` where an arc may not be used. It must always give the same answer."""

    shape: tuple[int, int]
    rows_cost: Callable[[Ints], Ints]

    def read(self, rows: Ints) -> Ints:
        cost = self.rows_cost(rows)
        return np.minimum(cost, FAR) if cost.max(initial=0) > FAR else cost

    def blocks(self) -> Iterator[tuple[int, Ints]]:
        step = max(1, CHUNK // max(1, self.shape[1]))
        starts = range(0, self.shape[0], step)
        return ((a, self.read(np.arange(a, min(self.shape[0], a + step), dtype=np.int64))) for a in starts)

    def take(self, rows: Ints) -> "ComputedCosts":
        return ComputedCosts((len(rows), self.shape[1]), lambda some: self.rows_cost(rows[some]))

    def at(self, rows: Ints, cols: Ints) -> Ints:
        found = np.empty(len(rows), np.int64)
        step = max(1, CHUNK // max(1, self.shape[1]))
        for start in range(0, len(rows), step):
            part = slice(start, start + step)
            asked, where = np.unique(rows[part], return_inverse=True)
            found[part] = self.read(asked)[where, cols[part]]
        return found


@dataclass(frozen=True, eq=False)
class SparseCosts:
    """A list of arcs sorted by row; `starts` (n + 1,) says where each row's begin."""

    arcs: Arcs
    starts: Ints
    columns: int

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.starts) - 1, self.columns

    @property
    def toll(self) -> Ints:
        return np.zeros(self.columns, np.int64)

    @property
    def size(self) -> int:
        return len(self.arcs.cost)

    def span(self) -> tuple[int, int]:
        return (int(self.arcs.cost.min()), int(self.arcs.cost.max())) if self.size else (0, 0)

    def blocks(self) -> Iterator[tuple[int, Ints]]:
        step = max(1, CHUNK // max(1, self.columns))
        for start in range(0, self.shape[0], step):
            part = self.take(np.arange(start, min(self.shape[0], start + step)))
            block = np.full(part.shape, FAR, np.int64)
            block[part.arcs.rows, part.arcs.cols] = part.arcs.cost
            yield start, block

    def take(self, rows: Ints) -> "SparseCosts":
        counts = np.diff(self.starts)[rows]
        where = spread(self.starts[:-1][rows], counts)
        arcs = Arcs(np.repeat(np.arange(len(rows)), counts), self.arcs.cols[where], self.arcs.cost[where])
        return SparseCosts(arcs, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), self.columns)

    def at(self, rows: Ints, cols: Ints) -> Ints:
        keys = self.arcs.rows * self.columns + self.arcs.cols
        wanted = rows * self.columns + cols
        place = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        return np.where(keys[place] == wanted, self.arcs.cost[place], FAR) if len(keys) else np.full(len(rows), FAR)

    def least(self, prices: Ints) -> Ints:
        return row_least(self.arcs.cost + prices[self.arcs.cols], self.starts)

    def reach(self, rows: Bools) -> Bools:
        reached = np.zeros(self.columns, np.bool_)
        reached[self.arcs.cols[rows[self.arcs.rows]]] = True
        return reached

    def touches(self, columns: Bools) -> Bools:
        found = np.zeros(self.shape[0], np.bool_)
        found[self.arcs.rows[columns[self.arcs.cols]]] = True
        return found

    def worth(self, values: Ints) -> Ints:
        found = np.full(self.columns, -FAR, np.int64)
        np.maximum.at(found, self.arcs.cols, values[self.arcs.rows] - self.arcs.cost)
        return found


def outermost(least: Ints, most: Ints) -> tuple[int, int]:
    """The span of all columns together; (0, 0) where no arc is allowed."""
    low, high = int(least.min(initial=FAR)), int(most.max(initial=-FAR))
    return (low, high) if low < FAR else (0, 0)


def spread(firsts: Ints, counts: Ints) -> Ints:
    """`[5, 9], [2, 3]` -> `[5, 6, 9, 10, 11]`."""
    before = np.cumsum(counts) - counts
    return np.repeat(firsts - before, counts) + np.arange(int(counts.sum()), dtype=np.int64)


def row_least(values: Ints, starts: Ints) -> Ints:
    """Least value per row of a row-sorted list; FAR for an empty row."""
    found = np.full(len(starts) - 1, FAR, np.int64)
    filled = np.diff(starts) > 0
    if filled.any():
        found[filled] = np.minimum.reduceat(values, starts[:-1][filled])
    return found


def total_by(index: Ints, amounts: Ints, size: int) -> Ints:
    """Exact sums of `amounts` by `index`; shape (size,)."""
    totals = np.zeros(size, np.int64)
    np.add.at(totals, index, amounts)
    return totals
