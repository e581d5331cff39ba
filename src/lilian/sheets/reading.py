"""Read a table out of a workbook: every row validated, every bad cell named."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from lilian.sheets.cells import Book, CellError, Value, is_blank
from lilian.sheets.draft import Draft
from lilian.sheets.faults import (
    DUPLICATE,
    FORMULA_EMPTY,
    FORMULA_FAILED,
    MISSING,
    NO_COLUMN,
    NO_ROWS,
    NO_SHEET,
    CellFault,
    FaultKind,
)
from lilian.sheets.fingerprint import fingerprint
from lilian.sheets.kinds import READERS
from lilian.sheets.locate import Place, locate
from lilian.sheets.problems import Problem, shown
from lilian.sheets.rows import data_rows
from lilian.sheets.tables import Column, Context, Table

ROWS_BETWEEN_NEWS = 1_000


@dataclass(frozen=True)
class Row:
    """A data row.

    `number` counts from 1 as Excel does; `values` are by column key in the stored unit, None where the cell is empty.
    """

    number: int
    key: str
    values: dict[str, Any]
    is_good: bool

    @cached_property
    def fingerprint(self) -> str:
        """Same values, same fingerprint: a row that was taken before needs no second look."""
        return fingerprint(self.values)


@dataclass(frozen=True)
class Reading:
    """A table as read. `columns` says in which column (from 0) of the sheet each key stands."""

    table: Table
    sheet: str
    header_row: int
    columns: dict[str, int]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """True if the sheet and all required columns are there; only then can a good row be used."""
        return all(not column.required or column.key in self.columns for column in self.table.columns)

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if row.is_good]

    @property
    def bad(self) -> list[Row]:
        return [row for row in self.rows if not row.is_good]


def read_table(
    book: Book, table: Table, context: Context | None = None, *, progress: Callable[[int, int], None] | None = None
) -> Reading:
    """Read every row of `table`; nothing is left out in silence, what is wrong is in `problems`.

    `context.year` is the year of dates without one; not given, it is the year most dates of the table have.
    `progress` is told rows done and rows in all, every few thousand rows.
    """
    place = locate(book, table)
    if place is None:
        return Reading(table, table.sheet, 0, {}, problems=[_no_sheet(table)])
    context = replace(context or Context(), units=place.header.units, epoch_1904=book.epoch_1904)
    if context.year is None:
        context = replace(context, year=usual_year(place, table, context))
    return _Reader(place, table, context).read(progress or _unheard)


def _unheard(_done: int, _in_all: int) -> None:
    """Nobody asked for progress."""


def usual_year(place: Place, table: Table, context: Context) -> int | None:
    """The year most of the full dates in the table have, None if there is none."""
    years: Counter[int] = Counter()
    columns = [column for column in table.columns if column.kind.startswith("date")]
    dated = [(column, place.header.columns.get(column.key)) for column in columns]
    for row in place.sheet.rows[place.header.last + 1 :]:
        for column, at in dated:
            if at is not None and at < len(row) and not is_blank(row[at]):
                year = _year(column, row[at], context)
                years.update([year] if year else [])
    return years.most_common(1)[0][0] if years else None


def _year(column: Column, value: Value, context: Context) -> int | None:
    try:
        return int(READERS[column.kind](replace(column, low=None, high=None), value, context).year)
    except CellFault:
        return None


def _no_sheet(table: Table) -> Problem:
    titles = "、".join(column.title for column in table.columns if column.required)
    return Problem(table.sheet, 0, (), "", "", "", NO_SHEET, {"sheet": table.sheet, "titles": titles})


class _Reader:
    """Holds what stays the same from row to row."""

    def __init__(self, place: Place, table: Table, context: Context) -> None:
        self.place, self.table, self.context = place, table, context
        self.sheet_name = place.sheet.name or table.sheet
        self.columns = place.header.columns
        self.present = [(c, self.columns[c.key], READERS[c.kind]) for c in table.columns if c.key in self.columns]
        self.seen: dict[str, int] = {}
        self.problems: list[Problem] = []

    def read(self, progress: Callable[[int, int], None]) -> Reading:
        header_row = self.place.header.last + 1
        for column in self.table.columns:
            if column.required and column.key not in self.columns:
                self._sheet_problem(header_row, column.title, NO_COLUMN)
        rows = []
        for index in data_rows(self.place, self.table):
            rows.append(self._row(index))
            if len(rows) % ROWS_BETWEEN_NEWS == 0:
                progress(index, len(self.place.sheet.rows))
        if not rows:
            self._sheet_problem(header_row, "", NO_ROWS)
        return Reading(self.table, self.sheet_name, header_row, self.columns, rows, self.problems)

    def _sheet_problem(self, row: int, title: str, kind: FaultKind) -> None:
        fields = {"title": title, "sheet": self.sheet_name}
        self.problems.append(Problem(self.sheet_name, row, (), title, "", "", kind, fields))

    def _row(self, index: int) -> Row:
        cells, draft = self.place.sheet.rows[index], Draft(index + 1)
        for column, at, reader in self.present:
            value = cells[at] if at < len(cells) else None
            try:
                draft.values[column.key] = self._cell(column, value, reader)
            except CellFault as fault:
                draft.given[column.key] = value
                draft.fault(fault.kind, column.key, **fault.fields)
        self._check(draft)
        return self._finished(draft, cells)

    def _cell(self, column: Column, value: Value, reader: Any) -> Any:
        if isinstance(value, CellError):
            raise CellFault(FORMULA_FAILED if value.shown else FORMULA_EMPTY)
        if is_blank(value):
            if column.required:
                raise CellFault(MISSING)
            return None
        return reader(column, value, self.context)

    def _check(self, draft: Draft) -> None:
        for check in self.table.checks:
            check(draft)
        key = draft.values.get(self.table.key)
        if key is None:
            return
        first = self.seen.setdefault(str(key).upper(), draft.number)
        if first != draft.number:
            draft.fault(DUPLICATE, self.table.key, first_row=first)

    def _finished(self, draft: Draft, cells: list[Value]) -> Row:
        at = self.columns.get(self.table.key)
        key = shown(cells[at]) if at is not None and at < len(cells) else ""
        for found in draft.found:
            self.problems.append(self._problem(draft, found, key, cells))
        return Row(draft.number, key, draft.values, is_good=not draft.found)

    def _problem(self, draft: Draft, found: Any, key: str, cells: list[Value]) -> Problem:
        columns = tuple(self.columns[k] for k in found.keys)
        given = "、".join(shown(cells[at] if at < len(cells) else None) for at in columns)
        title = self.table.column(found.keys[0]).title
        fields = {"title": title, "given": given, **found.fields}
        return Problem(self.sheet_name, draft.number, columns, title, key, given, found.kind, fields)
