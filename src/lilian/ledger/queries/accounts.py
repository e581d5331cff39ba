"""Books and accounts, each as far as the actor may see: the own book, and the own accounts in the books of others."""

from django.db.models import F, Q, QuerySet

from lilian.base.actors import Actor, Reach
from lilian.kernel.refusal import NotFound
from lilian.ledger.models import Account, Book, Limit
from lilian.ledger.values import Purpose


def books(actor: Actor) -> QuerySet[Book]:
    """The books the actor may look into as a whole."""
    actor.must("ledger.see")
    reach = actor.reach("ledger.see")
    found = Book.objects.select_related("organisation").order_by("organisation__code")
    return found if reach.everywhere else found.filter(organisation__in=reach.organisation_ids)


def book_of(actor: Actor, organisation_id: int) -> Book:
    """:raises NotFound: if the organisation keeps none here, or the actor may not look into it"""
    found = books(actor).filter(organisation=organisation_id).first()
    if found is None:
        raise NotFound()
    return found


def accounts(actor: Actor, *, book_id: int | None = None, purpose: Purpose | None = None) -> QuerySet[Account]:
    """Accounts with `balance_fen` (in debit positive), `held_fen` and the names of their members."""
    actor.must("ledger.see")
    found = Account.objects.select_related("book__organisation", "organisation", "household", "balance")
    found = found.annotate(balance_fen=F("balance__debit_fen") - F("balance__credit_fen"))
    if book_id is not None:
        found = found.filter(book=book_id)
    if purpose is not None:
        found = found.filter(purpose=purpose.value)
    return within(found, actor.reach("ledger.see"))


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
