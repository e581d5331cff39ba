"""Orders are placed as the decision says, and what comes of them is counted."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.kernel import codes
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.purchasing import planner, queries
from lilian.purchasing.actions.campaigns import locked, move
from lilian.purchasing.actions.deposits import hold_deposits
from lilian.purchasing.actions.refusals import AlreadyReceived, CountedTwice
from lilian.purchasing.models import Allotment, Campaign, Decision, Order, OrderLine, Receipt
from lilian.purchasing.rules.receipts import balanced
from lilian.purchasing.values import Counted, Stage
from lilian.supplies import actions as supplies
from lilian.supplies.values import Brought, Spot

PREFIX = "Y"


@transaction.atomic
def place_orders(*, actor: Actor, campaign_id: int, now: datetime) -> list[int]:
    """One order to each supplier that won; deposits are held from buyers who paid some in. Return the orders' keys.

    :raises WrongStage: if nothing was decided, or the orders are placed
    """
    campaign = locked(actor, campaign_id, Stage.DECIDED)
    taken = queries.taken(campaign.pk)
    assert taken is not None
    papers = queries.documents(queries.decision(actor, taken.pk))
    parts = planner.orders_of(papers.problem, papers.plan, extra=_extra(taken), spare_to=campaign.organiser.code)
    made = [_write(actor, campaign, taken, each, now) for each in parts]
    hold_deposits(actor, campaign, taken, now)
    move(campaign, Stage.ORDERED)
    data = {"orders": [order.number for order in made], "amount_fen": sum(order.amount_fen for order in made)}
    audit.record(actor=actor, event="purchasing.orders_placed", subject=campaign, at=now, data=data)
    return [order.pk for order in made]


def _extra(taken: Decision) -> dict[tuple[str, int], int]:
    """What packs left over, by who takes it."""
    found: dict[tuple[str, int], int] = defaultdict(int)
    rows = Allotment.objects.filter(decision=taken, extra__gt=0)
    for code, article_id, units in rows.values_list("need__organisation__code", "article_id", "extra"):
        found[code, article_id] += units
    return dict(found)


def _next_number() -> str:
    """One after another; who orders holds the line of numbers until its transaction ends."""
    hold_name("purchasing order number", wait=True)
    last = Order.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return codes.numbered(PREFIX, last + 1)


def _write(actor: Actor, campaign: Campaign, taken: Decision, parts: planner.OrderParts, now: datetime) -> Order:
    places = {one.code: one.pk for one in members.organisations(actor)}
    order = Order.objects.create(
        campaign=campaign,
        decision=taken,
        number=_next_number(),
        supplier_id=places[parts.supplier],
        goods_fen=parts.goods_fen,
        rebate_fen=parts.rebate_fen,
        order_fen=parts.order_fen,
        freight_fen=parts.freight_fen,
        amount_fen=parts.goods_fen - parts.rebate_fen + parts.order_fen + parts.freight_fen,
        placed_at=now,
        placed_by=actor.name[:80],
    )
    OrderLine.objects.bulk_create(
        OrderLine(order=order, article_id=article, organisation_id=places[place], quantity=units, amount_fen=fen)
        for article, place, units, fen in parts.lines
    )
    return order


@transaction.atomic
def receive(
    *,
    actor: Actor,
    campaign_id: int,
    organisation_id: int,
    counted: Sequence[Counted],
    now: datetime,
    point_id: int | None = None,
) -> int:
    """What came to a place of these order lines; what is short or damaged is neither paid nor billed. How many lines.

    What is accepted lies in stock from then on, at one of the place's pick-up points where one is named.

    :raises AlreadyReceived: if one of them was counted before
    :raises CountedTwice, WrongStage, BadCount, DamagedMore, NoPoint, OtherExpiry: nothing is written then
    """
    actor.must("purchasing.receive", organisation_id=organisation_id)
    campaign = locked(actor, campaign_id, Stage.ORDERED, permission="purchasing.receive")
    lines = {line.pk: line for line in queries.lines_to(actor, campaign.pk, organisation_id)}
    named = {each.order_line_id for each in counted}
    if not named or named - set(lines):
        raise NotFound()
    if len(named) < len(counted):
        raise CountedTwice()
    if Receipt.objects.filter(line__in=named).exists():
        raise AlreadyReceived()
    made = [_receipt(actor, lines[each.order_line_id], each, now) for each in counted]
    Receipt.objects.bulk_create(made)
    brought = [_brought(lines[each.line_id].article.farm_input_id, each) for each in made]
    supplies.bring(actor=actor, spot=Spot(organisation_id, point_id), brought=brought, now=now)
    data = {
        "organisation": organisation_id,
        "lines": {each.line_id: [each.accepted, each.short, each.damaged, each.over] for each in made},
    }
    audit.record(actor=actor, event="purchasing.received", subject=campaign, at=now, data=data)
    return len(made)


def _brought(farm_input_id: int, receipt: Receipt) -> Brought:
    about = f"purchasing.OrderLine:{receipt.line_id}"
    return Brought(farm_input_id, receipt.accepted, receipt.batch, receipt.expires_on, about)


def _receipt(actor: Actor, line: OrderLine, counted: Counted, now: datetime) -> Receipt:
    balance = balanced(
        ordered=line.quantity, delivered=counted.delivered, damaged=counted.damaged, amount_fen=line.amount_fen
    )
    return Receipt(
        line=line,
        delivered=balance.delivered,
        damaged=balance.damaged,
        accepted=balance.accepted,
        short=balance.short,
        over=balance.over,
        payable_fen=balance.payable_fen,
        batch=counted.batch.strip()[:40],
        expires_on=counted.expires_on,
        note=counted.note.strip()[:200],
        at=now,
        recorded_by=actor.name[:80],
    )
