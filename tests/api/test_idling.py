"""The low season over the API: meters, plans, transfers."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lilian.base.policy import Role
from lilian.idling import queries
from lilian.idling.models import MeterReading
from lilian.members.models import Organisation
from lilian.stock.models import Lot
from tests.again import again
from tests.api.conftest import Caller
from tests.idling import season as cast
from tests.idling.season import Season
from tests.storage.stores import work_off
from tests.web.stores_site import ACTOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def season(db: None) -> Season:
    return again(cast.the_season)


@pytest.fixture
def meter(season: Season, token_for: Any) -> Caller:
    """The meters of Guo's store."""
    return token_for(Role.KEEPER, Organisation.objects.get(pk=season.site.cast.coop))


@pytest.fixture
def neighbour(season: Season, token_for: Any) -> Caller:
    return token_for(Role.KEEPER, Organisation.objects.get(pk=season.site.cast.other_coop))


@pytest.fixture
def office_of(season: Season, token_for: Any) -> Caller:
    return token_for(Role.OFFICE, Organisation.objects.get(pk=season.site.cast.bureau))


def shown(season: Season, *kwh: int, room: int = 0) -> dict[str, Any]:
    """What one meter showed, day by day up to now."""
    now = timezone.now()
    return {
        "readings": [
            {
                "room_id": season.rooms[room].pk,
                "counter_wh": figure * 1_000,
                "at": (now - timedelta(days=len(kwh) - n)).isoformat(),
            }
            for n, figure in enumerate(kwh, 1)
        ]
    }


def test_many_readings_come_at_once(season: Season, meter: Caller) -> None:
    answer = meter.post("/meter-readings", shown(season, 100, 180, 260))
    assert (answer.status_code, [one["counter_wh"] for one in answer.json()]) == (201, [100_000, 180_000, 260_000])
    listed = meter.get(f"/meter-readings?room_id={season.rooms[0].pk}").json()
    assert [one["counter_wh"] for one in listed["items"]] == [260_000, 180_000, 100_000]


def test_readings_sent_twice_are_written_once(season: Season, meter: Caller) -> None:
    body = shown(season, 100, 180)
    first, second = (meter.post("/meter-readings", body, key="once") for _ in range(2))
    assert (first.content, MeterReading.objects.count()) == (second.content, 2)


def test_a_counter_that_went_back_is_refused_whole(season: Season, meter: Caller) -> None:
    answer = meter.post("/meter-readings", shown(season, 100, 90))
    assert (answer.status_code, answer.json()["code"], MeterReading.objects.count()) == (
        422,
        "idling.counter_went_back",
        0,
    )


def test_a_bad_value_is_named(season: Season, meter: Caller) -> None:
    body = shown(season, 100)
    body["readings"][0]["counter_wh"] = -1
    answer = meter.post("/meter-readings", body)
    assert [one["field"] for one in answer.json()["errors"]] == ["readings.0.counter_wh"]


def test_meters_say_what_was_read_last(season: Season, meter: Caller) -> None:
    meter.post("/meter-readings", shown(season, 100, 180))
    counters = {one["room_id"]: one["counter_wh"] for one in meter.get("/meters").json()}
    assert counters == {season.rooms[0].pk: 180_000, season.rooms[1].pk: None}


def test_a_wrong_reading_is_taken_back_once(season: Season, meter: Caller) -> None:
    _, wrong = meter.post("/meter-readings", shown(season, 100, 999)).json()
    answers = [meter.post(f"/meter-readings/{wrong['id']}/take-back") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert [one["counter_wh"] for one in answers[0].json()] == [100_000]


def test_a_foreign_meter_is_not_found(season: Season, meter: Caller, neighbour: Caller) -> None:
    (made,) = meter.post("/meter-readings", shown(season, 100)).json()
    assert neighbour.post("/meter-readings", shown(season, 200)).status_code == 404
    assert neighbour.post(f"/meter-readings/{made['id']}/take-back").status_code == 404
    assert neighbour.get("/meter-readings").json()["items"] == []


def test_a_grower_reads_no_meter(season: Season, token_for: Any) -> None:
    grower = token_for(Role.GROWER, Organisation.objects.get(pk=season.site.cast.coop))
    assert grower.post("/meter-readings", shown(season, 100)).status_code == 403


def test_a_plan_is_read_room_by_room(season: Season, office_of: Caller) -> None:
    plan = cast.solved(season)
    (listed,) = office_of.get("/idling-plans").json()["items"]
    assert (listed["id"], listed["status"]) == (plan.pk, "ready")
    assert office_of.get(f"/idling-plans/{plan.pk}").json() == listed
    found = office_of.get(f"/idling-plans/{plan.pk}/result").json()
    assert (found["cost_fen"], sum(found["costs"].values())) == (plan.cost_fen, plan.cost_fen)
    assert all(len(room["runs"]) == len(found["months"]) == 3 for room in found["rooms"])


def test_a_keeper_sees_no_plan(season: Season, meter: Caller) -> None:
    assert meter.get("/idling-plans").status_code == 403


def test_a_transfer_is_done_once_and_on_the_books(season: Season, meter: Caller, neighbour: Caller) -> None:
    cast.adopted(season)
    callers = {caller: caller.get("/transfer-tasks?open_only=true").json()["items"] for caller in (meter, neighbour)}
    mover, other = (meter, neighbour) if callers[meter] else (neighbour, meter)
    task = callers[mover][0]
    address = f"/transfer-tasks/{task['id']}"
    assert (other.get(address).status_code, other.post(f"{address}/done", {"weight_g": 1}).status_code) == (404, 404)
    answers = [mover.post(f"{address}/done", {"weight_g": task["weight_g"]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert (answers[0].json()["state"], mover.get(address).json()["moved_g"]) == ("done", task["weight_g"])


def test_a_transfer_not_made_says_why(season: Season, office_of: Caller) -> None:
    plan = cast.adopted(season)
    (task, *_) = office_of.get(f"/transfer-tasks?plan_id={plan.pk}").json()["items"]
    answer = office_of.post(f"/transfer-tasks/{task['id']}/decline", {"reason": "那间库房在修"})
    assert (answer.status_code, answer.json()["state"], answer.json()["reason"]) == (200, "declined", "那间库房在修")
    assert office_of.post(f"/transfer-tasks/{task['id']}/done", {"weight_g": 1}).status_code == 409


def test_a_plan_is_asked_for_worked_out_and_adopted(season: Season, office_of: Caller) -> None:
    body = {"first_month": season.month.isoformat(), "months": 3}
    asked = [office_of.post("/idling-plans", body, key="once") for _ in range(2)]
    assert (asked[0].status_code, asked[0].json()["status"], asked[1].content) == (202, "computing", asked[0].content)
    address = f"/idling-plans/{asked[0].json()['id']}"
    assert office_of.post(f"{address}/adopt").json()["code"] == "idling.plan_still_computing"
    work_off()
    assert [office_of.post(f"{address}/adopt").status_code for _ in range(2)] == [200, 409]
    assert office_of.get("/transfer-tasks?open_only=true").json()["items"]
    assert office_of.post(f"{address}/withdraw", {"reason": "改主意了"}).json()["status"] == "withdrawn"
    assert office_of.get("/transfer-tasks?open_only=true").json()["items"] == []


def test_a_lock_binds_the_next_plan_until_it_is_withdrawn(season: Season, office_of: Caller) -> None:
    lot = Lot.objects.get(pk=season.lots[0]).code
    stay = {"kind": "stay", "room_id": season.rooms[0].pk, "lot": lot, "reason": "货主要求"}
    run = {"kind": "run", "room_id": season.rooms[1].pk, "reason": "留给早收的"}
    assert office_of.post("/idling-decisions", stay | {"lot": None}).json()["code"] == "idling.no_lot_named"
    made = [office_of.post("/idling-decisions", body) for body in (stay, run, run, run | {"kind": "shut"})]
    assert [answer.status_code for answer in made] == [201, 201, 409, 409]
    body = {"first_month": season.month.isoformat(), "months": 3}
    pk = office_of.post("/idling-plans", body).json()["id"]
    asked = queries.plan(ACTOR, pk).run.problem
    assert [one["reason"] for one in json.loads(asked)["locks"]] == ["留给早收的"]
    assert json.loads(asked)["pins"]
    undo = f"/idling-decisions/{made[1].json()['id']}/withdraw"
    assert [office_of.post(undo).status_code for _ in range(2)] == [200, 409]
    listed = office_of.get("/idling-decisions?in_force=true").json()["items"]
    assert [one["lot"] for one in listed] == [lot]


def test_what_is_to_leave_is_told_by_its_owner(season: Season, office_of: Caller, token_for: Any) -> None:
    coop, other = season.site.cast.coop, season.site.cast.other_coop
    row = {"variety": season.site.variety.code, "month": season.month.isoformat(), "weight_g": 9_000_000}
    manager = token_for(Role.COOP_MANAGER, Organisation.objects.get(pk=coop))
    assert manager.post("/planned-withdrawals", {"withdrawals": [row | {"owner_id": other}]}).status_code == 404
    body = {"withdrawals": [row | {"owner_id": coop}]}
    assert [manager.post("/planned-withdrawals", body).status_code for _ in range(2)] == [200, 409]
    listed = office_of.get("/planned-withdrawals").json()["items"]
    assert listed[0] == {"owner_id": coop, "grade": "", **row}
    assert office_of.post("/planned-withdrawals", {"withdrawals": [row | {"owner_id": 10**9}]}).status_code == 404
