"""Files of every kind an office has, through the gate and the child."""

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from lilian.sheets import Context, read_book, read_table
from lilian.sheets.delimited import read_paste
from lilian.sheets.limits import LIMITS
from lilian.sheets.raw import check_room
from lilian.sheets.refusals import PasteTooLong, TooBig, TooHeavy, WrongType
from tests.sheets import hostile
from tests.sheets.crops import CROPS, TITLES, workbook

LINE = "编号,果农,数量(斤),采收日期\nA1,梅,3600,2024.9.20\n"


def first_row(book) -> dict:
    reading = read_table(book, CROPS, Context(year=2024))
    assert [problem.line() for problem in reading.problems] == []
    return reading.rows[0].values


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_is_read_in_every_encoding_in_use(encoding):
    assert first_row(read_book(LINE.encode(encoding), "a.csv"))["grower"] == "梅"


def test_rare_characters_of_gb18030_are_read():
    assert first_row(read_book(LINE.replace("梅", "䶮𫖯").encode("gb18030"), "a.csv"))["grower"] == "䶮𫖯"


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_other_separators_are_seen(separator):
    assert first_row(read_book(LINE.replace(",", separator).encode(), "a.txt"))["weight_g"] == 1_800_000


def test_a_number_forced_to_text_by_a_shop_system_is_read_whole():
    line = '编号,果农\n="690123456789012345",梅\n'
    assert first_row(read_book(line.encode("gbk"), "a.csv"))["code"] == "690123456789012345"


def test_cells_pasted_from_excel_are_read():
    assert first_row(read_paste(LINE.replace(",", "\t")))["picked"] == date(2024, 9, 20)


def test_a_pasted_cell_may_hold_a_line_end():
    text = '编号\t果农\nA1\t"梅\n(小名)"\n'
    assert first_row(read_paste(text))["grower"] == "梅\n(小名)"


def test_too_long_a_paste_is_refused():
    with pytest.raises(PasteTooLong):
        read_paste("a\tb\n" * 3000)


def test_a_tab_separated_text_named_xls_is_refused_with_its_true_kind():
    with pytest.raises(WrongType) as refused:
        read_book(LINE.replace(",", "\t").encode(), "a.xls")
    assert refused.value.fields == {"extension": ".xls", "found": "CSV"}


def test_a_file_on_disk_over_the_limit_is_not_even_opened(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as out:
        out.truncate(30 * 1024 * 1024)
    with pytest.raises(TooBig):
        read_book(path)


def test_a_failed_formula_in_a_file_is_named_by_cell():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as out:
        page = out.add_worksheet("收成")
        page.write_row(0, 0, ["编号", "糖度"])
        page.write_string(1, 0, "A1")
        page.write_formula(1, 1, "=NA()", None, "#N/A")
    (problem,) = read_table(read_book(target.getvalue(), "a.xlsx"), CROPS).problems
    assert (problem.cell, problem.code, problem.given) == ("B2", "formula_failed", "#N/A")


def test_a_formula_never_computed_in_a_file_is_named_by_cell():
    page = openpyxl.Workbook()
    page.active.title = "收成"
    page.active.append(["编号", "糖度"])
    page.active.append(["A1", "=1+1"])
    target = io.BytesIO()
    page.save(target)
    (problem,) = read_table(read_book(target.getvalue(), "a.xlsx"), CROPS).problems
    assert (problem.cell, problem.code) == ("B2", "formula_empty")


def test_a_workbook_that_counts_from_1904_gives_the_days_it_shows():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"date_1904": True}) as out:
        page = out.add_worksheet("收成")
        page.write_row(0, 0, ["编号", "采收日期"])
        page.write_string(1, 0, "A1")
        page.write_datetime(1, 1, date(2024, 9, 20), out.add_format({"num_format": "yyyy-mm-dd"}))
    assert first_row(read_book(target.getvalue(), "a.xlsx"))["picked"] == date(2024, 9, 20)


def test_all_sheets_are_read_in_order():
    book = openpyxl.Workbook()
    book.active.title = "一"
    book.create_sheet("二").append(["x"])
    target = io.BytesIO()
    book.save(target)
    assert [sheet.name for sheet in read_book(target.getvalue(), "a.xlsx").sheets] == ["一", "二"]


def test_an_opendocument_table_is_read():
    def cells(*words):
        return "".join(
            f'<table:table-cell office:value-type="string"><text:p>{w}</text:p></table:table-cell>' for w in words
        )

    rows = "".join(f"<table:table-row>{cells(*words)}</table:table-row>" for words in (["编号", "果农"], ["A1", "梅"]))
    assert first_row(read_book(hostile.zipped(hostile.document(rows)), "a.ods"))["grower"] == "梅"


def test_a_name_is_not_needed():
    assert first_row(read_book(workbook([TITLES, ["A1", "梅"]])))["grower"] == "梅"


def test_a_file_is_too_heavy_by_what_it_took_itself():
    check_room(LIMITS, 100_000_000)
    with pytest.raises(TooHeavy):
        check_room(LIMITS, LIMITS.child_bytes)
