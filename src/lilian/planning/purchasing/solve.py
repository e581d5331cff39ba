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
from lilian.planning.purchasing.proof import SCALE, Proof
from lilian.planning.purchasing.relaxed import row_of
from lilian.planning.purchasing.start import climbed, heavy
from lilian.planning.purchasing.tree import Answer, Relaxed, relax, run, settled

SOON = 0.35  # of the time at most: a good plan of a program large for its choices, before the proof
SEARCH = 0.7  # of the time at most: HiGHS on the whole program
WHOLE = 1e-5  # how near a whole number a corner's value must be
NEAR = 1e-9  # and a choice, to need no settling


def solve(problem: Problem, *, limits: Limits = Limits(), prove: bool = True) -> Plan:
    """The cheapest plan among those that leave the least missing, with certified bounds on both.

    Without `prove` the time goes into the search, and the certificate says nothing.
    """
    market = Market(problem)
    best = Best(market, quoted(market), METHOD)
    stop, shortage = monotonic() + limits.time_s, None
    hunt = Hunt(best, limits, stop, most_missing=0)
    hunt.first(prove=prove)
    if best.missing:
        fewest_missing(market, best, left(limits, stop, 0.3))
        shortage = Proof(market, best.missing, costs=False)
        shortage.grow(monotonic() + 0.3 * (stop - monotonic()))
        hunt = Hunt(best, limits, stop, most_missing=best.missing)
        hunt.first(prove=prove)
    proof = Proof(market, best.cost, most_missing=best.missing, gap=limits.gap, offer=best.offer)
    if prove:
        if hunt.relaxed is not None and not best.missing:
            proof.first(row_of(hunt.model, hunt.relaxed.prices, SCALE / FEN))
        hunt.proved(proof)
    claims = Claims(proof.bound, min(hunt.word, best.cost), 0, proof.certificate())
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

    def offer(self, model: Model, values: NDArray[np.float64]) -> int:
        """What the best costs, once a solution of a model has been looked at."""
        self.take(basket_of(model, values, Limits()), "tree of the proof")
        return self.cost


class Hunt:
    """The search for a cheap basket that leaves no more missing than that. `word`: what the solver says that none costs
    less than, in fen, or 0 if there is no such basket."""

    def __init__(self, best: Best, limits: Limits, stop: float, *, most_missing: int) -> None:
        self.best, self.limits, self.stop = best, limits, stop
        self.model = Model(best.market, may_miss=most_missing > 0, whole=needs_whole(best.market))
        table = self.model.table
        if self.model.short:
            table.row([(column, 1.0) for column in self.model.short], upper=most_missing)
        self.heavy, self.word = heavy(table), 0
        self.relaxed: Relaxed | None = None
        self.start: NDArray[np.float64] | None = None

    def first(self, *, prove: bool) -> None:
        """A good basket before the proof; of a heavy program soon, else the whole search."""
        if self.heavy:
            self.relaxed = relax(self.model.table, left(self.limits, self.stop, SEARCH))
        relaxed = self.relaxed
        if relaxed is not None:
            self.word = Answer(None, relaxed.cost).at_least(FEN)
            self.start = climbed(self.model, relaxed, left(self.limits, self.stop, SOON))
            self.best.take(basket_of(self.model, self.start, self.limits), "MIP, narrowed")
        if relaxed is None or not prove:
            self.whole(left(self.limits, self.stop, SEARCH if prove else 0.9))

    def whole(self, limits: Limits) -> None:
        answer = run(self.model.table, limits, FEN, quick=self.heavy, start=self.start)
        self.best.take(basket_of(self.model, answer.values, limits), "MIP")
        self.word = max(self.word, answer.at_least(FEN))

    def proved(self, proof: Proof) -> None:
        """Let the proof grow; in the middle of it, search once more if there may be better than the tree has met."""
        if self.heavy:
            proof.grow(monotonic() + (self.stop - monotonic()) / 2)
            if proof.open and monotonic() < self.stop:
                self.whole(left(self.limits, self.stop, SEARCH))
                proof.best = self.best.cost
        proof.grow(self.stop)


def fewest_missing(market: Market, best: Best, limits: Limits) -> None:
    """Finds a basket that leaves as little as can be."""
    model = Model(market, may_miss=True, whole=needs_whole(market))
    model.table.cost = [0.0] * len(model.table.cost)
    for column in model.short:
        model.table.cost[column] = 1.0
    answer = run(model.table, replace(limits, gap=0.0), 1.0)
    best.take(basket_of(model, answer.values, limits), "MIP, least missing")


def basket_of(model: Model, values: NDArray[np.float64] | None, limits: Limits) -> Basket | None:
    """Whole units read from a solution; None if there is none, its numbers are not whole at a corner, or a limit is
    broken."""
    if values is None:
        return None
    whole = values[np.array(model.table.whole, np.bool_)]
    chosen = bool(np.all(np.abs(whole - np.rint(whole)) <= NEAR)) and whole_enough(model, values)
    corner = values if chosen else settled(model.table, values, limits)
    if corner is None or not whole_enough(model, corner) or bool(np.any(corner[model.overs] > NEAR)):
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
