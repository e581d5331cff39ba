"""Fill reports and readings over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lilian.base.policy import Role
from lilian.members.models import Grant, Organisation
from lilian.storage.models import FillReport, Reading
from tests.api.conftest import Caller
from tests.api.world import TONNE_G, World

pytestmark = pytest.mark.django_db


def stock(room: Any, tonnes: int = 60, **more: Any) -> dict[str, Any]:
    return {"rooms": [{"room_id": room.pk, "stock_g": tonnes * TONNE_G}], **more}


def written() -> int:
    return FillReport.objects.filter(source="api").count()


def reading(room: Any, minutes_ago: int = 5, temperature_mc: int = -500) -> dict[str, Any]:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return {"room_id": room.pk, "at": at.isoformat(timespec="seconds"), "temperature_mc": temperature_mc}


def test_a_keeper_reports_a_room(guo: Caller, world: World) -> None:
    answer = guo.post("/fill-reports", stock(world.room))
    assert (answer.status_code, answer.json()[0]["stock_g"]) == (201, 60 * TONNE_G)


def test_a_report_shows_in_the_store(guo: Caller, world: World) -> None:
    guo.post("/fill-reports", stock(world.room))
    assert guo.get(f"/stores/{world.store.pk}").json()["stock_g"] == 60 * TONNE_G


def test_a_report_says_how_it_came(guo: Caller, world: World) -> None:
    assert guo.post("/fill-reports", stock(world.room)).json()[0]["source"] == "api"


def test_a_report_sent_twice_is_one(guo: Caller, world: World) -> None:
    body = stock(world.room)
    first, second = (guo.post("/fill-reports", body, key="once") for _ in range(2))
    assert (first.content, written()) == (second.content, 1)


def test_the_same_stock_reported_again_is_a_new_report(guo: Caller, world: World) -> None:
    for _ in range(2):
        guo.post("/fill-reports", stock(world.room))
    assert written() == 2


def test_a_foreign_room_is_not_found(guo: Caller, world: World) -> None:
    assert guo.post("/fill-reports", stock(world.foreign_room)).status_code == 404


def test_more_than_fits_is_refused(guo: Caller, world: World) -> None:
    answer = guo.post("/fill-reports", stock(world.room, tonnes=500))
    assert (answer.status_code, answer.json()["code"]) == (422, "storage.too_much_reported")


def test_a_room_named_twice_is_refused(guo: Caller, world: World) -> None:
    twice = {"rooms": stock(world.room)["rooms"] * 2}
    assert guo.post("/fill-reports", twice).json()["code"] == "api.room_twice"


def test_a_report_of_the_future_is_refused(guo: Caller, world: World) -> None:
    answer = guo.post("/fill-reports", stock(world.room, at="2099-01-01T00:00:00Z"))
    assert (answer.status_code, answer.json()["code"]) == (422, "storage.in_the_future")


def test_reports_are_listed_newest_first(guo: Caller, world: World) -> None:
    for tonnes in (60, 70):
        guo.post("/fill-reports", stock(world.room, tonnes))
    found = guo.get(f"/fill-reports?store_id={world.store.pk}").json()["items"]
    assert [one["stock_g"] for one in found[:2]] == [70 * TONNE_G, 60 * TONNE_G]


def test_a_logger_writes_one_reading(guo: Caller, world: World) -> None:
    answer = guo.post("/readings", reading(world.room))
    assert (answer.status_code, answer.json()) == (201, {"written": 1, "there_already": 0})


def test_a_logger_writes_many_readings(guo: Caller, world: World) -> None:
    rows = [reading(world.room, minutes) for minutes in range(1, 101)]
    assert guo.post("/readings/batch", {"readings": rows}).json()["written"] == 100


def test_a_reading_known_already_is_not_written_again(guo: Caller, world: World) -> None:
    row = reading(world.room)
    answers = [guo.post("/readings", row).json() for _ in range(2)]
    assert answers[1] == {"written": 0, "there_already": 1}


def test_one_foreign_room_refuses_the_whole_batch(guo: Caller, world: World) -> None:
    answer = guo.post("/readings/batch", {"readings": [reading(world.room), reading(world.foreign_room)]})
    assert (answer.status_code, Reading.objects.count()) == (404, 0)


def test_one_bad_reading_is_named_by_its_place(guo: Caller, world: World) -> None:
    rows = [reading(world.room), reading(world.room, temperature_mc=99_000)]
    answer = guo.post("/readings/batch", {"readings": rows})
    assert [one["field"] for one in answer.json()["errors"]] == ["readings.1.temperature_mc"]


def test_readings_are_listed_from_a_moment_on(guo: Caller, world: World) -> None:
    guo.post("/readings/batch", {"readings": [reading(world.room, 10), reading(world.room, 300)]})
    since = (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert guo.get(f"/stores/{world.store.pk}/readings?since={since}").json()["total"] == 1


def test_a_grant_lets_another_co_op_report(
    token_for: Any, world: World, coop: Organisation, other_coop: Organisation
) -> None:
    Grant.objects.create(giver=coop, receiver=other_coop, permission="storage.report", starts_on="2024-01-01")
    assert token_for(Role.KEEPER, other_coop).post("/fill-reports", stock(world.room)).status_code == 201
