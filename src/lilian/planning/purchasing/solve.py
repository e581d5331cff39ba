"""The planner's front door: least missing first, then least cost, every answer priced again outside the solver, every
bound proved by a certificate."""

from dataclasses import dataclass, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from lilian.planning.limits import Limits
from lilian.planning.purchasing.answer import Basket, Claims, read_plan
from lilian.planning.purchasing.greedy import METHOD, quoted
from lilian.planning.purchasing.market import Market
from lilian.planning.purchasing.model import FEN, Model, needs_whole
from lilian.planning.purchasing.plan import Plan
from lilian.planning.purchasing.problem import Problem
from lilian.planning.purchasing.proof import Proof
from lilian.planning.purchasing.tree import run, settled

SEARCH = 0.7  # of the time: HiGHS for a good plan; the rest is for the proof
WHOLE = 1e-5  # how near a whole number a corner's value must be


def solve(problem: Problem, *, limits: Limits = Limits(), prove: bool = True) -> Plan:  # noqa: B008 - frozen
    """The cheapest plan among those that leave the least missing, with certified bounds on both.

    Without `prove` the time goes into the search, and the certificate says nothing.
    """
    market = Market(problem)
    best = Best(market, quoted(market), METHOD)
    stop, search = monotonic() + limits.time_s, SEARCH if prove else 0.9
    word, shortage = cheapest(market, best, left(limits, stop, search), most_missing=0), None
    if best.missing:
        fewest_missing(market, best, left(limits, stop, 0.3))
        shortage = Proof(market, best.missing, costs=False)
        shortage.grow(monotonic() + 0.3 * (stop - monotonic()))
        word = cheapest(market, best, left(limits, stop, search), most_missing=best.missing)
    proof = Proof(market, best.cost, most_missing=best.missing, gap=limits.gap)
    if prove:
        proof.grow(stop)
    claims = Claims(proof.bound, min(word, best.cost), 0, proof.certificate())
    if shortage is not None:
        claims = replace(claims, least_missing=min(shortage.bound, best.missing), shortage=shortage.certificate())
    return read_plan(market, best.basket, method=best.method, claims=claims)


def left(limits: Limits, stop: float, share: float) -> Limits:
    """The limits for a share of the time that is left."""
    return replace(limits, time_s=max(0.1, (stop - monotonic()) * share))


@dataclass
class Best:
    """The best basket so far; `offer` takes a better one."""

    market: Market
    basket: Basket
    method: str

    def __post_init__(self) -> None:
        self.missing, self.cost = self.basket.missing_units(self.market), self.basket.cost_fen(self.market)

    def take(self, basket: Basket | None, method: str) -> None:
        if basket is None:
            return
        score = basket.missing_units(self.market), basket.cost_fen(self.market)
        if score < (self.missing, self.cost):
            self.basket, self.method = basket, method
            self.missing, self.cost = score


def fewest_missing(market: Market, best: Best, limits: Limits) -> None:
    """Finds a basket that leaves as little as can be."""
    model = Model(market, may_miss=True, whole=needs_whole(market))
    model.table.cost = [0.0] * len(model.table.cost)
    for column in model.short:
        model.table.cost[column] = 1.0
    answer = run(model.table, replace(limits, gap=0.0), 1.0)
    best.take(basket_of(model, answer.values, limits), "MIP, least missing")


def cheapest(market: Market, best: Best, limits: Limits, *, most_missing: int) -> int:
    """Finds the cheapest basket that leaves no more missing than that; returns what the solver says that none costs
    less than, in fen, or 0 if there is no such basket."""
    model = Model(market, may_miss=most_missing > 0, whole=needs_whole(market))
    if model.short:
        model.table.row([(column, 1.0) for column in model.short], upper=most_missing)
    answer = run(model.table, limits, FEN)
    best.take(basket_of(model, answer.values, limits), "MIP")
    return max(0, answer.at_least(FEN))


def basket_of(model: Model, values: NDArray[np.float64] | None, limits: Limits) -> Basket | None:
    """Whole units read from a solution; None if there is none, or its numbers are not whole at a corner."""
    if values is None:
        return None
    corner = settled(model.table, values, limits)
    if corner is None or not whole_enough(model, corner):
        return None
    bought = {
        number: sum(round(corner[column]) for column, _ in model.bought(number))
        for number in range(len(model.market.lines))
    }
    sent = {arc: round(corner[column]) for arc, column in enumerate(model.sent)}
    return Basket({n: units for n, units in bought.items() if units}, {a: u for a, u in sent.items() if u})


def whole_enough(model: Model, corner: NDArray[np.float64]) -> bool:
    columns = [column for n in range(len(model.market.lines)) for column, _ in model.bought(n)] + model.sent
    units = corner[columns]
    return bool(np.all(np.abs(units - np.rint(units)) <= WHOLE))
