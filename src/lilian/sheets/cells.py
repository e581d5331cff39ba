"""A workbook as plain values: sheets, rows, cells, and how a cell is called."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True)
class CellError:
    """A cell whose formula failed (`#N/A`), or has no computed value (shown is empty then)."""

    shown: str = ""


Value = str | int | float | bool | date | datetime | time | timedelta | CellError | None


@dataclass
class Sheet:
    """`rows` start at A1; empty cells are None or ''.

    `merged` holds (first row, first column, last row, last column) of each range, from 0.
    """

    name: str
    rows: list[list[Value]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    def at(self, row: int, column: int) -> Value:
        """The value there, None outside the sheet; both count from 0."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None


@dataclass
class Book:
    """A workbook in memory. `epoch_1904`: bare day numbers count from 1904, as old Macs wrote them."""

    sheets: list[Sheet] = field(default_factory=list)
    epoch_1904: bool = False
    name: str = ""


def column_letters(column: int) -> str:
    """`0` -> `A`, `27` -> `AB`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Both count from 0: `(9, 7)` -> `H10`."""
    return f"{column_letters(column)}{row + 1}"


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip("\u200b\ufeff \t\r\n\u00a0\u3000"))
