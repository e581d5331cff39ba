"""An order whose lines share a capacity: what it costs at least, where taking a line is yes or no.

Prices alone let a line be taken by halves, its order's cost and load by halves too. Here that question is asked until
nothing is taken by halves, the least cost first.
"""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise

import numpy as np

from lilian.planning.purchasing.curves import INFINITE

SPLITS = 300  # at most; whatever is left open bounds the order
Corners = list[tuple[float, float]]  # (load, cost), convex
Pieces = list[tuple[float, float, float, int]]  # (slope, load, cost, line), of falling cost


@dataclass(frozen=True)
class Stock:
    """What a line may be in an order: `corners` once it is taken, with their `units`; `may`: it may be left out."""

    number: int
    corners: Corners
    units: list[float]
    may: bool

    @property
    def open(self) -> bool:
        """Whether taking it is a question."""
        return self.may and bool(self.corners)

    @cached_property
    def start(self) -> tuple[float, float] | None:
        """The least of it; None: it must be taken, and cannot."""
        return (0.0, 0.0) if self.may else self.corners[0] if self.corners else None

    @cached_property
    def hull(self) -> Corners:
        """From nothing on, where it may be left out: what lies above the first piece is taken by halves there."""
        if not self.may:
            return self.corners
        first = min(range(len(self.corners)), key=lambda k: slope_of(self.corners[k]), default=None)
        return [(0.0, 0.0)] if first is None else [(0.0, 0.0), *self.corners[first:]]

    @cached_property
    def pieces(self) -> Pieces:
        """Those that pay."""
        found = []
        for (x, y), (more, less) in pairwise(self.hull):
            if less < y:
                slope = (less - y) / (more - x) if more > x else -INFINITE
                found.append((slope, more - x, less - y, self.number))
        return found

    @cached_property
    def sides(self) -> tuple["Stock", "Stock"]:
        """Taken, and left out."""
        return replace(self, may=False), replace(self, corners=[], units=[])


def slope_of(corner: tuple[float, float]) -> tuple[float, float]:
    load, cost = corner
    return (cost / load if load > 0 else -INFINITE if cost < 0 else INFINITE), -load


@dataclass(order=True, frozen=True)
class Filled:
    """A fill of the capacity that may take one line by halves (`doubt`): its cost bounds all that `stocks` allow.
    Ordered by cost, those without doubt first."""

    cost: float
    halved: bool
    number: int
    stocks: Mapping[int, Stock] = field(compare=False)
    loads: Mapping[int, float] = field(compare=False)
    doubt: int | None = field(default=None, compare=False)

    def shares(self) -> dict[int, tuple[float, float]]:
        """(share taken, units) of every line in it."""
        found = {}
        for number, stock in self.stocks.items():
            load, corners = self.loads.get(number, 0.0), stock.hull
            if stock.may and (number not in self.loads or not stock.corners):
                continue
            units = [0.0, *stock.units[-len(corners) + 1 :]] if stock.may else stock.units
            first = corners[1][0] if stock.may else 0.0
            if stock.may and not first:
                corners, units = corners[1:], units[1:]
            share = min(1.0, load / first) if first else 1.0
            amount = load if stock.may else corners[0][0] + load
            found[number] = share, float(np.interp(amount, [x for x, _ in corners], units))
        return found


def filled(stocks: Mapping[int, Stock], capacity: float, number: int) -> Filled:
    """The pieces that pay, laid end to end by rising slope until the capacity is used."""
    starts = [stock.start for stock in stocks.values()]
    room = capacity - sum(start[0] for start in starts if start is not None)
    if None in starts or room < 0:
        return Filled(INFINITE, False, number, stocks, {})
    cost = sum(start[1] for start in starts if start is not None)
    loads: dict[int, float] = {}
    for _, load, rise, line in sorted(chain.from_iterable(stock.pieces for stock in stocks.values())):
        fits = min(load, room)
        halved = fits < load and stocks[line].open and line not in loads
        loads[line] = loads.get(line, 0.0) + fits
        if fits < load:
            return Filled(cost + rise * fits / load, halved, number, stocks, loads, line if halved else None)
        room, cost = room - load, cost + rise
    return Filled(cost, False, number, stocks, loads)


def fullest(stocks: Mapping[int, Stock], capacity: float) -> Filled:
    """The least fill of all."""
    waiting = [filled(stocks, capacity, 0)]
    while len(waiting) <= SPLITS and (least := waiting[0]).doubt is not None:
        heapq.heappop(waiting)
        for answer in least.stocks[least.doubt].sides:
            side = filled({**least.stocks, least.doubt: answer}, capacity, least.number + len(waiting) + 1)
            heapq.heappush(waiting, side)
    return waiting[0]
