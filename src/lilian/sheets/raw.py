"""Bytes to plain values. Runs in the limited child process only."""

import io
import mmap
from pathlib import Path

import python_calamine as calamine

from lilian.sheets.cells import Book, Sheet
from lilian.sheets.delimited import read_text
from lilian.sheets.formulas import mark_errors
from lilian.sheets.limits import Limits
from lilian.sheets.refusals import Damaged, Encrypted, TooHeavy, TooManyRows, TooManySheets

SHARE_FOR_PARSER = 0.55
MEMORY_NOW = Path("/proc/self/statm")  # its second figure is resident pages
PAGE_BYTES = mmap.PAGESIZE


def read_raw(data: bytes, kind: str, limits: Limits) -> Book:
    """:raises FileRefused: for a password, damage, or more cells than the limits allow"""
    if kind == "text":
        return read_text(data, limits=limits)
    try:
        before = memory_now()
        workbook = calamine.load_workbook(io.BytesIO(data))
        sheets = _sheets(workbook, limits, before)
    except calamine.PasswordError:
        raise Encrypted() from None
    except calamine.CalamineError:
        raise Damaged() from None
    return Book(sheets, kind == "xlsx" and mark_errors(data, sheets))


def _sheets(workbook: calamine.CalamineWorkbook, limits: Limits, before: int) -> list[Sheet]:
    known = [m for m in workbook.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(known) > limits.sheets:
        raise TooManySheets(limit=limits.sheets)
    sheets, cells = [], 0
    for metadata in known:
        table = workbook.get_sheet_by_name(metadata.name)
        cells += _size(table, limits)
        if cells > limits.cells:
            raise TooManyRows(rows=limits.rows, columns=limits.columns)
        check_room(limits, memory_now() - before)
        merged = tuple((*first, *last) for first, last in table.merged_cell_ranges or ())
        rows = table.to_python(skip_empty_area=False)
        hidden = metadata.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(Sheet(metadata.name, rows, merged, hidden))  # type: ignore[arg-type]  # lists are invariant
    return sheets


def check_room(limits: Limits, taken: int) -> None:
    """The values take about as much again as the parsed sheet: better to stop here than out of memory in mid-parser.

    :raises TooHeavy: if the file has taken more than a good half of the memory
    """
    if taken > limits.child_bytes * SHARE_FOR_PARSER:
        raise TooHeavy()


def memory_now() -> int:
    """Resident bytes; 0 where there is no Linux, and memory is not limited either."""
    return int(MEMORY_NOW.read_text().split()[1]) * PAGE_BYTES if MEMORY_NOW.exists() else 0


def _size(table: calamine.CalamineSheet, limits: Limits) -> int:
    last_row, last_column = table.end or (0, 0)
    if last_row >= limits.rows or last_column >= limits.columns:
        raise TooManyRows(rows=limits.rows, columns=limits.columns)
    return (last_row + 1) * (last_column + 1)
