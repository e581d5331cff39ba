"""What keepers and loggers say is written once, and only what can be."""

from datetime import timedelta

import pytest

from lilian.base.idempotency import KeyReused
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage import actions
from lilian.storage.actions.reports import (
    InTheFuture,
    NoSuchTemperature,
    NothingReported,
    OneStoreAtATime,
    TooMuchReported,
)
from lilian.storage.models import FillReport, Reading, Room
from lilian.storage.values import ReadingDraft
from tests.storage.stores import NOW, TONNE, County, events, the_county

pytestmark = pytest.mark.django_db


def say(county: County, stock: dict[Room, int], role: Role = Role.KEEPER, key: str = "k", **more: object) -> int:
    grams = {room.pk: tonnes * TONNE for room, tonnes in stock.items()}
    return actions.report_fill(actor=county.actor(role), stock_g_by_room=grams, client_key=key, now=NOW, **more)


def test_a_report_of_two_rooms_is_two_facts_and_one_event() -> None:
    county = the_county()
    assert say(county, dict(zip(county.rooms, (30, 20), strict=True))) == 2
    assert (FillReport.objects.count(), events("fill_reported")) == (2, 1)


def test_the_same_form_sent_ten_times_is_one_report() -> None:
    county = the_county()
    assert [say(county, {county.rooms[0]: 30}) for _ in range(10)] == [1] + [0] * 9
    assert (FillReport.objects.count(), events("fill_reported")) == (1, 1)


def test_a_corrected_figure_is_not_lost_under_an_old_key() -> None:
    county = the_county()
    say(county, {county.rooms[0]: 30})
    with pytest.raises(KeyReused):
        say(county, {county.rooms[0]: 31})


def test_a_room_is_not_fuller_than_a_fifth_above_its_plate() -> None:
    county = the_county()
    say(county, {county.rooms[0]: 72})
    with pytest.raises(TooMuchReported) as refusal:
        say(county, {county.rooms[0]: 73}, key="more")
    assert refusal.value.fields == {"room": "1", "capacity": "60 吨", "given": "73 吨"}


def test_one_wrong_room_refuses_the_whole_report() -> None:
    county = the_county()
    with pytest.raises(TooMuchReported):
        say(county, {county.rooms[0]: 30, county.rooms[1]: 300})
    assert not FillReport.objects.exists()


def test_nothing_weighs_less_than_nothing() -> None:
    county = the_county()
    with pytest.raises(TooMuchReported):
        say(county, {county.rooms[0]: -1})


def test_tomorrow_is_not_reported_today() -> None:
    county = the_county()
    with pytest.raises(InTheFuture):
        say(county, {county.rooms[0]: 30}, at=NOW + timedelta(hours=1))


def test_a_report_may_be_sent_later_than_it_was_seen() -> None:
    county = the_county()
    seen = NOW - timedelta(hours=8)
    say(county, {county.rooms[0]: 30}, at=seen)
    kept = FillReport.objects.get()
    assert (kept.at, kept.written_at) == (seen, NOW)


def test_an_empty_report_says_nothing() -> None:
    with pytest.raises(NothingReported):
        say(the_county(), {})


def test_a_report_is_about_one_store() -> None:
    county = the_county()
    with pytest.raises(OneStoreAtATime):
        say(county, {county.rooms[0]: 1, county.other_room: 1}, role=Role.OFFICE)


def test_guo_does_not_report_for_qiaos_store() -> None:
    county = the_county()
    with pytest.raises(NotFound):
        say(county, {county.other_room: 1})
    assert not FillReport.objects.exists()


def test_a_grower_reports_nothing() -> None:
    county = the_county()
    with pytest.raises(NotAllowed):
        say(county, {county.rooms[0]: 1}, role=Role.GROWER)


def test_a_room_that_is_not_there_is_not_reported() -> None:
    with pytest.raises(NotFound):
        actions.report_fill(actor=the_county().actor(Role.OFFICE), stock_g_by_room={9_999: 1}, client_key="k", now=NOW)


def read(county: County, *drafts: ReadingDraft, role: Role = Role.KEEPER) -> tuple[int, int]:
    return actions.record_readings(actor=county.actor(role), rows=drafts, source="logger", now=NOW)


def draft(room: Room, temperature_mc: int = -500, minutes_ago: int = 5) -> ReadingDraft:
    return ReadingDraft(room.pk, NOW - timedelta(minutes=minutes_ago), temperature_mc)


def test_readings_known_already_are_counted_not_written() -> None:
    county = the_county()
    read(county, draft(county.rooms[0]))
    assert read(county, draft(county.rooms[0]), draft(county.rooms[1])) == (1, 1)
    assert Reading.objects.count() == 2


def test_one_reading_twice_in_a_file_is_one() -> None:
    county = the_county()
    assert read(county, draft(county.rooms[0]), draft(county.rooms[0])) == (1, 1)


def test_no_readings_are_no_fault() -> None:
    assert read(the_county()) == (0, 0)


def test_no_store_is_as_hot_as_that() -> None:
    county = the_county()
    with pytest.raises(NoSuchTemperature):
        read(county, draft(county.rooms[0]), draft(county.rooms[1], 60_001))
    assert not Reading.objects.exists()


def test_a_reading_to_come_is_refused() -> None:
    county = the_county()
    with pytest.raises(InTheFuture):
        read(county, draft(county.rooms[0], minutes_ago=-60))


@pytest.mark.parametrize("where", ["foreign", "nowhere"])
def test_a_reading_of_a_room_one_may_not_know_is_refused(where: str) -> None:
    county = the_county()
    foreign = draft(county.other_room)
    with pytest.raises(NotFound):
        read(county, foreign if where == "foreign" else ReadingDraft(9_999, NOW, 0))
