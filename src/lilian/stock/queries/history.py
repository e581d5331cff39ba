"""What lay at a place at some moment, and what came to it in between."""

from datetime import datetime

from django.db.models import Sum

from lilian.base.actors import Actor
from lilian.stock.models import Line
from lilian.stock.values import EntryKind

COMING = tuple(kind.value for kind in (EntryKind.RECEIVE, EntryKind.MOVE, EntryKind.CONVERT, EntryKind.RETURN))


def held_g(actor: Actor, location_id: int, at: datetime) -> int:
    """Grams that the entries written until then left there."""
    actor.must("stock.see")
    found = Line.objects.filter(location=location_id, entry__at__lte=at).aggregate(sum=Sum("weight_g"))
    return int(found["sum"] or 0)


def brought_g(actor: Actor, location_id: int, since: datetime, until: datetime) -> int:
    """Grams that came there after `since`, until `until`; what a count found or a reversal gave back did not come."""
    actor.must("stock.see")
    came = Line.objects.filter(location=location_id, weight_g__gt=0, entry__kind__in=COMING)
    found = came.filter(entry__at__gt=since, entry__at__lte=until).aggregate(sum=Sum("weight_g"))
    return int(found["sum"] or 0)
