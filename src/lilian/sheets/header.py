"""Find the row of titles: below any heading and blank rows, in one row or two, in any order of columns."""

import re
from dataclasses import dataclass, field
from functools import cache

from lilian.sheets.cells import Sheet, Value
from lilian.sheets.kinds.clean import packed
from lilian.sheets.tables import Column, Table

ROWS_TO_SEARCH = 40
IN_BRACKETS = re.compile(r"[(\[【〔]([^)\]】〕]*)[)\]】〕]")
LEADING_MARKS = "*※★:"


@dataclass(frozen=True)
class Header:
    """`first` to `last` are the title rows (from 0).

    `columns` says where each column key stands, `units` what unit stands in brackets behind its title.
    """

    first: int
    last: int
    columns: dict[str, int] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)


def title_and_unit(value: Value) -> tuple[str, str]:
    """`*数量(斤)` -> `数量`, `斤`; half-width, lower case, no spaces."""
    text = packed(value).lower() if isinstance(value, str) else ""
    brackets = IN_BRACKETS.search(text)
    title, unit = IN_BRACKETS.sub("", text).strip(LEADING_MARKS), brackets[1] if brackets else ""
    if not unit and "/" in title:
        title, _, unit = title.partition("/")
    return title, unit


def find_header(sheet: Sheet, table: Table) -> Header | None:
    """The best title row of the sheet, None if no row looks like one.

    Two columns, or all of a smaller table, must be named before a row counts as titles.
    """
    names = {title_and_unit(name)[0]: column for column in table.columns for name in reversed(column.names)}
    wanted = min(2, len(table.columns))
    best, best_score = None, wanted - 1
    for first in range(min(ROWS_TO_SEARCH, len(sheet.rows))):
        for header in _candidates(sheet, first, names):
            if len(header.columns) > best_score:
                best, best_score = header, len(header.columns)
    return best


def _candidates(sheet: Sheet, first: int, names: dict[str, Column]) -> list[Header]:
    one_row = _matched(first, first, sheet.rows[first], names)
    if first + 1 >= len(sheet.rows):
        return [one_row]
    return [one_row, _matched(first, first + 1, _joined(sheet, first), names)]


def _matched(first: int, last: int, titles: list[Value], names: dict[str, Column]) -> Header:
    header = Header(first, last)
    for place, value in enumerate(titles):
        title, unit = title_and_unit(value)
        column = names.get(title) or names.get(packed(value).lower() if isinstance(value, str) else "")
        if column is not None and column.key not in header.columns:
            header.columns[column.key] = place
            header.units[column.key] = _unit(column, unit)
    return header


def _unit(column: Column, unit: str) -> str:
    """A weight per day is still a weight: 吨/天 counts in 吨."""
    return unit.partition("/")[0] if column.kind == "weight" else unit


def _joined(sheet: Sheet, first: int) -> list[Value]:
    """Titles in two rows: a lower title says it all, or the upper one does where nothing stands below."""
    upper, lower = sheet.rows[first], sheet.rows[first + 1]
    width = max(len(upper), len(lower))
    return [sheet.at(first + 1, place) or sheet.at(first, place) for place in range(width)]


def looks_like_title(value: Value, column: Column) -> bool:
    """True where a page repeats its titles between the rows."""
    title = title_and_unit(value)[0]
    return bool(title) and title in _titles(tuple(column.names))


@cache
def _titles(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(title_and_unit(name)[0] for name in names)
