"""The workbook an alliance office sends on the eve of the peak, against the truth it was made from."""

import io
import json

import openpyxl
import pytest

from lilian.storage.sheets import PeakBook, read_peak

KINDS = {
    "negative": "weight_not_positive",
    "no_weight": "missing",
    "swapped_lonlat": "point_swapped",
    "unknown_grade": "unknown_choice",
    "impossible_date": "no_such_day",
    "duplicate_code": "duplicate",
    "too_heavy": "too_heavy",
    "text_in_lat": "not_degrees",
}
RED = "FFFF6666"


@pytest.fixture(scope="module")
def clean(shared) -> PeakBook:
    return read_peak(shared / "data/peak-days.xlsx")


@pytest.fixture(scope="module")
def clean_truth(shared) -> dict:
    return json.loads((shared / "data/peak-days.truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def faulty(shared) -> PeakBook:
    return read_peak(shared / "data/peak-days-with-faults.xlsx")


@pytest.fixture(scope="module")
def faulty_truth(shared) -> dict:
    return json.loads((shared / "data/peak-days-with-faults.truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def returned(faulty):
    return openpyxl.load_workbook(io.BytesIO(faulty.marked()))


def lot_facts(lot) -> dict:
    return {
        "code": lot.code,
        "point": lot.point,
        "village": lot.village,
        "lat": lot.lat,
        "lon": lot.lon,
        "variety": lot.variety,
        "grade": lot.grade,
        "kg": lot.weight_g / 1000,
        "harvested": lot.harvest_date.isoformat(),
        "ready": lot.ready_time.strftime("%H:%M"),
    }


def store_facts(store) -> dict:
    return {
        "code": store.code,
        "name": store.name,
        "town": store.town,
        "lat": store.lat,
        "lon": store.lon,
        "volume_m3": store.volume_l / 1000,
        "tonnes": store.capacity_g / 1_000_000,
        "filled": store.stock_g / 1_000_000,
        "reported": store.reported_at.strftime("%Y-%m-%d %H:%M"),
        "accepts": store.accepts,
        "dock_t_day": store.intake_g_per_day / 1_000_000,
        "temp": store.temperature_c,
        "fee": store.fee_fen_per_tonne_month / 100,
        "keeper": store.keeper,
    }


def without_town(lots: list[dict]) -> list[dict]:
    return [{key: value for key, value in lot.items() if key != "town"} for lot in lots]


def test_the_clean_workbook_has_no_problem(clean):
    assert clean.problems == ()


def test_every_lot_is_read_as_it_was_meant(clean, clean_truth):
    assert [lot_facts(lot) for lot in clean.lots] == without_town(clean_truth["lots"])


def test_every_store_is_read_as_it_was_meant(clean, clean_truth):
    meant = [store | {"accepts": frozenset(store["accepts"].split("、"))} for store in clean_truth["stores"]]
    assert [store_facts(store) for store in clean.stores] == meant


def test_every_parameter_is_read_as_it_was_meant(clean, clean_truth):
    terms = clean.terms
    assert {
        "first_day": terms.first_day.isoformat(),
        "freight_yuan_per_tonne_km": terms.freight_fen_per_tonne_km / 100,
        "handling_yuan_per_tonne": terms.handling_fen_per_tonne / 100,
        "road_factor": terms.road_factor,
        "speed_km_per_h": terms.speed_km_per_h,
        "delay_yuan_per_tonne_hour": terms.delay_fen_per_tonne_hour / 100,
        "stored_months": terms.stored_months,
        "days": terms.days,
        "max_temp": terms.max_temperature_c,
    } == clean_truth["params"]


def test_exactly_the_planted_faults_are_named(faulty, faulty_truth):
    planted = {(fault["code"], KINDS[fault["kind"]]) for fault in faulty_truth["faults"]}
    assert {(problem.row_key, problem.code) for problem in faulty.problems} == planted


def test_each_planted_fault_is_named_once(faulty):
    assert len(faulty.problems) == 40


def test_the_good_lots_of_the_faulty_workbook_are_read_as_they_were_meant(faulty, faulty_truth):
    twins = {fault["code"] for fault in faulty_truth["faults"] if fault["kind"] == "duplicate_code"}
    meant = {lot["code"]: lot for lot in without_town(faulty_truth["lots"])}
    read = {lot.code: lot_facts(lot) for lot in faulty.lots if lot.code not in twins}
    assert read == {code: meant[code] for code in read}


def test_of_two_rows_with_one_code_the_earlier_stays(faulty, faulty_truth):
    twins = {fault["code"] for fault in faulty_truth["faults"] if fault["kind"] == "duplicate_code"}
    later = {problem.row_key: problem.row for problem in faulty.problems if problem.code == "duplicate"}
    assert {lot.code: lot.row < later[lot.code] for lot in faulty.lots if lot.code in twins} == dict.fromkeys(
        twins, True
    )


def test_the_returned_workbook_marks_the_faulty_cells_and_no_other(faulty, returned):
    red = {
        (sheet.title, cell.coordinate)
        for sheet in returned
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb == RED
    }
    assert red == {(problem.sheet, cell) for problem in faulty.problems for cell in problem.cells}


def test_every_red_cell_carries_a_comment_in_chinese(faulty, returned):
    problem = next(problem for problem in faulty.problems if problem.code == "weight_not_positive")
    assert returned[problem.sheet][problem.cell].comment.text.startswith("重量必须大于 0，这里是 -600。")


def test_the_returned_workbook_keeps_every_cell_of_every_sheet(shared, returned):
    original = openpyxl.load_workbook(shared / "data/peak-days-with-faults.xlsx")
    for sheet in original:
        for row in sheet.iter_rows():
            for cell in row:
                assert returned[sheet.title][cell.coordinate].value == cell.value, cell.coordinate


def test_the_list_of_problems_has_a_line_for_each(faulty, returned):
    lines = list(returned["问题清单"].iter_rows(min_row=2, values_only=True))
    assert [(line[0], line[1], line[2]) for line in lines] == [(p.sheet, p.cell, p.row_key) for p in faulty.problems]


def test_the_column_of_problems_stands_last(returned):
    assert [cell.value for cell in returned["待储批次"][3]][-2:] == ["备注", "问题"]


def test_the_returned_workbook_reads_to_the_same_problems(faulty):
    again = read_peak(faulty.marked())
    assert [problem.line() for problem in again.problems] == [problem.line() for problem in faulty.problems]


def test_the_good_rows_can_be_taken_alone(faulty):
    assert (len(faulty.good().lots), faulty.good().problems) == (600, ())


def test_a_book_becomes_a_planning_problem(clean):
    planning = pytest.importorskip("lilian.planning.storage")
    problem = clean.problem()
    assert isinstance(problem, planning.Problem)
    assert len(problem.lots) == 640
