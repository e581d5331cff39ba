"""The workbook of a plan: what is on which sheet, and how it prints."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lilian.storage.papers import plan_workbook
from tests.storage.tiny_plan import lot, paper


def opened(**changes: object) -> Workbook:
    return load_workbook(BytesIO(plan_workbook(paper(**changes))))  # type: ignore[arg-type]


def values(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_sheets_stand_in_reading_order() -> None:
    assert opened().sheetnames == ["汇总", "对比", "各库到货单", "各村发运单", "未安排", "库位价格"]


@pytest.mark.parametrize("name", ["汇总", "对比", "各库到货单", "各村发运单", "未安排", "库位价格"])
def test_every_sheet_prints_on_a4_one_page_wide_with_page_numbers(name: str) -> None:
    sheet = opened()[name]
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is the default
    assert "&P" in sheet.oddFooter.center.text or "&[Page]" in sheet.oddFooter.center.text


@pytest.mark.parametrize("name", ["各库到货单", "各村发运单", "未安排", "库位价格"])
def test_long_lists_repeat_their_header(name: str) -> None:
    assert opened()[name].print_title_rows == "$1:$1"


def test_each_store_begins_on_a_new_page() -> None:
    breaks = opened()["各库到货单"].row_breaks.brk
    assert len(breaks) == 1  # two stores take fruit, so one break between them


def test_the_summary_shows_the_cost_in_yuan() -> None:
    rows = {row[0]: row[1] for row in values(opened()["汇总"])}
    assert rows["总成本"] == pytest.approx(3422.26)
    assert rows["计划天数"] == 2


def test_the_keeper_finds_what_comes_and_room_to_write() -> None:
    rows = values(opened()["各库到货单"])
    assert rows[0][-2:] == ["实收（公斤）", "签字"]
    mei = next(row for row in rows if row[1] == "P1")
    assert (mei[5], mei[-2], mei[-1]) == (10_000, None, None)


def test_arrivals_and_dispatches_list_the_same_weight() -> None:
    book = opened()
    arrived = sum(row[5] for row in values(book["各库到货单"])[1:] if str(row[1]).startswith("P"))  # type: ignore[misc]
    sent = sum(row[4] for row in values(book["各村发运单"])[1:] if str(row[1]).startswith("P"))  # type: ignore[misc]
    assert arrived == sent == 15_000


def test_what_found_no_place_says_why_and_what_to_do() -> None:
    row = values(opened(lots=(lot("P1", 36.6, 40),))["未安排"])[1]
    assert row[:4] == ["P1", "梅家庄", "玉露香梨", 10_000]
    assert row[4]
    assert row[5]


def test_a_plan_without_leftovers_says_so() -> None:
    assert values(opened()["未安排"])[1][0] == "全部批次都已安排。"


@pytest.mark.parametrize("nasty", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "http://evil.example"])
def test_no_text_becomes_a_formula_or_a_link(nasty: str) -> None:
    for sheet in opened(village=nasty):
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_the_same_paper_gives_the_same_bytes() -> None:
    tiny = paper()
    assert plan_workbook(tiny) == plan_workbook(tiny)
