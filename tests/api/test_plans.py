"""Plan runs and arrivals over the API: asked for, worked out, read, adopted, met."""

from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.members.models import Organisation
from lilian.storage.models import Arrival, ExpectedArrival, StoragePlan
from lilian.storage.values import PlanStatus
from tests.api.conftest import Caller
from tests.api.work import work_off
from tests.api.world import TONNE_G, World

pytestmark = pytest.mark.django_db
FIRST_DAY = {"first_day": "2026-09-18"}


@pytest.fixture
def asked(lin: Caller, world: World) -> int:
    return lin.post("/plans", FIRST_DAY).json()["id"]


@pytest.fixture
def solved(asked: int) -> int:
    work_off()
    return asked


@pytest.fixture
def adopted(lin: Caller, solved: int) -> int:
    lin.post(f"/plans/{solved}/adopt")
    return solved


@pytest.fixture
def line(adopted: int) -> ExpectedArrival:
    """A load on its way to Guo's store."""
    return ExpectedArrival.objects.filter(store_code="LK-1").first()


def test_a_plan_is_asked_for_and_not_waited_for(lin: Caller, world: World) -> None:
    answer = lin.post("/plans", FIRST_DAY)
    assert (answer.status_code, answer.json()["status"]) == (202, "computing")


def test_a_plan_asked_for_twice_with_one_key_is_one(lin: Caller, world: World) -> None:
    for _ in range(2):
        lin.post("/plans", FIRST_DAY, key="once")
    assert StoragePlan.objects.count() == 1


def test_with_nothing_to_plan_there_is_no_plan(lin: Caller) -> None:
    assert lin.post("/plans", FIRST_DAY).status_code in {409, 422}


def test_progress_stands_beside_the_plan(lin: Caller, asked: int) -> None:
    assert lin.get(f"/plans/{asked}").json()["progress"]["status"] == "queued"


def test_a_plan_that_is_not_ready_has_no_result(lin: Caller, asked: int) -> None:
    answer = lin.get(f"/plans/{asked}/result")
    assert (answer.status_code, answer.json()["code"]) == (409, "storage.plan_still_computing")


def test_plans_are_listed(lin: Caller, asked: int) -> None:
    assert [one["id"] for one in lin.get("/plans").json()["items"]] == [asked]


@pytest.mark.slow
def test_a_result_places_every_gram_once(lin: Caller, solved: int) -> None:
    plan = lin.get(f"/plans/{solved}/result").json()
    placed = sum(one["weight_g"] for one in plan["assignments"])
    assert (placed, plan["placed_g"], plan["unplaced_g"]) == (40 * TONNE_G, 40 * TONNE_G, 0)


def test_a_result_proves_its_cost(lin: Caller, solved: int) -> None:
    plan = lin.get(f"/plans/{solved}/result").json()
    assert 0 < plan["lower_bound_fen"] <= plan["cost_fen"] <= plan["practice_cost_fen"]


def test_a_result_has_the_fields_of_the_command(lin: Caller, solved: int) -> None:
    plan = lin.get(f"/plans/{solved}/result").json()
    assert {"lot", "store", "day", "weight_g", "road_km", "cost_fen"} == plan["assignments"][0].keys()


def test_an_adopted_plan_says_so(lin: Caller, solved: int) -> None:
    answer = lin.post(f"/plans/{solved}/adopt")
    assert (answer.status_code, answer.json()["status"]) == (200, "adopted")


def test_a_plan_is_adopted_once(lin: Caller, adopted: int) -> None:
    assert lin.post(f"/plans/{adopted}/adopt").status_code == 409


def test_adopting_sent_twice_with_one_key_is_one_act(lin: Caller, solved: int) -> None:
    first, second = (lin.post(f"/plans/{solved}/adopt", key="once") for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)


def test_a_plan_not_worked_out_is_not_adopted(lin: Caller, asked: int) -> None:
    lin.post(f"/plans/{asked}/adopt")
    assert StoragePlan.objects.get(pk=asked).status == PlanStatus.COMPUTING


def test_a_keeper_sees_what_comes_to_their_store(guo: Caller, adopted: int) -> None:
    assert {one["store"] for one in guo.get("/arrivals").json()["items"]} == {"LK-1"}


def test_a_load_is_recorded_as_weighed(guo: Caller, line: ExpectedArrival) -> None:
    answer = guo.post(f"/arrivals/{line.pk}/record", {"weight_g": line.weight_g - 500})
    assert (answer.status_code, answer.json()["arrived_g"]) == (201, line.weight_g - 500)


def test_a_load_recorded_twice_with_one_key_is_one(guo: Caller, line: ExpectedArrival) -> None:
    for _ in range(2):
        guo.post(f"/arrivals/{line.pk}/record", {"weight_g": 1_000_000}, key="once")
    assert Arrival.objects.count() == 1


def test_a_load_is_recorded_once(guo: Caller, line: ExpectedArrival) -> None:
    answers = [guo.post(f"/arrivals/{line.pk}/record", {"weight_g": 1_000_000}).status_code for _ in range(2)]
    assert answers == [201, 409]


@pytest.mark.parametrize("act", ["read", "record"])
def test_a_load_of_a_foreign_store_is_not_found(
    token_for: Any, other_coop: Organisation, line: ExpectedArrival, act: str
) -> None:
    qiaos_keeper = token_for(Role.KEEPER, other_coop)
    path = f"/arrivals/{line.pk}"
    answer = qiaos_keeper.get(path) if act == "read" else qiaos_keeper.post(f"{path}/record", {"weight_g": 1})
    assert answer.status_code == 404
