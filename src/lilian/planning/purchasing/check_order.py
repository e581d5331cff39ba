"""An auditor's least cost of a line, an order and a season, at given prices, all in whole numbers.

Each limit on a sum of lines is kept by a toll on what counts towards it. Any toll proves a bound, so that none need be
the best; the one tried is near it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from lilian.planning.purchasing.problem import Offer

NEVER = 1 << 200  # costs more than any plan
TRIES = 120  # of tolls: twice as far after a better one, a quarter as far after none
ENOUGH = 1 << 120  # as much, of a sum that only grows: what is asked cannot be
Span = tuple[int, int]  # least, and most + 1
Points = list[tuple[int, int]]  # (amount, cost)


@dataclass(frozen=True)
class Leg:
    """What a line costs at some prices: `gains` (worth of a unit, units) by falling worth, `unit` and `once` beside
    the price of the goods."""

    offer: Offer
    weight: int  # of one unit in the supplier's total
    gains: tuple[tuple[int, int], ...]
    unit: int
    once: int


def best_toll(value: Callable[[int], int], span: Span) -> int:
    """The greatest value of a concave function of the toll, near enough: any toll's value holds."""
    best, width = (0, value(0)), 1 << 40
    for _ in range(TRIES):
        if width == 0 or best[1] > ENOUGH:
            break
        for toll in (best[0] + width, best[0] - width):
            if (toll > 0 and span[0] == 0) or (toll < 0 and span[1] >= NEVER):
                continue
            here = value(toll)
            if here > best[1]:
                best, width = (toll, here), width * 2
                break
        else:
            width //= 4
    return best[1]


@dataclass(frozen=True)
class Choice:
    """Of a line: the corners of what an amount costs, and what one more costs beyond the last (None: no more)."""

    corners: Points
    ray: tuple[int, int] | None


def choice(leg: Leg, row: int, span: Span, unit: int) -> Choice:
    """Every number of units at which the cost may turn, with the amounts it counts for."""
    offer = leg.offer
    bare = offer.pack == 1 and len(offer.starts) == 1 and offer.capacity is None and not (offer.minimum or leg.once)
    if bare and span == (0, NEVER):
        return bare_choice(leg, offer.prices_fen[row][0] * unit + leg.unit)
    most = min(span[1] - 1 if span[1] < NEVER else NEVER, NEVER if offer.capacity is None else offer.capacity)
    turns, served = [span[0], offer.minimum, 1], 0
    if most < NEVER:
        turns.append(most)
    for _, units in leg.gains:
        served += units
        turns.append(served)
    turns += [start - back for start in offer.starts for back in (0, 1)]
    sizes = {size for turn in turns for size in (turn // offer.pack * offer.pack, -(-turn // offer.pack) * offer.pack)}
    least = max(span[0], offer.minimum, 1)
    points = [(0, 0)] if span[0] <= 0 else []
    points += [(n, cost_of(leg, row, n, unit)) for n in sorted(sizes) if least <= n <= most]
    corners: Points = []
    for point in points:
        while len(corners) > 1 and above(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    ray = (leg.weight, offer.prices_fen[row][-1] * unit + leg.unit) if most >= NEVER else None
    return Choice([(n * leg.weight, cost) for n, cost in corners], ray)


def bare_choice(leg: Leg, price: int) -> Choice:
    """Of a line with one price and no rule: each unit costs it, less what the next in need gains."""
    corners, amount, cost = [(0, 0)], 0, 0
    for worth, units in leg.gains:
        amount, cost = amount + units * leg.weight, cost + units * (price - worth)
        corners.append((amount, cost))
    return Choice(corners, (leg.weight, price))


def above(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[1] - a[1]) * (c[0] - a[0]) >= (c[1] - a[1]) * (b[0] - a[0])


def cost_of(leg: Leg, row: int, units: int, unit: int) -> int:
    """Goods at the offer's own steps, less what those who need them gain."""
    prices, starts = leg.offer.prices_fen[row], leg.offer.starts
    step = max(k for k, start in enumerate(starts) if start <= units)
    paid = prices[step] * units
    if leg.offer.kind == "incremental":
        paid = prices[0] * units
        paid += sum((prices[k] - prices[k - 1]) * max(0, units - starts[k]) for k in range(1, len(starts)))
    total, left = paid * unit + leg.unit * units + leg.once, units
    for worth, wanted in leg.gains:
        total -= worth * min(left, wanted)
        left -= min(left, wanted)
        if not left:
            break
    return total


@dataclass(frozen=True)
class Load:
    """All lines of an order; each counted unit earns `rate`, and `base` comes off once: a rebate in whole `fen`."""

    choices: list[Choice]
    rate: int
    base: int
    fen: int

    def least(self, span: Span) -> int:
        """What an amount within the span costs at least."""
        if any(not choice.corners for choice in self.choices):
            return NEVER
        if all(choice.ray is None and len(choice.corners) == 1 for choice in self.choices):
            return self.only(span)
        if not self.reaches(span):
            return NEVER
        toll = self.guess(span)
        total = toll * span[0] if toll > 0 else toll * (span[1] - 1) if toll else 0
        earn = self.rate + toll
        for choice in self.choices:
            if choice.ray is not None and choice.ray[1] < earn * choice.ray[0]:
                return -NEVER
            total += min(cost - earn * amount for amount, cost in choice.corners)
        return total - self.base

    def reaches(self, span: Span) -> bool:
        """Whether any amount lies within the span."""
        most = sum(choice.corners[-1][0] for choice in self.choices)
        open_end = any(choice.ray is not None and choice.ray[0] for choice in self.choices)
        return (open_end or most >= span[0]) and sum(choice.corners[0][0] for choice in self.choices) < span[1]

    def only(self, span: Span) -> int:
        amount = sum(choice.corners[0][0] for choice in self.choices)
        if not span[0] <= amount < span[1]:
            return NEVER
        rebate = self.base + self.rate * amount
        return sum(choice.corners[0][1] for choice in self.choices) - rebate // self.fen * self.fen

    def guess(self, span: Span) -> int:
        """The toll at which the best amount lies within the span: the slope of the piece that reaches its limit."""
        reach, pieces = 0, []
        for choice in self.choices:
            reach += choice.corners[0][0]
            for (a, paid), (b, more) in pairwise(choice.corners):
                if b > a:
                    pieces.append(((more - paid) // (b - a) - self.rate, b - a))
        rays = [choice.ray[1] // choice.ray[0] - self.rate for choice in self.choices if choice.ray and choice.ray[0]]
        limit = min(rays, default=NEVER)
        for slope, length in sorted(pieces):
            if slope >= 0 and reach >= span[0]:
                return min(0, limit)
            if reach + length >= (span[0] if slope >= 0 else span[1]):
                return min(slope, limit)
            reach += length
        if reach < span[0]:
            return limit if limit < NEVER else 0
        return min(0, limit)
