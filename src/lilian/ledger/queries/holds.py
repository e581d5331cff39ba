"""What is put aside."""

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.ledger.models import Hold
from lilian.ledger.queries.accounts import accounts


def holds(actor: Actor, account_id: int | None = None) -> QuerySet[Hold]:
    """Holds still open on accounts the actor sees, or on this one; the newest first."""
    seen = accounts(actor)
    if account_id is not None:
        seen = seen.filter(pk=account_id)
    near = seen.order_by().values("pk")
    found = Hold.objects.filter(end__isnull=True).select_related("debit", "credit")
    return found.filter(debit__in=near) | found.filter(credit__in=near)
