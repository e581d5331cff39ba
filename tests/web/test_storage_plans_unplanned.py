"""Fruit no plan expected: from the arrivals page in two taps, taken back, shown beside the plan."""

from typing import Any

import pytest
from django.test import Client

from lilian.storage.models import PendingLot, UnplannedArrival
from tests.again import again
from tests.web.plans_site import adopted, ready_site
from tests.web.stores_site import Site, lot

FORM = "/plans/arrivals/unplanned/"


@pytest.fixture
def site(db: None) -> Site:
    return again(ready_site)


def record(site: Site, name: str = "keeper", key: str = "k", **changes: Any) -> Any:
    said = {"store": site.store.pk, "weight": "4.2", "brought_by": "后堰村", "variety": site.variety.pk}
    return site.client(name).post(FORM, {**said, "idempotency_key": key, **changes}, follow=True)


def test_the_arrivals_page_leads_to_it_and_it_asks_for_no_store_where_there_is_one(site: Site) -> None:
    keeper = site.client("keeper")
    assert FORM in keeper.get("/plans/arrivals/").text
    form = keeper.get(FORM).context["form"]
    assert form.fields["store"].widget.is_hidden
    assert (form["store"].value(), form["variety"].value()) == (site.store.pk, site.variety.pk)


def test_weight_alone_is_enough_at_the_door_of_one_store(site: Site) -> None:
    """What the page itself holds, and the weight typed: nothing else needs a tap."""
    keeper = site.client("keeper")
    form = keeper.get(FORM).context["form"]
    held = {name: form[name].value() or "" for name in form.fields}
    keeper.post(FORM, {**held, "weight": "4.2", "idempotency_key": "k"})
    assert UnplannedArrival.objects.get().store_id == site.store.pk


def test_a_load_is_written_down_and_stands_on_the_page(site: Site) -> None:
    page = record(site)
    assert "计划外到的" in page.text
    assert "后堰村" in page.text
    assert UnplannedArrival.objects.get().weight_g == 4_200_000


def test_a_form_sent_twice_is_one_load(site: Site) -> None:
    record(site)
    record(site)
    assert UnplannedArrival.objects.count() == 1


def test_a_lot_of_the_register_needs_no_variety(site: Site) -> None:
    lot(site, "Z1", site.cast.coop)
    record(site, lot="Z1", variety="")
    assert PendingLot.objects.get(code="Z1").status == "arrived"


def test_without_variety_and_lot_it_is_asked_for(site: Site) -> None:
    assert "请选品种，或填批次号。" in record(site, variety="").text
    assert not UnplannedArrival.objects.exists()


def test_a_lot_nobody_knows_is_said_in_place(site: Site) -> None:
    page = record(site, lot="P404")
    assert (page.status_code, "没有批次 P404。" in page.text) == (422, True)


def test_anothers_door_cannot_be_chosen(site: Site) -> None:
    assert record(site, store=site.other.pk).status_code == 422


def test_a_wrong_one_is_taken_back_once(site: Site) -> None:
    record(site)
    entry = UnplannedArrival.objects.get()
    url = f"/plans/arrivals/unplanned/{entry.pk}/take-back/"
    keeper = site.client("keeper")
    assert "已撤回" in keeper.post(url, {"idempotency_key": "b"}, follow=True).text
    assert "计划外到的" not in keeper.get("/plans/arrivals/").text
    assert keeper.post(url, {"idempotency_key": "c"}).status_code == 409
    assert site.client("neighbour").post(url, {"idempotency_key": "d"}).status_code == 404


@pytest.mark.parametrize("url", [FORM, "/plans/arrivals/unplanned/1/take-back/"])
def test_strangers_and_those_without_the_right_are_turned_away(site: Site, url: str) -> None:
    assert Client().post(url).headers["Location"].startswith("/accounts/login/")
    assert site.client("mei").post(url, {"idempotency_key": "k"}).status_code == 403


def test_it_is_taken_back_by_a_form_only(site: Site) -> None:
    assert site.client("keeper").get("/plans/arrivals/unplanned/1/take-back/").status_code == 405


def test_plan_against_actual_shows_what_came_past_the_plan(site: Site) -> None:
    plan = adopted(site).pk
    record(site)
    page = site.client("lin").get(f"/plans/{plan}/actual/")
    assert page.context["unplanned_g"] == 4_200_000
    assert "后堰村" in page.text


@pytest.mark.slow
def test_the_map_marks_what_came_past_the_plan(site: Site) -> None:
    plan = adopted(site).pk
    url = f"/plans/{plan}/actual/"
    assert "map-diamond" not in site.client("lin").get(url).text
    record(site)
    text = site.client("lin").get(url).text
    assert all(words in text for words in ("map-diamond", "菱形和点线：计划外到的", "计划外到了 4.2 吨"))
    assert "map-flow map-unplanned map-w" not in text


def test_fruit_of_a_lot_comes_by_a_dotted_way(site: Site) -> None:
    plan = adopted(site).pk
    lot(site, "Z1", site.cast.coop)
    record(site, lot="Z1", variety="")
    assert "map-flow map-unplanned map-w" in site.client("lin").get(f"/plans/{plan}/actual/").text


def test_a_store_the_plan_did_not_know_is_drawn_too(site: Site) -> None:
    plan = adopted(site).pk
    record(site, "neighbour", store=site.other.pk)
    page = site.client("lin").get(f"/plans/{plan}/actual/")
    assert set(page.context["past_alone"]) == {site.other.code}
    assert f'data-id="store:{site.other.code}"' in page.text
