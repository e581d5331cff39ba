"""What waiting fruit is worth, by simple statistics: our policy; and the exact choice of today's best machines.

A box of a fixed count passes the mean weight of the stream on to the heads: whatever a box does not take of a heavy or
a light run stays there. With `s` what the heads weigh above their mean in all, `s` is a random walk between two walls:
so light that no box reaches its label (fruit must be diverted), so heavy that every box is above it (give-away). The
walls are far apart where the heads hold fruit of unlike weights; so fruit far from the mean is worth keeping.
"""

from dataclasses import dataclass, replace

from lilian.planning.packing.plan import Plan
from lilian.planning.packing.problem import Problem
from lilian.planning.packing.solve import solve
from lilian.planning.packing.worth import missing


@dataclass(frozen=True)
class Prices:
    """`mean_g` of a fruit. Keeping a fruit d grams from it is worth `spread_ug` d^2 / 1000 mg. A box that would give
    away more than `divert_g` is not closed, the heaviest fruit is diverted instead; None: closed where it can be."""

    mean_g: int
    spread_ug: int
    divert_g: int | None = None

    def priced(self, problem: Problem) -> Problem:
        """The problem with these prices; among equals what waits longest goes first."""
        far = problem.weight_g - problem.pieces * self.mean_g
        problem = replace(problem, keep_mg=self.spread_ug * far * far // 1000 - problem.waited)
        weight = problem.weight_g
        if missing(problem)[0]:
            return replace(problem, divert_mg=weight - weight.min())
        if self.divert_g is None:
            return problem
        return replace(problem, divert_mg=weight.max() - weight, unclosed_mg=1000 * self.divert_g)


@dataclass(frozen=True)
class LookAhead:
    """Our policy: the exact choice by these prices."""

    prices: Prices

    def __call__(self, problem: Problem) -> Plan:
        return solve(self.prices.priced(problem))


def myopic(problem: Problem) -> Plan:
    """The box nearest its label, exactly; among equals what waits longest goes first."""
    short = missing(problem)[0] > 0
    divert = problem.weight_g - problem.weight_g.min() if short else problem.divert_mg
    return solve(replace(problem, keep_mg=-problem.waited, divert_mg=divert))
