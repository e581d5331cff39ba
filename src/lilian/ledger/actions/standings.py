"""The scarce thing is a book: an act locks all its books at once, in one order; then their accounts stand still."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.base.drawn import Question
from lilian.kernel.money import yuan_text
from lilian.kernel.refusal import NotFound
from lilian.ledger import rules
from lilian.ledger.actions.refusals import AccountOfAnotherBook, BeforeTheBook, DayClosed, DayToCome, OverLimit
from lilian.ledger.models import Account, Balance, Book, Hold, HoldEnd
from lilian.ledger.rules import Standing
from lilian.ledger.values import PURPOSE_NAMES, HoldEnding, Limits, Line, Purpose

BOOK = ("pk", "organisation_id", "opened_on", "closed_through")
BOOKS = Question(lambda keys: Book.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list(*BOOK))
STANDING = ("debit_fen", "credit_fen", "debit_held_fen", "credit_held_fen", "most_debit_fen", "most_credit_fen")
STANDINGS = Question(
    lambda keys: Balance.objects.filter(account_id__in=keys).values_list("account_id", "account__book_id", *STANDING)
)


class LockedBook(NamedTuple):
    """A book that stands still until the transaction ends."""

    pk: int
    organisation_id: int
    opened_on: date
    closed_through: date | None


def locked_books(actor: Actor, permission: str, book_ids: Collection[int]) -> dict[int, LockedBook]:
    """The books, nobody else's until the transaction ends.

    :raises NotAllowed, NotFound: if there is none, or the actor may not do this in it
    """
    actor.must(permission)
    found = {book.pk: book for book in map(LockedBook._make, BOOKS.rows(sorted(set(book_ids))))}
    if set(book_ids) - set(found):
        raise NotFound()
    for book in found.values():
        actor.must(permission, organisation_id=book.organisation_id)
    return found


def check_day(book: LockedBook, day: date, now: datetime) -> None:
    """:raises DayClosed, DayToCome, BeforeTheBook: as the names say"""
    if book.closed_through is not None and day <= book.closed_through:
        raise DayClosed(day=day)
    if day < book.opened_on:
        raise BeforeTheBook(opened_on=book.opened_on)
    if day > timezone.localdate(now):
        raise DayToCome(day=day)


def read(account_ids: Collection[int]) -> dict[int, Standing]:
    """How the accounts stand.

    :raises NotFound: if one of them is not there
    """
    found = {
        account_id: Standing(debit, credit, debit_held, credit_held, Limits(most_debit, most_credit), book_id)
        for account_id, book_id, debit, credit, debit_held, credit_held, most_debit, most_credit in STANDINGS.rows(
            sorted(set(account_ids))
        )
    }
    if set(account_ids) - set(found):
        raise NotFound()
    return found


def check(lines: Sequence[tuple[int, Line]], now: datetime) -> None:
    """Each line, with the book it is for: its account is of that book, and line after line none passes a limit.

    What is held beyond its time no longer counts.

    :raises AccountOfAnotherBook, NotFound: as the names say
    :raises OverLimit: naming the first account that would
    """
    near = read({line.account_id for _, line in lines})
    if any(near[line.account_id].book_id != book_id for book_id, line in lines):
        raise AccountOfAnotherBook()
    said = [line for _, line in lines]
    over = rules.first_over(near, said)
    if over and end_due(near, now):
        over = rules.first_over(read(near), said)
    if over:
        raise over_limit(*over)


def over_limit(account_id: int, amount_fen: int) -> OverLimit:
    room = read([account_id])[account_id].room_fen[0 if amount_fen > 0 else 1] or 0
    return OverLimit(account=name_of(account_id), room=yuan_text(max(room, 0)), wanted=yuan_text(abs(amount_fen)))


def name_of(account_id: int) -> str:
    """What the account is for, in the source language: a sentence's field, translated where it is shown."""
    return PURPOSE_NAMES[Purpose(Account.objects.get(pk=account_id).purpose)]


def end_due(account_ids: Collection[int], now: datetime) -> int:
    """End holds on these accounts that are past their time; return how many."""
    open_holds = Hold.objects.filter(end__isnull=True, until__lte=now)
    due = open_holds.filter(debit__in=account_ids) | open_holds.filter(credit__in=account_ids)
    ends = [HoldEnd(hold=hold, ending=HoldEnding.EXPIRED.value, at=now, ended_by="") for hold in due]
    HoldEnd.objects.bulk_create(ends)
    return len(ends)
