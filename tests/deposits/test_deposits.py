"""A deposit that was paid goes back, stays or goes back twice: by one person's word and another's, and never twice."""

from typing import Any

import pytest

from lilian.base import verification
from lilian.contracts import actions as contracts
from lilian.contracts import queries as contract_queries
from lilian.contracts.actions.money import DepositRuleUsed
from lilian.contracts.values import EndReason, PenaltyDraft, PenaltyKind
from lilian.deposits import actions, queries, rules
from lilian.deposits.actions import (
    AlreadyAnswered,
    AlreadyAsked,
    NoDepositLeft,
    NotSoMuchLeft,
    SamePerson,
    Unexplained,
    WrongWay,
)
from lilian.deposits.models import Closing, ClosingAnswer
from lilian.deposits.values import Way, Why
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.ledger import actions as ledger
from lilian.ledger.actions.refusals import ToldElsewhere
from lilian.ledger.models import Book, Posting
from lilian.ledger.values import Purpose
from tests.contracts.orchard import AUTUMN, HARVEST, KG, SYSTEM, Orchard, the_orchard
from tests.contracts.test_money import stands
from tests.deposits.orchard import DEPOSIT, answered, asked, ended, paid, settled
from tests.ops.tampering import tampered


def faults(*names: str) -> list[str]:
    return [
        fault
        for name in names or ("contracts", "contracts_deposits")
        for fault in verification.REGISTERED[name].check(lambda done: None)
    ]


def left(contract: int) -> int:
    found = queries.standing(SYSTEM, contract)
    assert found is not None
    return found.left_fen


def test_a_paid_deposit_is_not_reversed_by_hand_and_goes_back_by_its_own_act(orchard: Orchard) -> None:
    contract = paid(orchard)
    posting = Posting.objects.get(client_key=f"contract deposit {contract}")
    said = {"reason": "退", "client_key": "by hand", "day": HARVEST, "now": AUTUMN}
    with pytest.raises(ToldElsewhere):
        ledger.reverse(actor=orchard.actor("guo"), posting_id=posting.pk, **said)
    before = stands(orchard, Purpose.BANK, household=None)
    closing = asked(orchard, contract)
    assert (left(contract), stands(orchard, Purpose.DEPOSIT_PAID)) == (DEPOSIT, DEPOSIT)
    made = answered(orchard, closing)
    assert (left(contract), stands(orchard, Purpose.DEPOSIT_PAID)) == (0, 0)
    assert stands(orchard, Purpose.BANK, household=None) == before + DEPOSIT
    with pytest.raises(ToldElsewhere):
        ledger.reverse(actor=orchard.actor("guo"), posting_id=made or 0, **said)
    kinds = [one.kind for one in contract_queries.money_of(SYSTEM, contract).moved]
    assert (kinds, faults()) == (["deposit_returned", "deposit"], [])


def test_inputs_and_penalties_are_still_put_right_by_a_reversal(orchard: Orchard) -> None:
    contract = paid(orchard)
    said = {"contract_id": contract, "fen": 100, "what": "有机肥", "client_key": "i"}
    posting = contracts.issue_inputs(actor=orchard.actor("guo"), **said, now=AUTUMN)
    back = {"reason": "记错", "client_key": "r", "day": HARVEST, "now": AUTUMN}
    assert ledger.reverse(actor=orchard.actor("guo"), posting_id=posting, **back)


def test_what_a_settlement_took_does_not_go_back_and_a_part_may(orchard: Orchard) -> None:
    contract = paid(orchard)
    settled(Book.objects.get().pk, orchard.mei, 100_000)
    assert left(contract) == 57_500
    with pytest.raises(NotSoMuchLeft):
        asked(orchard, contract, fen=57_501)
    answered(orchard, asked(orchard, contract, fen=20_000, way=Way.CASH))
    assert (left(contract), stands(orchard, Purpose.CASH, household=None)) == (37_500, 20_000)
    answered(orchard, asked(orchard, contract))
    with pytest.raises(NoDepositLeft):
        asked(orchard, contract)
    assert faults() == []


def test_what_was_settled_between_the_two_is_seen_before_anything_is_posted(orchard: Orchard) -> None:
    contract = paid(orchard)
    closing = asked(orchard, contract)
    settled(Book.objects.get().pk, orchard.mei, 1)
    with pytest.raises(NotSoMuchLeft):
        answered(orchard, closing)
    assert not ClosingAnswer.objects.exists()
    assert answered(orchard, closing, agreed=False) is None
    answered(orchard, asked(orchard, contract))
    assert left(contract) == 0


def test_two_people_agree_and_each_once(orchard: Orchard) -> None:
    contract = paid(orchard)
    closing = asked(orchard, contract)
    with pytest.raises(AlreadyAsked):
        asked(orchard, contract, name="lin")
    for refusal, name in ((SamePerson, "guo"), (NotFound, "qin"), (NotAllowed, "mei")):
        with pytest.raises(refusal):
            answered(orchard, closing, name=name)
    answered(orchard, closing)
    with pytest.raises(AlreadyAnswered):
        answered(orchard, closing)


@pytest.mark.parametrize(("name", "refusal"), [("qin", NotFound), ("mei", NotAllowed), ("tao", NotFound)])
def test_who_does_not_keep_the_book_asks_for_nothing(orchard: Orchard, name: str, refusal: Any) -> None:
    contract = paid(orchard)
    with pytest.raises(refusal):
        asked(orchard, contract, name=name)


def test_it_is_asked_with_a_reason_an_amount_and_a_way(orchard: Orchard) -> None:
    contract = paid(orchard)
    for refusal, said in (
        (Unexplained, {"note": " "}),
        (Unexplained, {"fen": 0}),
        (WrongWay, {"way": Way.SETTLEMENT}),
        (WrongWay, {"way": Way.NONE}),
    ):
        with pytest.raises(refusal):
            asked(orchard, contract, **said)
    (unpaid,) = orchard.made(orchard.cast.other_coop, key="another")
    with pytest.raises(NoDepositLeft):
        asked(orchard, unpaid, name="lin")


@pytest.mark.parametrize(
    ("itself", "purpose", "about"), [(True, Purpose.COST, None), (False, Purpose.RECEIVABLE, "firm")]
)
def test_a_buyer_in_breach_loses_it(orchard: Orchard, itself: bool, purpose: Purpose, about: str | None) -> None:
    contract = paid(orchard, itself=itself)
    with pytest.raises(rules.NoGround):
        asked(orchard, contract, Why.BUYER_BREACH, way=Way.NONE)
    ended(orchard, contract, EndReason.BREACH)
    answered(orchard, asked(orchard, contract, Why.BUYER_BREACH, way=Way.NONE))
    where = {"organisation": orchard.firm} if about else {"household": None}
    assert (stands(orchard, Purpose.DEPOSIT_PAID), stands(orchard, purpose, **where)) == (0, DEPOSIT)
    assert faults() == []


@pytest.mark.parametrize(
    ("way", "deposit", "penalty", "bank"),
    [(Way.BANK, 0, None, 2 * DEPOSIT), (Way.SETTLEMENT, DEPOSIT, DEPOSIT, 0)],
)
def test_a_household_in_breach_gives_it_back_twice(
    orchard: Orchard, way: Way, deposit: int, penalty: int | None, bank: int
) -> None:
    contract = paid(orchard)
    before = stands(orchard, Purpose.BANK, household=None)
    ended(orchard, contract, EndReason.BREACH)
    answered(orchard, asked(orchard, contract, Why.HOUSEHOLD_BREACH, way=way))
    assert stands(orchard, Purpose.DEPOSIT_PAID) == deposit
    assert stands(orchard, Purpose.BANK, household=None) == before + bank
    assert stands(orchard, Purpose.PAYABLE, organisation=orchard.firm) == -DEPOSIT
    if penalty is not None:  # the next settlement takes both, and it is not doubled again
        assert stands(orchard, Purpose.PENALTY) == penalty
        with pytest.raises(rules.RuleUsed):
            asked(orchard, contract, Why.HOUSEHOLD_BREACH, way=way)
    assert faults() == []


def test_it_is_the_penalty_or_the_deposit_for_one_breach(orchard: Orchard) -> None:
    contract = paid(orchard)
    draft = PenaltyDraft(PenaltyKind.ELSEWHERE, HARVEST, "核实过", grade="first", weight_g=100 * KG)
    charge = {"contract_id": contract, "draft": draft, "now": AUTUMN}
    charged = contracts.charge_penalty(actor=orchard.actor("guo"), client_key="p", **charge)
    said = {"day": HARVEST.replace(day=19), "reason": EndReason.BREACH, "note": "卖给别人", "now": AUTUMN}
    contracts.end_contract(actor=orchard.actor("guo"), contract_id=contract, **said)
    later = AUTUMN.replace(day=19)
    closing: Any = actions.ClosingDraft(contract, Why.HOUSEHOLD_BREACH, Way.BANK, "双倍")
    with pytest.raises(rules.PenaltyChosen):
        actions.ask_closing(actor=orchard.actor("guo"), draft=closing, now=later)
    back = {"reason": "改用定金罚则", "client_key": "r", "day": HARVEST, "now": AUTUMN}
    ledger.reverse(actor=orchard.actor("guo"), posting_id=charged, **back)
    made = actions.ask_closing(actor=orchard.actor("guo"), draft=closing, now=later)
    actions.answer_closing(actor=orchard.actor("lin"), closing_id=made, agreed=True, now=later)
    with pytest.raises(DepositRuleUsed):
        contracts.charge_penalty(actor=orchard.actor("guo"), client_key="q", **charge)


def test_without_the_rule_in_its_terms_a_deposit_only_goes_back(db: None) -> None:
    orchard = the_orchard()
    contract = paid(orchard)
    ended(orchard, contract, EndReason.BREACH)
    assert queries.reasons(SYSTEM, contract, HARVEST) == [Why.MISTAKE]
    for why in (Why.BUYER_BREACH, Why.HOUSEHOLD_BREACH):
        with pytest.raises(rules.RuleNotNamed):
            asked(orchard, contract, why)


def test_two_deposits_of_a_household_stand_on_one_account_and_each_is_known(orchard: Orchard) -> None:
    first, second = paid(orchard), paid(orchard, itself=True, key="second", book=False)
    settled(Book.objects.get().pk, orchard.mei, DEPOSIT + 500)
    assert (left(first), left(second)) == (0, DEPOSIT - 500)
    with pytest.raises(NoDepositLeft):
        asked(orchard, first)
    answered(orchard, asked(orchard, second))
    assert ([one.left_fen for one in queries.standings(orchard.actor("guo"))], faults()) == ([0, 0], [])
    assert queries.standings(orchard.actor("qin")) == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE deposits_closing SET fen = fen + 1", "not what was agreed"),
        ("UPDATE deposits_closing SET why = 'buyer_breach', way = 'none'", "not what was agreed"),
        ("UPDATE deposits_closinganswer SET answerer_id = {asker}", "who asked has answered"),
        ("DELETE FROM deposits_closinganswer", "nobody asked for that"),
    ],
)
def test_what_was_changed_behind_its_back_is_named(orchard: Orchard, statement: str, says: str) -> None:
    closing = asked(orchard, paid(orchard), fen=100)
    answered(orchard, closing)
    asker = Closing.objects.get(pk=closing).asker_id
    tampered("deposits", statement.format(asker=asker))
    assert any(says in fault for fault in faults("contracts_deposits"))
