"""The journal worked out again from its lines; `lilian verify` looks at all of it.

Ten million lines go by a block at a time: sums are int64 in numpy, and what is hashed are the lines themselves.
"""

import hashlib
import math
from collections.abc import Callable, Iterator

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from lilian.base import blocks
from lilian.base.blocks import InStep, Numbers, Sums
from lilian.stock.models import Balance, Entry, Line
from lilian.stock.values import EntryKind

Progress = Callable[[int], None]
Told = tuple[int, str, str]  # number, kind, digest
MAKES_OTHERS = np.array([EntryKind.CONVERT.value, EntryKind.REVERSE.value])
ENTRY, LOT, LOCATION, GRAMS, PIECES = range(5)


def lines_to_look_at() -> int:
    return Line.objects.count()


def journal_faults(progress: Progress) -> Iterator[str]:
    """Every entry sums to zero and is as it was written; every balance is the sum of its lines."""
    sums = Sums(keys=2, width=4)
    entries, done = InStep(_entries()), 0
    for block in _blocks():
        done += len(block)
        yield from _entry_faults(block, entries)
        sums.add(block[:, LOT:])
        progress(done)
    yield from (f"entry {entry[0]}: it has no lines" for entry in entries.up_to(math.inf))
    yield from _balance_faults(sums)


def _blocks() -> Iterator[Numbers]:
    """All lines by entry, then lot, location and grams, cut between entries."""
    columns = ("entry_id", "lot_id", "location_id", "weight_g", "pieces")
    rows = Line.objects.order_by("entry_id").values_list(*columns).iterator(chunk_size=blocks.BLOCK)
    return blocks.by_entry(rows, len(columns))


def _entries() -> Iterator[Told]:
    return Entry.objects.order_by("pk").values_list("pk", "kind", "digest").iterator(chunk_size=blocks.BLOCK)


def _entry_faults(block: Numbers, entries: InStep[Told]) -> Iterator[str]:
    starts = blocks.starts_of(block)
    told = dict.fromkeys(block[starts, ENTRY].tolist(), ("", ""))
    for key, kind, digest in entries.up_to(int(block[-1, ENTRY])):
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


def _changed_lots(block: Numbers, starts: Numbers, kinds: NDArray[np.str_]) -> Iterator[str]:
    """Only a conversion, and what takes it back, may end one lot and begin another."""
    plain = np.repeat(~np.isin(kinds, MAKES_OTHERS), np.diff(starts, append=len(block)))
    lines = block[plain]
    if not len(lines):
        return
    of_lot = blocks.starts_of(lines, 2)
    uneven = np.add.reduceat(lines[:, GRAMS], of_lot) | np.add.reduceat(lines[:, PIECES], of_lot)
    for key in lines[of_lot[uneven != 0], ENTRY].tolist():
        yield f"entry {key}: a lot changes in it, and it is no conversion"


def _changed_lines(block: Numbers, starts: Numbers, digests: list[str]) -> Iterator[str]:
    words = np.ascontiguousarray(block[:, LOT:].astype(">i8"))
    ends = np.append(starts[1:], len(block))
    for start, end, digest in zip(starts.tolist(), ends.tolist(), digests, strict=True):
        if hashlib.sha256(words[start:end].tobytes()).hexdigest() != digest:
            yield f"entry {block[start, ENTRY]}: its lines are not those that were written"


def _balance_faults(sums: Sums) -> Iterator[str]:
    lies = Balance.objects.exclude(weight_g=0, pieces=0).order_by("lot_id", "location_id")
    columns = ("lot_id", "location_id", "weight_g", "pieces")
    rows = lies.values_list(*columns).iterator(chunk_size=blocks.BLOCK)
    kept = np.concatenate([np.empty((0, 4), np.int64), *blocks.arrays(rows, 4)])
    for lot_id, location_id in blocks.keys_that_differ(kept, sums.total(), 2):
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
