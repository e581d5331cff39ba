"""Readings raise alarms somebody acknowledges; what keeps least is named first; what lies is charged by the day."""

from datetime import date, timedelta

import pytest

from lilian.base.policy import Role
from lilian.flows import air
from lilian.keeping import actions, queries
from lilian.keeping.actions.refusals import Acknowledged, FeeAlreadyBegun, FeeTaken, SayWhatWasDone
from lilian.keeping.models import Alarm
from lilian.keeping.values import FeeDraft
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage.actions.reports import NoSuchHumidity
from lilian.storage.values import ReadingDraft
from tests.keeping.store import NOW, PICKED, TODAY, TONNE, Kept, put


def read(kept: Kept, temperature_mc: int, humidity_pm: int | None = 920, minutes_ago: int = 0) -> None:
    row = ReadingDraft(kept.room.pk, NOW - timedelta(minutes=minutes_ago), temperature_mc, humidity_pm)
    air.record_readings(actor=kept.actor(), rows=[row], source="logger", now=NOW)


def kinds(kept: Kept) -> list[str]:
    return [one.kind for one in queries.alarms(kept.actor(), open_only=True)]


def test_one_alarm_opens_however_often_it_is_read(kept: Kept) -> None:
    read(kept, -1_400, minutes_ago=5)
    read(kept, -1_600)
    (alarm,) = Alarm.objects.all()
    assert (alarm.kind, alarm.worst, alarm.ended_at) == ("freezing", -1_600, None)


def test_freezing_is_named_before_dryness(kept: Kept) -> None:
    read(kept, 0, 700, minutes_ago=400)
    read(kept, -1_400, 700)
    assert kinds(kept) == ["freezing", "dry"]


def test_it_ends_by_itself_and_waits_for_somebody_all_the_same(kept: Kept) -> None:
    read(kept, -1_400, minutes_ago=5)
    read(kept, 0)
    (alarm,) = Alarm.objects.all()
    assert alarm.ended_at is not None
    assert kinds(kept) == ["freezing"]
    actions.acknowledge(actor=kept.actor(), alarm_id=alarm.pk, note="门没关严", now=NOW)
    assert kinds(kept) == []


def test_who_acknowledges_says_what_was_done_once_and_for_own_rooms(kept: Kept) -> None:
    read(kept, -1_400)
    said = {"alarm_id": Alarm.objects.get().pk, "now": NOW}
    with pytest.raises(NotFound):
        actions.acknowledge(actor=kept.neighbour, note="x", **said)
    with pytest.raises(SayWhatWasDone):
        actions.acknowledge(actor=kept.actor(), note=" ", **said)
    actions.acknowledge(actor=kept.actor(), note="调高了", **said)
    with pytest.raises(Acknowledged):
        actions.acknowledge(actor=kept.actor(), note="再来", **said)


def test_after_two_hours_without_an_answer_it_goes_up(kept: Kept) -> None:
    read(kept, -1_400)
    alarm = Alarm.objects.get()
    assert [queries.is_overdue(alarm, NOW + timedelta(minutes=m)) for m in (120, 121)] == [False, True]


def test_humidity_beyond_saturation_is_refused(kept: Kept) -> None:
    with pytest.raises(NoSuchHumidity):
        read(kept, 0, 1_001)


def test_what_keeps_least_goes_first(kept: Kept) -> None:
    put(kept, 10 * TONNE, "young", fruit=kept.fruit(picked=TODAY))
    put(kept, 5 * TONNE, "old", room=kept.second)
    lots = queries.aged(kept.actor(), now=NOW)
    assert [one.lot.harvest_date for one in lots] == [PICKED, TODAY]
    assert (lots[0].left.field_days, lots[1].left.days) == (40, 220)
    assert [part // TONNE for _, part in queries.first_out(lots, 8 * TONNE)] == [5, 3]


def test_warmth_in_the_room_shortens_its_fruit(kept: Kept) -> None:
    put(kept, TONNE)
    row = ReadingDraft(kept.room.pk, NOW, 5_000)
    air.record_readings(actor=kept.actor(), rows=[row], source="logger", now=NOW)
    (one,) = queries.aged(kept.actor(), now=NOW + timedelta(hours=10))
    assert one.left.degree_hours == 40


def test_an_owner_is_charged_for_each_evening(kept: Kept) -> None:
    put(kept, 30 * TONNE)
    (fee,) = queries.month_fees(kept.actor(), store_id=kept.county.store.pk, month=TODAY, today=TODAY)
    assert (fee.owner_id, fee.gram_days, fee.fee_fen) == (kept.guest.pk, 30 * TONNE, 5_000)


def priced(kept: Kept, day: date = TODAY, fen: int = 6_000, role: Role = Role.COOP_MANAGER) -> int:
    draft = FeeDraft(kept.county.store.pk, day, fen)
    return actions.publish_fee(actor=kept.actor(role), draft=draft, now=NOW)


def test_a_price_is_published_once_a_day_and_never_for_days_gone_by(kept: Kept) -> None:
    made = priced(kept)
    with pytest.raises(FeeTaken):
        priced(kept, fen=7_000)
    with pytest.raises(FeeAlreadyBegun):
        priced(kept, day=TODAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        priced(kept, day=TODAY + timedelta(days=1), role=Role.KEEPER)
    assert [one.pk for one in queries.fee_terms(kept.actor(), store_id=kept.county.store.pk)] == [made]


def test_a_new_price_counts_from_its_day(kept: Kept) -> None:
    put(kept, 30 * TONNE)
    priced(kept)
    (fee,) = queries.month_fees(kept.actor(), store_id=kept.county.store.pk, month=TODAY, today=TODAY)
    assert fee.fee_fen == 6_000


def test_a_neighbour_sees_no_fees_of_this_store(kept: Kept) -> None:
    with pytest.raises(NotFound):
        queries.month_fees(kept.neighbour, store_id=kept.county.store.pk, month=TODAY, today=TODAY)
    assert queries.month_fees(kept.actor(Role.OFFICE), store_id=kept.county.store.pk, month=TODAY, today=TODAY) == []
