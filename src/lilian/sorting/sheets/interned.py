"""A column as its distinct texts and where each row points: what is read once per text, not once per fruit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from lilian.sorting.sheets.limits import LONGEST_TEXT

Places = NDArray[np.int64]
BLOCK = 500  # rows; what is looked at stays near the processor: with 20,000 it takes three times as long
NEWLINE, RETURN = 10, 13
BASE = np.uint64(1_099_511_628_211)
KEY_BYTES = 8


@dataclass(frozen=True)
class Column:
    """Row i holds `texts[at[i]]`."""

    texts: list[str]
    at: Places


@dataclass(frozen=True)
class Body:
    """The wanted columns by their place in the header; `lines` is where each row stands in the file, from 1.

    `ragged` are lines with another number of cells than the header; they are not among the rows.
    """

    columns: dict[int, Column]
    lines: Places
    ragged: Places


def from_bytes(data: bytes, mark: str, width: int, wanted: Iterable[int], first_line: int) -> Body | None:
    """Plain rows without quotes, each of `width` cells, by numpy; None where it takes a parser to tell.

    `data` is UTF-8 and begins behind the header's line end.
    """
    if b'"' in data or len(mark) != 1 or not data.strip():
        return None
    whole = np.frombuffer(data.rstrip(b"\r\n") + b"\n", np.uint8)
    ends = np.flatnonzero((whole == ord(mark)) | (whole == NEWLINE))
    if len(ends) % width:
        return None
    closes = (whole[ends] == NEWLINE).reshape(-1, width)
    if not closes[:, -1].all() or np.count_nonzero(closes) != len(closes):
        return None
    starts = np.concatenate([[0], ends[:-1] + 1]).reshape(-1, width)
    stops = ends.reshape(-1, width).copy()
    stops[:, -1] -= whole[np.maximum(stops[:, -1] - 1, 0)] == RETURN
    columns = {}
    for place in wanted:
        column = column_of(whole, starts[:, place], stops[:, place])
        if column is None:
            return None
        columns[place] = column
    lines = np.arange(first_line, first_line + len(closes), dtype=np.int64)
    return Body(columns, lines, np.empty(0, np.int64))


def column_of(whole: NDArray[np.uint8], starts: Places, ends: Places) -> Column | None:
    """Texts told apart by a hash of their bytes, which is looked at again byte by byte; None where one is long."""
    lengths = ends - starts
    longest = int(lengths.max())
    if longest > LONGEST_TEXT or int(lengths.min()) < 0:
        return None
    is_exact = longest < KEY_BYTES  # the key is then the length and all its bytes
    key, base = lengths.astype(np.uint64), np.uint64(256) if is_exact else BASE
    for _place, byte in _bytes(whole, starts, lengths, longest):
        key = key * base + byte
    _, first, at = np.unique(key, return_index=True, return_inverse=True)
    if not is_exact and not _alike(whole, starts, lengths, first, at):
        return None
    return Column([whole[starts[one] : ends[one]].tobytes().decode() for one in first.tolist()], at)


def _alike(whole: NDArray[np.uint8], starts: Places, lengths: Places, first: Places, at: Places) -> bool:
    """Whether each text is, byte by byte, the first one of its key."""
    alike = lengths[first][at] == lengths
    for place, byte in _bytes(whole, starts, lengths, int(lengths.max())):
        alike &= whole[np.minimum(starts[first] + place, len(whole) - 1)][at] * (lengths > place) == byte
    return bool(alike.all())


def _bytes(
    whole: NDArray[np.uint8], starts: Places, lengths: Places, longest: int
) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """The n-th byte of every text, 0 behind its end."""
    for place in range(longest):
        yield place, whole[np.minimum(starts + place, len(whole) - 1)] * (lengths > place)


class Texts(dict[object, int]):
    """Cell -> its number, in the order they are met."""

    def __missing__(self, cell: object) -> int:
        number = len(self)
        self[cell] = number
        return number


def from_rows(numbered: Iterable[tuple[int, Sequence[object]]], width: int, wanted: Iterable[int]) -> Body:
    """Rows of any reader, each with its line; empty rows are no rows, cells of nothing at the end do not count."""
    places = tuple(wanted)
    known = {place: Texts() for place in places}
    at: dict[int, list[Places]] = {place: [] for place in places}
    lines, ragged = [], []
    source = iter(numbered)
    while block := list(islice(source, BLOCK)):
        rows = [pair for pair in block if any(pair[1]) or not _is_empty(pair[1])]
        good = [pair for pair in rows if len(pair[1]) == width or _fits(pair[1], width)]
        if len(good) < len(rows):
            ragged += [line for line, row in rows if not _fits(row, width)]
        lines += [line for line, _ in good]
        columns = list(zip(*(row for _, row in good), strict=False))
        for place in places if good else ():
            at[place].append(np.fromiter(map(known[place].__getitem__, columns[place]), np.int64, len(good)))
    interned = {
        place: Column([text_of(cell) for cell in known[place]], np.concatenate([np.empty(0, np.int64), *at[place]]))
        for place in places
    }
    return Body(interned, np.array(lines, np.int64), np.array(ragged, np.int64))


def text_of(cell: object) -> str:
    """A cell as its own text: `320.0` and `320` are told alike later, by what they mean."""
    return "" if cell is None else str(cell)


def _is_empty(row: Sequence[object]) -> bool:
    return all(cell is None or cell == "" for cell in row)


def _fits(row: Sequence[object], width: int) -> bool:
    """Each wanted cell is there, and nothing more is said."""
    return len(row) == width or (len(row) > width and _is_empty(row[width:]))
