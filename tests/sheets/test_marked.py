"""The workbook handed back."""

import io

import openpyxl

from lilian.sheets import Book, Sheet, read_book, read_table
from lilian.sheets.marked import marked_copy
from tests.sheets.crops import CROPS, TITLES, sheet


def returned(book: Book):
    reading = read_table(book, CROPS)
    return openpyxl.load_workbook(io.BytesIO(marked_copy(book, reading.problems, {reading.sheet: reading.header_row})))


def test_an_empty_cell_that_should_be_filled_is_red():
    page = returned(sheet([None, "梅"]))["收成"]
    assert page["A2"].fill.fgColor.rgb == "FFFF6666"


def test_the_problem_stands_at_the_end_of_its_row_in_words():
    page = returned(sheet(["A1", "梅", -1.0]))["收成"]
    assert page.cell(2, len(TITLES) + 1).value == "重量必须大于 0，这里是 -1"


def test_the_title_of_the_last_column_is_problem():
    page = returned(sheet(["A1", "梅", -1.0]))["收成"]
    assert page.cell(1, len(TITLES) + 1).value == "问题"


def test_a_good_row_has_no_problem_in_words():
    page = returned(sheet(["A1", "梅", -1.0], ["A2", "乔", 1.0]))["收成"]
    assert page.cell(3, len(TITLES) + 1).value is None


def test_the_list_leads_to_the_cell():
    line = returned(sheet(["A1", "梅", -1.0]))["问题清单"]["B2"]
    assert (line.value, line.hyperlink.location) == ("C2", "'收成'!C2")


def test_sheets_that_are_no_table_are_kept():
    book = Book([Sheet("说明", [["怎么填"]]), *sheet(["A1", "梅", -1.0]).sheets])
    assert returned(book).sheetnames == ["说明", "收成", "问题清单"]


def test_merged_cells_stay_merged():
    book = Book([Sheet("收成", [["全县收成"], TITLES, ["A1"]], ((0, 0, 0, 8),))])
    assert [str(merged) for merged in returned(book)["收成"].merged_cells.ranges] == ["A1:I1"]


def test_a_text_like_a_formula_is_handed_back_as_text():
    assert returned(sheet(["A1", "=1+1", -1.0]))["收成"]["B2"].data_type == "s"


def test_a_file_without_sheet_names_gets_the_table_name():
    book = Book([Sheet("", [TITLES, ["A1", "梅", -1.0]])])
    assert returned(book).sheetnames == ["收成", "问题清单"]


def test_a_sheet_name_excel_would_not_take_is_made_fit():
    book = Book([Sheet("九月/十月的收成" + "长" * 40, [TITLES, ["A1", "梅", -1.0]])])
    assert returned(book).sheetnames[0] == ("九月 十月的收成" + "长" * 40)[:31]


def test_what_excel_cannot_hold_is_handed_back_as_text():
    page = returned(sheet(["A1", "梅", float("nan")]))["收成"]
    assert page["C2"].value == "nan"


def test_the_second_return_has_one_column_and_one_list_of_problems():
    book = sheet(["A1", "梅", -1.0])
    problems = read_table(book, CROPS).problems
    again = returned(read_book(marked_copy(book, problems, {"收成": 1}), "a.xlsx"))
    assert ([cell.value for cell in again["收成"][1]].count("问题"), again.sheetnames) == (1, ["收成", "问题清单"])
