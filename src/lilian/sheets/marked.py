"""The user's own workbook handed back: bad cells red with a comment, a last column `问题`, a sheet `问题清单`.

The column stands last, so that every address in the list, in the comments and in the user's file is the same.
"""

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from lilian.sheets.cells import Book, Sheet, Value, is_blank
from lilian.sheets.limits import LIMITS
from lilian.sheets.locate import LIST_SHEET
from lilian.sheets.problem_list import write_problem_list
from lilian.sheets.problems import Problem
from lilian.sheets.written import LONGEST_TEXT, Formats, sheet_name, write_value

PROBLEM_TITLE = "问题"
AUTHOR = "梨联"
WIDEST, NARROWEST = 36, 9
ROWS_TO_MEASURE = 200
LARGE = 200_000  # cells; above it the file is written row by row to disk


def marked_copy(book: Book, problems: Sequence[Problem], header_rows: Mapping[str, int]) -> bytes:
    """An .xlsx of all the user's sheets with the problems marked.

    `header_rows` maps a sheet's name to the row (from 1) of its titles, where the title `问题` goes.
    """
    target = io.BytesIO()
    large = sum(len(sheet.rows) * sheet.width for sheet in book.sheets) > LARGE
    options = {"constant_memory": large, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        formats = Formats(workbook)
        for number, sheet in enumerate(book.sheets, 1):
            if sheet.name != LIST_SHEET:
                own = [problem for problem in problems if problem.sheet == sheet.name or not sheet.name]
                name = sheet.name or (own[0].sheet if own else f"Sheet{number}")
                _Copy(workbook.add_worksheet(sheet_name(name)), sheet, own, formats).write(header_rows.get(name, 0) - 1)
        write_problem_list(workbook, problems, formats)
    return target.getvalue()


def shortened(value: Value) -> Value:
    """A CSV file may hold a text longer than any Excel cell; the end shows that some of it is missing."""
    return f"{value[: LONGEST_TEXT - 1]}…" if isinstance(value, str) and len(value) > LONGEST_TEXT else value


class _Copy:
    """One sheet being written."""

    def __init__(self, out: Worksheet, sheet: Sheet, problems: list[Problem], formats: Formats) -> None:
        self.out, self.sheet, self.formats = out, sheet, formats
        self.by_row: dict[int, list[Problem]] = defaultdict(list)
        for problem in problems:
            self.by_row[problem.row - 1].append(problem)
        self.bad = {(p.row - 1, column) for p in problems for column in p.columns}
        self.comments = 0

    def write(self, header_row: int) -> None:
        last = self._problem_column(header_row)
        self._set_widths(last)
        if self.sheet.hidden:
            self.out.hide()
        for index, row in enumerate(self.sheet.rows):
            self._row(index, row[:last], header_row, last)
        for first_row, first_column, last_row, last_column in self.sheet.merged:
            if last_column < last and not self.out.constant_memory:
                style = self.formats.title if first_row < header_row else None
                self.out.merge_range(first_row, first_column, last_row, last_column, "", style)
                value = self.sheet.at(first_row, first_column)
                write_value(self.out, first_row, first_column, value, style, self.formats)
        if header_row >= 0:
            self.out.freeze_panes(header_row + 1, 0)

    def _problem_column(self, header_row: int) -> int:
        """Right of everything; the column of an earlier return is written anew."""
        titles = self.sheet.rows[header_row] if 0 <= header_row < len(self.sheet.rows) else []
        return titles.index(PROBLEM_TITLE) if PROBLEM_TITLE in titles else self.sheet.width

    def _row(self, index: int, row: list[Value], header_row: int, last: int) -> None:
        problems = self.by_row.get(index, [])
        bad_empty = range(len(row), max((c + 1 for p in problems for c in p.columns), default=0))
        for column, value in [*enumerate(row), *((c, None) for c in bad_empty)]:
            style = self.formats.header if index == header_row else None
            if (index, column) in self.bad:
                style = self.formats.bad_for(value)
                self._comment(index, column, problems)
            write_value(self.out, index, column, shortened(value), style, self.formats)
        if index == header_row:
            self.out.write_string(index, last, PROBLEM_TITLE, self.formats.header)
        if problems:
            text = ";".join(problem.wrong().rstrip("。") for problem in problems)
            self.out.write_string(index, last + (index == header_row), text, self.formats.problem)

    def _comment(self, row: int, column: int, problems: list[Problem]) -> None:
        self.comments += 1
        if self.comments > LIMITS.comments:
            return  # the list names them all; thousands of note boxes would make the file slow to open
        text = "\n".join(p.text() for p in problems if column in p.columns)
        self.out.write_comment(row, column, text, {"author": AUTHOR, "x_scale": 2, "y_scale": 1.2})

    def _set_widths(self, last: int) -> None:
        for column in range(last):
            values = [row[column] for row in self.sheet.rows[2:ROWS_TO_MEASURE] if column < len(row)]
            lengths = [sum(2 if ord(c) > 255 else 1 for c in str(v)) for v in values if not is_blank(v)]
            self.out.set_column(column, column, min(WIDEST, max([NARROWEST, *lengths]) + 2))
        self.out.set_column(last, last, 60)
