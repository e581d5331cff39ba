"""Fill rate over time: county, township, store."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lilian.base.policy import Role
from lilian.members.models import Place, Township
from lilian.storage import queries
from lilian.storage.models import Store
from lilian.storage.values import Fill
from tests.storage.stores import (
    NOW,
    TODAY,
    TONNE,
    County,
    arrival,
    expected,
    plan,
    report,
    room,
    store,
    the_county,
    unplanned,
)

pytestmark = pytest.mark.django_db


def in_two_townships() -> County:
    county = the_county()
    for number, each in enumerate((county.store, county.other), 1):
        town = Township.objects.create(code=f"14103110{number}", name=f"{number}镇")
        Place.objects.filter(pk=each.place_id).update(township=town)
    return county


def test_each_township_has_the_rate_of_its_stores() -> None:
    county = in_two_townships()
    report(county.rooms[0], 30)
    report(county.other_room, 10)
    found = queries.fill_by_township(county.actor(Role.OFFICE), now=NOW)
    assert {town: days[-1].fill_rate for town, days in found.items()} == {"1镇": 0.5, "2镇": 0.2}


def test_the_townships_sum_to_the_county() -> None:
    county = in_two_townships()
    report(county.rooms[0], 30, hours_ago=50)
    report(county.other_room, 10, hours_ago=20)
    lin = county.actor(Role.OFFICE)
    towns = queries.fill_by_township(lin, now=NOW).values()
    (*_, today) = queries.fill_history(lin, now=NOW)
    assert sum(days[-1].stock_g for days in towns) == today.stock_g


def test_a_report_from_before_the_days_asked_for_still_counts() -> None:
    county = the_county()
    report(county.other_room, 5, hours_ago=24 * 30)
    report(county.other_room, 10, hours_ago=24 * 20)
    history = queries.fill_history(county.actor(Role.OFFICE), now=NOW, days=3)
    assert [day.fill_rate for day in history] == [0.2] * 3


def test_what_came_since_the_report_counts_from_that_evening_on() -> None:
    county = the_county()
    report(county.rooms[0], 30, hours_ago=50)
    arrival(expected(plan(), county.store), 6, "a")
    assert [day.stock_g // TONNE for day in queries.fill_history(county.actor(Role.OFFICE), now=NOW, days=3)] == [
        30,
        30,
        36,
    ]


def test_a_closed_store_counts_in_the_county_until_it_closed() -> None:
    county = the_county()
    report(county.rooms[0], 30, hours_ago=50)
    report(county.other_room, 50, hours_ago=50)
    Store.objects.filter(pk=county.other.pk).update(closed_on=TODAY)
    lin = county.actor(Role.OFFICE)
    assert [day.stock_g // TONNE for day in queries.fill_history(lin, now=NOW, days=2)] == [80, 30]
    assert queries.fill_history(lin, now=NOW, store_id=county.other.pk, days=1)[0].fill_rate == 1.0


def test_the_cards_of_the_open_stores_sum_to_the_county_of_today() -> None:
    county = the_county()
    report(county.rooms[0], 30, hours_ago=50)
    arrival(expected(plan(), county.store), 6, "a")
    unplanned(county, 4)
    arrival(expected(plan(title="二号"), county.other, "P2"), 5, "b")
    lin = county.actor(Role.OFFICE)
    cards = queries.store_cards(lin, now=NOW)
    (today,) = queries.fill_history(lin, now=NOW, days=1)
    assert Fill.of(card.fill for card in cards) == Fill(today.stock_g, today.capacity_g) == Fill(40 * TONNE, 60 * TONNE)


def test_more_townships_take_no_more_queries() -> None:
    county = in_two_townships()
    lin = county.actor(Role.OFFICE)
    report(county.other_room, 10)
    with CaptureQueriesContext(connection) as few:
        queries.fill_by_township(lin, now=NOW)
    for number in range(4):
        report(room(store(f"Z{number}", 36.5, county.variety), "1", 20), 5)
    with CaptureQueriesContext(connection) as more:
        queries.fill_by_township(lin, now=NOW)
    assert len(more) == len(few) <= 6
