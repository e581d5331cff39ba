"""What goes out comes back unchanged, and nothing in it runs."""

import csv
import io
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lilian.sheets import Column, Table, read_book, read_table
from lilian.sheets.export import export_csv, export_xlsx
from lilian.sheets.gate import admit
from lilian.sheets.kinds.clean import spaced
from lilian.sheets.limits import LIMITS
from lilian.sheets.raw import read_raw
from lilian.sheets.written import TextTooLong
from tests.sheets.crops import CROPS

ALL_KINDS = Table(
    name="all",
    sheet="全部",
    key="code",
    columns=(
        Column("code", "编号", "code"),
        Column("text", "名称", "text", required=False),
        Column("weight_g", "重量(斤)", "weight", required=False),
        Column("heavy_g", "库容(吨)", "weight", required=False),
        Column("price_fen", "单价(元)", "money", required=False),
        Column("number", "温度(℃)", "number", required=False, unit="℃"),
        Column("whole", "箱数", "integer", required=False),
        Column("day", "日期", "date", required=False),
        Column("moment", "填报时间", "datetime", required=False),
        Column("clock", "时刻", "time", required=False),
        Column("varieties", "品种", "list", required=False),
        Column("grade", "等级", "choice", required=False, choices=("特级", "一级")),
        Column("is_open", "开放", "yes_no", required=False),
        Column("lat", "纬度", "lat", required=False),
    ),
)
ATTACKS = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
    "'=1",
    '=HYPERLINK("http://x")',
    "\uff1d1+1",
]

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), max_size=30).map(spaced)
words = st.text("梨花乡ABC123", min_size=1, max_size=5)
moments = st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-01-01")).map(
    lambda moment: moment.replace(microsecond=0)
)
rows = st.fixed_dictionaries(
    {
        "code": st.from_regex(r"[A-Z][0-9A-Z-]{0,30}", fullmatch=True),
        "text": texts.map(lambda text: text or None),
        "weight_g": st.none() | st.integers(-(10**12), 10**12),
        "heavy_g": st.none() | st.integers(0, 10**12),
        "price_fen": st.none() | st.integers(-(10**12), 10**12),
        "number": st.none() | st.floats(-1e6, 1e6).map(lambda x: float(f"{x:.6f}")),
        "whole": st.none() | st.integers(-(10**14), 10**14),
        "day": st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
        "moment": st.none() | moments,
        "clock": st.none() | st.times().map(lambda t: t.replace(microsecond=0)),
        "varieties": st.none() | st.lists(words, min_size=1, max_size=4, unique=True).map(tuple),
        "grade": st.sampled_from([None, "特级", "一级"]),
        "is_open": st.sampled_from([None, True, False]),
        "lat": st.none() | st.floats(-90, 90).map(lambda x: round(x, 7)),
    }
)
some_rows = st.lists(rows, min_size=1, max_size=5, unique_by=lambda row: row["code"])
unhurried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def back(data: bytes, table: Table = ALL_KINDS) -> list[dict]:
    """Read in this process: the child is the same code, and slower by its start."""
    admitted = admit(data)
    reading = read_table(read_raw(admitted.data, admitted.kind, LIMITS), table)
    assert [problem.line() for problem in reading.problems] == []
    return [row.values for row in reading.rows]


@pytest.mark.slow
@unhurried
@given(some_rows)
def test_what_goes_out_to_excel_comes_back_unchanged(out):
    assert back(export_xlsx([(ALL_KINDS, out)])) == out


@pytest.mark.slow
@unhurried
@given(some_rows)
def test_what_goes_out_as_csv_comes_back_unchanged(out):
    assert back(export_csv(ALL_KINDS, out)) == out


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_like_a_formula_is_a_text_cell_in_excel(attack):
    page = openpyxl.load_workbook(io.BytesIO(export_xlsx([(CROPS, [{"code": "A1", "grower": attack}])])))["收成"]
    assert page["B2"].data_type == "s"


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_like_a_formula_is_guarded_in_csv(attack):
    text = export_csv(CROPS, [{"code": "A1", "grower": attack}]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1][1].startswith("'")


def test_csv_carries_the_mark_excel_needs_to_show_chinese():
    assert export_csv(CROPS, []).startswith(b"\xef\xbb\xbf")


def test_a_note_above_the_titles_does_not_disturb_reading_back():
    out = [{"code": "A1", "grower": "梅"}]
    read = back(export_xlsx([(CROPS, out)], note="林 2024-09-18 09:00 导出"), CROPS)
    assert [{key: row[key] for key in ("code", "grower")} for row in read] == out


def test_codes_are_text_cells_so_that_excel_leaves_long_numbers_alone():
    page = openpyxl.load_workbook(io.BytesIO(export_xlsx([(CROPS, [{"code": "690123456789012345"}])])))["收成"]
    assert (page["A2"].value, page["A2"].number_format) == ("690123456789012345", "@")


def test_choices_are_offered_in_a_list():
    page = openpyxl.load_workbook(io.BytesIO(export_xlsx([(CROPS, [{"code": "A1", "grade": "特级"}])])))["收成"]
    (validation,) = page.data_validations.dataValidation
    assert validation.formula1 == '"特级,一级"'


def test_titles_stay_in_sight():
    page = openpyxl.load_workbook(io.BytesIO(export_xlsx([(CROPS, [])])))["收成"]
    assert page.freeze_panes == "A2"


def test_a_text_no_cell_can_hold_is_not_cut_in_silence():
    with pytest.raises(TextTooLong):
        export_xlsx([(CROPS, [{"code": "A1", "grower": "梨" * 40_000}])])


def test_an_export_passes_the_gate_and_the_child():
    book = read_book(export_xlsx([(CROPS, [{"code": "A1", "weight_g": 500, "clock": time(1)}])]), "收成.xlsx")
    assert read_table(book, CROPS).rows[0].values["weight_g"] == 500
