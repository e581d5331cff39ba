"""Drop lanes: fruit comes one at a time and drops into one of several open boxes. What an open box will cost.

A box is asked fruit after fruit whether it takes it. Taking leads to the box as it is then; refusing costs a little,
since another box must take the fruit. So the outlook V of a box with so many fruit and so many grams missing is an
optimal stopping price: with A(w) what the box costs once a fruit of w grams is in it, the mean of max(0, V - A(w)) is
the price of refusing; from full boxes down to empty ones.
"""

from dataclasses import dataclass, replace

import numpy as np
from numba import njit

from lilian.planning.packing.plan import Plan
from lilian.planning.packing.problem import FORBIDDEN, Ints, PackSpec, Problem
from lilian.planning.packing.simulator import Line
from lilian.planning.packing.solve import solve

KINDS = 64  # weights that stand for the stream, each as likely as the others


@dataclass(frozen=True, eq=False)
class Lanes:
    """Our policy for drop lanes: the box whose outlook improves most."""

    outlook_mg: Ints

    def __call__(self, problem: Problem) -> Plan:
        return solve(replace(problem, outlook_mg=self.outlook_mg, unclosed_mg=0))


def lanes_of(spec: PackSpec, boxes: int) -> Line:
    """A sorting line with so many drops: what comes must go at once."""
    return Line(spec, heads=1, boxes=boxes, oldest=0, partly=True)


def outlook_of(spec: PackSpec, fruit: Ints, waiting_mg: int) -> Ints:
    """The outlook (most_count + 1, label_g + 1) where fruit is like `fruit` (n,), in grams, and refusing one costs
    `waiting_mg`."""
    kinds = np.quantile(fruit, (np.arange(KINDS) + 0.5) / KINDS, method="inverted_cdf").astype(np.int64)
    counts = np.array([spec.least_count, spec.most_count, spec.label_g])
    return np.asarray(stopping_prices(counts, kinds, waiting_mg, FORBIDDEN))


@njit(cache=True)
def stopping_prices(counts: Ints, kinds: Ints, waiting: int, forbidden: int) -> Ints:
    least, most, label = counts
    price = np.full((most + 1, label + 1), forbidden, np.int64)
    after = np.zeros(len(kinds), np.int64)
    for held in range(most - 1, -1, -1):
        for missing in range(label + 1):
            for kind in range(len(kinds)):
                left = missing - kinds[kind]
                if left <= 0 and held + 1 >= least:
                    after[kind] = -1000 * left
                else:
                    after[kind] = min(forbidden, price[held + 1, max(0, left)] + 1000 * max(0, -left))
            price[held, missing] = stopping_price(np.sort(after), waiting, forbidden)
    return price


@njit(cache=True)
def stopping_price(after: Ints, waiting: int, forbidden: int) -> int:
    """V with the mean of max(0, V - after) equal to `waiting`; `after` ascending."""
    total = 0
    for taken in range(len(after)):
        if after[taken] >= forbidden or (taken and total + waiting * len(after) <= taken * after[taken]):
            return (total + waiting * len(after)) // taken if taken else forbidden
        total += after[taken]
    return (total + waiting * len(after)) // len(after)
