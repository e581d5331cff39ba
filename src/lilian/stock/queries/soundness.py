"""The journal worked out again from its lines; `lilian verify` looks at all of it.

Ten million lines go by a block at a time: sums are int64 in numpy, and what is hashed are the lines themselves.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from lilian.stock.models import Balance, Entry, Line
from lilian.stock.values import EntryKind

Progress = Callable[[int], None]
Numbers = NDArray[np.int64]
BLOCK = 50_000  # lines
REDUCE_EVERY = 40  # blocks between two joinings of the sums: bounds what is kept
MAKES_OTHERS = np.array([EntryKind.CONVERT.value, EntryKind.REVERSE.value])
ENTRY, LOT, LOCATION, GRAMS, PIECES = range(5)


def lines_to_look_at() -> int:
    return Line.objects.count()


def journal_faults(progress: Progress) -> Iterator[str]:
    """Every entry sums to zero and is as it was written; every balance is the sum of its lines."""
    sums = Sums()
    entries, done = _entries(), 0
    for block in _blocks():
        done += len(block)
        yield from _entry_faults(block, entries)
        sums.add(block)
        progress(done)
    yield from (f"entry {entry[0]}: it has no lines" for entry in entries)
    yield from _balance_faults(sums)


def _blocks() -> Iterator[Numbers]:
    """All lines by entry, then lot, location and grams, cut between entries."""
    columns = ("entry_id", "lot_id", "location_id", "weight_g", "pieces")
    rows = Line.objects.order_by("entry_id").values_list(*columns).iterator(chunk_size=BLOCK)
    kept = np.empty((0, len(columns)), np.int64)
    for read in _arrays(rows, len(columns)):
        whole = np.concatenate([kept, read])
        cut = int(np.searchsorted(whole[:, ENTRY], whole[-1, ENTRY]))
        kept = whole[cut:]
        if cut:
            yield _ordered(whole[:cut])
    if len(kept):
        yield _ordered(kept)


def _arrays(rows: Iterable[tuple[int, ...]], width: int) -> Iterator[Numbers]:
    source = iter(rows)
    while True:
        flat = np.fromiter(chain.from_iterable(row for _, row in zip(range(BLOCK), source, strict=False)), np.int64)
        if not len(flat):
            return
        yield flat.reshape(-1, width)


def _ordered(block: Numbers) -> Numbers:
    return block[np.lexsort((block[:, PIECES], block[:, GRAMS], block[:, LOCATION], block[:, LOT], block[:, ENTRY]))]


def _entries() -> Iterator[tuple[int, str, str]]:
    return Entry.objects.order_by("pk").values_list("pk", "kind", "digest").iterator(chunk_size=BLOCK)


def _entry_faults(block: Numbers, entries: Iterator[tuple[int, str, str]]) -> Iterator[str]:
    starts = np.flatnonzero(np.diff(block[:, ENTRY], prepend=-1))
    told = dict.fromkeys(block[starts, ENTRY].tolist(), ("", ""))
    for key, kind, digest in _until(entries, int(block[-1, ENTRY])):
        if key in told:
            told[key] = (kind, digest)
        else:
            yield f"entry {key}: it has no lines"
    kinds = np.array([kind for kind, _ in told.values()])
    grams = np.add.reduceat(block[:, GRAMS], starts)
    for key in block[starts[grams != 0], ENTRY].tolist():
        yield f"entry {key}: its grams do not sum to zero"
    yield from _changed_lots(block, starts, kinds)
    yield from _changed_lines(block, starts, [digest for _, digest in told.values()])


def _until(entries: Iterator[tuple[int, str, str]], last: int) -> Iterator[tuple[int, str, str]]:
    for entry in entries:
        yield entry
        if entry[0] >= last:
            return


def _changed_lots(block: Numbers, starts: Numbers, kinds: NDArray[np.str_]) -> Iterator[str]:
    """Only a conversion, and what takes it back, may end one lot and begin another."""
    plain = np.repeat(~np.isin(kinds, MAKES_OTHERS), np.diff(starts, append=len(block)))
    lines = block[plain]
    if not len(lines):
        return
    of_lot = np.flatnonzero(np.diff(lines[:, ENTRY], prepend=-1) | np.diff(lines[:, LOT], prepend=-1))
    uneven = np.add.reduceat(lines[:, GRAMS], of_lot) | np.add.reduceat(lines[:, PIECES], of_lot)
    for key in lines[of_lot[uneven != 0], ENTRY].tolist():
        yield f"entry {key}: a lot changes in it, and it is no conversion"


def _changed_lines(block: Numbers, starts: Numbers, digests: list[str]) -> Iterator[str]:
    words = np.ascontiguousarray(block[:, LOT:].astype(">i8"))
    ends = np.append(starts[1:], len(block))
    for start, end, digest in zip(starts.tolist(), ends.tolist(), digests, strict=True):
        if hashlib.sha256(words[start:end].tobytes()).hexdigest() != digest:
            yield f"entry {block[start, ENTRY]}: its lines are not those that were written"


class Sums:
    """Grams and pieces by spot, block by block."""

    def __init__(self) -> None:
        self.blocks: list[Numbers] = []

    def add(self, block: Numbers) -> None:
        self.blocks.append(_summed(block[:, LOT:]))
        if len(self.blocks) >= REDUCE_EVERY:
            self.blocks = [self.total()]

    def total(self) -> Numbers:
        """(lot, location, grams, pieces) of every spot that is not at zero, in ascending order."""
        found = _summed(np.concatenate([np.empty((0, 4), np.int64), *self.blocks]))
        return found[(found[:, 2] != 0) | (found[:, 3] != 0)]


def _summed(rows: Numbers) -> Numbers:
    if not len(rows):
        return rows
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    starts = np.flatnonzero(np.diff(rows[:, 0], prepend=-1) | np.diff(rows[:, 1], prepend=-1))
    return np.column_stack([rows[starts, :2], np.add.reduceat(rows[:, 2:], starts)])


def _balance_faults(sums: Sums) -> Iterator[str]:
    lies = Balance.objects.exclude(weight_g=0, pieces=0).order_by("lot_id", "location_id")
    columns = ("lot_id", "location_id", "weight_g", "pieces")
    kept = np.concatenate(
        [np.empty((0, 4), np.int64), *_arrays(lies.values_list(*columns).iterator(chunk_size=BLOCK), 4)]
    )
    worked_out = sums.total()
    if np.array_equal(kept, worked_out):
        return
    wrong = set(map(tuple, kept.tolist())) ^ set(map(tuple, worked_out.tolist()))
    for lot_id, location_id in sorted({row[:2] for row in wrong}):
        yield f"lot {lot_id} at location {location_id}: the balance is not the sum of its lines"


def audit_faults(progress: Progress) -> Iterator[str]:
    """The digest of every entry is the one in the audit chain, so that neither can be changed alone."""
    statement = """
        SELECT entry.id FROM stock_entry AS entry LEFT JOIN base_auditevent AS event
            ON event.subject = 'stock.Entry:' || entry.id AND event.event = 'stock.entry_posted'
        WHERE event.number IS NULL OR event.data NOT LIKE '%%"' || entry.digest || '"%%'
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [])
        yield from (f"entry {key}: the audit chain tells it otherwise" for (key,) in cursor.fetchall())
    progress(Entry.objects.count())
