"""Rooms out of use over the API."""

from typing import Any

import pytest
from django.utils import timezone

from lilian.storage.models import RoomOutage
from tests.api.conftest import Caller
from tests.api.world import World

pytestmark = pytest.mark.django_db


def put_out(caller: Caller, room: Any, key: str | None = None, **changes: Any) -> Any:
    said = {"reason": "制冷机在修", "starts_on": timezone.localdate().isoformat(), **changes}
    return caller.post(f"/rooms/{room.pk}/out-of-use", said, key=key)


def test_a_room_goes_out_of_use_and_comes_back(guo: Caller, world: World) -> None:
    made = put_out(guo, world.room)
    assert (made.status_code, made.json()["room_id"], made.json()["ends_on"]) == (201, world.room.pk, None)
    assert guo.get(f"/stores/{world.store.pk}").json()["rooms_out"] == 1
    back = guo.post(f"/rooms/{world.room.pk}/back-in-use")
    assert (back.status_code, back.json()["out_from"]) == (200, None)
    assert guo.get(f"/stores/{world.store.pk}").json()["rooms_out"] == 0


def test_the_list_says_which_and_until_when(guo: Caller, world: World) -> None:
    put_out(guo, world.room, starts_on="2026-09-01", ends_on="2026-09-05")
    put_out(guo, world.room, starts_on="2099-09-01")
    asked = f"/room-outages?store_id={world.store.pk}"
    assert [one["starts_on"] for one in guo.get(asked).json()["items"]] == ["2099-09-01", "2026-09-01"]
    assert guo.get(f"{asked}&since=2026-09-05").json()["total"] == 1
    assert guo.get(f"/room-outages?store_id={world.foreign_store.pk}").json()["total"] == 0


def test_sent_twice_it_is_one(guo: Caller, world: World) -> None:
    first, second = (put_out(guo, world.room, key="once") for _ in range(2))
    assert (first.content, RoomOutage.objects.count()) == (second.content, 1)


def test_a_room_that_is_out_is_not_put_out_again(guo: Caller, world: World) -> None:
    put_out(guo, world.room)
    again = put_out(guo, world.room)
    assert (again.status_code, again.json()["code"]) == (409, "storage.room_already_out")


def test_a_room_in_use_does_not_come_back(guo: Caller, world: World) -> None:
    assert guo.post(f"/rooms/{world.room.pk}/back-in-use").status_code == 409


def test_it_ends_after_it_starts(guo: Caller, world: World) -> None:
    assert put_out(guo, world.room, starts_on="2026-09-18", ends_on="2026-09-18").status_code == 422


def test_another_co_ops_room_is_not_guos_to_close(guo: Caller, world: World) -> None:
    assert put_out(guo, world.foreign_room).status_code in (403, 404)
    assert not RoomOutage.objects.exists()
