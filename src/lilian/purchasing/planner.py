"""Approved needs and opened bids to a planning problem, and its answer to shares and orders."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.parts import split
from lilian.kernel.refusal import Refusal
from lilian.planning import purchasing as planning
from lilian.planning.purchasing.bill import rebate_fen
from lilian.purchasing import queries
from lilian.purchasing.models import Article, Campaign, Quote, QuoteLine
from lilian.purchasing.queries.needs import approved
from lilian.purchasing.rules import needs as need_rules
from lilian.purchasing.rules import quotes as quote_rules
from lilian.purchasing.rules.sharing import Bought, Claim, Pool
from lilian.purchasing.values import Basket, Paper, PaperKind, Tiering

PAPERS_RAN_OUT = "证照已过期"
LEFT_OUT = "这次测算不用"


class NothingNeeded(Refusal):
    code = "purchasing.nothing_needed"
    sentence = gettext_noop("还没有一条通过审核的需求。")
    remedy = gettext_noop("请先审核各村社报上来的需求。")


class NothingBid(Refusal):
    code = "purchasing.nothing_bid"
    sentence = gettext_noop("没有一家供应商报价。")


@dataclass(frozen=True)
class Asked:
    """A question; the claims behind it; and what people call its codes."""

    problem: planning.Problem
    claims: tuple[Claim, ...]
    names: dict[str, dict[str, Any]]


def question(
    actor: Actor, campaign: Campaign, *, now: datetime, excluded: Collection[str] = (), max_winners: int | None = None
) -> Asked:
    """The approved needs against the bids. Before the bids are opened there are none to read.

    :raises NothingNeeded, NothingBid: as the names say
    """
    bids = list(queries.quotes(actor, campaign.pk, now=now))
    if not bids:
        raise NothingBid()
    barred = [*_run_out(bids, timezone.localdate(campaign.quotes_until)), *_left_out(bids, excluded)]
    out = {each.supplier for each in barred}
    claims = claims_of(
        campaign, {line.article_id for bid in bids if bid.supplier.code not in out for line in _lines(bid)}
    )
    if not claims:
        raise NothingNeeded()
    articles = {article.pk: article for article in queries.articles(actor, campaign.pk)}
    places = sorted({claim.place for claim in claims})
    problem = planning.Problem(
        items=tuple(planning.Item(str(pk)) for pk in sorted({claim.article_id for claim in claims} | _quoted(bids))),
        members=tuple(planning.Member(place, place) for place in places),
        needs=_needs(claims),
        suppliers=tuple(_supplier(bid, places) for bid in bids),
        offers=tuple(_offer(bid, line) for bid in bids for line in _lines(bid)),
        max_suppliers=max_winners,
        exclusions=tuple(barred),
    )
    return Asked(problem, claims, _names(campaign, bids, articles))


def claims_of(campaign: Campaign, quoted: Collection[int]) -> tuple[Claim, ...]:
    """Each approved need; where nobody quotes its article but somebody its substitute, it is one for that."""
    found = []
    for need in approved(campaign):
        swapped = need.article_id not in quoted and need.substitute_id in quoted
        article_id = need.substitute_id if swapped and need.substitute_id else need.article_id
        granted = need.granted or 0
        most = need_rules.most_of(need.quantity, need.most, granted)
        found.append(Claim(need.pk, need.organisation.code, article_id, granted, most, need.article_id))
    return tuple(found)


def _lines(bid: Quote) -> Iterable[QuoteLine]:
    return bid.lines.all()


def _quoted(bids: Sequence[Quote]) -> set[int]:
    return {line.article_id for bid in bids for line in _lines(bid)}


def papers_of(bid: Quote) -> tuple[Paper, ...]:
    """As the table holds them."""
    return tuple(Paper(PaperKind(kind), number, date.fromisoformat(until)) for kind, number, until in bid.papers)


def _run_out(bids: Sequence[Quote], day: date) -> list[planning.Exclusion]:
    late = [bid for bid in bids if quote_rules.run_out(papers_of(bid), day)]
    return [planning.Exclusion(bid.supplier.code, reason=PAPERS_RAN_OUT) for bid in late]


def _left_out(bids: Sequence[Quote], excluded: Collection[str]) -> list[planning.Exclusion]:
    codes = [bid.supplier.code for bid in bids]
    return [planning.Exclusion(code, reason=LEFT_OUT) for code in codes if code in set(excluded)]


def _needs(claims: Iterable[Claim]) -> tuple[planning.Need, ...]:
    units: dict[tuple[str, int], int] = defaultdict(int)
    for claim in claims:
        units[claim.pool] += claim.asked
    return tuple(planning.Need(place, str(item), count) for (place, item), count in sorted(units.items()))


def basket_of(bid: Quote) -> Basket:
    starts, parts = zip(*bid.basket, strict=True)
    return Basket(Tiering(bid.basket_tiering), tuple(starts), tuple(parts))


def _supplier(bid: Quote, places: Sequence[str]) -> planning.Supplier:
    basket = basket_of(bid)
    rebates = basket.parts if basket.tiering is Tiering.INCREMENTAL else ()
    freight = {place: bid.freight_to.get(place, bid.freight_fen) for place in places}
    return planning.Supplier(
        code=bid.supplier.code,
        scheme=planning.Scheme(basket.tiering.value, "value", basket.starts, rebates),
        minimum=bid.minimum_fen,
        capacity=None if bid.capacity is None else (bid.capacity,),
        order_fen=bid.order_fen,
        freight_fen={place: fen for place, fen in freight.items() if fen is not None},
    )


def _offer(bid: Quote, line: QuoteLine) -> planning.Offer:
    starts, prices = zip(*line.steps, strict=True)
    return planning.Offer(
        supplier=bid.supplier.code,
        item=str(line.article_id),
        prices_fen=quote_rules.price_rows(basket_of(bid), tuple(prices)),
        starts=tuple(starts),
        kind="incremental" if line.tiering == Tiering.INCREMENTAL else "all_units",
        pack=line.pack,
        minimum=line.minimum,
        capacity=line.capacity,
    )


def _names(campaign: Campaign, bids: Iterable[Quote], articles: dict[int, Article]) -> dict[str, dict[str, Any]]:
    places = {need.organisation.code: need.organisation.name for need in approved(campaign)}
    return {
        "suppliers": {bid.supplier.code: bid.supplier.name for bid in bids},
        "articles": {str(pk): [one.farm_input.name, one.farm_input.unit] for pk, one in articles.items()},
        "places": places,
    }


def bought(problem: planning.Problem, plan: planning.Plan, division: planning.Division | None) -> Bought:
    """What the plan brings where; each place's share of the bill, by the planner's division, or, where something is
    missing and there is no bill for all, by the worth of what each gets."""
    pools: dict[Pool, int] = defaultdict(int)
    for sent in plan.deliveries:
        pools[sent.village, int(sent.item)] += sent.quantity
    whole: dict[int, int] = defaultdict(int)
    goods: dict[int, int] = defaultdict(int)
    for each in plan.purchases:
        whole[int(each.item)] += each.quantity
        goods[int(each.item)] += each.goods_fen
    unit_fen = {item: max(1, goods[item] // units) for item, units in whole.items()}
    left = spares(plan)
    freight = {supplier.code: supplier.freight_fen or {} for supplier in problem.suppliers}
    carriage = {(place, item): fen for item, (supplier, _) in left.items() for place, fen in freight[supplier].items()}
    return Bought(
        pools=dict(pools),
        spare={item: units for item, (_, units) in left.items()},
        unit_fen=unit_fen,
        carriage=carriage,
        shares=_shares(plan, division, pools, unit_fen),
    )


def spares(plan: planning.Plan) -> dict[int, tuple[str, int]]:
    """Of each article: who is bought more from than is needed, and how much more. Where several are, the most."""
    left: dict[tuple[int, str], int] = defaultdict(int)
    for each in plan.purchases:
        left[int(each.item), each.supplier] += each.quantity
    for sent in plan.deliveries:
        left[int(sent.item), sent.supplier] -= sent.quantity
    found: dict[int, tuple[str, int]] = {}
    for (item, supplier), units in sorted(left.items()):
        if units > found.get(item, ("", 0))[1]:
            found[item] = (supplier, units)
    return found


def _shares(
    plan: planning.Plan,
    division: planning.Division | None,
    pools: Mapping[Pool, int],
    unit_fen: Mapping[int, int],
) -> dict[str, int]:
    if division is not None:
        return {share.player: share.share_fen for share in division.shares}
    worth: dict[str, int] = defaultdict(int)
    for (place, item), units in pools.items():
        worth[place] += units * unit_fen[item]
    if not worth:
        return {}
    return dict(zip(worth, split(plan.cost_fen, list(worth.values())), strict=True))


@dataclass(frozen=True)
class OrderParts:
    """An order to one supplier: its sums, and its lines as (article, place, units, fen); the lines sum to the whole."""

    supplier: str
    goods_fen: int
    rebate_fen: int
    order_fen: int
    freight_fen: int
    lines: tuple[tuple[int, str, int, int], ...]


def orders_of(
    problem: planning.Problem, plan: planning.Plan, *, extra: Mapping[Pool, int], spare_to: str
) -> list[OrderParts]:
    """Each order of the plan. `extra` units of what is spare go along to who takes them; the rest to `spare_to`."""
    known = {supplier.code: supplier for supplier in problem.suppliers}
    return [_order_parts(order, plan, known[order.supplier], extra, spare_to) for order in plan.orders]


def _order_parts(
    order: planning.Order, plan: planning.Plan, supplier: planning.Supplier, extra: Mapping[Pool, int], spare_to: str
) -> OrderParts:
    units: dict[tuple[int, str], int] = defaultdict(int)
    freight: dict[tuple[int, str], int] = defaultdict(int)
    for sent in plan.deliveries:
        if sent.supplier == order.supplier:
            units[int(sent.item), sent.village] += sent.quantity
            freight[int(sent.item), sent.village] += sent.freight_fen
    takers = {item for item, (code, _) in spares(plan).items() if code == order.supplier}
    for (place, item), more in extra.items():
        if item in takers and more:
            units[item, place] += more
            freight[item, place] += more * (supplier.freight_fen or {}).get(place, 0)
    unit_fen = {}
    for each in plan.purchases:
        if each.supplier == order.supplier:
            item = int(each.item)
            unit_fen[item] = max(1, each.goods_fen // each.quantity)
            left = each.quantity - sum(count for (one, _), count in units.items() if one == item)
            if left:
                units[item, spare_to] += left
    rebate, keys = rebate_fen(supplier.scheme, order.amount), sorted(units)
    parts = split(order.goods_fen - rebate + order.order_fen, [units[key] * unit_fen[key[0]] for key in keys])
    lines = tuple((*key, units[key], fen + freight[key]) for key, fen in zip(keys, parts, strict=True))
    return OrderParts(order.supplier, order.goods_fen, rebate, order.order_fen, sum(freight.values()), lines)
