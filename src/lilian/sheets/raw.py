"""Bytes to plain values. Runs in the limited child process only."""

import io

import python_calamine as calamine

from lilian.sheets.cells import Book, Sheet
from lilian.sheets.delimited import read_text
from lilian.sheets.formulas import mark_errors
from lilian.sheets.limits import Limits
from lilian.sheets.refusals import Damaged, Encrypted, TooManyRows, TooManySheets


def read_raw(data: bytes, kind: str, limits: Limits) -> Book:
    """:raises FileRefused: for a password, damage, or more cells than the limits allow"""
    if kind == "text":
        return read_text(data, limits=limits)
    try:
        workbook = calamine.load_workbook(io.BytesIO(data))
        sheets = _sheets(workbook, limits)
    except calamine.PasswordError:
        raise Encrypted() from None
    except calamine.CalamineError:
        raise Damaged() from None
    return Book(sheets, kind == "xlsx" and mark_errors(data, sheets))


def _sheets(workbook: calamine.CalamineWorkbook, limits: Limits) -> list[Sheet]:
    known = [m for m in workbook.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(known) > limits.sheets:
        raise TooManySheets(limit=limits.sheets)
    sheets, cells = [], 0
    for metadata in known:
        table = workbook.get_sheet_by_name(metadata.name)
        cells += _size(table, limits)
        if cells > limits.cells:
            raise TooManyRows(rows=limits.rows, columns=limits.columns)
        merged = tuple((*first, *last) for first, last in table.merged_cell_ranges or ())
        rows = table.to_python(skip_empty_area=False)
        hidden = metadata.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(Sheet(metadata.name, rows, merged, hidden))  # type: ignore[arg-type]  # lists are invariant
    return sheets


def _size(table: calamine.CalamineSheet, limits: Limits) -> int:
    last_row, last_column = table.end or (0, 0)
    if last_row >= limits.rows or last_column >= limits.columns:
        raise TooManyRows(rows=limits.rows, columns=limits.columns)
    return (last_row + 1) * (last_column + 1)
