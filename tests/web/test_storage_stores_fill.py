"""A keeper says what lies in the store, and how cold it is."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lilian.storage import actions
from lilian.storage.models import Reading
from tests.again import again
from tests.members.cast import NOW
from tests.web.stores_site import ACTOR, Site, read_off, report, reports, the_site


@pytest.fixture
def site(db: None) -> Site:
    return again(the_site)


def fill(site: Site, name: str, *tonnes: str, **more: str) -> Any:
    """Send the form of Guo's store with these words in its rooms' boxes, in order."""
    boxes = {f"room-{room.pk}": said for room, said in zip(site.rooms(), tonnes, strict=False)}
    return site.client(name).post(f"/stores/{site.store.pk}/fill/", {**boxes, **more})


def test_a_keeper_of_one_store_goes_straight_to_its_form(site: Site) -> None:
    assert site.client("keeper").get("/stores/fill/").headers["Location"] == f"/stores/{site.store.pk}/fill/"


def test_the_office_chooses_among_all_stores(site: Site) -> None:
    assert len(site.client("lin").get("/stores/fill/").context["cards"]) == 2


def test_what_a_keeper_types_is_what_lies_there(site: Site) -> None:
    fill(site, "keeper", "12", "8")
    assert site.told() == [12, 8]


def test_a_keeper_may_write_another_unit(site: Site) -> None:
    fill(site, "keeper", "24000斤")
    assert site.told() == [12]


def test_a_room_left_empty_is_not_reported(site: Site) -> None:
    fill(site, "keeper", "", "8")
    assert site.told() == [8]


def test_a_report_leads_to_its_receipt(site: Site) -> None:
    assert fill(site, "keeper", "12").headers["Location"] == f"/stores/{site.store.pk}/fill/done/"


def test_the_receipt_says_what_was_reported(site: Site) -> None:
    fill(site, "keeper", "12.5")
    assert "12.5 吨" in site.client("keeper").get(f"/stores/{site.store.pk}/fill/done/").text


def test_there_is_no_receipt_before_there_is_a_report(site: Site) -> None:
    assert site.client("keeper").get(f"/stores/{site.store.pk}/fill/done/").status_code == 404


def test_the_last_figure_stands_in_the_box(site: Site) -> None:
    report(site.store, {"1号库": 33}, hours_ago=30)
    assert 'data-value="33"' in site.client("keeper").get(f"/stores/{site.store.pk}/fill/").text


def test_a_form_with_nothing_in_it_is_sent_back(site: Site) -> None:
    assert (fill(site, "keeper").status_code, reports()) == (422, 0)


def test_a_word_that_is_no_weight_is_sent_back(site: Site) -> None:
    assert (fill(site, "keeper", "很多").status_code, reports()) == (422, 0)


def test_a_little_above_capacity_is_asked_about(site: Site) -> None:
    response = fill(site, "keeper", "62")
    assert response.status_code == 422
    assert "多了 2 吨" in response.text


def test_a_little_above_capacity_stands_once_the_keeper_is_sure(site: Site) -> None:
    fill(site, "keeper", "62", sure="on")
    assert site.told() == [62]


def test_far_above_capacity_is_refused_even_if_the_keeper_is_sure(site: Site) -> None:
    response = fill(site, "keeper", "200", sure="on")
    assert (response.status_code, reports()) == (422, 0)


def test_a_double_tap_reports_once(site: Site) -> None:
    fill(site, "keeper", "12", "8", idempotency_key="one-tap")
    fill(site, "keeper", "12", "8", idempotency_key="one-tap")
    assert reports() == 2


def test_the_same_figures_may_be_reported_on_another_day(site: Site) -> None:
    fill(site, "keeper", "12", idempotency_key="monday")
    fill(site, "keeper", "12", idempotency_key="tuesday")
    assert reports() == 2


def test_another_keepers_store_is_not_found(site: Site) -> None:
    assert (fill(site, "neighbour", "12").status_code, reports()) == (404, 0)


@pytest.mark.parametrize("name", ["mei", "guo", "hai", "officer"])
def test_who_keeps_no_store_reports_nothing(site: Site, name: str) -> None:
    assert (fill(site, name, "12").status_code, reports()) == (403, 0)


@pytest.mark.parametrize("page", ["fill/", "1/fill/", "1/fill/done/", "1/readings/", "1/readings/new/"])
def test_a_stranger_is_led_to_sign_in(db: None, page: str) -> None:
    assert Client().get(f"/stores/{page}").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("page", ["", "fill/done/", "readings/"])
def test_what_is_only_read_is_not_posted_to(site: Site, page: str) -> None:
    assert site.client("keeper").post(f"/stores/{site.store.pk}/{page}").status_code == 405


def test_a_keeper_is_told_at_home_to_report(site: Site) -> None:
    report(site.store, {"1号库": 30, "2号库": 20}, hours_ago=30)
    assert "填报库存：K1恒温库" in site.client("keeper").get("/").text


def test_a_keeper_who_reported_today_has_nothing_to_do(site: Site) -> None:
    report(site.store, {"1号库": 30, "2号库": 20}, hours_ago=0)
    assert "填报库存：" not in site.client("keeper").get("/").text


def test_a_closed_store_asks_for_no_report(site: Site) -> None:
    actions.close_store(actor=ACTOR, store_id=site.store.pk, reason="制冷机坏了", now=NOW)
    assert "填报库存：" not in site.client("keeper").get("/").text


def read(site: Site, name: str, degrees: str, at: str = "") -> Any:
    said = {f"room-{site.rooms()[0].pk}": degrees, "at": at or timezone.localtime().strftime("%Y-%m-%dT%H:%M")}
    return site.client(name).post(f"/stores/{site.store.pk}/readings/new/", said)


def test_a_temperature_below_zero_is_written_down(site: Site) -> None:
    read(site, "keeper", "-0.5")
    assert Reading.objects.get().temperature_mc == -500


def test_a_true_minus_is_a_minus(site: Site) -> None:
    read(site, "keeper", "−0.5")
    assert Reading.objects.get().temperature_mc == -500


@pytest.mark.parametrize("degrees", ["冷", "90", "", "nan", "1e99"])
def test_what_is_no_temperature_is_sent_back(site: Site, degrees: str) -> None:
    assert (read(site, "keeper", degrees).status_code, Reading.objects.count()) == (422, 0)


def test_a_temperature_of_tomorrow_is_refused(site: Site) -> None:
    assert read(site, "keeper", "0.5", at="2999-01-01T08:00").status_code == 422


def test_a_neighbour_writes_no_temperature_here(site: Site) -> None:
    assert read(site, "neighbour", "0.5").status_code == 404


def test_a_room_too_warm_is_flagged(site: Site) -> None:
    read_off(site.store, "1号库", 5_000)
    assert "超出范围" in site.client("mei").get(f"/stores/{site.store.pk}/").text


def test_the_readings_of_a_store_are_listed(site: Site) -> None:
    read_off(site.store, "1号库", -500)
    assert "−0.5 ℃" in site.client("mei").get(f"/stores/{site.store.pk}/readings/").text
