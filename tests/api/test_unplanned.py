"""Loads that no plan expected over the API."""

from typing import Any

import pytest

from lilian.storage.models import PendingLot, UnplannedArrival
from tests.api.conftest import Caller
from tests.api.world import TONNE_G, World

pytestmark = pytest.mark.django_db


def body(world: World, **changes: Any) -> dict[str, Any]:
    return {"store_id": world.store.pk, "weight_g": 4 * TONNE_G, "variety": world.variety.code, **changes}


def test_a_load_is_written_down_and_read(guo: Caller, world: World) -> None:
    answer = guo.post("/unplanned-arrivals", body(world, brought_by="后堰村"))
    assert (answer.status_code, answer.json()["weight_g"], answer.json()["brought_by"]) == (201, 4 * TONNE_G, "后堰村")
    assert [one["id"] for one in guo.get("/unplanned-arrivals").json()["items"]] == [answer.json()["id"]]


def test_a_lot_that_came_has_arrived_and_waits_again_when_taken_back(guo: Caller, world: World) -> None:
    made = guo.post("/unplanned-arrivals", body(world, lot="PC-1", variety=None)).json()
    assert (made["lot"], PendingLot.objects.get(code="PC-1").status) == ("PC-1", "arrived")
    back = guo.post(f"/unplanned-arrivals/{made['id']}/take-back")
    assert (back.json()["weight_g"], back.json()["reverses_id"]) == (-4 * TONNE_G, made["id"])
    assert PendingLot.objects.get(code="PC-1").status == "waiting"


def test_it_is_taken_back_once(guo: Caller, world: World) -> None:
    made = guo.post("/unplanned-arrivals", body(world)).json()
    answers = [guo.post(f"/unplanned-arrivals/{made['id']}/take-back", key=key) for key in ("a", "b")]
    assert [answer.status_code for answer in answers] == [201, 409]


def test_a_load_sent_twice_is_one(guo: Caller, world: World) -> None:
    first, second = (guo.post("/unplanned-arrivals", body(world), key="once") for _ in range(2))
    assert (first.content, UnplannedArrival.objects.count()) == (second.content, 1)


def test_another_keepers_door_is_not_found(guo: Caller, world: World) -> None:
    assert guo.post("/unplanned-arrivals", body(world, store_id=world.foreign_store.pk)).status_code == 404


def test_neither_variety_nor_lot_is_refused(guo: Caller, world: World) -> None:
    assert guo.post("/unplanned-arrivals", body(world, variety=None)).status_code == 422
