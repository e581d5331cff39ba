"""One store's page, and what the office does with it."""

from typing import Any

import pytest
from django.test import Client

from lilian.storage.models import Room, Store
from tests.again import again
from tests.web.stores_site import TONNE, Site, report, the_site

ACTS = ("new/", "1/change/", "1/rooms/new/")
NEIGHBOURLY = ("mei", "guo", "hai", "keeper", "officer")


@pytest.fixture
def site(db: None) -> Site:
    return again(the_site)


def url(site: Site, act: str = "") -> str:
    return f"/stores/{site.store.pk}/{act}"


def facts(site: Site, **changes: Any) -> dict[str, Any]:
    """The form of a new store, filled in."""
    said = {
        "name": "北村恒温库",
        "code": "K3",
        "organisation": site.cast.coop,
        "place": site.free_place,
        "varieties": [site.variety.pk],
        "intake": "30",
        "fee": "50",
        "temperature": "-0.5",
    }
    return {**said, **changes}


def test_the_three_facts_of_capacity_stand_apart(site: Site) -> None:
    report(site.store, {"1号库": 31, "2号库": 20})
    page = site.client("mei").get(url(site)).text
    assert all(figure in page for figure in (">869<", ">100<", ">51<"))


def test_a_store_that_is_not_there_is_not_found(site: Site) -> None:
    assert site.client("mei").get("/stores/999999/").status_code == 404


def test_a_phone_is_shown_head_and_tail_only(site: Site) -> None:
    page = site.client("mei").get(url(site)).text
    assert "138****8011" in page
    assert "13800008011" not in page


def test_a_keepers_name_is_private(site: Site) -> None:
    assert "郭守库" not in site.client("mei").get(url(site)).text


def test_the_office_knows_the_keepers_name(site: Site) -> None:
    assert "郭守库" in site.client("lin").get(url(site)).text


def test_who_reported_is_private_too(site: Site) -> None:
    site.client("keeper").post(url(site, "fill/"), {f"room-{site.rooms()[0].pk}": "12"})
    assert "郭守库" not in site.client("hai").get(url(site)).text


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", NEIGHBOURLY)
def test_only_the_office_opens_its_forms(site: Site, name: str, act: str) -> None:
    assert site.client(name).get(f"/stores/{act}").status_code == 403


@pytest.mark.parametrize("act", [*ACTS, "1/close/", "1/reopen/"])
def test_a_stranger_does_nothing(site: Site, act: str) -> None:
    assert Client().post(f"/stores/{act}").status_code in (302, 405)


@pytest.mark.parametrize("act", ["close/", "reopen/"])
def test_an_act_is_not_done_by_looking(site: Site, act: str) -> None:
    assert site.client("lin").get(url(site, act)).status_code == 405


def test_the_office_registers_a_store(site: Site) -> None:
    site.client("lin").post("/stores/new/", facts(site))
    assert Store.objects.get(code="K3").intake_g_per_day == 30 * TONNE


def test_a_store_wants_a_place_of_its_own(site: Site) -> None:
    response = site.client("lin").post("/stores/new/", facts(site, place=site.store.place_id))
    assert (response.status_code, Store.objects.count()) == (422, 2)


def test_a_code_is_given_once(site: Site) -> None:
    response = site.client("lin").post("/stores/new/", facts(site, code="K1"))
    assert response.status_code == 422
    assert "K1 已经有了" in response.text


def test_a_form_half_filled_keeps_what_was_typed(site: Site) -> None:
    assert "北村恒温库" in site.client("lin").post("/stores/new/", facts(site, fee="")).text


def test_the_form_of_changes_shows_the_store_as_it_is(site: Site) -> None:
    assert 'value="K1恒温库"' in site.client("lin").get(url(site, "change/")).text


def test_the_office_changes_a_store(site: Site) -> None:
    said = facts(site, code="K1", place=site.store.place_id, name="前庄恒温库", fee="60")
    site.client("lin").post(url(site, "change/"), said)
    site.store.refresh_from_db()
    assert (site.store.name, site.store.fee_fen_per_tonne_month) == ("前庄恒温库", 6_000)


def test_the_office_adds_a_room(site: Site) -> None:
    site.client("lin").post(url(site, "rooms/new/"), {"code": "3号库", "volume": "434.5", "capacity": "50"})
    assert Room.objects.get(code="3号库").volume_l == 434_500


def test_a_room_holds_more_than_nothing(site: Site) -> None:
    response = site.client("lin").post(url(site, "rooms/new/"), {"code": "3号库", "volume": "434.5", "capacity": "0"})
    assert response.status_code == 422


def test_the_office_closes_a_store_with_a_reason(site: Site) -> None:
    site.client("lin").post(url(site, "close/"), {"reason": "制冷机坏了"})
    assert "制冷机坏了" in site.client("mei").get(url(site)).text


def test_a_store_is_not_closed_without_a_reason(site: Site) -> None:
    site.client("lin").post(url(site, "close/"), {"reason": " "})
    site.store.refresh_from_db()
    assert site.store.closed_on is None


def test_a_closed_store_is_not_closed_again(site: Site) -> None:
    site.client("lin").post(url(site, "close/"), {"reason": "制冷机坏了"})
    assert site.client("lin").post(url(site, "close/"), {"reason": "真的坏了"}).status_code == 409


def test_a_closed_store_is_opened_again(site: Site) -> None:
    site.client("lin").post(url(site, "close/"), {"reason": "制冷机坏了"})
    site.client("lin").post(url(site, "reopen/"))
    site.store.refresh_from_db()
    assert site.store.closed_on is None


def test_an_open_store_is_not_opened(site: Site) -> None:
    assert site.client("lin").post(url(site, "reopen/")).status_code == 409


@pytest.mark.parametrize("name", NEIGHBOURLY)
def test_only_the_office_closes_a_store(site: Site, name: str) -> None:
    assert site.client(name).post(url(site, "close/"), {"reason": "我说的"}).status_code == 403
