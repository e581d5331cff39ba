"""A contract's money: deposits put aside, paid or let go; inputs on its credit; penalties; what is tampered with."""

from typing import Any

import pytest

from lilian.base import verification
from lilian.contracts import actions, queries
from lilian.contracts.actions.money import (
    CreditUsedUp,
    InputsUnsaid,
    NoBook,
    NoDepositLeft,
    NoPenalty,
    PenaltyUnexplained,
)
from lilian.contracts.actions.season import NotInForce
from lilian.contracts.values import DepositState, EndReason, PenaltyDraft, PenaltyKind
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.ledger import actions as ledger
from lilian.ledger.actions.refusals import OverLimit
from lilian.ledger.models import Account, Posting
from lilian.ledger.values import AccountKey, Line, PostingDraft, Purpose
from tests.contracts.orchard import AUTUMN, HARVEST, KG, SYSTEM, Orchard
from tests.ops.tampering import tampered

YUAN = 100


def opened(orchard: Orchard, yuan: int = 10_000) -> int:
    """Guo's book, with so much in the bank."""
    book = ledger.open_book(actor=SYSTEM, organisation_id=orchard.cast.coop, opened_on=HARVEST, now=AUTUMN)
    keys = [AccountKey(book, Purpose.BANK), AccountKey(book, Purpose.OPENING)]
    accounts = ledger.open_accounts(actor=SYSTEM, keys=keys, now=AUTUMN)
    lines = Line(accounts[keys[0]], yuan * YUAN), Line(accounts[keys[1]], -yuan * YUAN)
    ledger.post(actor=SYSTEM, draft=PostingDraft(book, HARVEST, "opening", lines), now=AUTUMN)
    return book


@pytest.fixture
def contract(orchard: Orchard) -> int:
    """Mei's: a deposit of 1,575 yuan, 3,150 of inputs on credit."""
    made = orchard.signed()
    opened(orchard)
    return made


def stands(orchard: Orchard, purpose: Purpose, **about: int) -> int:
    about = about or {"household": orchard.mei}
    found = Account.objects.get(purpose=purpose, **about).balance
    return found.debit_fen - found.credit_fen


def aside(orchard: Orchard, *contracts: int, name: str = "guo") -> int:
    return actions.put_deposits_aside(actor=orchard.actor(name), contract_ids=contracts, now=AUTUMN)


def test_a_deposit_is_put_aside_then_paid_and_each_once(orchard: Orchard, contract: int) -> None:
    assert (aside(orchard, contract), queries.money_of(SYSTEM, contract).deposit) == (1, DepositState.HELD)
    with pytest.raises(NoDepositLeft):
        aside(orchard, contract)
    assert actions.pay_deposits(actor=orchard.actor("guo"), contract_ids=[contract], now=AUTUMN) == 1
    with pytest.raises(NoDepositLeft):
        actions.pay_deposits(actor=orchard.actor("guo"), contract_ids=[contract], now=AUTUMN)
    fen = orchard.terms(contract).terms.deposit_fen
    assert (stands(orchard, Purpose.DEPOSIT_PAID), queries.money_of(SYSTEM, contract).deposit) == (
        fen,
        DepositState.PAID,
    )
    assert Posting.objects.filter(about=f"contracts.Contract:{contract}").count() == 1


def test_a_deposit_that_was_not_paid_is_let_go_when_the_contract_ends(orchard: Orchard, contract: int) -> None:
    aside(orchard, contract)
    guo, end = orchard.actor("guo"), {"reason": EndReason.AGREED, "note": "不种了", "now": AUTUMN}
    actions.end_contract(actor=guo, contract_id=contract, day=HARVEST, **end)
    assert queries.money_of(SYSTEM, contract).deposit is DepositState.LET_GO
    with pytest.raises(NotInForce):
        aside(orchard, contract)


def test_nothing_is_put_aside_without_money_a_book_or_the_right(orchard: Orchard) -> None:
    made = orchard.signed()
    with pytest.raises(NoBook):
        aside(orchard, made)
    opened(orchard, yuan=100)
    for refusal, name in ((OverLimit, "guo"), (NotFound, "qin"), (NotAllowed, "mei"), (NotFound, "tao")):
        with pytest.raises(refusal):
            aside(orchard, made, name=name)


def issued(orchard: Orchard, contract: int, yuan: int, key: str = "k", what: str = "有机肥") -> int:
    said = {"contract_id": contract, "fen": yuan * YUAN, "what": what, "client_key": key}
    return actions.issue_inputs(actor=orchard.actor("guo"), **said, now=AUTUMN)


def test_inputs_are_on_credit_as_far_as_the_contract_goes(orchard: Orchard, contract: int) -> None:
    limit = orchard.terms(contract).terms.credit_limit_fen // YUAN
    assert issued(orchard, contract, limit - 10) == issued(orchard, contract, limit - 10)
    with pytest.raises(CreditUsedUp):
        issued(orchard, contract, 11, "more")
    with pytest.raises(InputsUnsaid):
        issued(orchard, contract, 0, "nothing")
    issued(orchard, contract, 10, "last")
    found = queries.money_of(orchard.actor("mei"), contract)
    assert (found.credit_left_fen, [one.note for one in found.moved]) == (0, ["有机肥", "有机肥"])
    assert stands(orchard, Purpose.INPUT_CREDIT) == limit * YUAN


def charged(orchard: Orchard, contract: int, kind: PenaltyKind, name: str = "guo", **said: Any) -> int:
    draft = PenaltyDraft(kind, HARVEST, **{"note": "核实过", **said})
    acted = {"contract_id": contract, "draft": draft, "client_key": str(kind)}
    return actions.charge_penalty(actor=orchard.actor(name), **acted, now=AUTUMN)


def test_penalties_stand_on_accounts_of_their_own_and_the_buyer_is_the_other_side(
    orchard: Orchard, contract: int
) -> None:
    """20 % of 100 kg at the floor of 6.00; a thousandth a day of 5,000 yuan for three days."""
    fruit = {"grade": "first", "weight_g": 100 * KG}
    for kind in (PenaltyKind.ELSEWHERE, PenaltyKind.REFUSED):
        assert charged(orchard, contract, kind, **fruit) == charged(orchard, contract, kind, **fruit)
    charged(orchard, contract, PenaltyKind.LATE, late_fen=5_000 * YUAN, late_days=3)
    assert (stands(orchard, Purpose.PENALTY), stands(orchard, Purpose.COMPENSATION)) == (120 * YUAN, -135 * YUAN)
    buyer = {"organisation": orchard.firm}
    sides = stands(orchard, Purpose.PAYABLE, **buyer), stands(orchard, Purpose.RECEIVABLE, **buyer)
    assert sides == (-120 * YUAN, 135 * YUAN)
    assert [one.kind for one in queries.money_of(SYSTEM, contract).moved] == ["late", "refused", "elsewhere"]


def test_a_penalty_without_ground_is_none(orchard: Orchard, contract: int) -> None:
    for refusal, said in [
        (PenaltyUnexplained, {"note": " ", "weight_g": KG}),
        (NoPenalty, {}),
        (queries.NotPromised, {"grade": "special", "weight_g": KG}),
        (NotAllowed, {"name": "mei", "weight_g": KG}),
        (NotFound, {"name": "qin", "weight_g": KG}),
    ]:
        with pytest.raises(refusal):
            charged(orchard, contract, PenaltyKind.ELSEWHERE, **{"grade": "first", **said})


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE contracts_termsline SET expected_g = expected_g + 1", "terms 1 are not what was written"),
        ("UPDATE contracts_terms SET over = 'market'", "terms 1 are not what was written"),
        ("UPDATE contracts_signature SET digest = 'x'", "signed something else"),
        ("UPDATE contracts_signature SET picture_digest = 'x'", "signature is another"),
        ("UPDATE contracts_terms SET credit_limit_fen = 1", "more than its terms allow"),
        ("UPDATE contracts_contract SET household_id = {qiao}", "is not about its household"),
    ],
)
def test_what_was_changed_behind_its_back_is_named(orchard: Orchard, contract: int, statement: str, says: str) -> None:
    issued(orchard, contract, 10)
    faults = verification.REGISTERED["contracts"].check
    assert list(faults(lambda done: None)) == []
    tampered("contracts", statement.format(qiao=orchard.qiao))
    assert any(says in fault for fault in faults(lambda done: None))
