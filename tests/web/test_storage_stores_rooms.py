"""A keeper takes a room out of use and brings it back; everyone sees that it is."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lilian.storage.models import RoomOutage
from tests.again import again
from tests.web.stores_site import Site, report, the_site


@pytest.fixture
def site(db: None) -> Site:
    site = again(the_site)
    report(site.store, {"1号库": 30, "2号库": 20})
    return site


def url(site: Site, what: str) -> str:
    return f"/stores/{site.store.pk}/rooms/{site.rooms()[0].pk}/{what}/"


def put_out(site: Site, name: str = "keeper", **changes: Any) -> Any:
    said = {"reason": "制冷机在修", "starts_on": timezone.localdate().isoformat(), "ends_on": "", **changes}
    return site.client(name).post(url(site, "out-of-use"), {"idempotency_key": "k", **said})


def test_a_room_goes_out_of_use_and_comes_back(site: Site) -> None:
    put_out(site)
    page = site.client("mei").get(f"/stores/{site.store.pk}/").text
    assert "制冷机在修" in page
    assert "恢复使用" not in page
    assert "1 间停用" in site.client("mei").get("/stores/").text
    site.client("keeper").post(url(site, "back-in-use"), {"idempotency_key": "b"})
    assert "制冷机在修" not in site.client("mei").get(f"/stores/{site.store.pk}/").text


def test_twice_is_said_in_place(site: Site) -> None:
    put_out(site)
    answer = put_out(site, idempotency_key="again")
    assert (answer.status_code, RoomOutage.objects.count()) == (409, 1)


def test_a_reason_and_a_day_must_be_given(site: Site) -> None:
    assert put_out(site, reason="", starts_on="").status_code == 422


@pytest.mark.parametrize("what", ["out-of-use", "back-in-use"])
def test_others_are_turned_away(site: Site, what: str) -> None:
    assert Client().post(url(site, what)).headers["Location"].startswith("/accounts/login/")
    assert site.client("mei").post(url(site, what)).status_code == 403
    assert site.client("neighbour").post(url(site, what)).status_code == 404


def test_a_room_of_another_store_is_not_found_here(site: Site) -> None:
    room = site.other.rooms.get().pk
    assert site.client("keeper").get(f"/stores/{site.store.pk}/rooms/{room}/out-of-use/").status_code == 404


def test_it_comes_back_by_a_form_only(site: Site) -> None:
    assert site.client("keeper").get(url(site, "back-in-use")).status_code == 405
