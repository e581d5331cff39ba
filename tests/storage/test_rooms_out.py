"""A room that is out of use: no plan brings anything into it, and it counts in no fill rate."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage import actions, queries
from lilian.storage.actions.outages import EndsBeforeItStarts, RoomAlreadyOut, RoomInUse
from lilian.storage.actions.reasons import NoReason
from lilian.storage.actions.world import StoresFilled
from lilian.storage.models import Room, RoomOutage
from lilian.storage.planner import from_register
from tests.storage.stores import NOW, TODAY, TONNE, County, events, lot, report, reported_county
from tests.storage.test_live_plan import solved

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def put_out(
    county: County, room: Room, role: Role = Role.KEEPER, *, start: int = 0, days: int | None = None, why: str = "在修"
) -> int:
    starts_on = TODAY + start * DAY
    ends_on = None if days is None else starts_on + days * DAY
    return actions.put_room_out_of_use(
        actor=county.actor(role), room_id=room.pk, reason=why, starts_on=starts_on, ends_on=ends_on, now=NOW
    )


def free_t(county: County, through: date | None = None) -> float:
    cards = queries.store_cards(county.actor(Role.OFFICE), now=NOW, through=through)
    return next(card.free_g for card in cards if card.id == county.store.pk) / TONNE


def test_its_room_is_not_offered_and_comes_back() -> None:
    county = reported_county(stock=10)
    put_out(county, county.rooms[0])
    assert free_t(county) == 30  # the other room: 40 t, 10 t in it
    actions.put_room_back_in_use(actor=county.actor(Role.KEEPER), room_id=county.rooms[0].pk, now=NOW)
    assert free_t(county) == 80
    assert (events("room_put_out_of_use"), events("room_put_back_in_use")) == (1, 1)


def test_it_counts_in_no_fill_rate_while_it_is_out() -> None:
    county = reported_county(stock=10)
    report(county.rooms[0], 60, hours_ago=0.5)
    put_out(county, county.rooms[0])
    lin = county.actor(Role.OFFICE)
    (today,) = queries.fill_history(lin, now=NOW, store_id=county.store.pk, days=1)
    card = queries.store_card(lin, county.store.pk, now=NOW)
    assert today.fill_rate == card.fill_rate == 0.25


def planned_for(county: County, days: int) -> dict[str, int]:
    asked = from_register(county.actor(Role.OFFICE), first_day=TODAY, days=days, now=NOW)
    return {store.code: store.free_g // TONNE for store in asked.problem.stores}


def test_a_plan_uses_no_room_that_is_out_on_one_of_its_days() -> None:
    county = reported_county()
    lot(county, tonnes=60)
    put_out(county, county.rooms[0], start=2, days=1)
    assert (planned_for(county, 3), planned_for(county, 2)) == ({"Y1": 40, "Y2": 50}, {"Y1": 100, "Y2": 50})


def test_a_store_with_no_room_in_use_is_not_planned_for() -> None:
    county = reported_county()
    lot(county)
    for room in county.rooms:
        put_out(county, room)
    assert planned_for(county, 3) == {"Y2": 50}


def test_a_plan_is_not_adopted_into_a_room_that_went_out_since() -> None:
    county = reported_county()
    lot(county, tonnes=28)
    made = solved(county)
    put_out(county, county.rooms[0])
    report(county.rooms[1], 20, hours_ago=0.1)
    with pytest.raises(StoresFilled):
        actions.adopt_plan(actor=county.actor(Role.OFFICE), plan_id=made.pk, now=NOW)


def test_it_goes_out_once_for_the_same_days() -> None:
    county = reported_county()
    put_out(county, county.rooms[0], start=5, days=2)
    put_out(county, county.rooms[0], days=5)
    for start, days in ((0, None), (4, 2), (6, 1)):
        with pytest.raises(RoomAlreadyOut):
            put_out(county, county.rooms[0], start=start, days=days)


def test_what_is_wrong_with_it_is_said() -> None:
    county = reported_county()
    with pytest.raises(NoReason):
        put_out(county, county.rooms[0], why=" ")
    with pytest.raises(EndsBeforeItStarts):
        put_out(county, county.rooms[0], days=0)
    with pytest.raises(RoomInUse):
        actions.put_room_back_in_use(actor=county.actor(Role.KEEPER), room_id=county.rooms[0].pk, now=NOW)
    with pytest.raises(IntegrityError):
        RoomOutage.objects.create(room=county.rooms[0], starts_on=TODAY, reason="", set_by="郭", set_at=NOW)


def test_only_those_who_report_for_the_store_may() -> None:
    county = reported_county()
    with pytest.raises(NotFound):
        put_out(county, county.other_room)
    with pytest.raises(NotAllowed):
        put_out(county, county.rooms[0], Role.GROWER)
