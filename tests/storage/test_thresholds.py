"""A threshold is set by the office with the reason, holds from then on, and is used wherever the figure counts."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from lilian.base import figures
from lilian.base.models import FigureChange
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage import actions, queries
from lilian.storage.actions.arrivals import WeightOutOfReach
from lilian.storage.actions.reasons import NoReason
from lilian.storage.actions.reports import InTheFuture, TooMuchReported
from lilian.storage.actions.row_faults import RowsRefused
from lilian.storage.actions.store_rows import write_stores
from lilian.storage.actions.thresholds import (
    StaleBeforeAgeing,
    ThresholdOutOfReach,
    ThresholdStands,
    ThresholdTooFine,
)
from lilian.storage.models import Store
from lilian.storage.planner import from_register
from lilian.storage.queries.soundness import fact_faults
from lilian.storage.queries.thresholds import TOPIC
from lilian.storage.rules.thresholds import GROUPS, LIMITS, NAMES, SHIPPED, SOURCE
from lilian.storage.values import Freshness
from tests.storage.stores import (
    NOW,
    TODAY,
    TONNE,
    County,
    events,
    expected,
    lot,
    plan,
    reading,
    report,
    reported_county,
    the_county,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return the_county()


def put(county: County, name: str, shown: str, role: Role = Role.OFFICE, reason: str = "联席会议定的") -> int:
    return actions.set_threshold(actor=county.actor(role), name=name, shown=Decimal(shown), reason=reason, now=NOW)


def card(county: County) -> Any:
    return queries.store_card(county.actor(Role.OFFICE), county.store.pk, now=NOW)


def fill(county: County, tonnes: int, minutes_ahead: int = 0) -> int:
    return actions.report_fill(
        actor=county.actor(Role.KEEPER),
        stock_g_by_room={county.rooms[0].pk: tonnes * TONNE},
        client_key=f"{tonnes}-{minutes_ahead}",
        now=NOW,
        at=NOW + timedelta(minutes=minutes_ahead),
    )


def test_the_shipped_figure_holds_until_the_office_sets_one(county: County) -> None:
    assert queries.thresholds() == SHIPPED.figures
    put(county, "stale_reserve", "10")
    assert queries.thresholds().stale_reserve == Decimal("0.1")


def test_a_change_is_on_record_with_its_reason(county: County) -> None:
    put(county, "fresh_hours", "12")
    lin = county.actor(Role.OFFICE)
    (line,) = queries.threshold_history(lin, "fresh_hours")
    assert (line.value, line.reason, line.set_at, events("threshold_set")) == (12, "联席会议定的", NOW, 1)
    shown = queries.threshold_card(lin, "fresh_hours")
    assert (shown.value, shown.shipped) == (12, 24)


def test_the_last_change_holds_and_all_are_kept(county: County) -> None:
    for hours in ("12", "6", "24"):
        put(county, "fresh_hours", hours)
    assert queries.thresholds().fresh_hours == 24
    assert [line.value for line in queries.threshold_history(county.actor(Role.OFFICE), "fresh_hours")] == [24, 6, 12]


@pytest.mark.parametrize(
    ("name", "shown", "refusal"),
    [
        ("stale_reserve", "51", ThresholdOutOfReach),
        ("fresh_hours", "0", ThresholdOutOfReach),
        ("fresh_hours", "-24", ThresholdOutOfReach),
        ("clock_slack_minutes", "7.5", ThresholdTooFine),
        ("fresh_hours", "24", ThresholdStands),
        ("fresh_hours", "72", StaleBeforeAgeing),
        ("stale_hours", "20", StaleBeforeAgeing),
        ("nonsense", "1", NotFound),
    ],
)
def test_what_cannot_stand_is_refused(county: County, name: str, shown: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        put(county, name, shown)
    assert (FigureChange.objects.count(), events("threshold_set")) == (0, 0)


def test_a_reason_must_be_given(county: County) -> None:
    with pytest.raises(NoReason):
        put(county, "fresh_hours", "12", reason=" ")


@pytest.mark.parametrize("role", [Role.KEEPER, Role.BUREAU_OFFICER, Role.COOP_MANAGER])
def test_only_the_office_sets_it(county: County, role: Role) -> None:
    with pytest.raises(NotAllowed):
        put(county, "fresh_hours", "12", role)


def test_a_keeper_does_not_see_the_list(county: County) -> None:
    with pytest.raises(NotAllowed):
        queries.threshold_groups(county.actor(Role.KEEPER))


def test_of_two_changes_at_once_one_comes_too_late(county: County) -> None:
    put(county, "fresh_hours", "12")
    value, lin = Decimal(6), county.actor(Role.OFFICE)
    with pytest.raises(figures.FigureJustChanged):
        figures.put(actor=lin, topic=TOPIC, after=0, name="fresh_hours", value=value, reason="晚了一步", now=NOW)
    assert queries.thresholds().fresh_hours == 12


def test_a_change_is_never_changed(county: County) -> None:
    put(county, "fresh_hours", "12")
    with pytest.raises(DatabaseError), transaction.atomic():
        FigureChange.objects.update(value=1)


def test_every_figure_is_in_words_and_in_one_group() -> None:
    grouped = [name for _, names in GROUPS for name in names]
    assert sorted(grouped) == sorted(LIMITS) == sorted(NAMES)
    assert SHIPPED.source == SOURCE


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_figure_is_one_the_office_could_set(name: str) -> None:
    limit = LIMITS[name]
    shown = getattr(SHIPPED.figures, name) * limit.shown_per_kept
    assert limit.least <= shown <= limit.most
    assert shown % limit.step == 0


def test_how_long_a_report_is_new_and_when_it_is_too_old(county: County) -> None:
    for each in county.rooms:
        report(each, 10, hours_ago=30)
    assert card(county).freshness is Freshness.AGEING
    put(county, "fresh_hours", "36")
    assert card(county).freshness is Freshness.FRESH
    put(county, "fresh_hours", "12")
    put(county, "stale_hours", "24")
    assert card(county).freshness is Freshness.STALE


def test_what_a_stale_store_holds_back_from_a_plan() -> None:
    county = reported_county()
    lot(county)
    put(county, "fresh_hours", "1")
    put(county, "stale_hours", "2")
    put(county, "stale_reserve", "20")
    later = NOW + timedelta(hours=3)
    asked = from_register(county.actor(Role.OFFICE), first_day=TODAY, days=None, now=later)
    assert {store.code: store.free_g // TONNE for store in asked.problem.stores} == {"Y1": 80, "Y2": 40}


def test_how_long_a_reading_counts(county: County) -> None:
    reading(county.rooms[0], 900, hours_ago=30)
    assert card(county).temperature_mc == 900
    put(county, "reading_counts_hours", "24")
    assert card(county).temperature_mc == 500


def test_how_far_outside_its_band_a_reading_is_flagged(county: County) -> None:
    room = county.rooms[0]
    reading(room, room.warmest_mc + 400)
    lin = county.actor(Role.OFFICE)
    assert queries.room_cards(lin, county.store.pk, now=NOW)[0].is_out_of_band
    put(county, "band_slack_mc", "0.5")
    assert not queries.room_cards(lin, county.store.pk, now=NOW)[0].is_out_of_band


def test_how_full_a_room_can_be_said_to_be(county: County) -> None:
    with pytest.raises(TooMuchReported):
        fill(county, 75)
    put(county, "most_over_capacity", "130")
    assert fill(county, 75) == 1


def test_how_far_a_clock_may_be_ahead(county: County) -> None:
    with pytest.raises(InTheFuture):
        fill(county, 10, minutes_ahead=15)
    put(county, "clock_slack_minutes", "20")
    assert fill(county, 10, minutes_ahead=15) == 1


def test_what_was_in_time_when_it_was_written_stays_sound(county: County) -> None:
    put(county, "clock_slack_minutes", "20")
    fill(county, 10, minutes_ahead=15)
    put(county, "clock_slack_minutes", "5")
    assert not list(fact_faults(lambda done: None))


def test_how_much_more_than_expected_a_load_may_weigh(county: County) -> None:
    line = expected(plan(), county.store, tonnes=10)
    keeper = county.actor(Role.KEEPER)
    with pytest.raises(WeightOutOfReach):
        actions.record_arrival(actor=keeper, expected_id=line.pk, weight_g=31 * TONNE, client_key="a", now=NOW)
    put(county, "most_times_expected", "4")
    assert actions.record_arrival(actor=keeper, expected_id=line.pk, weight_g=31 * TONNE, client_key="a", now=NOW)


def test_how_near_two_points_are_one_place(county: County) -> None:
    place = Store.objects.get(pk=county.store.pk).place
    row = {
        "code": "Y1", "name": "Y1库", "intake_g_per_day": 30 * TONNE, "fee_fen_per_tonne_month": 5_000,
        "temperature_c": 0.5, "accepts": ["玉露香梨"], "rooms": "", "capacity_g": 100 * TONNE, "stock_g": 0,
        "lat": place.lat + 0.004, "lon": place.lon,
    }  # fmt: skip
    lin = county.actor(Role.OFFICE)
    with pytest.raises(RowsRefused):
        write_stores(lin, [row], NOW)
    put(county, "same_place_km", "500")
    assert write_stores(lin, [row], NOW).unchanged == 1
