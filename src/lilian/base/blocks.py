"""A journal's lines by the ten million, a block at a time: int64 in numpy, cut between entries, summed by key."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Row = TypeVar("Row", bound=tuple[Any, ...])
BLOCK = 50_000  # lines
REDUCE_EVERY = 40  # blocks between two joinings of the sums: bounds what is kept


def arrays(rows: Iterable[tuple[int, ...]], width: int) -> Iterator[Numbers]:
    """The rows as arrays of at most `BLOCK` rows."""
    source = iter(rows)
    while True:
        flat = np.fromiter(chain.from_iterable(islice(source, BLOCK)), np.int64)
        if not len(flat):
            return
        yield flat.reshape(-1, width)


def by_entry(rows: Iterable[tuple[int, ...]], width: int) -> Iterator[Numbers]:
    """Rows that come in the order of their first column, which names the entry: no entry is cut in two; rows ascend."""
    kept = np.empty((0, width), np.int64)
    for read in arrays(rows, width):
        whole = np.concatenate([kept, read])
        cut = int(np.searchsorted(whole[:, 0], whole[-1, 0]))
        kept = whole[cut:]
        if cut:
            yield ordered(whole[:cut])
    if len(kept):
        yield ordered(kept)


def ordered(block: Numbers) -> Numbers:
    return block[np.lexsort(block.T[::-1])]


def starts_of(block: Numbers, columns: int = 1) -> Numbers:
    """Where in an ordered block a new value of its first columns begins."""
    changed = np.diff(block[:, :columns], axis=0, prepend=block[:1, :columns] - 1).any(axis=1)
    return np.flatnonzero(changed)


def summed(rows: Numbers, keys: int) -> Numbers:
    """One row a key, which is the first columns; the others are added up."""
    if not len(rows):
        return rows
    rows = rows[np.lexsort(rows[:, :keys].T[::-1])]
    starts = starts_of(rows, keys)
    return np.column_stack([rows[starts, :keys], np.add.reduceat(rows[:, keys:], starts)])


class InStep(Generic[Row]):
    """Rows in ascending order of their first column, taken as far as a number and no further."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = iter(rows)
        self.next = next(self.rows, None)

    def up_to(self, number: float) -> Iterator[Row]:
        while self.next is not None and self.next[0] <= number:
            yield self.next
            self.next = next(self.rows, None)


class Sums:
    """Figures by key, block by block."""

    def __init__(self, keys: int, width: int) -> None:
        self.keys, self.width = keys, width
        self.blocks: list[Numbers] = []

    def add(self, rows: Numbers) -> None:
        self.blocks.append(summed(rows, self.keys))
        if len(self.blocks) >= REDUCE_EVERY:
            self.blocks = [self.total()]

    def total(self) -> Numbers:
        """A row of every key whose figures are not all zero, in ascending order."""
        found = summed(np.concatenate([np.empty((0, self.width), np.int64), *self.blocks]), self.keys)
        return found[found[:, self.keys :].any(axis=1)]


def keys_that_differ(kept: Numbers, worked_out: Numbers, keys: int) -> list[tuple[int, ...]]:
    """The keys whose rows are not the same in both; both ascend and have no zeros."""
    if np.array_equal(kept, worked_out):
        return []
    wrong = set(map(tuple, kept.tolist())) ^ set(map(tuple, worked_out.tolist()))
    return sorted({row[:keys] for row in wrong})
