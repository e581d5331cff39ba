"""Money over the API."""

from typing import Any

import pytest

from lilian.base.policy import Role
from tests.again import again
from tests.api.conftest import Caller
from tests.ledger.money import NOW, YUAN, Money, funded, held, moved, the_money

pytestmark = pytest.mark.django_db
DAY = NOW.date().isoformat()


@pytest.fixture
def money(db: None) -> Money:
    return again(the_money)


@pytest.fixture
def cashier(money: Money, token_for: Any) -> Caller:
    return token_for(Role.CASHIER, money.coop)


@pytest.fixture
def manager(money: Money, token_for: Any) -> Caller:
    return token_for(Role.COOP_MANAGER, money.coop)


def sides(money: Money, debit: int, credit: int, fen: int) -> dict[str, Any]:
    lines = [{"account_id": debit, "amount_fen": fen}, {"account_id": credit, "amount_fen": -fen}]
    return {"book_id": money.book, "day": DAY, "lines": lines, "note": "果款"}


def test_a_posting_stands_in_statement_and_trial_balance(money: Money, cashier: Caller) -> None:
    answer = cashier.post("/postings", sides(money, money.purchase, money.owed_to_mei, 500))
    assert (answer.status_code, len(answer.json()["lines"])) == (201, 2)
    told = cashier.get(f"/accounts/{money.owed_to_mei}/statement?since=2026-01-01").json()
    assert (told["opening_fen"], told["closing_fen"], told["lines"][0]["note"]) == (0, 500, "果款")
    balances = {one["purpose"]: one["balance_fen"] for one in cashier.get(f"/books/{money.book}/trial-balance").json()}
    assert balances == {"purchase": 500, "payable": -500}


@pytest.mark.parametrize(("fen", "status", "code"), [(0, 422, "ledger.no_lines"), (10**9, 409, "ledger.over_limit")])
def test_what_may_not_be_posted_is_refused(money: Money, cashier: Caller, fen: int, status: int, code: str) -> None:
    answer = cashier.post("/postings", sides(money, money.owed_to_mei, money.bank, fen))
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_posting_is_taken_back_by_who_may(money: Money, cashier: Caller, manager: Caller) -> None:
    posting = moved(money, money.purchase, money.owed_to_mei, 500)
    assert cashier.post(f"/postings/{posting}/reverse", {"reason": "错"}).status_code == 403
    answer = manager.post(f"/postings/{posting}/reverse", {"reason": "错"})
    assert (answer.status_code, answer.json()["reverses_id"]) == (201, posting)


def test_an_account_is_opened_limited_and_listed(money: Money, manager: Caller) -> None:
    said = {"book_id": money.book, "purpose": "input_credit", "household_id": money.qiao.pk}
    made = manager.post("/accounts", said).json()
    assert made["most_debit_fen"] == 0
    limits = {"most_debit_fen": 300 * YUAN, "most_credit_fen": 0, "reason": "春季"}
    assert manager.post(f"/accounts/{made['id']}/limits", limits).json()["most_debit_fen"] == 300 * YUAN
    assert [one["reason"] for one in manager.get(f"/accounts/{made['id']}/limits").json()] == ["春季", ""]
    (found,) = manager.get("/accounts?purpose=input_credit&text=H-QIAO").json()["items"]
    assert found["id"] == made["id"]


def test_what_is_put_aside_is_posted_or_let_go(money: Money, cashier: Caller) -> None:
    funded(money)
    said = {"debit_id": money.purchase, "credit_id": money.bank, "amount_fen": 500, "note": "订金"}
    made = cashier.post("/holds", said).json()
    assert cashier.post(f"/holds/{made['id']}/post", {"amount_fen": 300}).status_code == 201
    other = held(money, money.purchase, money.bank, 700)
    assert cashier.post(f"/holds/{other}/void", {}).json()["ending"] == "voided"
    endings = [one["ending"] for one in cashier.get("/holds?ended=true").json()["items"]]
    assert endings == ["voided", "posted"]


def test_days_are_closed_by_the_manager(money: Money, manager: Caller) -> None:
    answer = manager.post(f"/books/{money.book}/close", {"through": "2026-03-31"})
    assert answer.json()["closed_through"] == "2026-03-31"


def test_a_foreign_book_is_not_found(money: Money, cashier: Caller) -> None:
    assert cashier.get(f"/books/{money.shop_book}/trial-balance").status_code == 404
    assert cashier.get(f"/accounts/{money.hais_bank}/statement?since=2026-01-01").status_code == 404
    assert [one["id"] for one in cashier.get("/books").json()["items"]] == [money.book]
