"""Stores and rooms over the API."""

from typing import Any

import pytest

from lilian.storage.models import Store
from tests.api.conftest import Caller
from tests.api.world import TONNE_G, World

pytestmark = pytest.mark.django_db


def codes(answer: Any) -> list[str]:
    return [item["code"] for item in answer.json()["items"]]


def test_everyone_sees_every_store(guo: Caller, world: World) -> None:
    assert codes(guo.get("/stores")) == ["LK-1", "LK-2"]


def test_a_store_carries_its_capacity_and_room(guo: Caller, world: World) -> None:
    found = guo.get(f"/stores/{world.store.pk}").json()
    assert (found["capacity_g"], found["free_g"], found["freshness"]) == (200 * TONNE_G, 200 * TONNE_G, "fresh")


def test_a_list_can_be_narrowed_to_stores_with_room(guo: Caller, world: World) -> None:
    assert codes(guo.get(f"/stores?least_free_g={150 * TONNE_G}")) == ["LK-1"]


def test_a_list_can_be_narrowed_to_a_variety(guo: Caller, world: World) -> None:
    assert codes(guo.get("/stores?variety=%E9%A6%99%E8%95%89")) == []


def test_a_list_can_leave_out_closed_stores(guo: Caller, world: World) -> None:
    Store.objects.filter(pk=world.store.pk).update(closed_on="2026-01-01")
    assert codes(guo.get("/stores?open_only=true")) == ["LK-2"]


def test_the_nearest_store_with_room_comes_first(guo: Caller, world: World) -> None:
    near = guo.get("/stores/near?lat=36.76&lon=110.9").json()
    assert [one["code"] for one in near] == ["LK-2", "LK-1"]


def test_a_store_has_its_rooms(guo: Caller, world: World) -> None:
    assert [one["code"] for one in guo.get(f"/stores/{world.store.pk}/rooms").json()] == ["1", "2"]


@pytest.mark.parametrize("path", ["/stores/{}", "/stores/{}/rooms", "/stores/{}/readings"])
def test_a_store_that_is_not_there_is_not_found(guo: Caller, world: World, path: str) -> None:
    assert guo.get(path.format(10**6)).status_code == 404


def test_no_answer_about_stores_names_a_person(guo: Caller, world: World) -> None:
    assert not {"keeper", "reported_by"} & guo.get(f"/stores/{world.store.pk}").json().keys()
