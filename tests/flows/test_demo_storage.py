"""The demo's stores, reports and lots, before they are written anywhere."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from lilian.flows.demo.fills import demo_readings, demo_reports, share_by_then
from lilian.flows.demo.lots import demo_lots
from lilian.flows.demo.stores import demo_stores

NOW = datetime(2026, 9, 18, 1, tzinfo=UTC)
STORES = demo_stores(Random(1), [f"C{number:03d}" for number in range(1, 63)])
POINTS = [{"code": "SG001", "organisation": "C001"}, {"code": "SG002", "organisation": "C002"}]
LOTS = list(demo_lots(Random(1), POINTS, date(2026, 9, 18)))
REPORTS = list(demo_reports(Random(1), STORES, NOW))
ROOMS = {(store.code, room.code): room for store in STORES for room in store.rooms}


def test_there_are_62_stores_with_about_150_rooms() -> None:
    assert len(STORES) == 62
    assert 135 <= len(ROOMS) <= 170


def test_the_lots_weigh_3800_tonnes_together() -> None:
    assert (len(LOTS), sum(lot.weight_g for lot in LOTS)) == (640, 3_800_000_000)


def test_no_lot_is_heavier_than_what_is_plausible() -> None:
    assert all(0 < lot.weight_g <= 200_000_000 for lot in LOTS)


def test_lot_codes_differ() -> None:
    assert len({lot.code for lot in LOTS}) == len(LOTS)


def test_no_report_says_more_than_the_room_holds() -> None:
    assert all(0 <= report.stock_g <= ROOMS[report.store, report.room].capacity_g for report in REPORTS)


def test_every_room_was_reported_and_none_from_the_future() -> None:
    assert {(report.store, report.room) for report in REPORTS} == set(ROOMS)
    assert all(NOW - timedelta(weeks=6, hours=1) < report.at < NOW for report in REPORTS)


def test_a_room_never_loses_fruit_before_the_peak() -> None:
    for key in ROOMS:
        stocks = [report.stock_g for report in REPORTS if (report.store, report.room) == key]
        assert stocks == sorted(stocks)


@pytest.mark.parametrize("days", [0.0, 14.0, 42.0])
def test_stock_in_the_past_is_a_share_of_todays(days: float) -> None:
    assert 0 < share_by_then(days) <= 1


def test_readings_cover_the_week_for_every_room() -> None:
    readings = list(demo_readings(Random(1), STORES, NOW))
    assert len(readings) == 28 * len(ROOMS)
    assert max(reading.at for reading in readings) < NOW


def test_there_is_room_for_most_of_the_peak_but_not_for_all_without_thought() -> None:
    free_g = sum(room.capacity_g * (1 - room.filled) for room in ROOMS.values())
    assert 1.0 < free_g / 3_800_000_000 < 1.4
