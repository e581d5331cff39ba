"""Organisations and places over the API."""

from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.members.models import Organisation, Place
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db


def codes(answer: Any) -> list[str]:
    return [item["code"] for item in answer.json()["items"]]


def test_a_list_of_organisations_comes_by_code(guo: Caller, other_coop: Organisation) -> None:
    assert codes(guo.get("/organisations")) == ["HZS-01", "HZS-02"]


def test_a_list_can_be_narrowed_to_a_kind(lin: Caller, coop: Organisation) -> None:
    assert codes(lin.get("/organisations?kind=bureau")) == ["LMB"]


def test_a_list_can_be_narrowed_to_a_day(lin: Caller, coop: Organisation) -> None:
    assert codes(lin.get("/organisations?on=2023-12-31")) == []


def test_a_page_has_as_many_as_asked_for(lin: Caller, coop: Organisation, other_coop: Organisation) -> None:
    page = lin.get("/organisations?page=2&page_size=2").json()
    assert (len(page["items"]), page["page"], page["page_size"], page["total"]) == (1, 2, 2, 3)


def test_a_page_past_the_end_is_empty(lin: Caller) -> None:
    assert lin.get("/organisations?page=100000&page_size=200").json()["items"] == []


def test_an_organisation_is_read_by_its_number(guo: Caller, coop: Organisation) -> None:
    answer = guo.get(f"/organisations/{coop.pk}")
    assert (answer.status_code, answer.json()["level"]) == (200, "base")


@pytest.mark.parametrize("number", [10**6, 2**63 - 1])
def test_an_organisation_that_is_not_there_is_not_found(guo: Caller, number: int) -> None:
    assert guo.get(f"/organisations/{number}").json()["code"] == "kernel.not_found"


def test_a_list_of_places_can_be_narrowed_to_an_organisation(lin: Caller, place: Place, coop: Organisation) -> None:
    Place.objects.filter(pk=place.pk).update(organisation=coop)
    Place.objects.create(code="X", name="别处", kind="centre", lat=36.7, lon=110.9)
    assert codes(lin.get(f"/places?organisation_id={coop.pk}")) == ["SGD-01"]


def test_a_place_carries_its_point(guo: Caller, place: Place) -> None:
    found = guo.get(f"/places/{place.pk}").json()
    assert (found["lat"], found["lon"], found["kind"]) == (36.7, 110.9, "collection_point")


def test_an_orchard_block_of_another_co_op_is_not_found(
    token_for: Any, coop: Organisation, other_coop: Organisation
) -> None:
    block = Place.objects.create(
        code="B1", name="梅家地块", kind="block", lat=36.7, lon=110.9, organisation=coop, area_m2=2000
    )
    assert token_for(Role.COOP_MANAGER, other_coop).get(f"/places/{block.pk}").status_code == 404
