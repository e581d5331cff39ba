"""What the database itself refuses."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from lilian.storage.models import FillReport, PlanRule, Reading, Room
from tests.storage.stores import NOW, TONNE, arrival, expected, lot, plan, reading, report, room, the_county, unplanned

pytestmark = pytest.mark.django_db


def test_two_rooms_of_a_store_have_two_codes() -> None:
    county = the_county()
    with pytest.raises(IntegrityError):
        room(county.store, "1", 10)


def test_a_room_without_capacity_is_no_room() -> None:
    county = the_county()
    with pytest.raises(IntegrityError):
        room(county.store, "9", 0)


def test_stock_is_never_below_nothing() -> None:
    with pytest.raises(IntegrityError):
        report(the_county().other_room, -1)


def test_a_reading_beyond_what_the_world_has_is_not_stored() -> None:
    with pytest.raises(IntegrityError):
        reading(the_county().other_room, 60_001)


def test_the_same_reading_twice_is_one() -> None:
    county = the_county()
    reading(county.other_room, 0)
    with pytest.raises(IntegrityError):
        reading(county.other_room, 100)


def test_a_lot_without_weight_is_no_lot() -> None:
    with pytest.raises(IntegrityError):
        lot(the_county(), tonnes=0)


def test_a_rule_says_why() -> None:
    of = plan("ready")
    with pytest.raises(IntegrityError):
        PlanRule.objects.create(root=of, kind="forbid", store="Y1", reason="", set_at=NOW, set_by="林")


def test_a_lock_names_its_lot() -> None:
    of = plan("ready")
    with pytest.raises(IntegrityError):
        PlanRule.objects.create(root=of, kind="lock", store="Y1", reason="客户指定", set_at=NOW, set_by="林")


def test_an_arrival_is_taken_back_only_once() -> None:
    line = expected(plan(), the_county().store)
    came = arrival(line, 10, "a")
    arrival(line, -10, "b", reverses=came)
    with pytest.raises(IntegrityError):
        arrival(line, -10, "c", reverses=came)


def test_an_arrival_weighs_something() -> None:
    line = expected(plan(), the_county().store)
    with pytest.raises(IntegrityError):
        arrival(line, -1, "a")


@pytest.mark.parametrize(
    "table", ["storage_fillreport", "storage_reading", "storage_arrival", "storage_unplannedarrival"]
)
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_was_said_is_never_changed(table: str, act: str) -> None:
    county = the_county()
    report(county.rooms[0], 5)
    reading(county.rooms[0], 500)
    arrival(expected(plan(), county.store), 10, "a")
    unplanned(county)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table))


def test_volume_capacity_and_stock_are_three_facts() -> None:
    county = the_county()
    report(county.other_room, 20)
    kept = Room.objects.get(pk=county.other_room.pk)
    assert (kept.volume_l, kept.capacity_g) == (434_500, 50 * TONNE)
    assert FillReport.objects.get().stock_g == 20 * TONNE
    assert not Reading.objects.exists()
