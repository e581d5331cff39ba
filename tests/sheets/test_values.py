"""What a cell may say, and what is made of it."""

from datetime import date, datetime

import pytest

from lilian.sheets.cells import CellError
from lilian.sheets.faults import CellFault
from lilian.sheets.kinds.days import read_month
from lilian.sheets.tables import Column, Context
from tests.sheets.crops import one


def value(title: str, key: str, given, **context):
    reading = one(title, given, **context)
    assert [problem.line() for problem in reading.problems] == []
    return reading.rows[0].values[key]


def code_of(title: str, given, **context) -> str:
    (problem,) = one(title, given, **context).problems
    assert problem.cell == "B2"
    return problem.code


@pytest.mark.parametrize(
    ("given", "grams"),
    [
        (14020.0, 7_010_000),
        ("2350公斤", 2_350_000),
        ("14,660斤", 7_330_000),
        ("1.36万斤", 6_800_000),
        ("5.23吨", 5_230_000),
        ("\uff13\uff16\uff18\uff10\uff10", 18_400_000),
        (" 3\u00a0600 斤\u3000", 1_800_000),
        (0.1 + 0.2, 150),
    ],
)
def test_a_weight_is_read_in_the_unit_it_names(given, grams):
    assert value("数量(斤)", "weight_g", given) == grams


def test_the_unit_in_the_title_counts_for_bare_numbers():
    assert value("数量(公斤)", "weight_g", 12.0) == 12_000


def test_full_width_brackets_in_the_title_are_brackets():
    assert value("数量\uff08吨\uff09", "weight_g", 1.5) == 1_500_000


def test_a_bare_number_without_any_unit_is_refused():
    assert code_of("数量", 3600.0) == "no_unit"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (-600.0, "weight_not_positive"),
        (0.0, "weight_not_positive"),
        ("320万斤", "too_heavy"),
        ("不详", "not_weight"),
        ("1.2.3", "not_weight"),
        ("3600筐", "not_weight"),
        (0.0001, "weight_too_fine"),
        (True, "not_weight"),
        ("9" * 5000, "not_weight"),
    ],
)
def test_a_bad_weight_is_named(given, code):
    assert code_of("数量(斤)", given) == code


@pytest.mark.parametrize(
    "given",
    [
        "2024.9.20",
        "20240920",
        20240920.0,
        "2024/09/20",
        "2024-9-20",
        "9月20日",
        "9月20号",
        "2024年9月20日",
        "\uff12\uff10\uff12\uff14\uff0e\uff19\uff0e\uff12\uff10",
        date(2024, 9, 20),
        datetime(2024, 9, 20, 16, 0),  # noqa: DTZ001  # cells have no zone
        45555.0,
        "45555",
        "2024-09-20 00:00",
    ],
)
def test_a_date_is_read_in_every_shape(given):
    assert value("采收日期", "picked", given) == date(2024, 9, 20)


def test_a_day_number_of_an_old_mac_counts_from_1904():
    from lilian.sheets import Context, read_table
    from tests.sheets.crops import CROPS, sheet

    book = sheet(["A1", 45555.0 - 1462], titles=["编号", "采收日期"])
    book.epoch_1904 = True
    assert read_table(book, CROPS, Context()).rows[0].values["picked"] == date(2024, 9, 20)


@pytest.mark.parametrize("given", ["9月31日", "2024.2.30", "20240931", "2024/13/01"])
def test_a_day_that_never_was_is_refused(given):
    assert code_of("采收日期", given) == "no_such_day"


@pytest.mark.parametrize(
    ("given", "code"), [("2023-09-20", "too_early"), ("2024-12-01", "too_late"), ("下周", "not_date")]
)
def test_a_bad_date_is_named(given, code):
    assert code_of("采收日期", given) == code


def test_a_date_without_a_year_takes_the_year_most_others_have():
    from lilian.sheets import read_table
    from tests.sheets.crops import CROPS, sheet

    book = sheet(["A1", "2024-09-20"], ["A2", "9月19日"], titles=["编号", "采收日期"])
    assert read_table(book, CROPS).rows[1].values["picked"] == date(2024, 9, 19)


def test_a_date_without_a_year_is_refused_where_nothing_tells_it():
    assert code_of("采收日期", "9月19日", year=None) == "no_year"


def test_a_long_number_that_excel_has_changed_is_refused():
    assert code_of("果农", 6.9e18) == "digits_lost"


def test_a_long_number_shown_in_powers_of_ten_is_refused():
    from tests.sheets.crops import read

    (problem,) = read(["6.90123E+18"], titles=["编号", "果农"]).problems
    assert (problem.cell, problem.code) == ("A2", "digits_lost")


def test_a_failed_formula_is_named_as_such():
    assert code_of("糖度", CellError("#N/A")) == "formula_failed"


def test_a_formula_that_was_never_computed_is_named_as_such():
    assert code_of("糖度", CellError()) == "formula_empty"


def test_a_grade_nobody_knows_is_refused_with_the_grades_there_are():
    (problem,) = one("等级", "超特级").problems
    assert problem.remedy() == "可以填：特级、一级。"


def test_a_choice_with_stray_spaces_is_the_choice():
    assert value("等级", "grade", " 特\u3000级 ") == "特级"


@pytest.mark.parametrize(("given", "fen"), [(12.5, 1250), ("¥12.50", 1250), ("12.5元", 1250), ("1,234.50", 123450)])
def test_money_is_read_to_the_fen(given, fen):
    assert value("单价(元)", "price_fen", given) == fen


def test_ten_thousands_in_the_title_multiply():
    assert value("单价(万元)", "price_fen", 1.5) == 1_500_000


@pytest.mark.parametrize(
    ("title", "given", "code"),
    [
        ("单价(元)", 1.005, "not_money"),
        ("单价(元)", -1.0, "too_small"),
        ("箱数", 1.5, "not_whole"),
        ("箱数", "几箱", "not_number"),
        ("糖度", 41.0, "too_large"),
        ("电话", "12345", "not_phone"),
    ],
)
def test_other_bad_cells_are_named(title, given, code):
    assert code_of(title, given) == code


@pytest.mark.parametrize("given", ["13800000000", 13800000000.0, "138 0000 0000", "+8613800000000", "138****0000"])
def test_phones_are_read_as_people_write_them(given):
    assert value("电话", "phone", given).startswith("138")


def test_the_sentence_says_what_stands_there_and_what_to_do():
    (problem,) = one("数量(斤)", -600.0).problems
    assert problem.text() == "重量必须大于 0，这里是 -600。请填实际重量，例如 3600斤、1.8吨。"


@pytest.mark.parametrize("given", ["2026-10", "2026年10月", "2026/10", "2026-10-31", date(2026, 10, 5), "\uff12026.10"])
def test_a_month_is_its_first_day_however_it_is_written(given):
    assert read_month(Column("month", "月份", "month"), given, Context()) == date(2026, 10, 1)


@pytest.mark.parametrize("given", ["2026-13", "十月", "10", 7.5])
def test_what_is_no_month_is_named(given):
    with pytest.raises(CellFault) as wrong:
        read_month(Column("month", "月份", "month"), given, Context())
    assert wrong.value.kind.code == "not_month"
