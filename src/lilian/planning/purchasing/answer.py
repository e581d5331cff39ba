"""Numbers back into words: a basket and where it goes become a plan, priced again in whole fen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from lilian.planning.purchasing.bill import Bill, bill_of
from lilian.planning.purchasing.certificate import Certificate
from lilian.planning.purchasing.market import SEASON, Market, freight_fen
from lilian.planning.purchasing.plan import CostSplit, Delivery, Missing, Order, Plan, Purchase
from lilian.planning.purchasing.reasons import Reason


@dataclass(frozen=True)
class Basket:
    """`bought`: units by line; `sent`: units by arc; both > 0."""

    bought: Mapping[int, int]
    sent: Mapping[int, int]

    def cost_fen(self, market: Market) -> int:
        return bill_of(market, self.bought).total_fen + self.carried_fen(market)

    def carried_fen(self, market: Market) -> int:
        """Freight and holding."""
        return sum(units * int(market.arc_fen[arc]) for arc, units in self.sent.items())

    def missing_units(self, market: Market) -> int:
        return sum(want.quantity for want in market.wants) - sum(self.sent.values())


@dataclass(frozen=True)
class Claims:
    """What is proved, with the certificates that prove it, and the solver's word; see `Plan`."""

    bound_fen: int = 0
    solver_bound_fen: int = 0
    least_missing: int = 0
    certificate: Certificate | None = None
    shortage: Certificate | None = None


NOTHING_CLAIMED = Claims()


def read_plan(market: Market, basket: Basket, *, method: str, claims: Claims = NOTHING_CLAIMED) -> Plan:
    """The basket as a plan, priced again."""
    bill = bill_of(market, basket.bought)
    deliveries = tuple(deliver(market, basket))
    split = CostSplit(
        sum(bill.goods.values()),
        sum(bill.rebates.values()),
        bill.orders.total(),
        sum(d.freight_fen for d in deliveries),
        sum(d.holding_fen for d in deliveries),
    )
    missing = tuple(missing_of(market, basket))
    return Plan(
        orders=tuple(orders_of(market, bill)),
        purchases=tuple(purchases_of(market, basket, bill)),
        deliveries=deliveries,
        missing=missing,
        split=split,
        cost_fen=split.total_fen,
        lower_bound_fen=claims.bound_fen,
        missing_units=sum(left.quantity for left in missing),
        least_missing=claims.least_missing,
        gap=(split.total_fen - claims.bound_fen) / max(1, split.total_fen),
        method=method,
        solver_bound_fen=claims.solver_bound_fen,
        certificate=claims.certificate,
        shortage=claims.shortage,
    )


def purchases_of(market: Market, basket: Basket, bill: Bill) -> Iterator[Purchase]:
    for number in sorted(bill.goods):
        line = market.lines[number]
        quantity, step = basket.bought[number], bill.own_steps[number]
        yield Purchase(line.offer.supplier, line.offer.item, line.period, quantity, step, bill.goods[number])


def orders_of(market: Market, bill: Bill) -> Iterator[Order]:
    goods: dict[tuple[int, int], int] = {}
    for number, fen in bill.goods.items():
        key = market.lines[number].supplier, market.lines[number].period
        goods[key] = goods.get(key, 0) + fen
    for supplier, period in sorted(goods):
        key = (supplier, SEASON) if (supplier, SEASON) in bill.steps else (supplier, period)
        code = market.problem.suppliers[supplier].code
        fen = goods[supplier, period]
        yield Order(code, period, bill.amounts[key], bill.steps[key], fen, bill.orders[supplier, period])


def deliver(market: Market, basket: Basket) -> Iterator[Delivery]:
    """What comes for a zone is shared out to its villages in their order."""
    open_needs = [dict(want.by_village) for want in market.wants]
    for arc in sorted(basket.sent):
        line, wanted = market.lines[market.arc_line[arc]], int(market.arc_want[arc])
        want, left = market.wants[wanted], basket.sent[arc]
        item = market.problem.items[line.item]
        for village, need in open_needs[wanted].items():
            given = min(left, need)
            if not given:
                continue
            open_needs[wanted][village] -= given
            left -= given
            carried = freight_fen(market.problem.suppliers[line.supplier], village) or 0
            freight, kept = given * carried * item.load, given * item.hold_fen * (want.period - line.period)
            supplier = line.offer.supplier
            yield Delivery(supplier, item.code, line.period, village, want.period, given, freight, kept)


def missing_of(market: Market, basket: Basket) -> Iterator[Missing]:
    arrived = np.zeros(len(market.wants), np.int64)
    for arc, units in basket.sent.items():
        arrived[market.arc_want[arc]] += units
    for number, want in enumerate(market.wants):
        here = int(arrived[number])
        for village, need in want.by_village.items():
            given = min(here, need)
            here -= given
            if given < need:
                why = reason_for(market, number, village, need - given)
                yield Missing(village, market.problem.items[want.item].code, want.period, need - given, why)


def reason_for(market: Market, wanted: int, village: str, units: int) -> Reason:
    """The first obstacle on the way from all offers of the item to those that could deliver it."""
    problem, want = market.problem, market.wants[wanted]
    item = problem.items[want.item]
    offers = [offer for offer in problem.offers if offer.item == item.code]
    if not offers:
        return Reason("no_offer", {"item": item.code})
    good = [offer for offer in offers if offer.quality >= item.min_quality]
    if not good:
        return Reason("quality", {"item": item.code, "min_quality": str(item.min_quality)})
    lines = [line for line in market.lines if line.item == want.item]
    if not lines:
        return Reason("excluded", {"item": item.code})
    timely = [line for line in lines if line.period <= want.period]
    if not timely:
        return Reason("too_late", {"item": item.code, "period": str(want.period + 1)})
    if all(freight_fen(problem.suppliers[line.supplier], village) is None for line in timely):
        return Reason("not_delivered", {"item": item.code, "village": village})
    return Reason("short", {"item": item.code, "quantity": str(units)})
