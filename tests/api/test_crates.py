"""Crates over the API."""

from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.crates.models import Move
from lilian.stock.models import Lot
from tests.again import again
from tests.api.conftest import Caller
from tests.crates.yard import DEPOSIT_FEN, Yard, the_yard
from tests.stock.goods import received

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard(db: None) -> Yard:
    """A hundred crates, all at home."""
    return again(the_yard)


@pytest.fixture
def clerk(yard: Yard, token_for: Any) -> Caller:
    return token_for(Role.CLERK, yard.goods.coop)


def out(yard: Yard, **changes: Any) -> dict[str, Any]:
    """Mei takes forty."""
    said = {"kind": "hand_out", "crate": "K1", "count": 40, "day": "2026-09-18"}
    return said | {"organisation_id": yard.goods.coop.pk, "household_id": yard.goods.mei.pk} | changes


def test_crates_handed_out_stand_at_their_holder(yard: Yard, clerk: Caller) -> None:
    answer = clerk.post("/crate-moves", out(yard))
    assert (answer.status_code, answer.json()["deposit_fen"]) == (201, 40 * DEPOSIT_FEN)
    (held,) = clerk.get("/crate-balances").json()["items"]
    assert (held["household"], held["count"], held["deposit_fen"]) == ("H-MEI", 40, 40 * DEPOSIT_FEN)


def test_a_kind_says_how_many_are_where(yard: Yard, clerk: Caller) -> None:
    clerk.post("/crate-moves", out(yard))
    (crate,) = clerk.get("/crates").json()["items"]
    assert (crate["code"], crate["in_yard"], crate["out"]) == ("K1", 60, 40)


def test_moves_are_listed_newest_first(yard: Yard, clerk: Caller) -> None:
    clerk.post("/crate-moves", out(yard))
    clerk.post("/crate-moves", out(yard, kind="take_back", count=10))
    assert [one["kind"] for one in clerk.get("/crate-moves").json()["items"]] == ["take_back", "hand_out", "buy"]


def test_a_move_sent_twice_is_one(yard: Yard, clerk: Caller) -> None:
    first, second = (clerk.post("/crate-moves", out(yard), key="once") for _ in range(2))
    assert (first.content, Move.objects.filter(kind="hand_out").count()) == (second.content, 1)


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"count": 101}, 409, "crates.too_few"),
        ({"day": "2090-01-01"}, 422, "crates.day_to_come"),
        ({"organisation_id": None, "household_id": None}, 422, "crates.nobody_named"),
        ({"kind": "lose"}, 422, "crates.says_why"),
        ({"crate": "NO-SUCH"}, 404, "kernel.not_found"),
        ({"household_id": 10**9}, 404, "kernel.not_found"),
    ],
)
def test_what_does_not_move(yard: Yard, clerk: Caller, changes: Any, status: int, code: str) -> None:
    answer = clerk.post("/crate-moves", out(yard, **changes))
    assert (answer.status_code, answer.json()["code"], Move.objects.count()) == (status, code, 1)


def test_a_bad_value_is_named(yard: Yard, clerk: Caller) -> None:
    answer = clerk.post("/crate-moves", out(yard, count=0))
    assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [("count", "greater_than_equal")]


def test_foreign_crates_are_not_found(yard: Yard, token_for: Any) -> None:
    stranger = token_for(Role.CLERK, yard.goods.shop)
    assert stranger.get("/crates").json()["items"] == stranger.get("/crate-moves").json()["items"] == []
    assert stranger.post("/crate-moves", out(yard)).status_code == 404


def test_an_inspector_moves_no_crates(yard: Yard, token_for: Any) -> None:
    assert token_for(Role.INSPECTOR, yard.goods.coop).post("/crate-moves", out(yard)).status_code == 403


def test_a_kind_is_added_and_its_deposit_changed(yard: Yard, token_for: Any) -> None:
    manager = token_for(Role.COOP_MANAGER, yard.goods.coop)
    body = {"code": "K2", "name": "木箱", "owner_id": yard.goods.coop.pk, "tare_g": 9_000, "deposit_fen": 5_000}
    assert [manager.post("/crates", body).status_code for _ in range(2)] == [201, 409]
    assert manager.post("/crates", body | {"code": "K3", "owner_id": yard.goods.shop.pk}).status_code == 404
    changed = manager.post("/crates/K2/change", {"name": "木箱", "deposit_fen": 6_000})
    assert (changed.status_code, changed.json()["deposit_fen"]) == (200, 6_000)


def test_a_bin_holds_one_lot_until_it_is_emptied(yard: Yard, clerk: Caller, token_for: Any) -> None:
    manager, lot = token_for(Role.COOP_MANAGER, yard.goods.coop), Lot.objects.get(pk=received(yard.goods)).code
    assert manager.post("/bins", {"crate": "K1", "codes": ["D-1", "D-2"]}).json() == {"made": 2}
    assert manager.post("/bins", {"crate": "K1", "codes": ["D-2", "D-3"]}).json()["code"] == "crates.bin_known"
    (bin_,) = clerk.get("/bins?code=D-1").json()["items"]
    address = f"/bins/{bin_['id']}"
    assert [clerk.post(f"{address}/fill", {"lot": lot}).status_code for _ in range(2)] == [200, 409]
    assert [one["code"] for one in clerk.get(f"/bins?lot={lot}").json()["items"]] == ["D-1"]
    emptied = [clerk.post(f"{address}/empty") for _ in range(2)]
    assert [answer.status_code for answer in emptied] == [200, 409]
    (lay,) = emptied[0].json()["filled"]
    assert (lay["lot"], lay["until"] is not None) == (lot, True)
    stranger = token_for(Role.CLERK, yard.goods.shop)
    assert stranger.get(address).status_code == stranger.post(f"{address}/fill", {"lot": lot}).status_code == 404
