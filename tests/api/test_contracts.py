"""Quotations come in by another program, and a contract's price is read with its reason."""

import base64
from typing import Any

import pytest
from django.utils import timezone

from lilian.base.policy import Role
from lilian.contracts import actions
from lilian.contracts.values import Refused
from lilian.members.models import Organisation
from tests.again import again
from tests.api.conftest import Caller
from tests.contracts.orchard import AUTUMN, HARVEST, PEN, Orchard, the_orchard
from tests.contracts.test_money import opened
from tests.deposits.orchard import paid

pytestmark = pytest.mark.django_db
SAID = {
    "market": "XH",
    "variety": "YLX",
    "grade": "first",
    "day": "2026-04-02",
    "fen_per_kg": 700,
    "source": "新华指数",
}


@pytest.fixture
def orchard(db: None) -> Orchard:
    return again(the_orchard)


@pytest.fixture
def office(orchard: Orchard, token_for: Any) -> Caller:
    return token_for(Role.OFFICE, Organisation.objects.get(pk=orchard.cast.bureau))


@pytest.fixture
def stranger(orchard: Orchard, token_for: Any) -> Caller:
    return token_for(Role.COOP_MANAGER, Organisation.objects.get(pk=orchard.cast.other_coop))


def test_quotations_price_a_contract_and_say_why(orchard: Orchard, office: Caller, stranger: Caller) -> None:
    made = orchard.signed()
    assert office.post("/market-quotations", {"quotations": [SAID]}).json() == {"written": 1}
    assert office.post("/market-quotations", {"quotations": [SAID]}).status_code == 409
    assert stranger.post("/market-quotations", {"quotations": [SAID]}).status_code == 403
    (quoted,) = stranger.get("/market-quotations").json()["items"]
    found = office.get(f"/contracts/{made}/prices?day=2026-04-10").json()
    first = found["prices"][0]
    assert (first["grade"], first["fen_per_kg"], first["leg"]) == ("first", 700, "market")
    assert first["quotation_ids"] == [quoted["id"]]
    assert "7.00" in first["why"]
    assert office.get(f"/contracts/{made}/prices?day=2026-04-01").json()["prices"] == []


def test_a_foreign_contract_is_not_found(orchard: Orchard, stranger: Caller, office: Caller) -> None:
    made = orchard.signed()
    assert stranger.get(f"/contracts/{made}/prices").status_code == 404
    assert stranger.get("/contracts").json()["items"] == []
    assert [one["state"] for one in office.get("/contracts").json()["items"]] == ["in_force"]


def test_contracts_are_made_signed_amended_and_ended(orchard: Orchard, office: Caller, stranger: Caller) -> None:
    (template,) = office.get("/contract-templates").json()
    sheet = {**template["sheet"], "over": "market"}
    new = office.post(f"/contract-templates/{template['id']}/versions", {"sheet": sheet, "reason": "超交按行情"}).json()
    assert (new["version"], new["sheet"]["over"], new["sheet"]["grades"]) == (2, "market", sheet["grades"])
    said = {
        "season_id": orchard.season, "buyer_id": orchard.firm, "version_id": new["version_id"],
        "cooperative_ids": [orchard.cast.coop], "g_per_mu": 1_000_000,
    }  # fmt: skip
    (made,) = office.post("/contracts", said).json()["contract_ids"]
    picture = base64.b64encode(PEN).decode()
    for party in ("buyer", "coop", "household"):
        hand = {"party": party, "name": "某人", "method": "pad", "picture": picture}
        answer = office.post(f"/contracts/{made}/signatures", hand)
    assert (answer.json()["state"], len(answer.json()["signatures"])) == ("in_force", 3)
    assert office.post(f"/contracts/{made}/signatures", {**hand, "picture": "…"}).status_code == 422
    lines = [{"grade": "first", "block_id": orchard.block, "expected_g": 5_000, "floor_fen": 650}]
    amendment = {"reason": "amount", "effective_from": timezone.localdate().isoformat(), "lines": lines}
    assert office.post(f"/contracts/{made}/amendments", amendment).json()["code"] == "contracts.deposit_over_law"
    amendment["deposit_fen"] = 10_000
    amended = office.post(f"/contracts/{made}/amendments", amendment).json()
    first = next(one for one in amended["lines"] if one["grade"] == "first")
    assert (amended["state"], first["expected_g"], first["floor_fen"]) == ("amended", 5_000, 650)
    end = {"day": timezone.localdate().isoformat(), "reason": "agreed", "note": "不种了"}
    assert stranger.post(f"/contracts/{made}/end", end).status_code == 404
    assert office.post(f"/contracts/{made}/end", end).json()["state"] == "ended"


def test_the_season_is_read_and_a_refusal_needs_two(orchard: Orchard, office: Caller, stranger: Caller) -> None:
    made = orchard.signed()
    manager = orchard.actor("guo")
    asked = actions.ask_refusal(
        actor=manager, contract_id=made, grade="first", weight_g=1_000, day=HARVEST, reason=Refused.SPOILT,
        note="烂", now=AUTUMN,
    )  # fmt: skip
    (found,) = office.get("/purchase-refusals?open_only=true").json()["items"]
    assert (found["id"], found["is_upheld"], stranger.get("/purchase-refusals").json()["total"]) == (asked, None, 0)
    assert office.post(f"/purchase-refusals/{asked}/answer", {"is_upheld": True}).json()["is_upheld"] is True
    season = office.get(f"/contract-season?day={HARVEST}").json()
    (standing,) = season["standings"]
    assert (standing["promised_g"], standing["refused_g"]) == (3_000_000, 1_000)
    assert {one["grade"] for one in season["exposures"]} == {"first", "second"}
    assert stranger.get(f"/contract-season?day={HARVEST}").json()["standings"] == []
    done = office.post(f"/contracts/{made}/milestones", {"milestone": "inputs", "day": HARVEST.isoformat()}).json()
    assert [one["done_on"] for one in done] == [HARVEST.isoformat(), None]


def test_a_contract_s_money_is_moved_and_read(orchard: Orchard, office: Caller, stranger: Caller) -> None:
    made = orchard.signed()
    opened(orchard)
    said = {"contract_ids": [made]}
    assert office.post("/contract-deposits/put-aside", said).json() == {"count": 1}
    assert office.post("/contract-deposits/pay", said).json() == {"count": 1}
    assert office.post("/contract-deposits/pay", said).status_code == 409
    assert stranger.post(f"/contracts/{made}/inputs", {"fen": 100, "what": "肥"}).status_code == 404
    money = office.post(f"/contracts/{made}/inputs", {"fen": 100, "what": "肥"}).json()
    assert (money["deposit"], money["issued_fen"], len(money["moved"])) == ("paid", 100, 2)
    penalty = {"kind": "late", "day": HARVEST.isoformat(), "note": "晚了", "late_fen": 100_000, "late_days": 5}
    told = office.post(f"/contracts/{made}/penalties", penalty).json()
    assert told["moved"][0]["fen"] == 500
    assert stranger.get(f"/contracts/{made}/money").status_code == 404


def test_a_deposit_is_asked_back_by_one_token_and_answered_by_another(
    orchard: Orchard, office: Caller, stranger: Caller, token_for: Any
) -> None:
    made = paid(orchard)
    coop = token_for(Role.CASHIER, Organisation.objects.get(pk=orchard.cast.coop))
    assert coop.get(f"/contracts/{made}/deposit").json()["left_fen"] == 157_500
    said = {"why": "mistake", "way": "cash", "note": "付错了", "fen": 500}
    assert coop.post(f"/contracts/{made}/deposit-closings", {**said, "fen": 10**9}).status_code == 409
    asked = coop.post(f"/contracts/{made}/deposit-closings", said, key="k").json()
    assert coop.post(f"/contracts/{made}/deposit-closings", said, key="k").json() == asked
    assert coop.post(f"/deposit-closings/{asked['id']}/answer", {"agreed": True}).status_code == 403
    assert stranger.post(f"/deposit-closings/{asked['id']}/answer", {"agreed": True}).status_code == 404
    done = office.post(f"/deposit-closings/{asked['id']}/answer", {"agreed": True}).json()
    assert (done["agreed"], done["posting_id"] is None) == (True, False)
    assert coop.get("/deposit-closings?open_only=true").json()["items"] == []
    assert coop.get(f"/contracts/{made}/deposit").json()["closed_fen"] == 500
    assert stranger.get(f"/contracts/{made}/deposit").status_code == 404
