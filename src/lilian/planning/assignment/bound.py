"""The Lagrangian bound: every lot's "one room" is priced, one knapsack per room or pool is left. Searched in floats,
stated in whole numbers; the sum is written down in `check.py`."""

from dataclasses import dataclass

import numpy as np

from lilian.planning.assignment.knapsack import best_load
from lilian.planning.assignment.loads import Floats, Rooms, going_price, loads, rents, rooms_of
from lilian.planning.assignment.plan import Certificate
from lilian.planning.assignment.problem import Problem
from lilian.planning.transport.costs import Bools, Ints

FINEST = 1 << 10  # parts of a unit of cost in which multipliers are stated, where sums allow it
SAFE = 1 << 60


@dataclass(frozen=True)
class Question:
    """What is to be bounded: the cost of plans that leave out at most `left_out`, or, with `left_out` None, what every
    plan leaves out."""

    problem: Problem
    left_out: int | None

    @property
    def cost(self) -> Ints:
        """(n, m), 0 where a lot may not be."""
        cost = self.problem.cost if self.left_out is not None else np.zeros(self.problem.size, np.int64)
        return np.where(self.problem.usable, cost, 0)


@dataclass(frozen=True)
class Priced:
    """Multipliers in floats, and how each pool is counted; see `Certificate` and `loads`."""

    lots: Floats
    rooms: Floats
    pools: Floats
    own: Bools


@dataclass(frozen=True)
class Slopes:
    """`value` of the bound, and which way it rises: by lot, room price and pool price."""

    value: float
    lots: Floats
    rooms: Floats
    pools: Floats


class Pricer:
    """A question made ready for pricing."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.problem = question.problem
        self.rooms: Rooms = rooms_of(self.problem)
        self.whole_cost = np.ascontiguousarray(question.cost.T).T
        self.cost = self.whole_cost.astype(np.float64)
        self.penalty = self.problem.penalty.astype(np.float64)

    def slopes(self, at: Priced) -> Slopes:
        alone, pools, times, filled, pooled = loads(self.rooms, self.cost, at.lots, at.rooms, at.pools, at.own)
        behind, left = self.behind(at.lots)
        inside = self.problem.pool >= 0
        counted = np.zeros(len(inside), np.bool_)
        counted[inside] = at.own[self.problem.pool[inside]]
        return Slopes(
            float(at.lots.sum() - alone.sum() - pools.sum() - behind),
            1.0 - times - left,
            np.where(counted, filled - self.problem.capacity, 0).astype(np.float64),
            np.where(at.own, 0, pooled - self.problem.pool_capacity).astype(np.float64),
        )

    def behind(self, lots: Floats) -> tuple[float, Bools]:
        """What the lots left out take off the bound, and which those are."""
        taken = np.zeros(len(lots), np.bool_)
        if self.question.left_out is None:
            taken = lots > self.penalty
            return float((lots - self.penalty)[taken].sum()), taken
        return float(best_load(lots, self.problem.penalty, self.question.left_out, taken)), taken

    def rents(self, at: Priced) -> Floats:
        """(m,): what a unit of weight pays in each room."""
        return np.asarray(rents(self.rooms, self.cost, at.lots, at.rooms, at.pools, at.own))

    def dear(self, at: Priced) -> float:
        """What a unit of penalty more would save, where so much must be left out."""
        if not self.question.left_out:
            return 0.0
        return float(going_price(at.lots, self.problem.penalty, self.question.left_out))

    def certificate(self, at: Priced) -> Certificate:
        """The multipliers in whole parts of a unit of cost, as fine as exact sums allow."""
        most = max(1.0, *(float(np.abs(part).max(initial=0)) for part in (at.lots, self.cost)))
        rents = float((at.rooms * self.problem.capacity).sum() + (at.pools * self.problem.pool_capacity).sum())
        weight = float(self.problem.weight.max(initial=1))
        most += weight * max(float(at.rooms.max(initial=0)), float(at.pools.max(initial=0)))
        scale = FINEST
        while scale > 1 and scale * (most * len(at.lots) * 4 + rents) >= SAFE:
            scale //= 2
        return Certificate(
            scale,
            np.rint(at.lots * scale).astype(np.int64),
            np.rint(at.rooms * scale).astype(np.int64),
            np.rint(at.pools * scale).astype(np.int64),
        )

    def exact(self, certificate: Certificate) -> int:
        """What the certificate proves, rounded up."""
        lots, cost = certificate.lots, self.whole_cost * certificate.scale
        worth = []
        for own in (False, True):
            every = np.full(len(certificate.pools), own)
            alone, pools, *_ = loads(self.rooms, cost, lots, certificate.rooms, certificate.pools, every)
            worth.append(pools)
        total = sum(lots.tolist()) - sum(alone.tolist()) - sum(np.minimum(*worth).tolist())
        return -(-(total - self.exact_behind(certificate)) // certificate.scale)

    def exact_behind(self, certificate: Certificate) -> int:
        lots, penalty = certificate.lots, self.problem.penalty
        if self.question.left_out is None:
            return sum(max(0, u - p * certificate.scale) for u, p in zip(lots.tolist(), penalty.tolist(), strict=True))
        return int(best_load(lots, penalty, self.question.left_out, np.zeros(len(lots), np.bool_)))


def no_certificate(problem: Problem, left_out: int) -> tuple[Certificate, int]:
    """Multipliers of 0, and the bound they give: below it no sum of costs can be."""
    n, m = problem.size
    zeros = Certificate(1, *(np.zeros(size, np.int64) for size in (n, m, len(problem.pool_capacity))))
    return zeros, Pricer(Question(problem, left_out)).exact(zeros)
