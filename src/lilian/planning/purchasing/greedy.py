"""Today's practice: for each item the best single quote, and never a look at what the basket would earn together."""

from collections import Counter

import numpy as np

from lilian.planning.purchasing.answer import Basket, read_plan
from lilian.planning.purchasing.bill import goods_fen, step_of
from lilian.planning.purchasing.market import Line, Market
from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import Problem

METHOD = "item by item, best quote"


def practice(problem: Problem) -> Plan:
    """Items in their order, each bought when it is needed from whoever delivers that item's quantity cheapest, judged
    by its own quantity alone; what one cannot supply comes from the next. Claims no bound.
    """
    market = Market(problem)
    return read_plan(market, quoted(market), method=METHOD)


def quoted(market: Market) -> Basket:
    """Suppliers that win too little for their least order get it filled up where they can, else nothing."""
    barred: set[int] = set()
    while True:
        basket = Round(market, barred).basket()
        failing = too_small(market, basket) or too_many(market, basket)
        if not failing:
            return basket
        barred |= failing


class Round:
    """One pass over all wants with some suppliers barred."""

    def __init__(self, market: Market, barred: set[int]) -> None:
        self.market, self.barred = market, barred
        self.bought: Counter[int] = Counter()
        self.sent: Counter[int] = Counter()
        self.load: Counter[tuple[int, int]] = Counter()
        self.winners: dict[int, set[int]] = {}
        self.spare: Counter[int] = Counter()
        self.whole: Counter[tuple[int, int]] = Counter()
        for want in market.wants:
            self.whole[want.item, want.period] += want.quantity
        self.arcs_of: dict[int, list[int]] = {}
        for arc, wanted in enumerate(market.arc_want.tolist()):
            self.arcs_of.setdefault(wanted, []).append(arc)

    def basket(self) -> Basket:
        for wanted, want in enumerate(self.market.wants):
            left = want.quantity
            for arc in self.best_first(wanted):
                taken = self.take(int(self.market.arc_line[arc]), left)
                if taken:
                    self.sent[arc] += taken
                    left -= taken
                if not left:
                    break
        self.fill_up()
        return Basket(dict(self.bought), dict(self.sent))

    def best_first(self, wanted: int) -> list[int]:
        """Arcs of the period itself, by the delivered price of the whole item."""
        market, want = self.market, self.market.wants[wanted]
        whole = self.whole[want.item, want.period]
        arcs = [a for a in self.arcs_of.get(wanted, ()) if market.lines[market.arc_line[a]].period == want.period]
        arcs = [a for a in arcs if market.lines[market.arc_line[a]].supplier not in self.barred]
        return sorted(arcs, key=lambda a: (self.quote(market.lines[market.arc_line[a]], whole) + market.arc_fen[a], a))

    def quote(self, line: Line, quantity: int) -> float:
        """Fen a unit, were this item the whole order."""
        scheme = self.market.problem.suppliers[line.supplier].scheme
        units = max(line.offer.minimum, -(-quantity // line.offer.pack) * line.offer.pack, 1)
        row = step_of(scheme.starts, units * self.market.basis(line)) if scheme.kind == "all_units" else 0
        return goods_fen(line.offer, row, units) / max(1, quantity)

    def take(self, number: int, wanted: int) -> int:
        """Units that go out of this line now; buys whole packs, and at least the line's minimum, or nothing."""
        line = self.market.lines[number]
        given = min(wanted, self.spare[number])
        room = self.room(number)
        least = max(0, line.offer.minimum - self.bought[number])
        packs = min(-(-max(wanted - given, least) // line.offer.pack), room // line.offer.pack)
        units = packs * line.offer.pack
        if wanted > given and units >= max(1, least) and self.may_win(line):
            self.order(number, units)
            given += min(units, wanted - given)
            self.spare[number] += units
        self.spare[number] -= given
        return given

    def may_win(self, line: Line) -> bool:
        most = self.market.problem.items[line.item].max_suppliers
        winners = self.winners.setdefault(line.item, set())
        return most is None or line.supplier in winners or len(winners) < most

    def room(self, number: int) -> int:
        """Units the line can still take, of its own capacity and its supplier's."""
        line = self.market.lines[number]
        offer, most = line.offer, self.market.problem.suppliers[line.supplier].capacity
        room = np.iinfo(np.int64).max if offer.capacity is None else offer.capacity - self.bought[number]
        if most is not None:
            left = most[line.period] - self.load[line.supplier, line.period]
            left -= 0 if self.bought[number] else offer.order_load
            room = min(room, left // offer.unit_load if offer.unit_load else room if left >= 0 else 0)
        return max(0, int(room))

    def order(self, number: int, units: int) -> None:
        line = self.market.lines[number]
        opening = 0 if self.bought[number] else line.offer.order_load
        self.load[line.supplier, line.period] += opening + units * line.offer.unit_load
        self.bought[number] += units
        self.winners.setdefault(line.item, set()).add(line.supplier)

    def fill_up(self) -> None:
        """More of the cheapest item where a supplier's least order is not reached."""
        for (supplier, period), amount in order_amounts(self.market, self.bought).items():
            short = self.market.problem.suppliers[supplier].minimum - amount
            lines = [
                n for n in self.bought if self.at(n) == (supplier, period) and self.market.basis(self.market.lines[n])
            ]
            for number in sorted(lines, key=lambda n: self.market.lines[n].offer.list_fen):
                line = self.market.lines[number]
                if short <= 0:
                    break
                packs = -(-short // (self.market.basis(line) * line.offer.pack))
                units = min(packs, self.room(number) // line.offer.pack) * line.offer.pack
                self.order(number, units)
                short -= units * self.market.basis(line)

    def at(self, number: int) -> tuple[int, int]:
        return self.market.lines[number].supplier, self.market.lines[number].period


def order_amounts(market: Market, bought: Counter[int] | dict[int, int]) -> Counter[tuple[int, int]]:
    """In each supplier's basis, by (supplier, period)."""
    amounts: Counter[tuple[int, int]] = Counter()
    for number, units in bought.items():
        line = market.lines[number]
        amounts[line.supplier, line.period] += units * market.basis(line)
    return amounts


def too_small(market: Market, basket: Basket) -> set[int]:
    """The first supplier whose least order could not be filled."""
    for (supplier, _), amount in order_amounts(market, dict(basket.bought)).items():
        if amount < market.problem.suppliers[supplier].minimum:
            return {supplier}
    return set()


def too_many(market: Market, basket: Basket) -> set[int]:
    """The supplier of least value, where more win than may."""
    value: Counter[int] = Counter()
    for number, units in basket.bought.items():
        value[market.lines[number].supplier] += units * market.lines[number].offer.list_fen
    if market.problem.max_suppliers is None or len(value) <= market.problem.max_suppliers:
        return set()
    return {min(value, key=lambda supplier: (value[supplier], supplier))}
