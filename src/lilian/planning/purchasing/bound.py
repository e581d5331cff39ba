"""What all plans cost at least, given what a unit of each want is worth: each supplier by itself does its best.

The auditor (`check_bound.py`) works the same figure out with tolls, in whole numbers; here curves are laid end to end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor

import numpy as np

from lilian.planning.purchasing.baskets import Basket
from lilian.planning.purchasing.bill import goods_fen
from lilian.planning.purchasing.curves import INFINITE, NOTHING, Curve, Floats, along, hull, together
from lilian.planning.purchasing.fills import Fills
from lilian.planning.purchasing.market import SEASON, Ints, Market
from lilian.planning.purchasing.model import Group
from lilian.planning.purchasing.part import FREE, MANY, PLAYER, PLAYERS, Decided, Part
from lilian.planning.purchasing.problem import PARTS

WHOLE = 1e-7  # a rebate this near the next fen has reached it


@dataclass(frozen=True)
class Row:
    """Prices in 1/scale fen: `wants` (w,), `capacities` by order, `winners` by line, `missing` a unit or None."""

    wants: Ints
    capacities: dict[Group, int]
    winners: dict[int, int]
    missing: int | None

    def towards(self, other: "Row", share: float) -> "Row":
        """That share of these prices, the rest of others."""
        if share == 1:
            return self

        def mixed(mine: int, theirs: int) -> int:
            return round(share * mine + (1 - share) * theirs)

        return Row(
            np.rint(share * self.wants + (1 - share) * other.wants).astype(np.int64),
            {order: mixed(price, other.capacities.get(order, 0)) for order, price in self.capacities.items()},
            {line: mixed(price, other.winners.get(line, 0)) for line, price in self.winners.items()},
            self.missing if self.missing is None or other.missing is None else mixed(self.missing, other.missing),
        )


@dataclass(frozen=True)
class Step:
    """A step or band: its range, the row of prices, what one more of the amount earns, what it has earned at 0."""

    low: int
    high: float
    row: int
    rate: float
    base: float


@dataclass(frozen=True)
class Plain:
    """The simple lines of an order: `lines` (l,) by number, their `arcs` (a,) and `at` (a,) which line's each is; what
    a unit counts, its load (l,), and its price (k, l) at each of the supplier's steps."""

    lines: list[int]
    arcs: Ints
    at: Ints
    basis: Floats
    load: Floats
    prices: Floats


@dataclass(frozen=True)
class Joining:
    """Who may buy together: `names`, `units` by want and `shares` in fen of each player. Some do, but never all."""

    names: Sequence[str]
    units: Sequence[Mapping[int, int]]
    shares: Sequence[int]

    def least(self, worth: Floats, known: Mapping[Group, bool]) -> float:
        """What the needs of a sub-group are worth beyond its shares, of the one where that is least."""
        values = [
            sum(float(worth[want]) * units for want, units in needs.items()) - share
            for needs, share in zip(self.units, self.shares, strict=True)
        ]
        must = [values[player] for (_, player), joins in known.items() if joins]
        may = sorted(value for player, value in enumerate(values) if (PLAYER, player) not in known)
        paying = [value for value in may if value < 0]
        if len(must) + len(paying) == len(values):  # all of them: one stays away
            return sum(must) + sum(paying[:-1]) if paying else INFINITE
        if not must and not paying:
            return may[0] if may else INFINITE
        return sum(must) + sum(paying)


class Shop:
    """What does not depend on prices. `joining`: not all needs, but those of any sub-group. `simple` lines cost a
    unit's price and nothing else, whatever the number."""

    def __init__(self, market: Market, *, costs: bool, joining: Joining | None = None) -> None:
        self.market, self.costs, self.joining = market, costs, joining
        self.orders: dict[Group, list[int]] = {}
        self.groups: dict[Group, list[Group]] = {}
        self.simple = np.zeros(len(market.lines), np.bool_)
        self.bare = list[bool]()  # lines whose units keep no rule
        for number, line in enumerate(market.lines):
            order, group = (line.supplier, line.period), market.group(line)
            self.orders.setdefault(order, []).append(number)
            if order not in self.groups.setdefault(group, []):
                self.groups[group].append(order)
            self.simple[number] = self.is_simple(number)
            offer = line.offer
            self.bare.append(offer.capacity is None and offer.minimum <= 1 and len(offer.starts) == offer.pack == 1)
        order_of = np.argsort(market.arc_line, kind="stable")
        self.arcs = np.split(order_of, np.searchsorted(market.arc_line[order_of], np.arange(1, len(market.lines))))
        self.steps = {group: self.steps_of(group) for group in self.groups}
        self.plain = {order: self.plain_of(order) for order in self.orders}

    def limited(self, order: Group) -> bool:
        return order[1] != SEASON and self.market.problem.suppliers[order[0]].capacity is not None

    def capacity(self, order: Group) -> int:
        """MANY: as much as is wanted."""
        capacity = self.market.problem.suppliers[order[0]].capacity
        return MANY if capacity is None else capacity[order[1]]

    def is_simple(self, number: int) -> bool:
        line = self.market.lines[number]
        offer, item = line.offer, self.market.problem.items[line.item]
        bare = offer.capacity is None and not (offer.order_fen or offer.order_load or offer.minimum)
        limited = item.max_suppliers is not None or self.market.basis(line) == 0
        return bare and len(offer.starts) == 1 and offer.pack == 1 and not limited

    def steps_of(self, group: Group) -> list[Step]:
        scheme, found, earned = self.market.problem.suppliers[group[0]].scheme, [], 0.0
        for k, low in enumerate(scheme.starts):
            high = scheme.starts[k + 1] - 1.0 if k + 1 < len(scheme.starts) else INFINITE
            if scheme.kind == "all_units":
                found.append(Step(low, high, k, 0.0, 0.0))
                continue
            rate = self.costs * scheme.rebates[k] / (PARTS if scheme.basis == "value" else 1)
            found.append(Step(low, high, 0, rate, earned - rate * low))
            earned += rate * (high + 1 - low) if high < INFINITE else 0.0
        return found

    def plain_of(self, order: Group) -> Plain:
        lines = [number for number in self.orders[order] if self.simple[number]]
        market, rows = self.market, len(self.market.lines[self.orders[order][0]].offer.prices_fen)
        arcs = np.concatenate([self.arcs[number] for number in lines]) if lines else np.zeros(0, np.int64)
        prices = [[market.lines[n].offer.prices_fen[k][0] for n in lines] for k in range(rows)]
        return Plain(
            lines,
            arcs,
            np.searchsorted(lines, market.arc_line[arcs]),
            np.array([market.basis(market.lines[number]) for number in lines], np.float64),
            np.array([market.lines[number].offer.unit_load for number in lines], np.float64),
            self.costs * np.array(prices, np.float64).reshape(rows, len(lines)),
        )


class Worth:
    """One row of prices, and what it proves of any part of all plans; in fen (or units, where they count)."""

    def __init__(self, shop: Shop, row: Row, scale: int, most_missing: int) -> None:
        market = shop.market
        self.shop, self.market, self.row, self.scale, self.most_missing = shop, market, row, scale, most_missing
        ceiling = INFINITE if row.missing is None else row.missing / scale
        if not shop.costs:
            ceiling = min(ceiling, 1.0)
        worth = np.minimum(row.wants / scale, ceiling)
        self.gains = worth[market.arc_want] - shop.costs * market.arc_fen
        needs = np.array([want.quantity for want in market.wants], np.float64)
        self.needs = needs
        self.worth = worth
        self.base = (0.0 if shop.joining else float(worth @ needs)) - self.most_winners()
        if shop.costs and row.missing is not None:
            self.base -= row.missing / scale * most_missing
        self.curves: dict[object, Curve] = {}
        self.known: dict[object, float] = {}
        self.fills = Fills(self)

    def most_winners(self) -> float:
        """At most so many suppliers of an item can pay for taking it."""
        paid: dict[int, dict[int, float]] = {}
        for number, price in self.row.winners.items():
            line = self.market.lines[number]
            by = paid.setdefault(line.item, {})
            by[line.supplier] = by.get(line.supplier, 0.0) + price / self.scale
        most = {item: self.market.problem.items[item].max_suppliers for item in paid}
        return sum(sum(sorted(by.values(), reverse=True)[: most[item]]) for item, by in paid.items())

    def toll(self, order: Group) -> float:
        return self.row.capacities.get(order, 0) / self.scale

    def ordering(self, order: Group) -> float:
        return float(self.shop.costs * self.market.problem.suppliers[order[0]].order_fen)

    def fee(self, order: Group) -> float:
        """Of an order, less what its whole capacity is worth."""
        return self.ordering(order) - self.toll(order) * (self.shop.capacity(order) if self.shop.limited(order) else 0)

    def line(self, number: int, row: int, span: tuple[int, int]) -> Curve:
        """What units of a line cost, less what they are worth, by what they count."""
        key = number, row, span
        if key not in self.curves:
            line = self.market.lines[number]
            basis, toll = self.market.basis(line), self.toll((line.supplier, line.period))
            curve = self.by_units(number, row, span, toll=toll)
            if basis:
                curve = Curve(curve.x * basis, curve.y, curve.ray / basis)
            elif len(curve.x):
                curve = Curve(np.zeros(1), np.array([curve.lowest]))
            self.curves[key] = curve
        return self.curves[key]

    def paying(self, number: int) -> Ints:
        """A line's arcs that gain, those that gain most first."""
        arcs = self.shop.arcs[number]
        arcs = arcs[self.gains[arcs] > 0]
        return np.asarray(arcs[np.argsort(-self.gains[arcs], kind="stable")], np.int64)

    def taking(self, number: int) -> float:
        """What taking a line costs, whatever the units."""
        once = self.shop.costs * self.market.lines[number].offer.order_fen
        return float(once + self.row.winners.get(number, 0) / self.scale)

    def by_units(self, number: int, row: int, span: tuple[int, int], *, toll: float) -> Curve:
        offer, costs, arcs = self.market.lines[number].offer, self.shop.costs, self.paying(number)
        served = np.concatenate(([0.0], np.cumsum(self.needs[self.market.arc_want[arcs]])))
        gained = np.concatenate(([0.0], np.cumsum(self.needs[self.market.arc_want[arcs]] * self.gains[arcs])))
        most = span[1] if offer.capacity is None else min(span[1], offer.capacity)
        once = self.taking(number) + toll * offer.order_load
        points = [(0.0, 0.0)] if span[0] == 0 else []
        for units in sizes(served.tolist(), offer.starts, offer.pack, (max(1, span[0], offer.minimum), most)):
            paid = costs * goods_fen(offer, row, units) + toll * offer.unit_load * units + once
            points.append((float(units), paid - float(np.interp(units, served, gained))))
        ray = costs * offer.prices_fen[row][-1] + toll * offer.unit_load if most >= MANY else INFINITE
        return hull(points, ray)

    def order(self, order: Group, row: int, decided: Decided) -> Curve:
        """All lines of an order together, without its fee."""
        key = order, row, self.about(order, decided)
        if key not in self.curves:
            self.curves[key] = together(self.parts(order, row, decided))
        return self.curves[key]

    def about(self, order: Group, decided: Decided) -> tuple[tuple[int, int, int], ...]:
        """What is decided about lines of an order."""
        lines = self.market.lines
        return tuple(span for span in decided.lines if (lines[span[0]].supplier, lines[span[0]].period) == order)

    def parts(self, order: Group, row: int, decided: Decided) -> list[Curve]:
        """The curves of an order: one of its simple lines, one of each other."""
        special = {number: (low, high) for number, low, high in self.about(order, decided)}
        others = [number for number in self.shop.orders[order] if number in special or not self.shop.simple[number]]
        named = {number for number in special if self.shop.simple[number]}
        return [
            self.plain(order, row, frozenset(named)),
            *(self.line(number, row, special.get(number, (0, MANY))) for number in others),
        ]

    def plain(self, order: Group, row: int, named: frozenset[int]) -> Curve:
        """The simple lines that nothing was decided about."""
        key = order, row, named
        if key not in self.curves:
            self.curves[key] = self.made_plain(self.shop.plain[order], row, named, self.toll(order))
        return self.curves[key]

    def made_plain(self, plain: Plain, row: int, named: frozenset[int], toll: float) -> Curve:
        kept = np.array([number not in named for number in plain.lines], np.bool_)
        if not kept.any():
            return NOTHING
        price = plain.prices[row] + toll * plain.load
        pays = kept[plain.at] & (self.gains[plain.arcs] > 0)
        arcs, at = plain.arcs[pays], plain.at[pays]
        units = self.needs[self.market.arc_want[arcs]]
        ray = float((price[kept] / plain.basis[kept]).min())
        return along((0.0, 0.0), units * plain.basis[at], units * (price[at] - self.gains[arcs]), ray)

    def steps(self, group: Group, decided: Decided) -> Iterator[float]:
        """What a group adds at each step it may have, with an order (or, over the season, at that step)."""
        by = self.in_season if group[1] == SEASON else self.in_order
        steps = self.shop.steps[group]
        for k in range(decided.first, min(decided.last + 1, len(steps))):
            key = group, k, decided.local
            if key not in self.known:
                self.known[key] = by(group, steps[k], decided)
            yield self.known[key]

    def in_order(self, group: Group, step: Step, decided: Decided) -> float:
        if decided.placed(group) is False:
            return INFINITE
        if not self.shop.limited(group) or step.rate:
            return self.in_span(group, step, decided)
        room = self.fills.least(group, step.row, self.about(group, decided)).cost + self.ordering(group)
        free = step.low == 0 and step.high == INFINITE and not self.market.problem.suppliers[group[0]].minimum
        return room if free else max(room, self.in_span(group, step, decided))

    def in_span(self, group: Group, step: Step, decided: Decided) -> float:
        """With the total within the step, and a price on the capacity."""
        least = max(step.low, self.market.problem.suppliers[group[0]].minimum)
        if least == 0 and step.high == INFINITE and not step.rate:
            return self.fee(group) + sum(curve.lowest for curve in self.parts(group, step.row, decided))
        curve = self.order(group, step.row, decided).plus(self.fee(group) - step.base).less(step.rate)
        if curve.point and step.rate:
            curve = curve.plus(lost_in_rounding(step, float(curve.x[0])))
        return curve.least(least, step.high)

    def baskets(self, orders: Sequence[Group], part: Part) -> Iterator[Basket]:
        """What each of some orders with one step buys at these prices, if anything."""
        for order in orders:
            decided = part.get(order, FREE)
            fill = self.fills.least(order, self.shop.steps[order][0].row, self.about(order, decided))
            possible = decided.placed(order) is not False and fill.cost < INFINITE
            if possible and (decided.forced or fill.cost + self.ordering(order) < 0):
                lines = fill.shares()
                yield Basket(order, lines, dict(self.fills.sent(lines)))

    def in_season(self, group: Group, step: Step, decided: Decided) -> float:
        least, orders = self.market.problem.suppliers[group[0]].minimum, []
        for order in self.shop.groups[group]:
            placed = decided.placed(order)
            curve = self.order(order, step.row, decided).plus(self.fee(order)).less(step.rate)
            must = placed is True or any(low for n, low, _ in decided.lines if n in self.shop.orders[order])
            points = [] if placed is False else from_on(curve, least)
            orders.append(hull(points if must else [(0.0, 0.0), *points], INFINITE if placed is False else curve.ray))
        return together(orders).plus(-step.base).least(step.low, step.high)

    def nothing(self, decided: Decided) -> float:
        return INFINITE if decided.forced else 0.0

    def value(self, group: Group, decided: Decided) -> float:
        return min([self.nothing(decided), *self.steps(group, decided)])

    def values(self, part: Part) -> dict[Group, float]:
        return {group: self.value(group, part.get(group, FREE)) for group in self.shop.groups}

    def total(self, values: dict[Group, float], part: Part) -> float:
        """The bound of a part, given what each group adds."""
        base, most = self.base, self.market.problem.max_suppliers
        if self.shop.joining is not None:
            base += self.shop.joining.least(self.worth, dict(part.get(PLAYERS, FREE).orders))
        if most is None:
            return base + sum(values.values())
        by: dict[int, float] = {}
        for group, value in values.items():
            by[group[0]] = by.get(group[0], 0.0) + value
        must = {group[0] for group, decided in part.items() if decided.forced and group != PLAYERS}
        may = sorted(value for supplier, value in by.items() if supplier not in must)
        if len(must) > most:
            return INFINITE
        return base + sum(by[supplier] for supplier in must) + sum(may[: most - len(must)])


def sizes(served: Sequence[float], starts: Sequence[int], pack: int, span: tuple[int, int]) -> list[int]:
    """Numbers of units, whole packs within the span, at which a line's cost may turn."""
    turns = {span[0], *(int(units) for units in served), *starts, *(start - 1 for start in starts)}
    if span[1] < MANY:
        turns.add(span[1])
    found = {size for turn in turns for size in (turn // pack * pack, -(-turn // pack) * pack)}
    return sorted(size for size in found if span[0] <= size <= span[1])


def from_on(curve: Curve, least: int) -> list[tuple[float, float]]:
    """The corners of a curve from `least` on."""
    corners = list(zip(curve.x.tolist(), curve.y.tolist(), strict=True))
    if not corners or corners[0][0] >= least:
        return corners
    at = curve.at(least)
    return [*([(float(least), at)] if at < INFINITE else []), *(corner for corner in corners if corner[0] > least)]


def lost_in_rounding(step: Step, amount: float) -> float:
    """Of a fen: a rebate is rounded down."""
    rebate = step.base + step.rate * amount
    return max(0.0, rebate - floor(rebate + WHOLE))
