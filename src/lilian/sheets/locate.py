"""Which sheet of a workbook holds a table, and where its rows begin."""

from dataclasses import dataclass

from lilian.sheets.cells import Book, Sheet
from lilian.sheets.header import Header, find_header
from lilian.sheets.kinds.clean import packed
from lilian.sheets.tables import Table

LIST_SHEET = "问题清单"


@dataclass(frozen=True)
class Place:
    sheet: Sheet
    header: Header


def locate(book: Book, table: Table) -> Place | None:
    """By the sheet's name first; else the sheet whose titles fit best; None if none does."""
    names = {packed(name).lower() for name in (table.sheet, *table.sheet_aliases)}
    sheets = [sheet for sheet in book.sheets if sheet.name != LIST_SHEET]
    for sheet in sheets:
        header = find_header(sheet, table) if packed(sheet.name).lower() in names else None
        if header is not None:
            return Place(sheet, header)
    return _best_fit(sheets, table)


def _best_fit(sheets: list[Sheet], table: Table) -> Place | None:
    """A sheet of another name must show all required columns, or at least more than half of all."""
    required = {column.key for column in table.columns if column.required}
    best: Place | None = None
    for sheet in sheets:
        header = find_header(sheet, table)
        if header is None or (not required <= set(header.columns) and len(header.columns) * 2 <= len(table.columns)):
            continue
        if best is None or len(header.columns) > len(best.header.columns):
            best = Place(sheet, header)
    return best
