"""A co-op asks for room on its phone, the keeper next door promises it, and the room is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lilian.keeping.models import Booking, RoomRequest
from tests.web.keeping_site import KEY, Keeping
from tests.web.stores_site import report

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Keeping:
    made = Keeping()
    report(made.site.store, {"1号库": 0, "2号库": 0})
    report(made.site.other, {"1号库": 0})
    return made


def asked(kept: Keeping, tonnes: str = "20") -> RoomRequest:
    today = timezone.localdate()
    said = {
        "weight": tonnes, "organisation": kept.site.cast.coop, "variety": kept.site.variety.pk, "starts_on": str(today),
        "ends_on": str(today + timedelta(days=30)), "near": kept.site.point, "idempotency_key": KEY,
    }  # fmt: skip
    for _ in range(2):
        assert kept.client("guo").post("/keeping/requests/new/", said).status_code == 302
    return RoomRequest.objects.get()


def test_a_request_shows_the_rooms_that_hold_it_nearest_first(kept: Keeping) -> None:
    page = kept.client("guo").get(f"/keeping/requests/{asked(kept).pk}/").content.decode()
    assert page.index("K1恒温库 · 1号库") < page.index("K2恒温库 · 1号库")


def test_the_keeper_next_door_is_told_and_promises_a_room_once(kept: Keeping) -> None:
    address = f"/keeping/requests/{asked(kept).pk}/accept/"
    assert "1 家要库房" in kept.client("neighbour").get("/").content.decode()
    assert kept.client("neighbour").post(address, {"room": kept.foreign.pk}).status_code == 302
    assert Booking.objects.get().room == kept.foreign
    assert kept.client("neighbour").post(address, {"room": kept.foreign.pk}).status_code == 409


def test_a_keeper_does_not_promise_a_strangers_room(kept: Keeping) -> None:
    address = f"/keeping/requests/{asked(kept).pk}/accept/"
    assert kept.client("neighbour").post(address, {"room": kept.room.pk}).status_code == 404


def test_days_in_the_past_are_refused_in_place(kept: Keeping) -> None:
    said = {
        "weight": "5", "organisation": kept.site.cast.coop, "variety": kept.site.variety.pk, "starts_on": "2020-01-01",
        "ends_on": "2020-02-01", "near": kept.site.point,
    }  # fmt: skip
    assert kept.client("guo").post("/keeping/requests/new/", said).status_code == 422


def test_who_asked_withdraws_once(kept: Keeping) -> None:
    address = f"/keeping/requests/{asked(kept).pk}/withdraw/"
    assert kept.client("guo").post(address, {}).status_code == 302
    assert kept.client("guo").post(address, {}).status_code == 409


def test_the_office_says_no_with_a_reason(kept: Keeping) -> None:
    address = f"/keeping/requests/{asked(kept).pk}/decline/"
    assert kept.client("lin").post(address, {}).status_code == 422
    assert kept.client("lin").post(address, {"reason": "都满了"}).status_code == 302


def test_a_promise_is_ended_by_who_asked(kept: Keeping) -> None:
    pk = asked(kept).pk
    kept.client().post(f"/keeping/requests/{pk}/accept/", {"room": kept.room.pk})
    assert kept.client("guo").post(f"/keeping/requests/{pk}/end/", {"reason": "卖掉了"}).status_code == 302
    assert Booking.objects.get().ended_at is not None


def test_a_seller_sees_no_requests(kept: Keeping) -> None:
    assert kept.client("hai").get("/keeping/requests/").status_code == 403
    assert kept.client("lin").get("/keeping/requests/new/").status_code == 200
    assert kept.client("lin").get(f"/keeping/requests/{asked(kept).pk}/accept/").status_code == 405
