"""A plain worksheet's rows by numpy, some megabytes at a time; None where it takes a parser to tell.

Plain is what machines write: one sheet, each cell with its reference, numbers and texts as they stand, no formulas, no
dates, nothing else between the rows. The markup is that of ECMA-376-1, 18.3 and 18.4.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import numpy as np

from lilian.sheets.limits import MEGABYTE
from lilian.sorting.sheets.header import Header, found_header
from lilian.sorting.sheets.interned import Body, Column, Places, Texts, column_of
from lilian.sorting.sheets.limits import HEAD_ROWS
from lilian.sorting.sheets.markup import NUMBER, SHARED, Cells, NotPlain, cells_of
from lilian.sorting.values import Mapping

CHUNK = 2 * MEGABYTE  # what is looked at stays near the processor
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
SHARED_PART, STYLES_PART = "xl/sharedStrings.xml", "xl/styles.xml"
BEGIN, END, ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
ONE_TEXT = re.compile(rb"<si>\s*<t(?: xml:space=\"preserve\")?>([^<]*)</t>\s*</si>|<si>\s*<t/>\s*</si>")
# What a text that begins with a blank looks like, in bytes: a space, a line, the wide space, the one that never breaks.
BLANKS = (b"> ", b">\t", b">\n", b">\r", b">&#", ">\u3000".encode(), ">\xa0".encode())
# Built-in formats that show a number as a number; every other might show it as a date.
PLAIN_FORMATS = {*range(5), *range(9, 14), *range(37, 41), 48, 49}


def plain_sheet(data: bytes, mapping: Mapping) -> tuple[Header, Body] | None:
    """The headings and the rows behind them of an .xlsx; None where the sheet is not plain.

    :raises NoHeadings: if no row among the first has a heading for weight
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            sheets = [name for name in names if SHEET.fullmatch(name)]
            if len(sheets) != 1 or (STYLES_PART in names and not _shows_no_dates(packed.read(STYLES_PART))):
                return None
            shared = _shared_texts(packed.read(SHARED_PART)) if SHARED_PART in names else []
            return _read(_whole_rows(packed, sheets[0]), shared, mapping)
    except (NotPlain, zipfile.BadZipFile, ValueError):  # ValueError: a number, an index or a byte that is none
        return None


def _shows_no_dates(styles: bytes) -> bool:
    return {int(number) for number in re.findall(rb'numFmtId="(\d+)"', styles)} <= PLAIN_FORMATS


def _shared_texts(part: bytes) -> list[str]:
    """:raises NotPlain: if one of them has parts of its own, or is blank: the parser passes over rows of blanks"""
    found = [_unescaped(match[1] or b"") for match in ONE_TEXT.finditer(part)]
    if len(found) != part.count(b"<si>") or b"<si " in part or b"<si/>" in part:
        raise NotPlain()
    if not all(text.strip() for text in found):
        raise NotPlain()
    return found


def _unescaped(text: bytes) -> str:
    """:raises NotPlain: for an escape of Excel's own"""
    if b"_x" in text:
        raise NotPlain()
    return unescape(text.decode()) if b"&" in text else text.decode()


def _whole_rows(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The rows of a sheet in pieces that end with one.

    :raises NotPlain: if they do not begin in the first piece, or never end, or have texts that begin with a blank
    """
    for piece in _pieces(packed, name):
        if any(blank in piece for blank in BLANKS):
            raise NotPlain()
        yield piece


def _pieces(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with packed.open(name) as stream:
        rest = stream.read(CHUNK)
        _, found, rest = rest.partition(BEGIN)
        if not found:
            raise NotPlain()
        while True:
            if (end := rest.find(END)) >= 0:
                yield rest[:end]
                return
            cut = rest.rfind(ROW_END) + len(ROW_END)
            if cut >= len(ROW_END):
                yield rest[:cut]
                rest = rest[cut:]
            read = stream.read(CHUNK)
            if not read:
                raise NotPlain()
            rest += read


def _read(pieces: Iterator[bytes], shared: list[str], mapping: Mapping) -> tuple[Header, Body]:
    first = cells_of(next(pieces))
    header = found_header(_head(first, shared), mapping)
    table = Table(header, shared, {place: Texts() for place in header.columns.values()})
    table.add(first)
    for piece in pieces:
        table.add(cells_of(piece))
    return header, table.body()


def _head(cells: Cells, shared: list[str]) -> list[list[str]]:
    """The first rows as texts, row 1 of the sheet first."""
    rows: list[list[str]] = [[] for _ in range(min(HEAD_ROWS, int(cells.line.max(initial=0))))]
    for number in np.flatnonzero(cells.line <= HEAD_ROWS).tolist():
        row, column = rows[cells.line[number] - 1], int(cells.column[number])
        row += [""] * (column + 1 - len(row))
        row[column] = _meaning(cells.text(number), int(cells.kind[number]), shared)
    return rows


def _meaning(text: str, kind: int, shared: list[str]) -> str:
    """A cell as its own text. A number has seventeen digits in the file and means the shortest that tell it apart."""
    if kind == NUMBER:
        return str(float(text))
    return shared[int(text)] if kind == SHARED else _unescaped(text.encode())


@dataclass
class Table:
    """The wanted columns as they grow, piece by piece."""

    header: Header
    shared: list[str]
    known: dict[int, Texts]

    def __post_init__(self) -> None:
        self.at: dict[int, list[Places]] = {place: [] for place in self.known}
        self.lines: list[Places] = []
        self.ragged: list[Places] = []
        self.met: dict[tuple[int, int], dict[str, int]] = {}  # by column and kind: as it stands -> its number

    def add(self, cells: Cells) -> None:
        """:raises NotPlain: if rows or cells are not in order"""
        body = cells.behind(self.header.row + 1)
        ragged = np.unique(body.line[body.column >= self.header.width])
        if len(ragged):
            body = body.some(~np.isin(body.line, ragged))
            self.ragged.append(ragged)
        if not len(body.line):
            return
        begins = np.diff(body.line, prepend=0) != 0
        lines, row = body.line[begins], np.cumsum(begins) - 1
        if len(self.lines) and lines[0] <= self.lines[-1][-1]:
            raise NotPlain()
        self.lines.append(lines)
        for place, texts in self.known.items():
            here = np.flatnonzero(body.column == place)
            self.at[place].append(self._column(body.some(here), row[here], len(lines), texts, place))

    def _column(self, cells: Cells, rows: Places, length: int, texts: Texts, place: int) -> Places:
        """Where each row points; to '' where it has no such cell."""
        if (np.diff(rows) <= 0).any():
            raise NotPlain()
        at = np.full(length, texts[""] if len(rows) < length else 0, np.int64)
        for kind in np.unique(cells.kind).tolist():
            some = cells.kind == kind
            column = column_of(cells.whole, cells.start[some], cells.stop[some])
            if column is None:
                raise NotPlain()
            met = self.met.setdefault((place, kind), {})
            for text in column.texts:
                if text not in met:
                    met[text] = texts[_meaning(text, kind, self.shared)]
            at[rows[some]] = np.array([met[text] for text in column.texts], np.int64)[column.at]
        return at

    def body(self) -> Body:
        none = np.empty(0, np.int64)
        columns = {
            place: Column([str(text) for text in texts], np.concatenate([none, *self.at[place]]))
            for place, texts in self.known.items()
        }
        return Body(columns, np.concatenate([none, *self.lines]), np.concatenate([none, *self.ragged]))
