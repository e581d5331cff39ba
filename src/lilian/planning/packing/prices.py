"""What waiting fruit is worth, by simple statistics: our policy; and the exact choice of today's best machines.

A box of a fixed count passes the mean weight of the stream on to the heads: whatever a box does not take of a heavy or
a light run stays there. With `s` what the heads weigh above their mean in all, `s` is a random walk between two walls:
so light that no box reaches its label (fruit must be diverted), so heavy that every box is above it (give-away). The
walls are farther apart where the heads hold fruit of unlike weights, so fruit far from the mean is worth keeping; and
where a second open box, filled in advance, holds part of `s`.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from lilian.planning.packing.plan import Plan
from lilian.planning.packing.problem import FORBIDDEN, Ints, PackSpec, Problem
from lilian.planning.packing.simulator import Line
from lilian.planning.packing.solve import solve
from lilian.planning.packing.worth import missing


@dataclass(frozen=True)
class Advance:
    """A second box is filled in advance until it lacks `least` ... `most` fruit. If it then lacks d grams more or less
    than so many mean fruit weigh, that costs `even_ug` d^2 / 1000 mg; more than `reach_g` a fruit may not be.

    `balance_ug`: how much the same squared costs on the heads, where what the second box does not hold stays.
    """

    least: int
    most: int
    reach_g: int
    even_ug: int = 1600
    balance_ug: int = 100


@dataclass(frozen=True)
class Prices:
    """`mean_g` of a fruit. Keeping a fruit d grams from it is worth `spread_ug` d^2 / 1000 mg. A box that would give
    away more than `divert_g` is not closed, the heaviest fruit is diverted instead; None: closed where it can be."""

    mean_g: int
    spread_ug: int
    divert_g: int | None = None
    advance: Advance | None = None

    def line(self, line: Line) -> Line:
        """The line with as many open boxes as these prices use."""
        return replace(line, boxes=2, partly=True) if self.advance else line

    def priced(self, problem: Problem) -> Problem:
        """The problem with these prices; among equals what waits longest goes first."""
        far = problem.weight_g - problem.pieces * self.mean_g
        keep_mg = self.spread_ug * far * far // 1000 - problem.waited
        changes = {"keep_mg": keep_mg, "divert_mg": lightest_first(problem)}
        if self.divert_g is not None and not missing(problem)[0]:
            # Half for the box left open, half for the fruit; the heaviest is the one to go.
            changes["unclosed_mg"] = 500 * self.divert_g
            changes["divert_mg"] = 500 * self.divert_g + problem.weight_g.max() - problem.weight_g
        if self.advance:
            excess = self.stays_g(problem)
            changes["outlook_mg"] = outlook(problem.spec, self.mean_g, self.advance)
            changes["keep_mg"] = keep_mg - 2 * self.advance.balance_ug * excess * far // 1000
        return replace(problem, **changes)

    def stays_g(self, problem: Problem) -> int:
        """What heads and boxes will weigh above their mean in all when one box has left with its label's weight."""
        there = problem.weight_g.sum() + problem.held_g.sum() - problem.spec.label_g
        fruit = problem.pieces.sum() + problem.held_count.sum() - problem.spec.most_count
        return int(there - self.mean_g * fruit)


@lru_cache(maxsize=64)
def outlook(spec: PackSpec, mean_g: int, advance: Advance) -> Ints:
    """The outlook of a second box that is filled in advance (see `Problem`)."""
    worth = np.full((spec.most_count + 1, spec.label_g + 1), FORBIDDEN, np.int64)
    worth[0] = 0
    for lacking in range(advance.least, min(advance.most, spec.most_count - 1) + 1):
        uneven = np.arange(spec.label_g + 1) - lacking * mean_g
        price = advance.even_ug * uneven * uneven // 1000
        worth[spec.most_count - lacking] = np.where(np.abs(uneven) <= advance.reach_g * lacking, price, FORBIDDEN)
    return worth


@dataclass(frozen=True)
class LookAhead:
    """Our policy: the exact choice by these prices."""

    prices: Prices

    def __call__(self, problem: Problem) -> Plan:
        return solve(self.prices.priced(problem))


def myopic(problem: Problem) -> Plan:
    """The box nearest its label, exactly; among equals what waits longest goes first, and the lightest is diverted."""
    return solve(replace(problem, keep_mg=-problem.waited, divert_mg=lightest_first(problem)))


def lightest_first(problem: Problem) -> Ints:
    """(n,) what diverting costs: a whole label, so that it is done only where it must be."""
    return 1000 * problem.spec.label_g + problem.weight_g
