"""The cells of whole worksheet rows, found in their bytes all at once."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
OPENS, CLOSES, SLASH, SPACE = b"<>/ "
ROW, CELL, VALUE, INLINE, TEXT = b"rcvit"
ROW_TAG, CELL_TAG = b'<row r="', b'<c r="'
KNOWN = np.isin(np.arange(256), [ROW, CELL, VALUE, INLINE, TEXT, SLASH])
NUMBER, SHARED, PLAIN_TEXT = range(3)
KINDS = {b' t="s"': SHARED, b' t="inlineStr"': PLAIN_TEXT, b' t="n"': NUMBER}
MOST_DIGITS = 7  # of a row's number


class NotPlain(Exception):
    """It takes a parser to tell what the sheet says."""


@dataclass(frozen=True)
class Cells:
    """Cells that say something, in the order of the file: their row from 1, column from 0, kind, and the bytes from
    `start` to before `stop` of `whole`. An index for `SHARED`.
    """

    whole: Bytes
    line: Places
    column: Places
    kind: NDArray[np.uint8]
    start: Places
    stop: Places

    def text(self, number: int) -> str:
        return self.whole[self.start[number] : self.stop[number]].tobytes().decode()

    def behind(self, line: int) -> "Cells":
        """Those in rows after `line`."""
        if not len(self.line) or self.line[0] > line:
            return self
        return self.some(self.line > line)

    def some(self, which: Flags | Places) -> "Cells":
        return replace(
            self,
            line=self.line[which],
            column=self.column[which],
            kind=self.kind[which],
            start=self.start[which],
            stop=self.stop[which],
        )


def cells_of(piece: bytes) -> Cells:
    """:raises NotPlain: if anything stands there but rows of cells with their references, one value each"""
    whole = np.frombuffer(piece, np.uint8)
    opens, closes = np.flatnonzero(whole == OPENS), np.flatnonzero(whole == CLOSES)
    if len(opens) != len(closes) or (closes < opens).any() or (opens[1:] < closes[:-1]).any():
        raise NotPlain()
    tag = whole[np.minimum(opens + 1, len(whole) - 1)]
    if not KNOWN[tag].all():
        raise NotPlain()
    rows, cells = np.flatnonzero(tag == ROW), np.flatnonzero(tag == CELL)
    _must_begin(whole, opens[rows], ROW_TAG)
    _must_begin(whole, opens[cells], CELL_TAG)
    values = _values(whole, tag, opens, closes)
    cell_of = np.searchsorted(cells, values) - 1
    row_of = np.searchsorted(rows, cells) - 1
    kinds = _kinds(piece, whole, closes[cells])
    if len(values) and (cell_of[0] < 0 or (np.diff(cell_of) <= 0).any() or row_of[cell_of[0]] < 0):
        raise NotPlain()
    if ((tag[values] == TEXT) != (kinds[cell_of] == PLAIN_TEXT)).any():
        raise NotPlain()
    lines = _row_numbers(whole, opens[rows] + len(ROW_TAG))
    columns = _columns(whole, opens[cells] + len(CELL_TAG))
    found = Cells(
        whole, lines[row_of[cell_of]], columns[cell_of], kinds[cell_of], closes[values] + 1, opens[values + 1]
    )
    return found.some(found.stop > found.start)


def _must_begin(whole: Bytes, at: Places, tag: bytes) -> None:
    """:raises NotPlain: if one of these tags begins otherwise"""
    if len(at) and at[-1] + len(tag) >= len(whole):
        raise NotPlain()
    if any((whole[at + place] != byte).any() for place, byte in enumerate(tag)):
        raise NotPlain()


def _values(whole: Bytes, tag: Bytes, opens: Places, closes: Places) -> Places:
    """The tags behind which a cell's value stands: `<v>`, `<t>`, `<t …>`."""
    inline, values = np.flatnonzero(tag == INLINE), np.flatnonzero((tag == VALUE) | (tag == TEXT))
    longer = values[closes[values] - opens[values] != len(b"<v")]
    if (closes[inline] - opens[inline] != len(b"<is")).any():
        raise NotPlain()
    values = values[whole[closes[values] - 1] != SLASH]
    longer = longer[whole[closes[longer] - 1] != SLASH]
    if ((tag[longer] != TEXT) | (whole[opens[longer] + 2] != SPACE)).any():
        raise NotPlain()
    return values


def _kinds(piece: bytes, whole: Bytes, ends: Places) -> NDArray[np.uint8]:
    """By the last attribute of each cell's tag; a kind that is not known, or stands elsewhere, shows in the count."""
    kinds, told = np.zeros(len(ends), np.uint8), 0
    typed = np.flatnonzero(whole[ends - 2] > ord("9"))  # a tag that ends with its reference has a digit there
    for attribute, kind in KINDS.items():
        some = typed
        for place, byte in enumerate(reversed(attribute), 1):
            some = some[whole[ends[some] - place] == byte]
        kinds[some] = kind
        told += len(some)
    if piece.count(b' t="') != told:
        raise NotPlain()
    return kinds


def _row_numbers(whole: Bytes, at: Places) -> Places:
    found, alive = np.zeros(len(at), np.int64), np.ones(len(at), np.bool_)
    for place in range(MOST_DIGITS + 1):
        digit = whole[np.minimum(at + place, len(whole) - 1)] - np.uint8(ord("0"))
        alive &= digit < 10
        found = np.where(alive, found * 10 + digit, found)
    if alive.any() or (found < 1).any() or (np.diff(found) <= 0).any():
        raise NotPlain()
    return found


def _columns(whole: Bytes, at: Places) -> Places:
    """Of one letter or two, counted from 0."""
    first, second, third = (whole[np.minimum(at + place, len(whole) - 1)] for place in range(3))
    letter, digit = np.isin(np.arange(256), range(ord("A"), ord("Z") + 1)), np.isin(np.arange(256), range(48, 58))
    two = letter[second]
    if not (letter[first] & np.where(two, digit[third], digit[second])).all():
        raise NotPlain()
    low, high = first.astype(np.int64) - ord("A"), second.astype(np.int64) - ord("A")
    return np.where(two, (low + 1) * 26 + high, low)
