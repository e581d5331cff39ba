"""Room is asked for, offered near, promised once; what is promised is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.keeping import actions, queries
from lilian.keeping.actions.refusals import (
    BadDays,
    BookingEnded,
    NeverReported,
    NotItsBooking,
    NotOpen,
    RoomNotFree,
    RoomPromised,
)
from lilian.keeping.models import Booking, RoomDay, RoomRequest
from lilian.keeping.queries import soundness
from lilian.keeping.values import FeeDraft, RequestDraft
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage import planner
from lilian.storage import queries as storage
from tests.keeping.store import NOW, TODAY, TONNE, Kept, moved, put
from tests.storage import stores

SYSTEM = system("test")


def asked(kept: Kept, tonnes: int = 20, first: int = 0, days: int = 10, **said: Any) -> int:
    draft = RequestDraft(
        kept.guest.pk, kept.county.variety.pk, tonnes * TONNE, TODAY + timedelta(days=first),
        TODAY + timedelta(days=first + days), 36.7, 110.9,
    )  # fmt: skip
    return actions.ask_room(actor=kept.actor(Role.OFFICE), draft=draft, now=NOW)


def accepted(kept: Kept, request: int, **said: Any) -> Booking:
    who = {"actor": kept.actor(), "room_id": kept.room.pk, **said}
    return Booking.objects.get(pk=actions.accept_room(request_id=request, now=NOW, **who))


@pytest.fixture
def empty(kept: Kept) -> Kept:
    for room in (kept.room, kept.second, kept.far):
        stores.report(room, 0)
    return kept


def offered(kept: Kept, request: int) -> list[int]:
    found = RoomRequest.objects.get(pk=request)
    return [one.room_id for one in queries.offers(kept.actor(Role.OFFICE), found, now=NOW)]


def test_rooms_that_hold_all_are_offered_nearest_first(empty: Kept) -> None:
    assert offered(empty, asked(empty, 45)) == [empty.room.pk, empty.far.pk]


def test_a_room_promised_on_one_of_the_days_is_not_offered(empty: Kept) -> None:
    accepted(empty, asked(empty, 50, first=9, days=1))
    assert empty.room.pk not in offered(empty, asked(empty, 20))
    assert empty.room.pk in offered(empty, asked(empty, 20, days=9))


def test_a_promise_counts_on_each_of_its_days(empty: Kept) -> None:
    accepted(empty, asked(empty, 20, first=2, days=3))
    assert list(RoomDay.objects.values_list("booked_g", flat=True)) == [20 * TONNE] * 3
    assert RoomRequest.objects.get().status == "accepted"


def test_what_does_not_fit_on_one_day_is_refused(empty: Kept) -> None:
    accepted(empty, asked(empty, 50, first=9, days=1))
    with pytest.raises(RoomNotFree):
        accepted(empty, asked(empty, 20))


def test_a_room_nobody_reported_is_not_promised(kept: Kept) -> None:
    with pytest.raises(NeverReported):
        accepted(kept, asked(kept))


def test_a_request_is_answered_once(empty: Kept) -> None:
    request = asked(empty)
    accepted(empty, request)
    with pytest.raises(NotOpen):
        accepted(empty, request, room_id=empty.second.pk)
    with pytest.raises(NotOpen):
        actions.withdraw_request(actor=empty.actor(Role.OFFICE), request_id=request, now=NOW)


def test_a_keeper_promises_own_rooms_only(empty: Kept) -> None:
    with pytest.raises(NotFound):
        accepted(empty, asked(empty), actor=empty.neighbour)


def test_a_keeper_does_not_ask_for_room(kept: Kept) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_room(
            actor=kept.actor(), draft=RequestDraft(kept.guest.pk, 1, 1, TODAY, TODAY, 36.7, 110.9), now=NOW
        )


@pytest.mark.parametrize(("first", "days"), [(-1, 5), (0, 0), (0, 401)])
def test_days_that_cannot_be_are_refused(kept: Kept, first: int, days: int) -> None:
    with pytest.raises(BadDays):
        asked(kept, first=first, days=days)


def test_fruit_of_others_takes_no_promised_room(empty: Kept) -> None:
    accepted(empty, asked(empty, 50))
    with pytest.raises(RoomPromised):
        put(empty, 11 * TONNE)
    put(empty, 10 * TONNE)


def test_the_guests_fruit_comes_under_the_promise_and_uses_it_up(empty: Kept) -> None:
    booking = accepted(empty, asked(empty, 50))
    put(empty, 30 * TONNE, booking_id=booking.pk)
    booking.refresh_from_db()
    assert (booking.used_g, RoomDay.objects.first().booked_g) == (30 * TONNE, 20 * TONNE)  # type: ignore[union-attr]
    put(empty, 20 * TONNE, "rest", booking_id=booking.pk)
    with pytest.raises(NotItsBooking):
        put(empty, TONNE, "more", booking_id=booking.pk)


def test_fruit_moves_into_a_strangers_room_under_a_promise_there(empty: Kept) -> None:
    put(empty, 10 * TONNE)
    booking = accepted(empty, asked(empty, 10), actor=empty.neighbour, room_id=empty.far.pk)
    lot = queries.room(empty.actor(Role.OFFICE), empty.room.pk, now=NOW).lots[0].lot_id
    moved(empty, lot, 10 * TONNE, empty.far, booking_id=booking.pk)
    assert queries.room(empty.neighbour, empty.far.pk, now=NOW).stock_g == 10 * TONNE


def test_a_promise_ended_is_free_again_and_ends_once(empty: Kept) -> None:
    booking = accepted(empty, asked(empty, 50))
    said = {"actor": empty.actor(), "booking_id": booking.pk, "reason": "不用了", "now": NOW}
    actions.end_booking(**said)
    assert set(RoomDay.objects.values_list("booked_g", flat=True)) == {0}
    with pytest.raises(BookingEnded):
        actions.end_booking(**said)


@pytest.mark.parametrize("change", [{"weight_g": 1}, {"room_id": 0}, {"ends_on": TODAY + timedelta(days=99)}])
def test_the_database_lets_no_promise_change(empty: Kept, change: dict[str, Any]) -> None:
    booking = accepted(empty, asked(empty))
    said = {**change, "room_id": empty.second.pk} if "room_id" in change else change
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(**said)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).delete()


def test_verify_sees_a_day_somebody_tampered_with(empty: Kept) -> None:
    accepted(empty, asked(empty))
    assert list(soundness.booking_faults(lambda done: None)) == []
    RoomDay.objects.filter(day=TODAY).update(booked_g=1)
    assert len(list(soundness.booking_faults(lambda done: None))) == 1


def test_a_peak_season_plan_is_offered_no_room_that_is_promised(empty: Kept) -> None:
    stores.terms()
    stores.lot(empty.county)
    before = planner.from_register(SYSTEM, first_day=TODAY, days=3, now=NOW).problem
    accepted(empty, asked(empty, 20, first=30, days=5))
    after = planner.from_register(SYSTEM, first_day=TODAY, days=3, now=NOW).problem
    free = [{store.code: store.free_g for store in problem.stores} for problem in (before, after)]
    code = empty.room.store.code
    assert free[0].pop(code) - free[1].pop(code) == 20 * TONNE
    assert free[0] == free[1]


def test_what_came_under_a_promise_is_stock_and_no_promise_any_more(empty: Kept) -> None:
    booking = accepted(empty, asked(empty, 20))
    cards = [storage.store_card(SYSTEM, empty.room.store_id, now=NOW)]
    put(empty, 20 * TONNE, booking_id=booking.pk)
    cards.append(storage.store_card(SYSTEM, empty.room.store_id, now=NOW))
    assert [card.booked_g for card in cards] == [20 * TONNE, 0]
    assert cards[0].free_g == cards[1].free_g


def test_an_offer_says_the_fee_of_its_days_and_how_it_changes_in_them(empty: Kept) -> None:
    store = empty.room.store
    for days, fen in ((3, 5_000), (8, 6_000), (90, 9_000)):
        draft = FeeDraft(store.pk, TODAY + timedelta(days=days), fen)
        actions.publish_fee(actor=empty.actor(Role.OFFICE), draft=draft, now=NOW)
    fees = []
    for first in (0, 3):
        request = RoomRequest.objects.get(pk=asked(empty, 20, first=first))
        found = queries.offers(empty.actor(Role.OFFICE), request, now=NOW)
        fees.append(next((one.fee_fen_per_tonne_month, one.fee_changes) for one in found if one.store_id == store.pk))
    eighth = (TODAY + timedelta(days=8), 6_000)
    assert fees == [
        (store.fee_fen_per_tonne_month, ((TODAY + timedelta(days=3), 5_000), eighth)),
        (5_000, (eighth,)),
    ]
