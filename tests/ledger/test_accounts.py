"""Books, accounts, limits; and who sees which."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.ledger import actions, queries
from lilian.ledger.actions.refusals import BookOpen, LimitBelowBalance, LimitBelowZero, NoReason, OverLimit
from lilian.ledger.models import Account
from lilian.ledger.values import AccountKey, Limits, Purpose
from tests.ledger.money import NOW, OPENED, TODAY, YUAN, Money, credit_of, funded, held, moved

DAY = timedelta(days=1)


def test_an_organisation_has_one_book(money: Money) -> None:
    with pytest.raises(BookOpen):
        actions.open_book(actor=money.actor(), organisation_id=money.coop.pk, opened_on=OPENED, now=NOW)
    with pytest.raises(NotAllowed):
        actions.open_book(
            actor=money.actor(Role.COOP_MANAGER),
            organisation_id=money.coop.pk,
            opened_on=OPENED,
            now=NOW,
        )


def test_an_account_is_opened_once(money: Money) -> None:
    key = AccountKey(money.book, Purpose.PAYABLE, household_id=money.mei.pk)
    again = actions.open_accounts(actor=money.actor(), keys=[key, key], now=NOW)
    assert again == {key: money.owed_to_mei}


def test_inputs_on_credit_only_within_a_limit(money: Money) -> None:
    with pytest.raises(OverLimit):
        moved(money, money.mei_on_credit, money.inputs, 1)
    credit_of(money, 5 * YUAN)
    moved(money, money.mei_on_credit, money.inputs, 5 * YUAN)
    with pytest.raises(OverLimit):
        moved(money, money.mei_on_credit, money.inputs, 1, "more")


def test_a_limit_is_not_set_below_what_stands(money: Money) -> None:
    credit_of(money, 5 * YUAN)
    moved(money, money.mei_on_credit, money.inputs, 5 * YUAN)
    with pytest.raises(LimitBelowBalance) as refused:
        credit_of(money, 4 * YUAN)
    assert refused.value.fields == {"standing": "5.00"}
    assert [limit.most_debit_fen for limit in queries.limits_of(money.actor(), money.mei_on_credit)] == [500, 0]


def test_a_limit_counts_what_is_held(money: Money) -> None:
    credit_of(money, 5 * YUAN)
    held(money, money.mei_on_credit, money.inputs, 4 * YUAN)
    with pytest.raises(LimitBelowBalance):
        credit_of(money, 3 * YUAN)


def test_a_limit_is_not_below_zero(money: Money) -> None:
    with pytest.raises(LimitBelowZero):
        credit_of(money, -1)


def test_a_limit_says_why(money: Money) -> None:
    with pytest.raises(NoReason):
        actions.set_limits(actor=money.actor(), account_id=money.bank, limits=Limits(), reason="", now=NOW)
    with pytest.raises(NotFound):
        actions.set_limits(actor=money.actor(), account_id=0, limits=Limits(), reason="x", now=NOW)


def names(money: Money, found: QuerySet[Account]) -> set[str]:
    numbers = {account.pk for account in found}
    return {name for name, number in money.accounts.items() if number in numbers}


def test_a_grower_sees_the_own_accounts_and_no_others(money: Money) -> None:
    mei = money.grower(money.mei)
    assert names(money, queries.accounts(mei)) == names(money, queries.about_oneself(mei))
    assert names(money, queries.accounts(mei)) == {"owed_to_mei", "mei_on_credit"}
    with pytest.raises(NotAllowed):
        queries.books(mei)
    for foreign in (money.owed_to_qiao, money.bank, money.hais_bank):
        with pytest.raises(NotFound):
            queries.statement(mei, foreign, since=OPENED, until=TODAY)


def test_a_shop_sees_its_book_and_its_account_with_the_co_operative(money: Money) -> None:
    hai = money.actor(Role.SELLER, money.shop)
    assert names(money, queries.accounts(hai)) == {"owed_to_hai", "hais_bank", "hais_opening"}
    assert names(money, queries.about_oneself(hai)) == {"owed_to_hai"}
    assert [book.pk for book in queries.books(hai)] == [money.shop_book]
    with pytest.raises(NotFound):
        queries.trial_balance(hai, money.book)


def test_a_posting_is_seen_by_whose_account_it_touches(money: Money) -> None:
    paid = moved(money, money.purchase, money.owed_to_mei, 100)
    assert queries.posting(money.grower(money.mei), paid).pk == paid
    for stranger in (money.grower(money.qiao), money.actor(Role.SELLER, money.shop)):
        with pytest.raises(NotFound):
            queries.posting(stranger, paid)


def test_a_statement_runs_from_the_first_day_to_the_last(money: Money) -> None:
    moved(money, money.purchase, money.owed_to_mei, 300, "early", day=TODAY - 3 * DAY)
    moved(money, money.purchase, money.owed_to_mei, 200, "today", about="receiving.Slip:7")
    funded(money)
    moved(money, money.owed_to_mei, money.bank, 400, "pay")
    found = queries.statement(money.actor(), money.owed_to_mei, since=TODAY, until=TODAY)
    assert (found.opening_fen, found.closing_fen) == (300, 100)
    assert [(line.amount_fen, line.balance_fen, line.about) for line in found.lines] == [
        (200, 500, "receiving.Slip:7"),
        (-400, 100, ""),
    ]


def test_the_trial_balance_balances(money: Money) -> None:
    funded(money, 1_000)
    moved(money, money.purchase, money.owed_to_mei, 300, "a")
    moved(money, money.owed_to_mei, money.bank, 200, "b", day=TODAY - DAY)
    found = queries.trial_balance(money.actor(), money.book)
    assert {line.purpose: (line.debit_fen, line.credit_fen) for line in found} == {
        Purpose.BANK: (1_000, 200),
        Purpose.PURCHASE: (300, 0),
        Purpose.PAYABLE: (200, 300),
        Purpose.OPENING: (0, 1_000),
    }
    assert sum(line.balance_fen for line in found) == 0
    earlier = queries.trial_balance(money.actor(), money.book, until=TODAY - DAY)
    assert {line.purpose: line.balance_fen for line in earlier} == {Purpose.BANK: -200, Purpose.PAYABLE: 200}


def test_postings_are_found_by_what_they_come_from(money: Money) -> None:
    number = moved(money, money.purchase, money.owed_to_mei, 300, "a", about="receiving.Slip:7")
    moved(money, money.purchase, money.owed_to_mei, 300, "b")
    found = queries.postings(money.actor(), about="receiving.Slip:7")
    assert [(posting.pk, len(posting.lines.all())) for posting in found] == [(number, 2)]


def test_a_book_at_a_glance(money: Money) -> None:
    funded(money)
    credit_of(money, 300 * YUAN)
    moved(money, money.purchase, money.owed_to_mei, 500 * YUAN, "fruit")
    moved(money, money.mei_on_credit, money.inputs, 200 * YUAN, "inputs")
    moved(money, money.owed_to_mei, money.bank, 100 * YUAN, "paid")
    told = queries.figures(money.actor(), money.book)
    assert (told.ready_fen, told.owed_fen, told.due_fen) == (900 * YUAN, 400 * YUAN, 200 * YUAN)


def test_of_a_posting_a_grower_sees_the_own_side(money: Money) -> None:
    posting = moved(money, money.purchase, money.owed_to_mei, 500 * YUAN)
    mei = money.grower(money.mei)
    assert [line.account_id for line in queries.lines(mei, posting)] == [money.owed_to_mei]
    assert queries.lines(money.actor(), posting).count() == 2
