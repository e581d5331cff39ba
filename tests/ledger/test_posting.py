"""Postings: both sides equal, within the limits, once a key, on open days, taken back by a counter-posting."""

from datetime import date, timedelta
from typing import Any

import pytest

from lilian.base.actors import NOBODY
from lilian.base.idempotency import KeyReused
from lilian.base.models import AuditEvent
from lilian.base.policy import Role
from lilian.kernel.refusal import AlreadyDone, NotAllowed, NotFound
from lilian.ledger import actions
from lilian.ledger.actions.refusals import (
    AccountOfAnotherBook,
    AlreadyReversed,
    BeforeTheBook,
    DayClosed,
    DayToCome,
    DoesNotBalance,
    NoLines,
    NoReason,
    OverLimit,
)
from lilian.ledger.models import Line as LineRow
from lilian.ledger.models import Posting
from lilian.ledger.values import Line, PostingDraft
from tests.ledger.money import NOW, OPENED, TODAY, YUAN, Money, draft, funded, moved, stands


def test_what_is_posted_stands_on_both_sides(money: Money) -> None:
    moved(money, money.purchase, money.owed_to_mei, 500 * YUAN)
    assert (stands(money.purchase), stands(money.owed_to_mei)) == (500 * YUAN, -500 * YUAN)


def test_sides_that_differ_are_refused_with_both_sums(money: Money) -> None:
    lines = (Line(money.purchase, 500), Line(money.owed_to_mei, -499))
    with pytest.raises(DoesNotBalance) as refused:
        actions.post(actor=money.actor(), draft=PostingDraft(money.book, TODAY, "k", lines), now=NOW)
    assert refused.value.fields == {"debit": "5.00", "credit": "4.99"}


@pytest.mark.parametrize("lines", [(), (1, -1)])
def test_a_posting_that_moves_nothing_is_refused(money: Money, lines: tuple[int, ...]) -> None:
    asked = PostingDraft(money.book, TODAY, "k", tuple(Line(money.bank, fen) for fen in lines))
    with pytest.raises(NoLines):
        actions.post(actor=money.actor(), draft=asked, now=NOW)


def test_two_lines_of_one_account_are_one(money: Money) -> None:
    lines = (Line(money.purchase, 300), Line(money.purchase, 200), Line(money.owed_to_mei, -500))
    actions.post(actor=money.actor(), draft=PostingDraft(money.book, TODAY, "k", lines), now=NOW)
    assert sorted(LineRow.objects.values_list("amount_fen", flat=True)) == [-500, 500]


def test_nobody_is_paid_more_than_is_owed(money: Money) -> None:
    funded(money)
    moved(money, money.purchase, money.owed_to_mei, 100 * YUAN)
    with pytest.raises(OverLimit) as refused:
        moved(money, money.owed_to_mei, money.bank, 100 * YUAN + 1, "pay")
    assert refused.value.fields == {"account": "应付款", "room": "100.00", "wanted": "100.01"}
    moved(money, money.owed_to_mei, money.bank, 100 * YUAN, "pay")
    assert stands(money.owed_to_mei) == 0


def test_a_bank_lends_nothing(money: Money) -> None:
    with pytest.raises(OverLimit):
        moved(money, money.owed_to_mei, money.bank, 1)


def test_many_are_posted_together_or_not_at_all(money: Money) -> None:
    good = [draft(money, money.purchase, money.owed_to_mei, 100, f"g{number}") for number in range(3)]
    with pytest.raises(OverLimit):
        actions.post_all(actor=money.actor(), drafts=[*good, draft(money, money.fee, money.bank, 1, "x")], now=NOW)
    assert not Posting.objects.exists()
    numbers = actions.post_all(actor=money.actor(), drafts=good, now=NOW)
    assert list(Posting.objects.order_by("pk").values_list("pk", "batch")) == [(each, numbers[0]) for each in numbers]
    assert AuditEvent.objects.filter(event="ledger.posted").count() == 1


def test_what_comes_in_a_batch_may_be_spent_in_it(money: Money) -> None:
    come = draft(money, money.bank, money.opening, 100, "come")
    go = draft(money, money.fee, money.bank, 100, "go")
    with pytest.raises(OverLimit):
        actions.post_all(actor=money.actor(), drafts=[go, come], now=NOW)
    assert len(actions.post_all(actor=money.actor(), drafts=[come, go], now=NOW)) == 2


def test_the_same_key_is_the_same_posting(money: Money) -> None:
    first = moved(money, money.purchase, money.owed_to_mei, 100)
    assert moved(money, money.purchase, money.owed_to_mei, 100) == first
    assert stands(money.purchase) == 100
    with pytest.raises(KeyReused):
        moved(money, money.purchase, money.owed_to_mei, 101)


def test_a_batch_sent_again_with_one_more_posts_the_one(money: Money) -> None:
    drafts = [draft(money, money.purchase, money.owed_to_mei, 100, f"k{number}") for number in range(3)]
    first = actions.post_all(actor=money.actor(), drafts=drafts[:2], now=NOW)
    again = actions.post_all(actor=money.actor(), drafts=drafts, now=NOW)
    assert (again[:2], stands(money.purchase)) == (first, 300)


def test_one_key_twice_in_a_batch_is_refused(money: Money) -> None:
    drafts = [draft(money, money.purchase, money.owed_to_mei, fen, "k") for fen in (1, 2)]
    with pytest.raises(KeyReused):
        actions.post_all(actor=money.actor(), drafts=drafts, now=NOW)


def test_two_books_have_keys_of_their_own(money: Money) -> None:
    drafts = [
        draft(money, money.bank, money.opening, 1, "k"),
        draft(money, money.hais_bank, money.hais_opening, 2, "k", book_id=money.shop_book),
    ]
    assert len(set(actions.post_all(actor=money.actor(), drafts=drafts, now=NOW))) == 2


def test_a_posting_stays_within_one_book(money: Money) -> None:
    with pytest.raises(AccountOfAnotherBook):
        moved(money, money.hais_bank, money.opening, 1)
    with pytest.raises(NotFound):
        moved(money, 0, money.opening, 1)


@pytest.mark.parametrize(("days", "refusal"), [(1, DayToCome), (-300, BeforeTheBook)])
def test_a_day_that_has_not_come_or_was_before_the_book(money: Money, days: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        moved(money, money.bank, money.opening, 1, day=TODAY + timedelta(days=days))


def test_a_closed_day_is_closed(money: Money) -> None:
    yesterday = TODAY - timedelta(days=1)
    actions.close_days(actor=money.actor(), book_id=money.book, through=yesterday, now=NOW)
    with pytest.raises(DayClosed):
        moved(money, money.bank, money.opening, 1, day=yesterday)
    with pytest.raises(AlreadyDone):
        actions.close_days(actor=money.actor(), book_id=money.book, through=yesterday, now=NOW)
    moved(money, money.bank, money.opening, 1)


@pytest.mark.parametrize(("through", "refusal"), [(TODAY, DayToCome), (OPENED - timedelta(days=1), BeforeTheBook)])
def test_only_days_of_the_book_that_are_over_are_closed(money: Money, through: date, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        actions.close_days(actor=money.actor(), book_id=money.book, through=through, now=NOW)


def test_a_wrong_posting_is_taken_back_once(money: Money) -> None:
    wrong = moved(money, money.purchase, money.owed_to_mei, 100)
    said: dict[str, Any] = {"actor": money.actor(), "reason": "重复", "day": TODAY, "now": NOW}
    back = actions.reverse(posting_id=wrong, client_key="r", **said)
    assert (stands(money.purchase), Posting.objects.get(pk=back).reverses_id) == (0, wrong)
    assert actions.reverse(posting_id=wrong, client_key="r", **said) == back
    for posting_id in (wrong, back):
        with pytest.raises(AlreadyReversed):
            actions.reverse(posting_id=posting_id, client_key="again", **said)


def test_what_was_spent_is_not_taken_back(money: Money) -> None:
    funded(money, 100)
    wrong = moved(money, money.purchase, money.owed_to_mei, 100)
    moved(money, money.owed_to_mei, money.bank, 100, "pay")
    with pytest.raises(OverLimit):
        actions.reverse(actor=money.actor(), posting_id=wrong, reason="x", client_key="r", day=TODAY, now=NOW)


def test_a_reversal_says_why(money: Money) -> None:
    wrong = moved(money, money.purchase, money.owed_to_mei, 100)
    with pytest.raises(NoReason):
        actions.reverse(actor=money.actor(), posting_id=wrong, reason=" ", client_key="r", day=TODAY, now=NOW)


@pytest.mark.parametrize(
    ("role", "refusal"), [(Role.GROWER, NotAllowed), (Role.AUDITOR, NotAllowed), (Role.CASHIER, None)]
)
def test_a_cashier_posts_and_an_auditor_looks(money: Money, role: Role, refusal: type[Exception] | None) -> None:
    asked = draft(money, money.bank, money.opening, 1)
    if refusal is None:
        actions.post(actor=money.actor(role), draft=asked, now=NOW)
        return
    with pytest.raises(refusal):
        actions.post(actor=money.actor(role), draft=asked, now=NOW)


def test_a_strangers_book_is_not_there(money: Money) -> None:
    asked = draft(money, money.bank, money.opening, 1)
    with pytest.raises(NotFound):
        actions.post(actor=money.actor(Role.CASHIER, money.shop), draft=asked, now=NOW)
    with pytest.raises(NotAllowed):
        actions.post(actor=NOBODY, draft=asked, now=NOW)
