"""A table on a sheet: typed columns, every text written as text so that nothing runs as a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None


@dataclass(frozen=True)
class Column:
    """`width` in characters; `look` is the format of its cells."""

    name: str
    width: float
    look: Format


def set_widths(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)


def write_header(sheet: Worksheet, row: int, columns: Sequence[Column], look: Format) -> int:
    """Write the names; return the next row."""
    sheet.set_row(row, 30)
    for number, column in enumerate(columns):
        sheet.write_string(row, number, column.name, look)
    return row + 1


def write_rows(sheet: Worksheet, row: int, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> int:
    """Write the rows; return the next row."""
    for cells in rows:
        for number, (column, value) in enumerate(zip(columns, cells, strict=True)):
            write_cell(sheet, row, number, value, column.look)
        row += 1
    return row


def write_cell(sheet: Worksheet, row: int, column: int, value: Cell, look: Format) -> None:
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)
