"""Orders, receipts, bills: a supplier knows its own orders, a co-operative what comes to it, a grower the own bill."""

from collections import defaultdict

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.purchasing.models import Allotment, Bill, Decision, Order, OrderLine, Receipt
from lilian.purchasing.queries.needs import seen
from lilian.purchasing.rules.receipts import Portion
from lilian.purchasing.rules.receipts import bill_sheets as bill_sheets_of
from lilian.purchasing.values import BillSheet, Buyer, DecisionStatus
from lilian.supplies import queries as supplies


def orders(actor: Actor, campaign_id: int) -> QuerySet[Order]:
    """Whole orders: those of one's own as a supplier, or all for whoever runs campaigns."""
    actor.must("purchasing.see_orders")
    found = Order.objects.filter(campaign_id=campaign_id).select_related("supplier", "campaign__organiser")
    if actor.reach("purchasing.run").everywhere:
        return found
    return found.filter(supplier_id__in=actor.reach("purchasing.quote").organisation_ids)


def order(actor: Actor, order_id: int) -> Order:
    """:raises NotFound: if there is none, or it is another's"""
    held = Order.objects.filter(pk=order_id).values_list("campaign_id", flat=True).first()
    found = orders(actor, held).filter(pk=order_id).first() if held is not None else None
    if found is None:
        raise NotFound()
    return found


def lines_to(actor: Actor, campaign_id: int, organisation_id: int) -> QuerySet[OrderLine]:
    """What was ordered to one place, with what came of it.

    :raises NotFound: if the actor has nothing to do with the place
    """
    actor.must("purchasing.receive", organisation_id=organisation_id)
    found = OrderLine.objects.filter(order__campaign_id=campaign_id, organisation_id=organisation_id)
    return found.select_related("order__supplier", "article__farm_input", "receipt").order_by("article__number", "pk")


def places_to_receive(actor: Actor, campaign_id: int) -> list[tuple[int, str, int, int]]:
    """(key, name, lines, lines received) of each place the actor receives for, by code."""
    actor.must("purchasing.receive")
    reach = actor.reach("purchasing.receive")
    found = OrderLine.objects.filter(order__campaign_id=campaign_id).select_related("organisation")
    if not reach.everywhere:
        found = found.filter(organisation_id__in=reach.organisation_ids)
    came = set(Receipt.objects.filter(line__order__campaign_id=campaign_id).values_list("line_id", flat=True))
    told: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    for line in found.order_by("organisation__code", "pk"):
        counts = told.setdefault(line.organisation_id, [0, 0])
        counts[0] += 1
        counts[1] += line.pk in came
        names[line.organisation_id] = line.organisation.name
    return [(pk, names[pk], lines, received) for pk, (lines, received) in told.items()]


def bills(actor: Actor, campaign_id: int) -> QuerySet[Bill]:
    """Bills of the buyers the actor may know of."""
    actor.must("purchasing.see_bills")
    found = Bill.objects.filter(seen(actor, "purchasing.see_bills"), decision__campaign_id=campaign_id)
    return found.select_related("organisation", "household", "decision")


def bill_sheets(actor: Actor, campaign_id: int, organisation_id: int) -> list[BillSheet]:
    """What each buyer of a place owes: for what came, and of what is not counted yet for what was ordered.

    The screen, the PDF and the booking all show this.

    :raises NotFound: if the actor has nothing to do with the place
    """
    actor.must("purchasing.receive", organisation_id=organisation_id)
    return sheets_at(campaign_id, organisation_id)


def sheets_at(campaign_id: int, organisation_id: int) -> list[BillSheet]:
    """As `bill_sheets`, for the books and for whoever looks through them: shares, prices and receipts alone decide."""
    came: dict[int, int] = defaultdict(int)
    lines = OrderLine.objects.filter(order__campaign_id=campaign_id, organisation_id=organisation_id)
    for line in lines.select_related("receipt"):
        receipt = getattr(line, "receipt", None)
        came[line.article_id] += line.quantity if receipt is None else receipt.accepted
    rows = Allotment.objects.filter(
        decision__campaign_id=campaign_id,
        decision__status=DecisionStatus.ADOPTED.value,
        need__organisation_id=organisation_id,
        given__gt=0,
    ).order_by("need__household_id", "article_id", "pk")
    portions = [
        Portion(Buyer(organisation_id, household_id), article_id, given, fen)
        for household_id, article_id, given, fen in rows.values_list(
            "need__household_id", "article_id", "given", "amount_fen"
        )
    ]
    return bill_sheets_of(portions, came)


def fetched(actor: Actor, campaign_id: int, organisation_id: int) -> dict[int | None, str]:
    """By household (None: the place itself): who signed for what was fetched."""
    actor.must("purchasing.receive", organisation_id=organisation_id)
    found = Decision.objects.filter(campaign_id=campaign_id, status=DecisionStatus.ADOPTED.value).first()
    rows = supplies.fetched(actor, organisation_id, f"purchasing.Decision:{found.pk}") if found else {}
    return {household_id: move.signed_by for household_id, move in rows.items()}
