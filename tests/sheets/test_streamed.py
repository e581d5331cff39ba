"""Rows written whole stand in the file byte for byte as xlsxwriter writes them cell by cell."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.sheets import Column, Table
from lilian.sheets.cells import CellError
from lilian.sheets.export import export_xlsx
from lilian.sheets.streamed import StreamedSheet
from lilian.sheets.written import Formats, write_value

TEXTS = st.text(st.sampled_from("梨花 A1<>&\"'\t\n\x01\ufffe_x0041="), max_size=12)
MOMENTS = st.datetimes(datetime.fromisoformat("1890-01-01"), datetime.fromisoformat("2100-01-01"))
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(),
    MOMENTS,
    MOMENTS.map(datetime.date),
    st.times(),
    st.timedeltas(timedelta(days=-3), timedelta(days=3)),
    st.just(CellError("#DIV/0!")),
)
PAGES = st.lists(st.lists(st.tuples(CELLS, st.booleans()), min_size=3, max_size=3), max_size=6)
Page = list[list[tuple[Any, bool]]]


def written(page: Page, *, whole: bool) -> bytes:
    """The rows in the sheet's own file; the title stands above."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False}) as book:
        formats, out = Formats(book), book.add_worksheet("页", StreamedSheet)
        out.write_string(0, 0, "题", formats.header)
        if whole:
            rows = ([out.said(cell, formats.text if styled else None, formats) for cell, styled in row] for row in page)
            out.stream(1, rows, 3)
        else:
            for number, row in enumerate(page, 1):
                for place, (cell, styled) in enumerate(row):
                    write_value(out, number, place, cell, formats.text if styled else None, formats)
    with ZipFile(target) as folder:
        return folder.read("xl/worksheets/sheet1.xml").partition(b"<sheetData>")[2]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(PAGES)
def test_whole_rows_are_what_cells_are(page: Page) -> None:
    assert written(page, whole=True) == written(page, whole=False)


@pytest.mark.parametrize("text", ["<r>x</r>", "<r><t>a</t></r>"])
def test_a_text_like_the_markup_of_a_cell_is_a_text(text: str) -> None:
    """xlsxwriter in constant memory takes it for markup, and the file opens nowhere."""
    table = Table(name="t", sheet="页", columns=(Column("text", "字"),))
    page = openpyxl.load_workbook(io.BytesIO(export_xlsx([(table, [{"text": text}])])))["页"]
    assert page["A2"].value == text


def test_what_is_equal_and_of_another_kind_is_told_apart() -> None:
    table = Table(name="t", sheet="页", columns=(Column("n", "数", "number", unit=""),))
    rows = [{"n": value} for value in (1, True, 1.0, date(2025, 1, 1), datetime.fromisoformat("2025-01-01"), time(1))]
    page = openpyxl.load_workbook(io.BytesIO(export_xlsx([(table, rows)])))["页"]
    assert [type(row[0].value) for row in page.iter_rows(min_row=2)] == [int, bool, int, datetime, datetime, time]
