"""Rows out as .xlsx or CSV, such that reading the file back changes nothing, and no cell runs as a formula."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import xlsxwriter

from lilian.kernel.quantity import in_unit
from lilian.sheets.header import title_and_unit
from lilian.sheets.streamed import StreamedSheet
from lilian.sheets.tables import Column, Table
from lilian.sheets.written import Formats, sheet_name, write_text

TEXT_KINDS = {"text", "code", "phone", "choice", "month", "list"}
WIDTHS = {"code": 16, "phone": 16, "date": 12, "datetime": 18, "text": 18, "list": 20}
LONGEST_LIST = 255  # characters of choices Excel takes in a validation
STARTS_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
BOM = "\ufeff"
LINES_AT_ONCE = 500
REMEMBERED = 4_096  # values of a column


def export_xlsx(tables: Sequence[tuple[Table, Iterable[Mapping[str, Any]]]], *, note: str = "") -> bytes:
    """One sheet per table; rows are mappings of column key to stored value (grams, fen, dates …).

    `note` says who took it out and when; it stands above the titles, where reading back skips it.
    """
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        formats = Formats(workbook)
        for table, rows in tables:
            out = workbook.add_worksheet(sheet_name(table.sheet), StreamedSheet)
            _write_sheet(out, table, rows, note, formats)
    return target.getvalue()


def export_csv(table: Table, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """UTF-8 with a mark, so that Excel shows Chinese; texts that look like formulas are guarded with an apostrophe."""
    return b"".join(streamed_csv(table, rows))


def streamed_csv(table: Table, rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """The same, some lines at a time: memory does not grow with the rows."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    target.write(BOM)
    writer.writerow([column.title for column in table.columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([_csv_text(column, row.get(column.key)) for column in table.columns])
        if not number % LINES_AT_ONCE:
            yield _emptied(target)
    yield _emptied(target)


def _emptied(target: io.StringIO) -> bytes:
    said = target.getvalue().encode()
    target.seek(0)
    target.truncate()
    return said


def _write_sheet(
    out: StreamedSheet, table: Table, rows: Iterable[Mapping[str, Any]], note: str, formats: Formats
) -> None:
    first = 1 if note else 0
    for place, column in enumerate(table.columns):
        style = formats.text if column.kind in TEXT_KINDS else None
        out.set_column(place, place, column.width or WIDTHS.get(column.kind, 11), style)
    if note:
        write_text(out, 0, 0, note)
    for place, column in enumerate(table.columns):
        write_text(out, first, place, column.title, formats.header)
    says = [(column.key, _said(out, column, formats)) for column in table.columns]
    last = out.stream(first + 1, ([say(row.get(key)) for key, say in says] for row in rows), len(says))
    out.freeze_panes(first + 1, 0)
    _offer_choices(out, table, first + 1, max(last - 1, first + 1))


def _said(out: StreamedSheet, column: Column, formats: Formats) -> Callable[[Any], str]:
    """How a stored value of the column stands in a cell; remembered, since many rows say the same."""
    style = formats.text if column.kind in TEXT_KINDS else None

    def said(value: Any) -> str:
        shown = cell_value(column, value)
        shown = float(shown) if isinstance(shown, Decimal) else shown
        return out.said(shown, None if value is None else style, formats)

    return said if column.kind == "list" else lru_cache(REMEMBERED, typed=True)(said)


def _offer_choices(out: StreamedSheet, table: Table, first: int, last: int) -> None:
    """A drop-down where a column has few fixed choices; also on some empty rows below."""
    for place, column in enumerate(table.columns):
        if column.kind == "choice" and 0 < len(",".join(column.choices)) <= LONGEST_LIST:
            choices = {"validate": "list", "source": list(column.choices), "error_message": "请从下拉列表里选。"}
            out.data_validation(first, place, last + 200, place, choices)


def cell_value(column: Column, value: Any) -> Any:
    """A stored value as its cell shows it: grams in the title's unit, fen in yuan; None stays empty."""
    if value is None:
        return None
    match column.kind:
        case "weight":
            return in_unit(value, export_unit(column))
        case "money":
            return Decimal(value) / 100
        case "month":
            return f"{value:%Y-%m}"
        case "list":
            return "、".join(value)
        case "yes_no":
            return "是" if value else "否"
    return value


@cache
def export_unit(column: Column) -> str:
    """The unit the column's title names, or its own.

    :raises ValueError: if a weight column has neither; what is exported could not be read back then
    """
    unit = title_and_unit(column.title)[1].partition("/")[0] or column.unit
    if not unit:
        raise ValueError(f"the weight column {column.key} names no unit")
    return unit


def _csv_text(column: Column, value: Any) -> str:
    cell = cell_value(column, value)
    match cell:
        case None:
            return ""
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M:%S")
        case date() | time():
            return cell.isoformat()
        case Decimal():
            return format(cell, "f")
        case float():
            return f"{cell:.15g}"
        case str():
            return guarded(cell)
    return str(cell)


def guarded(text: str) -> str:
    """A text no spreadsheet takes for a formula when it opens a CSV file."""
    return f"'{text}" if STARTS_FORMULA.match(text) else text
