"""What the database itself refuses, whoever asks: both engines, past all of our code."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from lilian.ledger import actions
from lilian.ledger.models import Account, Balance, Book, Hold, HoldEnd, Limit, Line, Posting
from tests.ledger.money import NOW, TODAY, YUAN, Money, credit_of, funded, held, moved

LATE = 10_000  # a number no posting has


def refused(act: Callable[[], object], says: str) -> None:
    with pytest.raises(IntegrityError, match=says):
        committed(act)


@transaction.atomic
def committed(act: Callable[[], object]) -> None:
    """With what is looked at when a transaction ends."""
    act()
    connection.check_constraints()


def lines(*told: tuple[int, int], number: int = LATE) -> None:
    for account_id, fen in told:
        Line.objects.create(posting_id=number, account_id=account_id, amount_fen=fen)


def posting(money: Money, kind: str = "post", **said: Any) -> Posting:
    fields = {
        "day": TODAY,
        "at": NOW,
        "actor_name": "x",
        "client_key": "late",
        "batch": LATE,
        "asked": "",
        "digest": "",
    }
    return Posting.objects.create(pk=LATE, book_id=money.book, kind=kind, **(fields | said))


def test_fen_that_do_not_sum_to_zero(money: Money) -> None:
    refused(lambda: (lines((money.bank, 100), (money.opening, -99)), posting(money)), "do not sum to zero")


def test_a_posting_without_two_lines(money: Money) -> None:
    refused(lambda: posting(money), "needs two lines")


def test_lines_without_a_posting(money: Money) -> None:
    refused(lambda: lines((money.bank, 100), (money.opening, -100)), "(?i)foreign key")


def test_a_line_of_nothing(money: Money) -> None:
    refused(lambda: lines((money.bank, 0)), "ledger_line_says_something")


def test_an_account_of_another_book(money: Money) -> None:
    refused(lambda: (lines((money.hais_bank, 1), (money.opening, -1)), posting(money)), "another book")


def test_an_account_nobody_opened(money: Money) -> None:
    bare = Account.objects.create(book_id=money.book, purpose="cash", opened_at=NOW)
    refused(lambda: lines((bare.pk, 1)), "not open")


def test_a_bank_below_zero(money: Money) -> None:
    refused(lambda: (lines((money.bank, -1), (money.fee, 1)), posting(money)), "ledger_credit_within_its_limit")


def test_credit_beyond_its_limit(money: Money) -> None:
    credit_of(money, 5 * YUAN)
    refused(
        lambda: (lines((money.mei_on_credit, 5 * YUAN + 1), (money.inputs, -5 * YUAN - 1)), posting(money)),
        "ledger_debit_within_its_limit",
    )


def test_what_is_held_is_not_there_to_spend(money: Money) -> None:
    funded(money, 100)
    held(money, money.fee, money.bank, 60)
    refused(lambda: (lines((money.bank, -41), (money.fee, 41)), posting(money)), "ledger_credit_within_its_limit")


def test_a_limit_below_what_stands(money: Money) -> None:
    funded(money, 100)
    refused(lambda: Limit.objects.create(account_id=money.bank, most_debit_fen=99, at=NOW), "within_its_limit")


def test_a_line_more_in_a_posting_that_stands(money: Money) -> None:
    number = moved(money, money.bank, money.opening, 1)
    refused(lambda: lines((money.bank, 1), number=number), "sealed")
    hold = held(money, money.bank, money.opening, 1)
    end = {"hold_id": hold, "ending": "posted", "posting_id": number, "at": NOW, "ended_by": "x"}
    refused(lambda: HoldEnd.objects.create(**end), "sealed")


def test_a_hold_across_two_books(money: Money) -> None:
    said = {"debit_id": money.bank, "credit_id": money.hais_opening, "amount_fen": 1, "note": "x", "at": NOW}
    refused(lambda: Hold.objects.create(**said, held_by="x", client_key="x"), "one book")


def test_a_reversal_that_takes_back_something_else(money: Money) -> None:
    first = moved(money, money.bank, money.opening, 100)
    refused(
        lambda: (lines((money.bank, -99), (money.opening, 99)), posting(money, "reverse", reverses_id=first)),
        "not what it takes back",
    )


def test_one_key_has_one_effect(money: Money) -> None:
    moved(money, money.bank, money.opening, 100, "k")
    refused(lambda: (lines((money.bank, 1), (money.opening, -1)), posting(money, client_key="k")), "(?i)unique")


def test_a_closed_day(money: Money) -> None:
    Book.objects.filter(pk=money.book).update(closed_through=TODAY)
    refused(lambda: (lines((money.bank, 1), (money.opening, -1)), posting(money)), "the day is closed")


def test_a_day_before_the_book(money: Money) -> None:
    refused(lambda: (lines((money.bank, 1), (money.opening, -1)), posting(money, day=date(2020, 1, 1))), "not open yet")


def test_a_closed_day_opening_again(money: Money) -> None:
    yesterday = TODAY - timedelta(days=1)
    actions.close_days(actor=money.actor(), book_id=money.book, through=yesterday, now=NOW)
    refused(lambda: Book.objects.update(closed_through=date(2026, 2, 1)), "stays closed")
    refused(lambda: Book.objects.update(closed_through=None), "stays closed")
    refused(lambda: Book.objects.update(opened_on=TODAY), "stays whose it is")
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute("DELETE FROM ledger_book"), "a book stays")


@pytest.mark.parametrize("purpose", ["bank", "payable"])
def test_two_accounts_for_the_same(money: Money, purpose: str) -> None:
    whose = {"household": money.mei} if purpose == "payable" else {}
    said = {"book_id": money.book, "opened_at": NOW, "purpose": purpose}
    refused(lambda: Account.objects.create(**said, **whose), "(?i)unique|one_account")


@pytest.mark.parametrize("table", ["account", "limit", "posting", "line", "hold", "holdend"])
@pytest.mark.parametrize("act", ["UPDATE ledger_{} SET id = id", "DELETE FROM ledger_{}"])
def test_the_past_stays(money: Money, table: str, act: str) -> None:
    funded(money)
    actions.void(actor=money.actor(), hold_id=held(money, money.fee, money.bank, 1), now=NOW)
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(act.format(table)), "append-only")


def test_only_triggers_know_a_balance(money: Money) -> None:
    """A line, and nothing else, is what changes what stands on an account."""
    lines((money.bank, 100), (money.opening, -100))
    posting(money)
    told = Balance.objects.filter(account__in=(money.bank, money.opening)).order_by("account_id")
    assert list(told.values_list("debit_fen", "credit_fen")) == [(100, 0), (0, 100)]
