"""How a table is found on a sheet made by people."""

import pytest

from lilian.sheets import Book, Context, Sheet, read_table
from tests.sheets.crops import CROPS, TITLES, read, sheet


def keys(book: Book) -> list[str]:
    reading = read_table(book, CROPS, Context(year=2024))
    assert [problem.line() for problem in reading.problems] == []
    return [row.key for row in reading.rows]


def test_titles_are_found_below_a_heading_and_blank_rows():
    assert keys(sheet(["全县收成"], [], TITLES, ["A1", "梅"], titles=[])) == ["A1"]


def test_columns_may_stand_in_any_order():
    assert read(["梅", "A1"], titles=["果农", "编号"]).rows[0].values == {"code": "A1", "grower": "梅"}


def test_titles_in_two_rows_are_put_together():
    book = sheet(["编号", "交货", None], [None, "数量(斤)", "等级"], ["A1", 3600.0, "特级"], titles=[])
    reading = read_table(book, CROPS)
    assert reading.rows[0].values == {"code": "A1", "weight_g": 1_800_000, "grade": "特级"}


def test_a_column_may_go_by_another_name():
    assert read(["A1"], titles=["*批次号:", "果农"]).rows[0].key == "A1"


def test_columns_nobody_asked_for_are_left_alone():
    assert read(["x", "A1", "梅"], titles=["序号", "编号", "果农"]).rows[0].values == {"code": "A1", "grower": "梅"}


@pytest.mark.parametrize("word", ["合计", "小计", "总计", " 合 计 ", "合计:", "全县合计", "合计(斤)"])
def test_a_total_row_is_no_data(word):
    assert keys(sheet(["A1", "梅", 10.0], [word, None, 10.0])) == ["A1"]


def test_a_total_in_another_column_is_no_data_where_no_code_stands():
    assert keys(sheet(["A1", "梅", 10.0], [None, "合计", 10.0])) == ["A1"]


def test_a_signature_at_the_foot_is_no_data():
    assert keys(sheet(["A1", "梅", 10.0], ["填表人:林", None, None])) == ["A1"]


def test_blank_rows_between_data_are_passed_over():
    assert keys(sheet(["A1", "梅"], ["", "\u3000", None], ["A2", "乔"])) == ["A1", "A2"]


def test_titles_repeated_on_each_page_are_no_data():
    assert keys(sheet(["A1", "梅"], TITLES, ["A2", "乔"])) == ["A1", "A2"]


def test_the_sheet_is_found_by_its_titles_if_its_name_is_another():
    book = Book([Sheet("封面", [["说明"]]), Sheet("Sheet2", [TITLES, ["A1", "梅"]])])
    assert keys(book) == ["A1"]


def test_a_workbook_without_the_table_says_which_sheet_is_missing():
    (problem,) = read_table(Book([Sheet("别的", [["x"]])]), CROPS).problems
    assert problem.wrong() == "找不到工作表“收成”，或认不出它的标题行。"


def test_a_missing_required_column_is_named():
    (problem, *_) = read(["梅", 10.0], titles=["果农", "数量(斤)"]).problems
    assert (problem.code, problem.title) == ("no_column", "编号")


def test_an_empty_table_is_named():
    (problem,) = read().problems
    assert problem.code == "no_rows"


def test_a_required_cell_left_empty_is_named_at_its_place():
    (problem,) = read([None, "梅", 10.0]).problems
    assert (problem.cell, problem.text()) == ("A2", "“编号”没有填。请填上编号。")


def test_of_two_rows_with_one_code_the_later_is_the_fault():
    reading = read(["A1", "梅"], ["a1", "乔"])
    assert [(problem.cell, problem.code) for problem in reading.problems] == [("A3", "duplicate")]


def test_every_bad_cell_of_a_row_is_named():
    reading = read(["A1", "梅", -1.0, "9月31日", "超特级"])
    assert [problem.cell for problem in reading.problems] == ["C2", "D2", "E2"]


def test_a_row_with_a_fault_is_not_among_the_good_ones():
    reading = read(["A1", "梅", -1.0], ["A2", "乔", 5.0])
    assert ([row.key for row in reading.good], [row.key for row in reading.bad]) == (["A2"], ["A1"])


def test_progress_is_told_every_thousand_rows():
    told = []
    book = sheet(*([f"A{number}", "梅"] for number in range(12_000)))
    read_table(book, CROPS, progress=lambda done, in_all: told.append((done, in_all)))
    assert told == [(done, 12_001) for done in range(1_000, 12_001, 1_000)]


def test_the_same_row_in_another_shape_has_the_same_fingerprint():
    first = read(["A1", "梅", "3600斤", "2024.9.20"]).rows[0]
    second = read(["2024/09/20", "1.8吨", "A1", " 梅 "], titles=["采收日期", "数量", "编号", "果农"]).rows[0]
    assert first.fingerprint == second.fingerprint


def test_a_changed_row_has_another_fingerprint():
    assert read(["A1", "梅", "3600斤"]).rows[0].fingerprint != read(["A1", "梅", "3601斤"]).rows[0].fingerprint
