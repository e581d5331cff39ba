"""At the door: what is to come, a load written down in two taps, a wrong one taken back, plan against actual."""

from typing import Any

import pytest
from django.test import Client

from lilian.storage.models import Arrival, ExpectedArrival
from tests.again import again
from tests.web.pages import sentence
from tests.web.plans_site import adopted, first_line, made_late, ready_site, solved
from tests.web.stores_site import Site, report


@pytest.fixture
def site(db: None) -> Site:
    return again(ready_site)


@pytest.fixture
def line(site: Site) -> ExpectedArrival:
    return first_line(adopted(site))


def record(site: Site, line: ExpectedArrival, weight: str, name: str = "keeper", **more: str) -> Any:
    return site.client(name).post(f"/plans/arrivals/{line.pk}/", {"weight": weight, "idempotency_key": weight, **more})


def test_the_keeper_sees_what_is_to_come_today(site: Site, line: ExpectedArrival) -> None:
    (store,) = site.client("keeper").get("/plans/arrivals/").context["stores"]
    assert (store.name, store.waiting) == ("K1恒温库", 2)


def test_the_keeper_of_another_store_sees_none_of_it(site: Site, line: ExpectedArrival) -> None:
    neighbour = site.client("neighbour")
    assert neighbour.get("/plans/arrivals/").context["stores"] == []
    assert neighbour.get(f"/plans/arrivals/{line.pk}/").status_code == 404


def test_the_weight_stands_in_the_box_already(site: Site, line: ExpectedArrival) -> None:
    assert 'value="6"' in site.client("keeper").get(f"/plans/arrivals/{line.pk}/").text


@pytest.mark.slow
def test_the_box_can_be_in_kilograms(site: Site, line: ExpectedArrival) -> None:
    assert 'value="6000"' in site.client("keeper").get(f"/plans/arrivals/{line.pk}/?unit=kg").text


def test_a_load_is_written_down_as_weighed(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "5.92")
    assert Arrival.objects.get().weight_g == 5_920_000


def test_kilograms_are_kilograms(site: Site, line: ExpectedArrival) -> None:
    site.client("keeper").post(f"/plans/arrivals/{line.pk}/?unit=kg", {"weight": "5920", "idempotency_key": "k"})
    assert Arrival.objects.get().weight_g == 5_920_000


def test_the_difference_is_said(site: Site, line: ExpectedArrival) -> None:
    keeper = site.client("keeper")
    answer = keeper.post(f"/plans/arrivals/{line.pk}/", {"weight": "5.92", "idempotency_key": "k"}, follow=True)
    assert "比计划少 0.08 吨" in answer.text


def test_a_double_tap_is_one_load(site: Site, line: ExpectedArrival) -> None:
    assert [record(site, line, "6").status_code for _ in range(2)] == [302, 302]
    assert Arrival.objects.count() == 1


def test_a_load_that_came_is_not_written_down_again(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "6")
    answer = record(site, line, "5")
    assert answer.status_code == 409
    assert "6 吨" in sentence(answer)


def test_a_weight_out_of_reach_is_refused(site: Site, line: ExpectedArrival) -> None:
    assert record(site, line, "6000").status_code == 422


def test_words_are_no_weight(site: Site, line: ExpectedArrival) -> None:
    assert record(site, line, "很多").status_code == 422


def test_a_wrong_load_is_taken_back_by_a_counter_entry(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "6")
    url = f"/plans/arrivals/taken-back/{Arrival.objects.get().pk}/"
    site.client("keeper").post(url, {"line": str(line.pk)})
    assert sorted(Arrival.objects.values_list("weight_g", flat=True)) == [-6_000_000, 6_000_000]


def test_a_load_taken_back_can_be_written_down_right(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "6")
    site.client("keeper").post(f"/plans/arrivals/taken-back/{Arrival.objects.get().pk}/", {"line": str(line.pk)})
    assert record(site, line, "5.9").status_code == 302


def test_taking_back_twice_is_refused(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "6")
    url = f"/plans/arrivals/taken-back/{Arrival.objects.get().pk}/"
    keeper = site.client("keeper")
    assert [keeper.post(url).status_code for _ in range(2)] == [302, 409]


def test_another_keeper_takes_nothing_back(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "6")
    url = f"/plans/arrivals/taken-back/{Arrival.objects.get().pk}/"
    assert site.client("neighbour").post(url).status_code == 404


def test_a_load_is_not_taken_back_by_looking(site: Site, line: ExpectedArrival) -> None:
    assert site.client("keeper").get("/plans/arrivals/taken-back/1/").status_code == 405


@pytest.mark.parametrize(("name", "status"), [("guo", 403), ("officer", 403), ("mei", 403), ("hai", 403)])
def test_others_write_nothing_down(site: Site, line: ExpectedArrival, name: str, status: int) -> None:
    assert record(site, line, "6", name).status_code == status
    assert not Arrival.objects.exists()


def test_a_stranger_is_led_to_sign_in(client: Client, site: Site, line: ExpectedArrival) -> None:
    assert client.get("/plans/arrivals/").headers["Location"].startswith("/accounts/login/")


def test_what_is_late_has_its_own_list_and_the_word(site: Site, line: ExpectedArrival) -> None:
    made_late(line)
    page = site.client("keeper").get("/plans/arrivals/?when=late")
    assert page.context["sums"].loads == 1
    assert "晚" in page.text


def test_what_came_is_not_late(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "6")
    made_late(line)
    assert site.client("keeper").get("/plans/arrivals/").context["late"] == 0


def test_the_home_of_the_keeper_says_how_many_are_to_come(site: Site, line: ExpectedArrival) -> None:
    assert "今天有 2 车待到货" in {todo.title for todo in site.client("keeper").get("/").context["todos"]}


def test_the_home_figure_is_come_of_expected(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "6")
    assert "6 / 12" in {figure.value for figure in site.client("keeper").get("/").context["figures"]}


def test_plan_against_actual_counts_what_came_and_what_is_late(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "5.9")
    made_late(ExpectedArrival.objects.exclude(pk=line.pk).get())
    page = site.client("lin").get(f"/plans/{line.plan_id}/actual/")
    (store,) = page.context["stores"]
    assert (store.met, store.late, store.came_g) == (1, 1, 5_900_000)


def test_the_map_has_dashed_and_solid_ways(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "6")
    text = site.client("lin").get(f"/plans/{line.plan_id}/actual/").text
    assert "map-planned map-w" in text
    assert "map-actual map-w" in text


def test_a_plan_that_was_not_adopted_has_no_actual(site: Site) -> None:
    assert site.client("lin").get(f"/plans/{solved(site).pk}/actual/").status_code == 404


def test_a_report_in_between_does_not_hide_what_came(site: Site, line: ExpectedArrival) -> None:
    record(site, line, "6")
    report(site.store, {"1号库": 16, "2号库": 10}, hours_ago=0)
    assert site.client("keeper").get("/plans/arrivals/").context["sums"].come == 1
