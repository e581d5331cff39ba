"""Quotations come in by another program, and a contract's price is read with its reason."""

from typing import Any

import pytest

from lilian.base.policy import Role
from lilian.members.models import Organisation
from tests.api.conftest import Caller
from tests.contracts.orchard import Orchard, the_orchard

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
    return the_orchard()


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
