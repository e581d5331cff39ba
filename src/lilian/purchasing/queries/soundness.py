"""What `lilian verify` looks at: every fen and every unit a decision bought is somebody's."""

from collections.abc import Callable, Iterator

from django.db.models import Sum

from lilian.purchasing.models import Bill, Decision, OrderLine
from lilian.purchasing.queries.orders import sheets_at
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


def bill_faults(progress: Callable[[int], None]) -> Iterator[str]:
    """A line for every bill that is not what shares, frozen prices and receipts make of it, or was posted otherwise."""
    rows = Bill.objects.order_by("decision_id", "organisation_id", "pk").select_related("decision", "posting")
    place, due = (0, 0), dict[int | None, list[list[int]]]()
    for done, bill in enumerate(rows.prefetch_related("posting__lines").iterator(chunk_size=1_000), 1):
        if place != (bill.decision_id, bill.organisation_id):
            place = bill.decision_id, bill.organisation_id
            due = _due(bill.decision.campaign_id, bill.organisation_id)
        yield from _bill_faults(bill, due.get(bill.household_id, []))
        progress(done)


def _due(campaign_id: int, organisation_id: int) -> dict[int | None, list[list[int]]]:
    """By household: what its bill must say, line by line."""
    sheets = sheets_at(campaign_id, organisation_id)
    return {
        sheet.buyer.household_id: [[line.article_id, line.received, line.amount_fen] for line in sheet.lines]
        for sheet in sheets
    }


def _bill_faults(bill: Bill, due: list[list[int]]) -> Iterator[str]:
    summed = sum(fen for _, _, fen in bill.lines)
    if bill.lines != due or bill.amount_fen != summed:
        yield f"purchasing: bill {bill.pk} says {bill.amount_fen} fen, shares and receipts say {sum(d[2] for d in due)}"
    posted = [line.amount_fen for line in bill.posting.lines.all()] if bill.posting else []
    if sum(fen for fen in posted if fen > 0) != bill.amount_fen:
        yield f"purchasing: bill {bill.pk} says {bill.amount_fen} fen, its posting {bill.posting_id} does not"
