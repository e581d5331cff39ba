"""What `lilian verify` looks at: every fen and every unit a decision bought is somebody's."""

from collections.abc import Callable, Iterator

from django.db.models import Sum

from lilian.purchasing.models import Decision, OrderLine
from lilian.purchasing.values import DecisionStatus


def decision_faults(progress: Callable[[int], None]) -> Iterator[str]:
    """A line for every decision whose shares, orders or order lines do not sum to the same."""
    for done, found in enumerate(Decision.objects.order_by("pk").iterator(), 1):
        if found.status == DecisionStatus.ADOPTED:
            yield from _faults(found)
        progress(done)


def _faults(found: Decision) -> Iterator[str]:
    shares = found.allotments.aggregate(fen=Sum("amount_fen", default=0), units=Sum("given", default=0))
    orders = found.orders.aggregate(fen=Sum("amount_fen", default=0))["fen"]
    lines = OrderLine.objects.filter(order__decision=found)
    summed = lines.aggregate(fen=Sum("amount_fen", default=0), units=Sum("quantity", default=0))
    if found.orders.exists() and not shares["fen"] == orders == summed["fen"]:
        yield f"purchasing: decision {found.pk} costs {orders} fen, its buyers pay {shares['fen']}"
    if found.orders.exists() and shares["units"] > summed["units"]:
        yield f"purchasing: decision {found.pk} shares out more than it buys"
