"""What is put aside."""

from django.db.models import Q, QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.ledger.models import Hold
from lilian.ledger.queries.accounts import accounts


def holds(
    actor: Actor, account_id: int | None = None, *, book_id: int | None = None, ended: bool = False
) -> QuerySet[Hold]:
    """Holds on accounts the actor sees, of one book or on one account: still open, or ended; newest first."""
    sides = ("debit__organisation", "debit__household", "credit__organisation", "credit__household")
    found = Hold.objects.filter(end__isnull=not ended).select_related(*sides, *(("end",) if ended else ()))
    if account_id is None and book_id is None and actor.reach("ledger.see").everywhere:
        return found  # asking for the accounts of all holds among all accounts takes longer than all the rest
    seen = accounts(actor, book_id=book_id)
    if account_id is not None:
        seen = seen.filter(pk=account_id)
    near = seen.order_by().values("pk")
    return found.filter(Q(debit__in=near) | Q(credit__in=near))


def hold(actor: Actor, hold_id: int) -> Hold:
    """Open or ended.

    :raises NotFound: if there is none, or the actor sees neither of its accounts
    """
    for ended in (False, True):
        found = holds(actor, ended=ended).filter(pk=hold_id).first()
        if found is not None:
            return found
    raise NotFound()
