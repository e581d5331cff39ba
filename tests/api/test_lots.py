"""Lots waiting for a place over the API."""

from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.members.models import Organisation, Person
from lilian.storage.models import PendingLot
from tests.api.conftest import Caller
from tests.api.world import TONNE_G, World

pytestmark = pytest.mark.django_db


def facts(world: World, **changes: Any) -> dict[str, Any]:
    wanted = {
        "organisation_id": world.lot.organisation_id,
        "variety": world.variety.code,
        "grade": "一级",
        "weight_g": 30 * TONNE_G,
        "harvest_date": "2026-09-17",
        "lat": 36.7,
        "lon": 110.9,
    }
    return {**wanted, **changes}


def test_a_manager_sees_only_the_lots_of_their_co_op(mei_manager: Caller, world: World) -> None:
    assert [one["code"] for one in mei_manager.get("/lots").json()["items"]] == ["PC-1"]


def test_a_lot_is_read_by_its_code(mei_manager: Caller, world: World) -> None:
    assert mei_manager.get("/lots/PC-1").json()["weight_g"] == 20 * TONNE_G


def test_a_foreign_lot_is_not_found(mei_manager: Caller, world: World) -> None:
    assert mei_manager.get("/lots/PC-2").status_code == 404


def test_a_new_code_registers_a_lot(mei_manager: Caller, world: World) -> None:
    answer = mei_manager.put("/lots/PC-9", facts(world))
    assert (answer.status_code, answer.json()["status"], PendingLot.objects.filter(code="PC-9").count()) == (
        200,
        "waiting",
        1,
    )


def test_a_known_code_changes_the_lot(mei_manager: Caller, world: World) -> None:
    mei_manager.put("/lots/PC-1", facts(world))
    assert PendingLot.objects.get(code="PC-1").weight_g == 30 * TONNE_G


def test_a_lot_names_its_grower(mei_manager: Caller, world: World, coop: Organisation) -> None:
    Person.objects.create(code="R1", name="梅秀英", organisation=coop)
    assert mei_manager.put("/lots/PC-1", facts(world, grower="R1")).json()["grower"] == "R1"


def test_a_grower_of_another_co_op_is_not_found(mei_manager: Caller, world: World, other_coop: Organisation) -> None:
    Person.objects.create(code="R2", name="乔大山", organisation=other_coop)
    assert mei_manager.put("/lots/PC-1", facts(world, grower="R2")).status_code == 404


def test_a_machine_that_stands_in_for_a_grower_sees_no_lots(token_for: Any, world: World, coop: Organisation) -> None:
    assert token_for(Role.GROWER, coop).get("/lots").json()["items"] == []


def test_a_lot_sent_twice_is_registered_once(mei_manager: Caller, world: World) -> None:
    first, second = (mei_manager.put("/lots/PC-9", facts(world), key="once") for _ in range(2))
    assert first.content == second.content


def test_a_code_of_another_co_op_cannot_be_taken(mei_manager: Caller, world: World) -> None:
    answer = mei_manager.put("/lots/PC-2", facts(world))
    assert (answer.status_code, answer.json()["code"]) == (422, "storage.lot_code_taken")


def test_a_lot_cannot_be_given_to_a_foreign_co_op(mei_manager: Caller, world: World, other_coop: Organisation) -> None:
    answer = mei_manager.put("/lots/PC-1", facts(world, organisation_id=other_coop.pk))
    assert (answer.status_code, PendingLot.objects.get(code="PC-1").organisation_id) == (
        404,
        world.lot.organisation_id,
    )


@pytest.mark.parametrize("changes", [{"organisation_id": 10**9}, {"variety": "NONE"}])
def test_what_a_lot_names_must_be_there(lin: Caller, world: World, changes: dict[str, Any]) -> None:
    assert lin.put("/lots/PC-9", facts(world, **changes)).status_code == 404


def test_a_cancelled_lot_waits_no_longer(mei_manager: Caller, world: World) -> None:
    assert mei_manager.post("/lots/PC-1/cancel", {"reason": "自己卖了"}).json()["status"] == "cancelled"


def test_a_lot_is_cancelled_once(mei_manager: Caller, world: World) -> None:
    answers = [mei_manager.post("/lots/PC-1/cancel", {"reason": "自己卖了"}).status_code for _ in range(2)]
    assert answers == [200, 409]


def test_a_foreign_lot_cannot_be_cancelled(mei_manager: Caller, world: World) -> None:
    assert mei_manager.post("/lots/PC-2/cancel", {"reason": "x"}).status_code == 404
