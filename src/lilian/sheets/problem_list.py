"""The sheet `问题清单`: one line per problem, each cell a link to its place."""

from collections.abc import Sequence

import xlsxwriter

from lilian.sheets.locate import LIST_SHEET
from lilian.sheets.problems import Problem
from lilian.sheets.written import LONGEST_TEXT, Formats, sheet_name

TITLES = (
    ("工作表", 12),
    ("单元格", 12),
    ("编号", 18),
    ("列", 12),
    ("现在的内容", 24),
    ("哪里不对", 56),
    ("怎么改", 56),
)
LINKS = 10_000  # Excel allows 65,530 in a sheet


def write_problem_list(workbook: xlsxwriter.Workbook, problems: Sequence[Problem], formats: Formats) -> None:
    out = workbook.add_worksheet(LIST_SHEET)
    for column, (title, width) in enumerate(TITLES):
        out.set_column(column, column, width)
        out.write_string(0, column, title, formats.header)
    for row, problem in enumerate(problems, 1):
        out.write_string(row, 0, problem.sheet)
        if problem.cells and row <= LINKS:
            target = f"internal:'{sheet_name(problem.sheet).replace(chr(39), chr(39) * 2)}'!{problem.cells[0]}"
            out.write_url(row, 1, target, string=problem.cell)
        else:
            out.write_string(row, 1, problem.cell)
        texts = (problem.row_key, problem.title, problem.given, problem.wrong(), problem.remedy())
        for column, text in enumerate(texts, 2):
            out.write_string(row, column, text[:LONGEST_TEXT], formats.wrapped)
    out.freeze_panes(1, 0)
    if problems:
        out.autofilter(0, 0, len(problems), len(TITLES) - 1)
