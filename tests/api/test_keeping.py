"""A cold store's year over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lilian.base.policy import Role
from lilian.keeping.models import CountSheet, PutAway
from tests.again import again
from tests.api.conftest import Caller
from tests.keeping.store import TONNE, Kept, the_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(db: None) -> Kept:
    return again(the_store)


@pytest.fixture
def keeper(kept: Kept, token_for: Any) -> Caller:
    """Guo's phone."""
    return token_for(Role.KEEPER, kept.county.store.organisation)


@pytest.fixture
def manager(kept: Kept, token_for: Any) -> Caller:
    return token_for(Role.COOP_MANAGER, kept.county.store.organisation)


@pytest.fixture
def guest(kept: Kept, token_for: Any) -> Caller:
    """The manager of those who bring their fruit."""
    return token_for(Role.COOP_MANAGER, kept.guest)


@pytest.fixture
def neighbour(kept: Kept, token_for: Any) -> Caller:
    return token_for(Role.KEEPER, kept.county.other.organisation)


def brought(kept: Kept, tonnes: int = 20, **changes: Any) -> dict[str, Any]:
    fruit = {"owner_id": kept.guest.pk, "variety": "yl", "grade": "一级", "harvest_date": "2026-09-10"}
    return {"room_id": kept.room.pk, "weight_g": tonnes * TONNE, "fruit": fruit} | changes


@pytest.fixture
def lot(kept: Kept, keeper: Caller) -> str:
    """The code of 20 t in the first room."""
    return str(keeper.post("/put-aways", brought(kept)).json()["lot"])


def here(kept: Kept, caller: Caller) -> dict[str, int]:
    """Grams by lot in the first room."""
    return {one["lot"]: one["weight_g"] for one in caller.get(f"/kept-rooms/{kept.room.pk}").json()["lots"]}


def days(first: int, last: int) -> dict[str, str]:
    today = timezone.localdate()
    return {f"{end}s_on": (today + timedelta(days=n)).isoformat() for end, n in (("start", first), ("end", last))}


def wish(kept: Kept, tonnes: int = 10, **changes: Any) -> dict[str, Any]:
    said = {"organisation_id": kept.guest.pk, "variety": "yl", "weight_g": tonnes * TONNE, "lat": 36.7, "lon": 110.9}
    return said | days(0, 10) | changes


def test_what_is_put_away_lies_in_the_room(kept: Kept, keeper: Caller) -> None:
    answer = keeper.post("/put-aways", brought(kept))
    assert (answer.status_code, here(kept, keeper)) == (201, {answer.json()["lot"]: 20 * TONNE})
    assert [one["id"] for one in keeper.get(f"/kept-rooms/{kept.room.pk}/put-aways").json()["items"]] == [
        answer.json()["id"]
    ]


def test_a_put_away_sent_twice_is_one(kept: Kept, keeper: Caller) -> None:
    first, second = (keeper.post("/put-aways", brought(kept), key="once") for _ in range(2))
    assert (first.content, PutAway.objects.count()) == (second.content, 1)


def test_a_load_from_the_door_is_put_away_up_to_what_came(kept: Kept, keeper: Caller) -> None:
    keeper.post("/unplanned-arrivals", {"store_id": kept.county.store.pk, "weight_g": 4 * TONNE, "variety": "yl"})
    (load,) = keeper.get("/loads").json()
    assert (load["source"], load["left_g"]) == ("unplanned", 4 * TONNE)
    body = brought(kept, 4, source=load["source"], source_id=load["source_id"])
    answers = [keeper.post("/put-aways", body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 422]
    assert (answers[1].json()["code"], keeper.get("/loads").json()) == ("keeping.more_than_came", [])


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"fruit": None}, 422, "keeping.whose_fruit"),
        ({"weight_g": 900 * TONNE}, 422, "keeping.room_too_small"),
        ({"booking_id": 10**9}, 422, "keeping.not_its_booking"),
        ({"source": "arrival", "source_id": 10**9}, 404, "kernel.not_found"),
        ({"source": "moved"}, 422, "api.invalid_input"),
    ],
)
def test_what_may_not_be_put_away(kept: Kept, keeper: Caller, changes: Any, status: int, code: str) -> None:
    answer = keeper.post("/put-aways", brought(kept, **changes))
    assert (answer.status_code, answer.json()["code"], PutAway.objects.count()) == (status, code, 0)


def test_a_bad_value_is_named(kept: Kept, keeper: Caller) -> None:
    answer = keeper.post("/put-aways", brought(kept, weight_g=1.5))
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("weight_g", "int_type")]


def test_an_owner_nobody_knows_is_not_found(kept: Kept, keeper: Caller) -> None:
    assert keeper.post("/put-aways", brought(kept, fruit={"owner_id": 10**9, "variety": "yl"})).status_code == 404


def test_a_foreign_room_is_not_found(kept: Kept, neighbour: Caller, lot: str) -> None:
    room = f"/kept-rooms/{kept.room.pk}"
    answers = [neighbour.get(room), neighbour.get(f"{room}/put-aways"), neighbour.get(f"{room}/counts")]
    answers += [neighbour.post("/put-aways", brought(kept))]
    answers += [neighbour.post(f"{room}/counts", {"counted": [{"lot": lot, "weight_g": 1}]})]
    answers += [neighbour.post(f"{room}/release", {"taken": [{"lot": lot, "weight_g": 1}], "to": "x"})]
    assert [answer.status_code for answer in answers] == [404] * 6


def test_a_manager_takes_a_wrong_one_back_once(kept: Kept, keeper: Caller, manager: Caller) -> None:
    made = keeper.post("/put-aways", brought(kept)).json()["id"]
    address = f"/kept-rooms/{kept.room.pk}/put-aways/{made}/take-back"
    assert keeper.post(address, {"reason": "记错了"}).status_code == 403
    answers = [manager.post(address, {"reason": "记错了"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert (answers[0].json()["taken_back"], here(kept, keeper)) == (True, {})


def test_a_part_moves_to_the_next_room(kept: Kept, keeper: Caller, lot: str) -> None:
    body = {"lot": lot, "from_room_id": kept.room.pk, "to_room_id": kept.second.pk, "weight_g": 5 * TONNE}
    first, second = (keeper.post("/moves", body, key="once") for _ in range(2))
    assert (first.status_code, first.content) == (201, second.content)
    stocks = {one["id"]: one["stock_g"] for one in keeper.get(f"/kept-rooms?store_id={kept.county.store.pk}").json()}
    assert stocks == {kept.room.pk: 15 * TONNE, kept.second.pk: 5 * TONNE}


def test_a_move_to_another_store_needs_a_promise(kept: Kept, keeper: Caller, lot: str) -> None:
    body = {"lot": lot, "from_room_id": kept.room.pk, "to_room_id": kept.far.pk, "weight_g": TONNE}
    assert keeper.post("/moves", body).status_code == 404


def test_what_leaves_is_on_the_books(kept: Kept, keeper: Caller, lot: str) -> None:
    body = {"taken": [{"lot": lot, "weight_g": 3 * TONNE}], "to": "县配送中心"}
    answer = keeper.post(f"/kept-rooms/{kept.room.pk}/release", body)
    assert (answer.status_code, here(kept, keeper)) == (200, {lot: 17 * TONNE})


def test_no_more_leaves_than_lies_there(kept: Kept, keeper: Caller, lot: str) -> None:
    body = {"taken": [{"lot": lot, "weight_g": 21 * TONNE}], "to": "县配送中心"}
    answer = keeper.post(f"/kept-rooms/{kept.room.pk}/release", body)
    assert (answer.status_code, here(kept, keeper)) == (409, {lot: 20 * TONNE})


def test_a_count_explains_its_difference(kept: Kept, keeper: Caller, lot: str) -> None:
    address = f"/kept-rooms/{kept.room.pk}/counts"
    unexplained = keeper.post(address, {"counted": [{"lot": lot, "weight_g": 19 * TONNE}]})
    assert (unexplained.status_code, unexplained.json()["code"]) == (422, "keeping.not_explained")
    body = {"counted": [{"lot": lot, "weight_g": 19 * TONNE, "difference": "drying"}]}
    first, second = (keeper.post(address, body, key="once") for _ in range(2))
    assert (first.status_code, first.content, CountSheet.objects.count()) == (201, second.content, 1)
    assert (here(kept, keeper), len(keeper.get(address).json()["items"])) == ({lot: 19 * TONNE}, 1)


def test_a_lot_is_counted_once_on_a_sheet(kept: Kept, keeper: Caller, lot: str) -> None:
    twice = [{"lot": lot, "weight_g": 20 * TONNE}] * 2
    answer = keeper.post(f"/kept-rooms/{kept.room.pk}/counts", {"counted": twice})
    assert (answer.status_code, answer.json()["code"]) == (422, "keeping.counted_twice")


def test_what_keeps_least_leaves_first(kept: Kept, keeper: Caller, lot: str) -> None:
    older = brought(kept, 5)
    older["fruit"] |= {"harvest_date": "2026-09-01"}
    second = keeper.post("/put-aways", older).json()["lot"]
    items = keeper.get(f"/first-out?wanted_g={8 * TONNE}").json()["items"]
    assert [(one["lot"], one["take_g"]) for one in items] == [(second, 5 * TONNE), (lot, 3 * TONNE)]


def frozen(kept: Kept, keeper: Caller) -> dict[str, Any]:
    """The alarm that a very cold reading opens."""
    for minutes in (40, 20, 0):
        at = (timezone.now() - timedelta(minutes=minutes)).isoformat()
        keeper.post("/readings", {"room_id": kept.room.pk, "at": at, "temperature_mc": -4_000})
    (alarm,) = keeper.get(f"/alarms?open_only=true&room_id={kept.room.pk}").json()["items"]
    return dict(alarm)


def test_an_alarm_is_acknowledged_once_with_what_was_done(kept: Kept, keeper: Caller, neighbour: Caller) -> None:
    alarm = frozen(kept, keeper)
    address = f"/alarms/{alarm['id']}/acknowledge"
    assert (alarm["kind"], alarm["worst"], alarm["acknowledged_at"]) == ("freezing", -4_000, None)
    assert (neighbour.post(address, {"note": "x"}).status_code, neighbour.get("/alarms").json()["items"]) == (404, [])
    answers = [keeper.post(address, {"note": "关小了风机"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[0].json()["note"] == "关小了风机"


@pytest.fixture
def empty(kept: Kept, lin: Caller) -> Kept:
    """Rooms that were reported empty."""
    rooms = [{"room_id": room.pk, "stock_g": 0} for room in (kept.room, kept.second, kept.far)]
    for room in rooms:
        lin.post("/fill-reports", {"rooms": [room]})
    return kept


def test_room_asked_for_is_offered_and_promised_once(empty: Kept, guest: Caller, keeper: Caller) -> None:
    asked = guest.post("/room-requests", wish(empty))
    assert (asked.status_code, asked.json()["status"]) == (201, "asked")
    address = f"/room-requests/{asked.json()['id']}"
    assert empty.room.pk in [one["room_id"] for one in guest.get(f"{address}/offers").json()]
    answers = [keeper.post(f"{address}/accept", {"room_id": empty.room.pk}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert [one["room_id"] for one in guest.get(address).json()["bookings"]] == [empty.room.pk]


def test_what_is_promised_may_be_given_back(empty: Kept, guest: Caller, keeper: Caller) -> None:
    asked = guest.post("/room-requests", wish(empty)).json()["id"]
    keeper.post(f"/room-requests/{asked}/accept", {"room_id": empty.room.pk})
    (booking,) = keeper.get(f"/room-bookings?room_id={empty.room.pk}").json()["items"]
    answer = guest.post(f"/room-bookings/{booking['id']}/end", {"reason": "用不上了"})
    assert (answer.status_code, answer.json()["bookings"]) == (200, [])
    assert keeper.get("/room-bookings").json()["items"] == []


def test_a_foreign_booking_is_not_found(empty: Kept, guest: Caller, keeper: Caller, neighbour: Caller) -> None:
    asked = guest.post("/room-requests", wish(empty)).json()["id"]
    booking = keeper.post(f"/room-requests/{asked}/accept", {"room_id": empty.room.pk}).json()["bookings"][0]["id"]
    assert neighbour.post(f"/room-bookings/{booking}/end", {"reason": "x"}).status_code == 404
    assert neighbour.get(f"/room-requests/{asked}").status_code == 404


def test_a_request_is_withdrawn_by_who_asked(empty: Kept, guest: Caller, manager: Caller) -> None:
    address = f"/room-requests/{guest.post('/room-requests', wish(empty)).json()['id']}/withdraw"
    assert manager.post(address).status_code == 404
    assert [guest.post(address).status_code for _ in range(2)] == [200, 409]
    assert guest.get("/room-requests?status=withdrawn").json()["total"] == 1


def test_the_office_declines_with_a_reason(empty: Kept, guest: Caller, lin: Caller) -> None:
    address = f"/room-requests/{guest.post('/room-requests', wish(empty)).json()['id']}/decline"
    answer = lin.post(address, {"reason": "全县都满了"})
    assert (answer.status_code, answer.json()["status"], answer.json()["answer"]) == (200, "declined", "全县都满了")
    assert guest.post(address, {"reason": "x"}).status_code == 403


def test_room_is_asked_for_days_to_come(empty: Kept, guest: Caller) -> None:
    answer = guest.post("/room-requests", wish(empty, **days(-2, 10)))
    assert (answer.status_code, answer.json()["code"]) == (422, "keeping.bad_days")


def test_room_is_asked_for_the_own_organisation(empty: Kept, manager: Caller) -> None:
    assert manager.post("/room-requests", wish(empty)).status_code == 404


def test_fees_are_told_by_owner_and_lot(kept: Kept, keeper: Caller, lot: str) -> None:
    month = timezone.localdate().strftime("%Y-%m")
    (fee,) = keeper.get(f"/stores/{kept.county.store.pk}/storage-fees?month={month}").json()
    assert (fee["owner_id"], fee["gram_days"]) == (kept.guest.pk, 20 * TONNE)
    assert [(one["lot"], one["fee_fen"]) for one in fee["lots"]] == [(lot, fee["fee_fen"])]


def test_a_foreign_stores_fees_are_not_found(kept: Kept, neighbour: Caller) -> None:
    assert neighbour.get(f"/stores/{kept.county.store.pk}/storage-fees?month=2026-11").status_code == 404
    assert neighbour.get(f"/stores/{kept.county.store.pk}/fee-terms").status_code == 404


def test_a_month_is_written_as_one(kept: Kept, keeper: Caller) -> None:
    answer = keeper.get(f"/stores/{kept.county.store.pk}/storage-fees?month=2026-13")
    assert [one["field"] for one in answer.json()["errors"]] == ["month"]


def test_a_price_is_published_once_a_day(kept: Kept, manager: Caller, keeper: Caller) -> None:
    address = f"/stores/{kept.county.store.pk}/fee-terms"
    body = {"effective_from": timezone.localdate().isoformat(), "fen_per_tonne_month": 6_000}
    assert keeper.post(address, body).status_code == 403
    assert [manager.post(address, body).status_code for _ in range(2)] == [201, 422]
    assert [one["fen_per_tonne_month"] for one in keeper.get(address).json()] == [6_000]
    gone = manager.post(address, body | {"effective_from": "2026-01-01"})
    assert gone.json()["code"] == "keeping.fee_already_begun"
