"""What orders whose lines share a capacity buy at some prices, and what that costs at least."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from lilian.planning.purchasing.curves import Curve
from lilian.planning.purchasing.model import Group
from lilian.planning.purchasing.part import MANY
from lilian.planning.purchasing.room import Filled, Stock, fullest

if TYPE_CHECKING:
    from lilian.planning.purchasing.bound import Worth

Spans = tuple[tuple[int, int, int], ...]  # (line, least, most)


class Fills:
    """At the prices of a `worth`, but without any on the load: it is kept."""

    def __init__(self, worth: "Worth") -> None:
        self.worth, self.shop, self.market, self.gains = worth, worth.shop, worth.market, worth.gains
        self.known: dict[object, Filled] = {}
        self.stocks: dict[object, Stock] = {}

    def least(self, order: Group, row: int, spans: Spans) -> Filled:
        """The least fill of an order's capacity at a row of prices."""
        key = order, row, spans
        if key not in self.known:
            special = {number: (low, high) for number, low, high in spans}
            stocks = {n: self.stock(n, row, special.get(n, (0, MANY))) for n in self.shop.orders[order]}
            self.known[key] = fullest(stocks, self.shop.capacity(order))
        return self.known[key]

    def stock(self, number: int, row: int, span: tuple[int, int]) -> Stock:
        key = number, row, span
        if key not in self.stocks:
            offer, taken = self.market.lines[number].offer, (max(1, span[0]), span[1])
            bare = taken == (1, MANY) and self.shop.bare[number]
            curve = self.bare(number, row) if bare else self.worth.by_units(number, row, taken, toll=0.0)
            units, cost = curve.x, curve.y
            if not offer.unit_load and len(units):
                best = slice(int(cost.argmin()), int(cost.argmin()) + 1)
                units, cost = units[best], cost[best]
            load = units * offer.unit_load + offer.order_load
            corners = list(zip(load.tolist(), cost.tolist(), strict=True))
            self.stocks[key] = Stock(number, corners, units.tolist(), may=span[0] == 0)
        return self.stocks[key]

    def bare(self, number: int, row: int) -> Curve:
        """A line with one price and no rule on its units, once it is taken: convex as it is."""
        arcs = self.worth.paying(number)
        each = self.worth.needs[self.market.arc_want[arcs]]
        units, gained = np.cumsum(each), np.cumsum(each * self.gains[arcs])
        if not len(units) or units[0] > 1:
            first = float(self.gains[arcs[0]]) if len(arcs) else 0.0
            units, gained = np.concatenate(([1.0], units)), np.concatenate(([first], gained))
        price = self.shop.costs * self.market.lines[number].offer.prices_fen[row][0]
        return Curve(units, self.worth.taking(number) + price * units - gained)

    def sent(self, lines: Mapping[int, tuple[float, float]]) -> Iterator[tuple[int, float]]:
        """The units of each line by arc: they go where they gain most."""
        for number, (_, left) in lines.items():
            for arc in self.worth.paying(number).tolist():
                given = min(left, float(self.worth.needs[self.market.arc_want[arc]]))
                left -= given
                if given > 0:
                    yield arc, given
