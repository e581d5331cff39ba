"""Postings and what they come from."""

from django.db.models import Prefetch, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.ledger.models import Line, Posting
from lilian.ledger.queries.accounts import accounts, books


def postings(actor: Actor, *, book_id: int | None = None, about: str = "") -> QuerySet[Posting]:
    """Postings of the books the actor may look into, with their lines; the newest first."""
    found = Posting.objects.filter(book__in=books(actor).values("pk")).select_related("book__organisation")
    lines = Line.objects.select_related("account__organisation", "account__household")
    found = found.prefetch_related(Prefetch("lines", lines))
    if book_id is not None:
        found = found.filter(book=book_id)
    return found.filter(about=about) if about else found


def posting(actor: Actor, posting_id: int) -> Posting:
    """One posting: of a book the actor looks into, or one that touches an account about the actor.

    :raises NotFound: if there is none, or the actor may not see it
    """
    mine = Line.objects.filter(posting=posting_id, account__in=accounts(actor).order_by().values("pk"))
    found = Posting.objects.filter(pk=posting_id).select_related("book__organisation", "reversed_by").first()
    if found is None or not mine.exists():
        raise NotFound()
    return found


def lines(actor: Actor, posting_id: int) -> QuerySet[Line]:
    """The posting's lines as far as the actor sees their accounts: nothing of other members' accounts."""
    seen = accounts(actor).order_by().values("pk")
    found = Line.objects.filter(posting=posting_id, account__in=seen)
    return found.select_related("account__organisation", "account__household")
