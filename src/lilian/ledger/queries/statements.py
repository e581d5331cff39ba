"""An account from one day to another, and a book on one page."""

from datetime import date

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.ledger.models import Account, Line
from lilian.ledger.queries.accounts import account, book, books
from lilian.ledger.values import Purpose, Side, Statement, StatementLine, TrialLine, side_of


def statement(actor: Actor, account_id: int, *, since: date, until: date) -> Statement:
    """What stood before `since`, every line up to and with `until`, and what stood after each.

    :raises NotFound: if there is no such account, or the actor may not see it
    """
    found = account(actor, account_id)
    sign = _sign(Purpose(found.purpose))
    lines = Line.objects.filter(account=found)
    opening = sign * (lines.filter(posting__day__lt=since).aggregate(sum=Sum("amount_fen"))["sum"] or 0)
    within = lines.filter(posting__day__range=(since, until)).select_related("posting")
    balance, told = opening, []
    for row in within.order_by("posting__day", "posting_id"):
        balance += sign * row.amount_fen
        told.append(_told(row, sign, balance))
    return Statement(found.pk, since, until, opening, tuple(told))


def _sign(purpose: Purpose) -> int:
    return 1 if side_of(purpose) is Side.DEBIT else -1


def gained_fen(actor: Actor, book_id: int, purpose: Purpose, *, since: date, until: date) -> int:
    """By how much the book's accounts of this purpose grew from `since` to and with `until`, less what was reversed.

    :raises NotFound: if there is no such book, or the actor may not look into it
    """
    found = book(actor, book_id)
    lines = Line.objects.filter(account__book=found, account__purpose=purpose.value)
    within = lines.filter(posting__day__range=(since, until))
    return _sign(purpose) * (within.aggregate(sum=Sum("amount_fen"))["sum"] or 0)


def _told(row: Line, sign: int, balance: int) -> StatementLine:
    posting = row.posting
    return StatementLine(
        posting.pk, posting.day, sign * row.amount_fen, balance, posting.about, posting.note, posting.reverses_id
    )


def trial_balance(actor: Actor, book_id: int, *, until: date | None = None) -> list[TrialLine]:
    """A line a purpose, in the order of `Purpose`; the debits of all lines equal the credits.

    :raises NotFound: if there is no such book, or the actor may not look into it
    """
    if not books(actor).filter(pk=book_id).exists():
        raise NotFound()
    lines = Line.objects.filter(account__book=book_id)
    if until is not None:
        lines = lines.filter(posting__day__lte=until)
    sums = {
        row["account__purpose"]: row
        for row in lines.order_by()
        .values("account__purpose")
        .annotate(
            debit=Coalesce(Sum("amount_fen", filter=Q(amount_fen__gt=0)), 0),
            credit=Coalesce(-Sum(F("amount_fen"), filter=Q(amount_fen__lt=0)), 0),
        )
    }
    counted = Account.objects.filter(book=book_id).order_by().values("purpose").annotate(count=Count("pk"))
    counts = {row["purpose"]: row["count"] for row in counted}
    return [
        TrialLine(purpose, counts[purpose], sums[purpose]["debit"], sums[purpose]["credit"])
        for purpose in Purpose
        if purpose in sums
    ]
