"""What a basket costs, exactly, in whole fen: the steps it reaches, goods, rebates and orders."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lilian.planning.purchasing.market import Market
from lilian.planning.purchasing.problem import PARTS, Offer, Scheme

Bought = Mapping[int, int]  # units by line


@dataclass
class Bill:
    """`amounts` and `steps` by (supplier, period) or (supplier, SEASON); `goods` and `own_steps` by line; `rebates` as
    `amounts`; `orders`: what ordering costs, by (supplier, period)."""

    amounts: Counter[tuple[int, int]] = field(default_factory=Counter)
    steps: dict[tuple[int, int], int] = field(default_factory=dict)
    goods: dict[int, int] = field(default_factory=dict)
    own_steps: dict[int, int] = field(default_factory=dict)
    rebates: dict[tuple[int, int], int] = field(default_factory=dict)
    orders: Counter[tuple[int, int]] = field(default_factory=Counter)

    @property
    def total_fen(self) -> int:
        return sum(self.goods.values()) - sum(self.rebates.values()) + self.orders.total()


def bill_of(market: Market, bought: Bought, steps: Mapping[tuple[int, int], int] | None = None) -> Bill:
    """`steps`: price the basket as if these steps were reached, whatever its totals."""
    bill = Bill()
    taken = {number: quantity for number, quantity in bought.items() if quantity}
    for number, quantity in taken.items():
        line = market.lines[number]
        bill.amounts[market.group(line)] += quantity * market.basis(line)
        order = line.supplier, line.period
        if order not in bill.orders:
            bill.orders[order] = market.problem.suppliers[line.supplier].order_fen
        bill.orders[order] += line.offer.order_fen
    for group, amount in bill.amounts.items():
        scheme = market.problem.suppliers[group[0]].scheme
        bill.steps[group] = (steps or {}).get(group, step_of(scheme.starts, amount))
        bill.rebates[group] = rebate_fen(scheme, amount)
    for number, quantity in taken.items():
        line = market.lines[number]
        scheme = market.problem.suppliers[line.supplier].scheme
        row = bill.steps[market.group(line)] if scheme.kind == "all_units" else 0
        bill.own_steps[number] = step_of(line.offer.starts, quantity)
        bill.goods[number] = goods_fen(line.offer, row, quantity)
    return bill


def step_of(starts: tuple[int, ...], amount: int) -> int:
    """The last step that starts at or below the amount."""
    return sum(1 for start in starts if start <= amount) - 1


def bands(starts: tuple[int, ...], amount: int) -> list[int]:
    """How much of the amount lies in each band."""
    edges = [*starts, max(amount, starts[-1])]
    return [max(0, min(amount, high) - low) for low, high in pairwise(edges)]


def goods_fen(offer: Offer, row: int, quantity: int) -> int:
    """`quantity` units at the supplier's step `row`."""
    prices = offer.prices_fen[row]
    if offer.kind == "all_units":
        return quantity * prices[step_of(offer.starts, quantity)]
    return sum(part * price for part, price in zip(bands(offer.starts, quantity), prices, strict=True))


def rebate_fen(scheme: Scheme, amount: int) -> int:
    if scheme.kind == "all_units":
        return 0
    earned = sum(part * rate for part, rate in zip(bands(scheme.starts, amount), scheme.rebates, strict=True))
    return earned if scheme.basis == "quantity" else earned // PARTS
