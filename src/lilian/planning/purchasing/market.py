"""The problem, numbered: what may be bought where and when (lines), who waits for it (wants), what brings it there."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lilian.planning.purchasing.problem import Offer, Problem, Supplier

Ints = NDArray[np.int64]
SEASON = -1  # the period of a total over all periods


@dataclass(frozen=True)
class Line:
    """An offer that may be taken in a period; `supplier` and `item` are indices."""

    offer: Offer
    supplier: int
    item: int
    period: int


@dataclass(frozen=True)
class Want:
    """What the villages of a zone need of an item for a period; `by_village`: their shares."""

    zone: int
    item: int
    period: int
    by_village: dict[str, int]

    @property
    def quantity(self) -> int:
        return sum(self.by_village.values())


class Market:
    """Villages that every supplier serves at the same freight are one zone: they need not be told apart.

    `arc_line`, `arc_want`, `arc_fen` (a,): line -> want, and freight and holding of one unit.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.item_index = {item.code: i for i, item in enumerate(problem.items)}
        self.supplier_index = {supplier.code: s for s, supplier in enumerate(problem.suppliers)}
        self.zones = zones(problem)
        self.zone_of = {village: zone for zone, villages in enumerate(self.zones) for village in villages}
        self.lines = tuple(self.read_lines())
        self.wants = tuple(self.read_wants())
        self.want_index = {(want.zone, want.item, want.period): number for number, want in enumerate(self.wants)}
        self.arc_line, self.arc_want, self.arc_fen = self.read_arcs()

    def read_lines(self) -> list[Line]:
        """Offers below the quality asked, excluded by people or without any capacity make no line."""
        problem, found = self.problem, []
        barred = {(out.supplier, out.item) for out in problem.exclusions}
        for offer in problem.offers:
            supplier, item = self.supplier_index[offer.supplier], self.item_index[offer.item]
            poor = offer.quality < problem.items[item].min_quality
            if poor or {(offer.supplier, None), (offer.supplier, offer.item)} & barred:
                continue
            periods = range(problem.periods) if offer.periods is None else sorted(set(offer.periods))
            found += [Line(offer, supplier, item, period) for period in periods]
        return sorted(found, key=lambda line: (line.supplier, line.period, line.item))

    def read_wants(self) -> list[Want]:
        home = {member.code: member.village for member in self.problem.members}
        shares: dict[tuple[int, int, int], Counter[str]] = {}
        for need in self.problem.needs:
            village = home[need.member]
            key = self.item_index[need.item], need.period, self.zone_of[village]
            shares.setdefault(key, Counter())[village] += need.quantity
        return [Want(zone, item, period, dict(share)) for (item, period, zone), share in sorted(shares.items())]

    def read_arcs(self) -> tuple[Ints, Ints, Ints]:
        arcs = []
        by_item: dict[int, list[int]] = {}
        for number, want in enumerate(self.wants):
            by_item.setdefault(want.item, []).append(number)
        for number, line in enumerate(self.lines):
            item, supplier = self.problem.items[line.item], self.problem.suppliers[line.supplier]
            for other in by_item.get(line.item, ()):
                want = self.wants[other]
                carried = freight_fen(supplier, self.zones[want.zone][0])
                if want.period >= line.period and carried is not None:
                    kept = item.hold_fen * (want.period - line.period)
                    arcs.append((number, other, carried * item.load + kept))
        table = np.array(arcs, np.int64).reshape(-1, 3)
        return table[:, 0], table[:, 1], table[:, 2]

    def want_of(self, village: str, item: str, period: int) -> int:
        return self.want_index[self.zone_of[village], self.item_index[item], period]

    def group(self, line: Line) -> tuple[int, int]:
        """(supplier, period or SEASON): whose total decides the line's step."""
        season = self.problem.suppliers[line.supplier].scheme.span == "season"
        return line.supplier, SEASON if season else line.period

    def basis(self, line: Line) -> int:
        """What one unit counts towards the supplier's steps and least order."""
        quantity = self.problem.suppliers[line.supplier].scheme.basis == "quantity"
        return 1 if quantity else line.offer.list_fen


def freight_fen(supplier: Supplier, village: str) -> int | None:
    """For one freight unit; None where the supplier does not deliver."""
    return 0 if supplier.freight_fen is None else supplier.freight_fen.get(village)


def zones(problem: Problem) -> tuple[tuple[str, ...], ...]:
    """Villages by what every supplier's freight to them is, in the order of the first of each."""
    alike: dict[tuple[int | None, ...], list[str]] = {}
    for village in problem.villages:
        key = tuple(freight_fen(supplier, village) for supplier in problem.suppliers)
        alike.setdefault(key, []).append(village)
    return tuple(tuple(villages) for villages in alike.values())
