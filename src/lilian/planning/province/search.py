"""The search for prices: rounds of questions to all counties, the bound they prove, and the best shares found."""

from dataclasses import dataclass, field
from time import monotonic

import numpy as np

from lilian.planning.province.ask import Answer, Start
from lilian.planning.province.board import Prices
from lilian.planning.province.crew import Crew
from lilian.planning.province.ground import Stakes
from lilian.planning.province.master import Advice, Master
from lilian.planning.province.quotas import from_mixture, from_tight
from lilian.planning.storage.model import Ints

NEAR = (
    1e-9  # relative gap below which the master's own prices are asked at; before, the middle between them and the best
)
MOST_ROUNDS = 400
SETTLE_EVERY = 5  # rounds between two tries to close what is left


@dataclass(frozen=True)
class Bound:
    """The best bound so far, in grid x units, the prices that prove it, and where each county ended there."""

    value: int
    prices: Prices
    starts: list[Start]


@dataclass(frozen=True)
class Shares:
    """Units of each shared column by county, and what each county does within them."""

    quotas: list[Ints]
    answers: list[Answer]

    @property
    def cost(self) -> int:
        return sum(answer.cost for answer in self.answers)

    @property
    def left(self) -> int:
        return sum(answer.left for answer in self.answers)


@dataclass
class Search:
    crew: Crew
    stakes: Stakes
    stop: float
    gap: float = 0.0
    rounds: int = 0
    bound: Bound = field(init=False)
    best: Shares = field(init=False)
    master: Master = field(init=False)

    def __post_init__(self) -> None:
        self.master = Master(self.crew.board, self.stakes.left, len(self.crew.kept))

    def run(self, quotas: list[Ints], prices: Prices) -> None:
        """From these shares and prices on, until the best shares are proved cheapest, nothing new is to be learned, or
        time is up."""
        self.take(quotas)
        self.ask(prices)
        while not self.done():
            advice = self.master.advise()
            near = advice.ceiling - self.bound.value <= max(NEAR, self.gap) * abs(self.bound.value)
            news = (not near and self.ask(between(self.bound.prices, advice.prices))) or self.ask(advice.prices)
            late = self.late()
            if late or not news or (near and self.rounds % SETTLE_EVERY == 0):
                self.settle(advice)
            if late or not news:
                return

    def late(self) -> bool:
        return self.rounds >= MOST_ROUNDS or monotonic() > self.stop

    def done(self) -> bool:
        return self.best.cost - self.bound.value <= self.gap * abs(self.best.cost)

    def ask(self, prices: Prices) -> bool:
        """One round; True if some county answered something new."""
        answers = self.crew.at_prices(self.stakes, prices)
        self.rounds += 1
        value = sum(answer.bound for answer in answers) - prices.rent(self.crew.board)
        if self.rounds == 1 or value >= self.bound.value:
            self.bound = Bound(value, prices, [answer.start for answer in answers])
        return self.learn(answers)

    def lift(self) -> None:
        """Where one county alone would fill a shared place, part of its price may hide among the county's own prices:
        ask once more with all of it shared, which proves as much and says what more room is worth."""
        door, space = 0 * self.crew.board.door, 0 * self.crew.board.space
        for own, start in zip(self.crew.board.of_county, self.bound.starts, strict=True):
            if len(own):
                mine = np.unique(self.crew.board.pool[own])
                np.maximum.at(door, own, start.prices[:-1][-len(own) :])
                np.maximum.at(space, mine, start.pool_prices[-len(mine) :])
        if door.any() or space.any():
            self.ask(Prices(self.bound.prices.door + door, self.bound.prices.space + space))

    def learn(self, answers: list[Answer]) -> bool:
        news = [self.master.learn(county, each.cost, each.used) for county, each in enumerate(answers)]
        return any(news)

    def take(self, quotas: list[Ints]) -> None:
        """See what the shares are worth; the best stay."""
        found = Shares(quotas, self.crew.within(self.stakes, quotas))
        if not hasattr(self, "best") or found.cost < self.best.cost:
            self.best = found
        self.learn(found.answers)

    def settle(self, advice: Advice) -> None:
        """Shares from the best prices, then, if they are not proved, from the mixture."""
        board = self.crew.board
        grounds = [kept.found() for kept in self.crew.kept]
        self.take(from_tight(board, grounds, self.crew.tight(self.stakes, self.bound.prices, self.bound.starts)))
        if not self.done():
            self.take(from_mixture(board, self.master, advice.shares))


def between(one: Prices, other: Prices) -> Prices:
    """The middle, in whole numbers (Wentges' smoothing): the master's own prices swing too far at first."""
    return Prices((one.door + other.door) // 2, (one.space + other.space) // 2)
