"""Costs of all arcs in one of two forms, dense or sparse, priced in chunks so that neither needs a second full copy."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FORBIDDEN = int(np.iinfo(np.int64).max)  # in a dense matrix: this arc may not be used
FAR = 1 << 60  # stands for a forbidden arc inside; a price may still be added without overflow
CHUNK = 1 << 22  # entries priced at once


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

    def take(self, rows: Ints) -> "Costs":
        """The same costs for some rows only."""

    def flat(self) -> "Costs":
        """The same arcs, each at cost 0."""

    def all_arcs(self) -> Arcs:
        """Every allowed arc, sorted by row and column."""

    def least(self, prices: Ints) -> Ints:
        """Per row the least cost + price over all allowed arcs; FAR or more where there is none. Shape (n,)."""

    def shortlist(self, prices: Ints, count: int, rows: Ints) -> Arcs:
        """The `count` arcs of least cost + price of each of `rows`."""

    def reach(self, rows: Bools) -> Bools:
        """Columns that any of the marked rows may use. Shape (m,)."""

    def worth(self, values: Ints) -> Ints:
        """Per column the greatest value[row] - cost over all allowed arcs; -FAR or less where none. Shape (m,)."""


@dataclass(frozen=True)
class DenseCosts:
    """An n x m matrix with FAR where an arc is forbidden."""

    matrix: Ints

    @property
    def shape(self) -> tuple[int, int]:
        return self.matrix.shape[0], self.matrix.shape[1]

    @property
    def size(self) -> int:
        return int(self.matrix.size)

    def chunks(self) -> Iterator[slice]:
        step = max(1, CHUNK // max(1, self.shape[1]))
        return (slice(start, start + step) for start in range(0, self.shape[0], step))

    def span(self) -> tuple[int, int]:
        if not self.size or self.matrix.min() >= FAR:
            return 0, 0
        return int(self.matrix.min()), int(self.matrix.max(where=self.matrix < FAR, initial=-FAR))

    def take(self, rows: Ints) -> "DenseCosts":
        return DenseCosts(self.matrix[rows])

    def flat(self) -> "DenseCosts":
        return DenseCosts(np.where(self.matrix < FAR, 0, FAR))

    def all_arcs(self) -> Arcs:
        rows, cols = np.nonzero(self.matrix < FAR)
        return Arcs(rows.astype(np.int64), cols.astype(np.int64), self.matrix[rows, cols])

    def least(self, prices: Ints) -> Ints:
        found = np.full(self.shape[0], FAR, np.int64)
        for part in self.chunks() if self.shape[1] else ():
            found[part] = (self.matrix[part] + prices).min(axis=1)
        return found

    def shortlist(self, prices: Ints, count: int, rows: Ints) -> Arcs:
        if count >= self.shape[1]:
            picked = self.take(rows).all_arcs()
            return Arcs(rows[picked.rows], picked.cols, picked.cost)
        step = max(1, CHUNK // self.shape[1])
        parts = [self._best(rows[start : start + step], prices, count) for start in range(0, len(rows), step)]
        return Arcs(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _best(self, rows: Ints, prices: Ints, count: int) -> Arcs:
        cost = self.matrix[rows]
        cols = np.argpartition(cost + prices, count, axis=1)[:, :count].ravel()
        arcs = Arcs(np.repeat(rows, count), cols, np.take_along_axis(cost, cols.reshape(-1, count), 1).ravel())
        return keep(arcs, arcs.cost < FAR)

    def reach(self, rows: Bools) -> Bools:
        return np.asarray((self.matrix[rows] < FAR).any(axis=0))

    def worth(self, values: Ints) -> Ints:
        found = np.full(self.shape[1], -FAR, np.int64)
        for part in self.chunks():
            found = np.maximum(found, (values[part, None] - self.matrix[part]).max(axis=0, initial=-FAR))
        return found


@dataclass(frozen=True)
class SparseCosts:
    """Arcs sorted by row, then column; `starts` (n + 1) says where each row begins."""

    arcs: Arcs
    starts: Ints
    columns: int

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.starts) - 1, self.columns

    @property
    def size(self) -> int:
        return len(self.arcs.cost)

    def span(self) -> tuple[int, int]:
        return (int(self.arcs.cost.min()), int(self.arcs.cost.max())) if self.size else (0, 0)

    def take(self, rows: Ints) -> "SparseCosts":
        counts = np.diff(self.starts)[rows]
        where = spread(self.starts[:-1][rows], counts)
        arcs = Arcs(np.repeat(np.arange(len(rows)), counts), self.arcs.cols[where], self.arcs.cost[where])
        return SparseCosts(arcs, np.concatenate([[0], np.cumsum(counts)]), self.columns)

    def flat(self) -> "SparseCosts":
        return SparseCosts(self.arcs._replace(cost=np.zeros_like(self.arcs.cost)), self.starts, self.columns)

    def all_arcs(self) -> Arcs:
        return self.arcs

    def least(self, prices: Ints) -> Ints:
        return row_least(self.arcs.cost + prices[self.arcs.cols], self.starts)

    def shortlist(self, prices: Ints, count: int, rows: Ints) -> Arcs:
        part = self.take(rows)
        reduced = part.arcs.cost + prices[part.arcs.cols]
        order = np.lexsort((reduced, part.arcs.rows))
        rank = np.arange(len(order)) - part.starts[part.arcs.rows]
        chosen = order[rank < count]
        return Arcs(rows[part.arcs.rows[chosen]], part.arcs.cols[chosen], part.arcs.cost[chosen])

    def reach(self, rows: Bools) -> Bools:
        reached = np.zeros(self.columns, np.bool_)
        reached[self.arcs.cols[rows[self.arcs.rows]]] = True
        return reached

    def worth(self, values: Ints) -> Ints:
        found = np.full(self.columns, -FAR, np.int64)
        np.maximum.at(found, self.arcs.cols, values[self.arcs.rows] - self.arcs.cost)
        return found


def keep(arcs: Arcs, mask: Bools) -> Arcs:
    """The marked arcs."""
    return Arcs(arcs.rows[mask], arcs.cols[mask], arcs.cost[mask])


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
