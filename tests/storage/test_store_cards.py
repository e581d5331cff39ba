"""The cold-store database as people ask it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lilian.base.actors import NOBODY
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage import queries
from lilian.storage.values import Freshness
from tests.storage.stores import (
    NOW,
    TONNE,
    arrival,
    expected,
    plan,
    reading,
    report,
    room,
    store,
    the_county,
)

pytestmark = pytest.mark.django_db


def test_a_store_holds_what_its_rooms_reported_last() -> None:
    county = the_county()
    report(county.rooms[0], 50, hours_ago=30)
    report(county.rooms[0], 20, hours_ago=2)
    report(county.rooms[1], 10, hours_ago=2)
    card = queries.store_card(county.actor(Role.OFFICE), county.store.pk, now=NOW)
    assert (card.stock_g, card.free_g, card.fill_rate) == (30 * TONNE, 70 * TONNE, 0.3)


def test_the_oldest_of_its_rooms_says_how_fresh_a_store_is() -> None:
    county = the_county()
    report(county.rooms[0], 20, hours_ago=2)
    report(county.rooms[1], 10, hours_ago=80)
    card = queries.store_card(county.actor(Role.OFFICE), county.store.pk, now=NOW)
    assert card.freshness is Freshness.STALE


def test_a_room_that_never_reported_leaves_its_store_unknown() -> None:
    county = the_county()
    report(county.rooms[0], 20)
    card = queries.store_card(county.actor(Role.OFFICE), county.store.pk, now=NOW)
    assert card.freshness is Freshness.NEVER


def test_what_is_on_its_way_takes_room() -> None:
    county = the_county()
    report(county.other_room, 20)
    expected(plan(), county.other)
    assert queries.store_card(county.actor(Role.OFFICE), county.other.pk, now=NOW).free_g == 20 * TONNE


def test_a_plan_that_is_not_in_force_takes_no_room() -> None:
    county = the_county()
    report(county.other_room, 20)
    expected(plan("superseded"), county.other)
    assert queries.store_card(county.actor(Role.OFFICE), county.other.pk, now=NOW).free_g == 30 * TONNE


def test_what_came_since_the_report_counts_as_stock() -> None:
    county = the_county()
    report(county.other_room, 20)
    arrival(expected(plan(), county.other), 9, "a")
    card = queries.store_card(county.actor(Role.OFFICE), county.other.pk, now=NOW)
    assert (card.stock_g, card.expected_g) == (29 * TONNE, 0)


def test_an_arrival_taken_back_is_expected_again() -> None:
    county = the_county()
    report(county.other_room, 20)
    line = expected(plan(), county.other)
    arrival(line, -9, "b", reverses=arrival(line, 9, "a"))
    card = queries.store_card(county.actor(Role.OFFICE), county.other.pk, now=NOW)
    assert (card.stock_g, card.expected_g) == (20 * TONNE, 10 * TONNE)


def test_the_warmest_room_is_the_temperature_of_a_store() -> None:
    county = the_county()
    reading(county.rooms[0], -200)
    reading(county.rooms[1], 900)
    assert queries.store_card(county.actor(Role.OFFICE), county.store.pk, now=NOW).temperature_mc == 900


def test_a_room_outside_its_band_is_flagged() -> None:
    county = the_county()
    reading(county.rooms[0], 2_000)
    first, second = queries.room_cards(county.actor(Role.KEEPER), county.store.pk, now=NOW)
    assert (first.is_out_of_band, second.is_out_of_band) == (True, False)


def test_the_nearest_store_with_room_comes_first() -> None:
    county = the_county()
    report(county.rooms[0], 10)
    report(county.rooms[1], 10)
    report(county.other_room, 10)
    found = queries.nearest(county.actor(Role.GROWER), lat=36.81, lon=110.9, now=NOW)
    assert [card.code for card in found] == ["Y2", "Y1"]


def test_a_full_store_is_not_near_anybody() -> None:
    county = the_county()
    report(county.other_room, 50)
    found = queries.nearest(county.actor(Role.GROWER), lat=36.81, lon=110.9, now=NOW)
    assert "Y2" not in [card.code for card in found]


def test_a_keeper_is_offered_only_the_stores_to_report_for() -> None:
    county = the_county()
    found = queries.store_cards(county.actor(Role.KEEPER), now=NOW, own=True)
    assert [card.code for card in found] == ["Y1"]


def test_a_stranger_sees_no_store() -> None:
    with pytest.raises(NotAllowed):
        queries.store_cards(NOBODY, now=NOW)


def test_a_store_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.store_card(the_county().actor(Role.OFFICE), 999_999, now=NOW)


def test_more_stores_take_no_more_queries() -> None:
    county = the_county()
    office = county.actor(Role.OFFICE)
    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.store_cards(office, now=NOW)
    for number in range(5):
        room(store(f"Z{number}", 36.5, county.variety), "1", 20)
    with CaptureQueriesContext(connection) as more:
        queries.store_cards(office, now=NOW)
    assert len(more) == len(few) <= 10


def test_the_fill_rate_of_an_evening_counts_the_newest_report_until_then() -> None:
    county = the_county()
    report(county.other_room, 10, hours_ago=49)
    report(county.other_room, 30, hours_ago=25)
    history = queries.fill_history(county.actor(Role.OFFICE), now=NOW, store_id=county.other.pk)
    assert [day.fill_rate for day in history] == [0.2, 0.6, 0.6]
