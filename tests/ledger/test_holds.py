"""Two phases: what is held counts against the limits, and is posted, let go or expires once."""

from datetime import timedelta
from typing import Any

import pytest

from lilian.base.idempotency import KeyReused
from lilian.kernel.refusal import NotFound
from lilian.ledger import actions, queries
from lilian.ledger.actions.refusals import (
    AccountOfAnotherBook,
    HoldEnded,
    MoreThanHeld,
    NoAmount,
    NoTimeLeft,
    OverLimit,
    SameAccount,
)
from lilian.ledger.models import HoldEnd
from tests.ledger.money import NOW, TODAY, YUAN, Money, credit_of, draft, funded, held, moved, stands

MINUTE = timedelta(minutes=1)


def posted(money: Money, hold_id: int, key: str = "post", **said: Any) -> int:
    fields: dict[str, Any] = {"day": TODAY, "now": NOW} | said
    return actions.post_held(actor=money.actor(), hold_id=hold_id, client_key=key, **fields)


def test_what_is_held_cannot_be_spent_twice(money: Money) -> None:
    funded(money, 100)
    held(money, money.fee, money.bank, 60)
    with pytest.raises(OverLimit) as refused:
        moved(money, money.fee, money.bank, 41)
    assert refused.value.fields["room"] == "0.40"
    moved(money, money.fee, money.bank, 40)
    assert stands(money.bank) == 60


def test_what_is_to_come_cannot_be_spent_yet(money: Money) -> None:
    held(money, money.bank, money.opening, 60)
    with pytest.raises(OverLimit):
        moved(money, money.fee, money.bank, 1)


def test_credit_is_held_up_to_the_limit(money: Money) -> None:
    with pytest.raises(OverLimit):
        held(money, money.mei_on_credit, money.inputs, 1)
    credit_of(money, 500 * YUAN)
    held(money, money.mei_on_credit, money.inputs, 500 * YUAN)
    with pytest.raises(OverLimit):
        held(money, money.mei_on_credit, money.inputs, 1, "h2")


@pytest.mark.parametrize("part", [None, 60, 1])
def test_a_hold_is_posted_whole_or_in_part(money: Money, part: int | None) -> None:
    funded(money, 100)
    hold = held(money, money.fee, money.bank, 60)
    posted(money, hold, amount_fen=part)
    assert stands(money.bank) == 100 - (part or 60)
    moved(money, money.fee, money.bank, 100 - (part or 60), "the rest is free")


@pytest.mark.parametrize(("part", "refusal"), [(61, MoreThanHeld), (0, NoAmount)])
def test_no_more_is_posted_than_was_held(money: Money, part: int, refusal: type[Exception]) -> None:
    funded(money, 100)
    hold = held(money, money.fee, money.bank, 60)
    with pytest.raises(refusal):
        posted(money, hold, amount_fen=part)


def test_a_hold_ends_once(money: Money) -> None:
    funded(money, 100)
    first, second = (held(money, money.fee, money.bank, 10, f"h{number}") for number in range(2))
    number = posted(money, first)
    assert posted(money, first) == number
    actions.void(actor=money.actor(), hold_id=second, now=NOW)
    for hold in (first, second):
        with pytest.raises(HoldEnded):
            posted(money, hold, "again")
        with pytest.raises(HoldEnded):
            actions.void(actor=money.actor(), hold_id=hold, now=NOW)


def test_many_holds_are_let_go_or_posted_together_or_none_is(money: Money) -> None:
    funded(money, 100)
    many = [held(money, money.fee, money.bank, 10, f"h{number}") for number in range(4)]
    actor, said = money.actor(), dict[str, Any](day=TODAY, now=NOW)
    actions.void_all(actor=actor, hold_ids=many[:1], now=NOW)
    for act in (
        lambda: actions.void_all(actor=actor, hold_ids=many, now=NOW),
        lambda: actions.post_held_all(actor=actor, client_keys={key: f"p{key}" for key in many}, **said),
    ):
        with pytest.raises(HoldEnded):
            act()
    assert HoldEnd.objects.count() == 1
    actions.void_all(actor=actor, hold_ids=many[1:2], now=NOW)
    actions.post_held_all(actor=actor, client_keys={key: f"p{key}" for key in many[2:]}, **said)
    assert (HoldEnd.objects.count(), stands(money.bank)) == (4, 80)
    moved(money, money.fee, money.bank, 80, "all is free again")


def test_a_hold_past_its_time_counts_no_more(money: Money) -> None:
    funded(money, 100)
    held(money, money.fee, money.bank, 100, until=NOW + MINUTE)
    late = NOW + 2 * MINUTE
    actions.post(actor=money.actor(), draft=draft(money, money.fee, money.bank, 100), now=late)
    assert HoldEnd.objects.get().ending == "expired"


def test_a_hold_past_its_time_is_posted_no_more_though_no_round_ended_it(money: Money) -> None:
    funded(money, 100)
    hold = held(money, money.fee, money.bank, 60, until=NOW + MINUTE)
    for late in (NOW + MINUTE, NOW + 2 * MINUTE):
        with pytest.raises(HoldEnded):
            posted(money, hold, now=late)
    assert stands(money.bank) == 100
    posted(money, hold, now=NOW)


def test_expired_holds_are_ended_by_the_round(money: Money) -> None:
    funded(money, 100)
    held(money, money.fee, money.bank, 60, until=NOW + MINUTE)
    held(money, money.fee, money.bank, 20, "stays")
    assert [actions.end_expired(now=NOW + after * MINUTE) for after in (0, 1, 2)] == [0, 1, 0]
    assert [hold.amount_fen for hold in queries.holds(money.actor())] == [20]


def test_the_same_key_is_the_same_hold(money: Money) -> None:
    assert held(money, money.bank, money.opening, 60) == held(money, money.bank, money.opening, 60)
    with pytest.raises(KeyReused):
        held(money, money.bank, money.opening, 61)


@pytest.mark.parametrize(
    ("amount_fen", "said", "refusal"),
    [(0, {}, NoAmount), (-1, {}, NoAmount), (1, {"until": NOW}, NoTimeLeft)],
)
def test_a_hold_of_nothing_or_of_no_time(
    money: Money, amount_fen: int, said: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        held(money, money.bank, money.opening, amount_fen, **said)


def test_a_hold_is_between_two_accounts_of_one_book(money: Money) -> None:
    with pytest.raises(SameAccount):
        held(money, money.bank, money.bank, 1)
    with pytest.raises(AccountOfAnotherBook):
        held(money, money.bank, money.hais_opening, 1)
    with pytest.raises(NotFound):
        held(money, 0, money.bank, 1)
