"""What settlements took of each deposit, and what a reason makes of one, without a database."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.contracts.values import DepositEnd, EndReason, PenaltyKind
from lilian.deposits import rules
from lilian.deposits.values import ENDS, Ground, Way, Why
from lilian.kernel.refusal import Refusal
from lilian.ledger.values import AccountKey, Purpose

FEN = st.integers(min_value=0, max_value=10**9)
WHOSE = AccountKey(1, Purpose.DEPOSIT_PAID, household_id=7)


@st.composite
def accounts(draw: st.DrawFn) -> tuple[list[tuple[int, int]], int]:
    """Deposits with what was closed of each, and what settlements took of them all."""
    paid = draw(st.lists(FEN, min_size=1, max_size=6))
    closed = [draw(st.integers(min_value=0, max_value=fen)) for fen in paid]
    taken = draw(st.integers(min_value=0, max_value=sum(paid) - sum(closed)))
    return list(zip(paid, closed, strict=True)), taken


@given(accounts())
def test_what_settlements_took_is_shared_out_whole_and_the_first_paid_goes_first(
    given: tuple[list[tuple[int, int]], int],
) -> None:
    deposits, taken = given
    standing = sum(paid - closed for paid, closed in deposits) - taken
    parts = rules.settled(deposits, standing)
    left = [paid - closed - part for (paid, closed), part in zip(deposits, parts, strict=True)]
    assert (sum(parts), sum(left), min(left) >= 0) == (taken, standing, True)
    touched = [place for place, part in enumerate(parts) if part]
    assert all(left[place] == 0 for place in range(max(touched, default=0)))


@given(accounts(), st.data())
def test_closing_what_is_left_of_one_leaves_the_others_as_they_were(
    given: tuple[list[tuple[int, int]], int], data: st.DataObject
) -> None:
    deposits, taken = given
    standing = sum(paid - closed for paid, closed in deposits) - taken
    before = rules.settled(deposits, standing)
    which = data.draw(st.integers(min_value=0, max_value=len(deposits) - 1))
    paid, closed = deposits[which]
    left = paid - closed - before[which]
    deposits[which] = (paid, closed + left)
    assert rules.settled(deposits, standing - left) == before


def test_what_stands_there_from_elsewhere_settles_nothing() -> None:
    assert rules.settled([(100, 0), (50, 20)], 10**6) == [0, 0]


def ground(**changes: Any) -> Ground:
    said: dict[str, Any] = {"ended": None, "is_over": False, "names_rule": True, "charged": frozenset()} | changes
    return Ground(**said)


@pytest.mark.parametrize(
    ("why", "changes", "gives"),
    [
        (Why.MISTAKE, {}, DepositEnd.RETURNED),
        (Why.FULFILLED, {"is_over": True}, DepositEnd.RETURNED),
        (Why.FULFILLED, {"ended": EndReason.FULFILLED}, DepositEnd.RETURNED),
        (Why.FULFILLED, {}, rules.NoGround),
        (Why.AGREED, {"ended": EndReason.AGREED}, DepositEnd.RETURNED),
        (Why.AGREED, {"ended": EndReason.BREACH}, rules.NoGround),
        (Why.FORCE_MAJEURE, {"ended": EndReason.FORCE_MAJEURE, "names_rule": False}, DepositEnd.RETURNED),
        (Why.FORCE_MAJEURE, {}, rules.NoGround),
        (Why.BUYER_BREACH, {"ended": EndReason.BREACH}, DepositEnd.KEPT),
        (Why.HOUSEHOLD_BREACH, {"ended": EndReason.BREACH}, DepositEnd.DOUBLED),
        (Why.HOUSEHOLD_BREACH, {"ended": EndReason.BREACH, "names_rule": False}, rules.RuleNotNamed),
        (Why.BUYER_BREACH, {"ended": EndReason.AGREED}, rules.NoGround),
        (
            Why.HOUSEHOLD_BREACH,
            {"ended": EndReason.BREACH, "charged": frozenset({PenaltyKind.ELSEWHERE.value})},
            rules.PenaltyChosen,
        ),
        (
            Why.HOUSEHOLD_BREACH,
            {"ended": EndReason.BREACH, "charged": frozenset({PenaltyKind.LATE.value})},
            DepositEnd.DOUBLED,
        ),
        (
            Why.BUYER_BREACH,
            {"ended": EndReason.BREACH, "charged": frozenset({PenaltyKind.REFUSED.value})},
            rules.PenaltyChosen,
        ),
        (
            Why.HOUSEHOLD_BREACH,
            {"ended": EndReason.BREACH, "charged": frozenset({DepositEnd.DOUBLED.value})},
            rules.RuleUsed,
        ),
    ],
)
def test_the_reason_says_what_becomes_of_it(
    why: Why, changes: dict[str, object], gives: DepositEnd | type[Refusal]
) -> None:
    if isinstance(gives, DepositEnd):
        assert rules.check_ground(why, ground(**changes), "HS-1") is gives
    else:
        with pytest.raises(gives):
            rules.check_ground(why, ground(**changes), "HS-1")


@given(st.sampled_from(Why), st.sampled_from(Way), st.none() | st.just(9), st.integers(min_value=1, max_value=10**12))
def test_every_posting_balances_and_takes_the_deposit_off_its_account(
    why: Why, way: Way, buyer: int | None, fen: int
) -> None:
    end = ENDS[why]
    if way not in rules.WAYS[end]:
        return
    sides = rules.sides(end, way, fen, WHOSE, buyer)
    assert sum(sides.values()) == 0
    assert -sides.get(WHOSE, 0) == (fen if rules.closes(end, way) else 0)
    paid = sum(sides.get(AccountKey(1, purpose), 0) for purpose in (Purpose.BANK, Purpose.CASH))
    assert paid == {DepositEnd.RETURNED: fen, DepositEnd.KEPT: 0, DepositEnd.DOUBLED: 2 * fen}[end] * (
        way in (Way.BANK, Way.CASH)
    )
