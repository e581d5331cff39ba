"""Text tables: CSV in the encodings Chinese offices use, and cells pasted from Excel or WPS."""

import csv
import io
import re

from lilian.sheets.cells import Book, Sheet, Value
from lilian.sheets.limits import LIMITS, Limits
from lilian.sheets.refusals import PasteTooLong, TooManyRows, UnknownEncoding

ENCODINGS = ("utf-8-sig", "gb18030")
SEPARATORS = ("\t", ",", ";")
FORCED_TEXT = re.compile(r'="([^"]*)"')
GUARDED = re.compile(r"'('*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])", re.S)


def decoded(data: bytes) -> str:
    """UTF-8 with or without a mark, GB18030 (which holds GBK), or marked UTF-16.

    :raises UnknownEncoding: if it is none of them
    """
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise UnknownEncoding()


def separator_of(text: str) -> str:
    """The mark that parts the first lines most often; tabs win a draw."""
    head = text[:20_000]
    return max(SEPARATORS, key=head.count)


def rows_of(text: str, separator: str) -> list[list[Value]]:
    # Excel quotes long texts; the limit of the csv module would refuse what the gate has let in.
    csv.field_size_limit(LIMITS.file_bytes)
    return [[_unforced(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]


def _unforced(cell: str) -> Value:
    """`="123"` and a guarding apostrophe are ways to force text; what was meant is inside."""
    if cell.startswith("="):
        match = FORCED_TEXT.fullmatch(cell)
        return match[1] if match else cell
    if cell.startswith("'"):
        match = GUARDED.match(cell)
        return cell[1:] if match else cell
    return cell


def read_text(data: bytes, *, limits: Limits = LIMITS) -> Book:
    """A CSV or tab-separated file as a workbook of one sheet without a name.

    :raises UnknownEncoding: if the text cannot be decoded
    :raises TooManyRows: over the limits
    """
    text = decoded(data)
    separator = separator_of(text)
    if text.count(separator) + text.count("\n") > limits.cells:  # before millions of cells are made
        raise TooManyRows(rows=limits.rows, columns=limits.columns)
    rows = rows_of(text, separator)
    check_size(rows, limits)
    return Book([Sheet("", rows)])


def check_size(rows: list[list[Value]], limits: Limits) -> None:
    """:raises TooManyRows: over the number of rows, columns or cells"""
    widths = [len(row) for row in rows]
    if len(rows) > limits.rows or max(widths, default=0) > limits.columns or sum(widths) > limits.cells:
        raise TooManyRows(rows=limits.rows, columns=limits.columns)


def read_paste(text: str, *, limits: Limits = LIMITS) -> Book:
    """What was pasted into a text area: cells parted by tabs, rows by line ends.

    :raises PasteTooLong: over the number of rows one paste may have
    :raises TooManyRows: over the number of columns
    """
    lines = text.count("\n") + 1
    if lines > limits.paste_rows + 50 or len(text) > limits.file_bytes:  # some room for titles and line ends in cells
        raise PasteTooLong(limit=limits.paste_rows, rows=lines)
    return read_text(text.encode(), limits=limits) if "\t" not in text else _pasted(text, limits)


def _pasted(text: str, limits: Limits) -> Book:
    rows = rows_of(text, "\t")
    check_size(rows, limits)
    return Book([Sheet("", rows)])
