"""Books and accounts, each as far as the actor may see: the own book, and the own accounts in the books of others."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet, Sum

from lilian.base.actors import Actor, Reach
from lilian.kernel.refusal import NotFound
from lilian.ledger.models import Account, Book, Limit
from lilian.ledger.values import (
    ABOUT_MEMBERS,
    OWED_BY_THE_BOOK,
    OWED_TO_THE_BOOK,
    READY_MONEY,
    BookFigures,
    Purpose,
    Side,
    side_of,
)


def books(actor: Actor) -> QuerySet[Book]:
    """The books the actor may look into as a whole."""
    actor.must("ledger.see_books")
    reach = actor.reach("ledger.see_books")
    found = Book.objects.select_related("organisation").order_by("organisation__code")
    return found if reach.everywhere else found.filter(organisation__in=reach.organisation_ids)


def book_of(actor: Actor, organisation_id: int) -> Book:
    """:raises NotFound: if the organisation keeps none here, or the actor may not look into it"""
    found = books(actor).filter(organisation=organisation_id).first()
    if found is None:
        raise NotFound()
    return found


def book(actor: Actor, book_id: int) -> Book:
    """:raises NotFound: if there is none, or the actor may not look into it"""
    found = books(actor).filter(pk=book_id).first()
    if found is None:
        raise NotFound()
    return found


def accounts(
    actor: Actor, *, book_id: int | None = None, purpose: Purpose | None = None, text: str = ""
) -> QuerySet[Account]:
    """Accounts with `balance_fen` (in debit positive) and the names of their members.

    `text` means one of these members: a household by code or people, an organisation by name or code.
    """
    actor.must("ledger.see")
    found = Account.objects.select_related("book__organisation", "organisation", "household", "balance")
    found = found.annotate(balance_fen=F("balance__debit_fen") - F("balance__credit_fen"))
    if book_id is not None:
        found = found.filter(book=book_id)
    if purpose is not None:
        found = found.filter(purpose=purpose.value)
    if text:
        found = found.filter(_means(text))
    return within(found, actor.reach("ledger.see"))


def _means(text: str) -> Q:
    household = Q(household__code__icontains=text) | Q(household__sought__icontains=text)
    return household | Q(organisation__name__icontains=text) | Q(organisation__code__icontains=text)


def about_oneself(actor: Actor) -> QuerySet[Account]:
    """Accounts about the actor's household, or the own organisations, in the books of others: what stands between."""
    reach = actor.reach("ledger.see")
    oneself = Q(household__people__in=reach.person_ids or ()) | (
        Q(organisation__in=reach.organisation_ids) & ~Q(book__organisation__in=reach.organisation_ids)
    )
    return accounts(actor).filter(oneself, purpose__in=[purpose.value for purpose in ABOUT_MEMBERS]).distinct()


def own_side_fen(row: Account) -> int:
    """What stands on an account of `accounts`, positive on the side where it grows."""
    fen = row.balance.debit_fen - row.balance.credit_fen
    return fen if side_of(Purpose(row.purpose)) is Side.DEBIT else -fen


def unheld_fen(row: Account) -> int:
    """What stands on an account of `accounts` on its own side and is not put aside to leave it."""
    held = row.balance.credit_held_fen if side_of(Purpose(row.purpose)) is Side.DEBIT else row.balance.debit_held_fen
    return own_side_fen(row) - held


def figures(actor: Actor, book_id: int) -> BookFigures:
    """:raises NotFound: if there is no such book, or the actor may not look into it"""
    rows = Account.objects.filter(book=book(actor, book_id)).order_by().values("purpose")
    sums = {
        Purpose(row["purpose"]): row["sum"]
        for row in rows.annotate(sum=Sum(F("balance__debit_fen") - F("balance__credit_fen")))
    }

    def of(purposes: Iterable[Purpose]) -> int:
        return sum(sums.get(purpose, 0) for purpose in purposes)

    return BookFigures(of(READY_MONEY), -of(OWED_BY_THE_BOOK), of(OWED_TO_THE_BOOK))


def account(actor: Actor, account_id: int) -> Account:
    """:raises NotFound: if there is none, or the actor may not see it"""
    found = accounts(actor).filter(pk=account_id).first()
    if found is None:
        raise NotFound()
    return found


def limits_of(actor: Actor, account_id: int) -> QuerySet[Limit]:
    """Every limit the account has had, the newest first."""
    return Limit.objects.filter(account=account(actor, account_id))


def within(rows: QuerySet[Account], reach: Reach) -> QuerySet[Account]:
    """Those in the books one keeps, and those that are about oneself."""
    if reach.everywhere:
        return rows
    seen = Q(book__organisation__in=reach.organisation_ids) | Q(organisation__in=reach.organisation_ids)
    if reach.person_ids:
        seen |= Q(household__people__in=reach.person_ids)
    return rows.filter(seen).distinct()
