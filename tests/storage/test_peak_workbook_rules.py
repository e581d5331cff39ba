"""The rules of the peak workbook, on small books made here."""

from datetime import date, datetime

import pytest

from lilian.sheets import Book, Context, Sheet, read_table
from lilian.storage.sheets import FILL_REPORTS, READINGS, PeakBook, PeakBounds, bounds_from_file
from lilian.storage.sheets.peak import HasProblems, NothingToPlan, peak_of

LOT_TITLES = ["批次号", "收购点", "村", "经度", "纬度", "品种", "等级", "数量(斤)", "采收日期", "可运时间", "备注"]
LOT = ["P1", "北村收购点", "北村", 110.95, 36.70, "玉露香梨", "一级", 3600.0, "9月18日", "16:00", None]
STORE_TITLES = [
    "库编号", "库名", "乡镇", "经度", "纬度", "容积(m³)", "库容(吨)", "已存(吨)", "填报时间", "可存品种",
    "日入库能力(吨)", "库温(℃)", "仓储费(元/吨·月)", "联系人",
]  # fmt: skip
STORE = [
    "K1",
    "一号库",
    "城关",
    110.94,
    36.69,
    1000.0,
    115.0,
    31.0,
    "2024-09-14 20:00",
    "玉露香梨、酥梨",
    30.0,
    0.0,
    50.0,
    "郭",
]
TERMS = [
    ["项目", "数值", "单位"],
    ["运价", 0.9, "元/吨·公里"],
    ["装卸费", 18.0, "元/吨"],
    ["道路系数", 1.4, None],
    ["平均车速", 32.0, "公里/小时"],
    ["延误损耗", 2.5, "元/吨·小时"],
    ["预计贮藏月数", 4.0, "月"],
    ["计划首日", date(2024, 9, 18), None],
    ["计划天数", 3.0, "天"],
    ["最高库温", 1.5, "℃"],
]


def changed(row: list, place: int, value) -> list:
    return [*row[:place], value, *row[place + 1 :]]


def book(lots=(LOT,), stores=(STORE,), terms=TERMS, bounds=None) -> PeakBook:
    sheets = [
        Sheet("待储批次", [LOT_TITLES, *map(list, lots)]),
        Sheet("恒温库", [STORE_TITLES, *map(list, stores)]),
        Sheet("参数", [list(row) for row in terms]),
    ]
    return peak_of(Book(sheets), bounds=bounds or PeakBounds())


def faults(peak: PeakBook) -> list[tuple[str, str, str]]:
    return [(problem.sheet, problem.cell, problem.code) for problem in peak.problems]


def test_a_small_book_has_no_problem():
    assert faults(book()) == []


def test_what_is_free_is_declared_capacity_less_stock():
    assert book().stores[0].free_g == 84_000_000


def test_an_overfull_store_has_nothing_free_and_is_no_fault():
    peak = book(stores=[changed(STORE, 7, 120.0)])
    assert (faults(peak), peak.stores[0].free_g) == ([], 0)


def test_volume_capacity_and_stock_are_three_facts():
    store = book().stores[0]
    assert (store.volume_l, store.capacity_g, store.stock_g) == (1_000_000, 115_000_000, 31_000_000)


def test_a_store_may_leave_its_volume_open():
    assert book(stores=[changed(STORE, 5, None)]).stores[0].volume_l is None


def test_a_date_without_a_year_is_in_the_year_of_the_plan():
    assert book().lots[0].harvest_date == date(2024, 9, 18)


def test_a_harvest_out_of_season_is_a_fault():
    assert faults(book(lots=[changed(LOT, 8, "2023-09-18")])) == [("待储批次", "I2", "too_early")]


def test_a_lot_of_200_tonnes_is_the_heaviest():
    assert faults(book(lots=[changed(LOT, 7, "200吨")])) == []


def test_a_lot_of_a_gram_more_is_a_fault():
    assert faults(book(lots=[changed(LOT, 7, "200.000001吨")])) == [("待储批次", "H2", "too_heavy")]


def test_longitude_and_latitude_in_each_others_place_are_one_fault():
    lots = [LOT, changed(changed(changed(LOT, 0, "P2"), 3, 36.7), 4, 110.95)]
    assert faults(book(lots=lots)) == [("待储批次", "D3、E3", "point_swapped")]


def test_a_point_in_another_county_is_a_fault_at_the_cell_that_is_off():
    assert faults(book(lots=[changed(LOT, 3, 112.95)], stores=[STORE, changed(STORE, 0, "K2")])) == [
        ("待储批次", "D2", "point_too_far")
    ]


def test_the_centre_may_be_given():
    peak = book(bounds=PeakBounds(centre=(30.0, 100.0)))
    assert {code for _, _, code in faults(peak)} == {"point_too_far"}


def test_bounds_are_data_a_county_can_change(tmp_path):
    path = tmp_path / "bounds.json"
    path.write_text('{"heaviest_lot_g": 1000000, "centre": [36.69, 110.94]}', "utf-8")
    assert faults(book(bounds=bounds_from_file(path))) == [("待储批次", "H2", "too_heavy")]


def test_a_store_without_stock_written_is_a_fault():
    assert faults(book(stores=[changed(STORE, 7, None)])) == [("恒温库", "H2", "missing")]


def test_a_missing_parameter_is_named():
    (problem,) = book(terms=TERMS[:-1]).problems
    assert problem.text() == "参数表里没有“最高库温”。请补一行，项目写“最高库温”，并填上数值。"


def test_a_parameter_in_another_unit_is_a_fault():
    assert faults(book(terms=[*TERMS[:1], ["运价", 0.9, "元/斤·公里"], *TERMS[2:]])) == [("参数", "C2", "other_unit")]


def test_a_parameter_that_is_no_number_is_a_fault():
    assert faults(book(terms=[*TERMS[:1], ["运价", "面议", None], *TERMS[2:]])) == [("参数", "B2", "not_money")]


def test_a_parameter_said_twice_is_a_fault_the_second_time():
    assert faults(book(terms=[*TERMS, TERMS[1]])) == [("参数", "A11", "duplicate")]


def test_a_workbook_without_stores_says_so():
    peak = peak_of(Book([Sheet("待储批次", [LOT_TITLES, changed(LOT, 8, "2024-09-18")])]), bounds=PeakBounds())
    assert {problem.sheet for problem in peak.problems} == {"恒温库", "参数"}


def test_a_book_with_problems_gives_no_planning_problem():
    with pytest.raises(HasProblems):
        book(lots=[LOT, changed(LOT, 7, -1.0)]).problem()


def test_nothing_good_is_nothing_to_plan():
    with pytest.raises(NothingToPlan):
        book(lots=[changed(LOT, 7, -1.0)]).good()


def test_the_good_rows_of_a_bad_book_give_a_planning_problem():
    lots = [LOT, changed(changed(LOT, 0, "P2"), 7, -1.0)]
    assert [lot.code for lot in book(lots=lots).good().problem().lots] == ["P1"]


def test_temperature_readings_are_read():
    sheet = Sheet("温度记录", [["库编号", "库房", "时间", "温度"], ["K001", "1号间", "2024-09-18 06:00", "-0.5℃"]])
    (row,) = read_table(Book([sheet]), READINGS).rows
    moment = datetime.fromisoformat("2024-09-18 06:00")
    assert row.values == {"store": "K001", "room": "1号间", "at": moment, "temperature_c": -0.5}


def test_fill_reports_are_read():
    sheet = Sheet("库容填报", [["库编号", "已存(吨)", "填报时间"], ["K001", 31.0, "2024-09-14 20:00"]])
    (row,) = read_table(Book([sheet]), FILL_REPORTS, Context()).rows
    assert row.values["stock_g"] == 31_000_000
