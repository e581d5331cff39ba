"""The counties as the coordinator meets them: asked all at once over a fan, each beginning where it last ended.

A county's answer depends on what it was asked before, never on who worked it out: where it ended comes back with the
answer and goes out with the next question. So a lost worker loses nothing but its time.
"""

from dataclasses import dataclass, field

from lilian.planning.fan import Fan, Kept
from lilian.planning.province.ask import Answer, Facts, Start, Tight, ask, facts, tight
from lilian.planning.province.board import Board, Prices
from lilian.planning.province.ground import Question, Stakes
from lilian.planning.storage.model import Ints


@dataclass
class Crew:
    """Lists are by county, in the order of the problem; `seconds` is the work done for each so far."""

    board: Board
    fan: Fan
    kept: list[Kept] = field(init=False)
    facts: list[Facts] = field(init=False)
    seconds: list[float] = field(init=False)
    priced: list[Start | None] = field(init=False)
    bounded: list[Start | None] = field(init=False)

    def __post_init__(self) -> None:
        self.kept = [self.fan.keep(ground) for ground in self.board.grounds()]
        self.facts = self.fan.map_over(facts, [(one,) for one in self.kept])
        self.seconds = [0.0] * len(self.kept)
        self.priced, self.bounded = [None] * len(self.kept), [None] * len(self.kept)

    def at_prices(self, stakes: Stakes, prices: Prices) -> list[Answer]:
        """What each county would do if it paid these prices and nobody else was there."""
        answers = self.asked(self.questions(stakes, prices), self.priced)
        self.priced = [answer.start for answer in answers]
        return answers

    def within(self, stakes: Stakes, quotas: list[Ints]) -> list[Answer]:
        """What each county does within its share of the shared columns, which costs it nothing."""
        nothing = [0 * quota for quota in quotas]
        questions = [Question(stakes, none, quota) for none, quota in zip(nothing, quotas, strict=True)]
        answers = self.asked(questions, self.bounded)
        self.bounded = [answer.start for answer in answers]
        return answers

    def tight(self, stakes: Stakes, prices: Prices, starts: list[Start]) -> list[Tight]:
        questions = self.questions(stakes, prices)
        return self.fan.map_over(tight, list(zip(self.kept, questions, starts, strict=True)))

    def questions(self, stakes: Stakes, prices: Prices) -> list[Question]:
        joint = prices.joint(self.board)
        return [Question(stakes, joint[own]) for own in self.board.of_county]

    def asked(self, questions: list[Question], starts: list[Start | None]) -> list[Answer]:
        answers = self.fan.map_over(ask, list(zip(self.kept, questions, starts, strict=True)))
        self.seconds = [sum(pair) for pair in zip(self.seconds, (each.seconds for each in answers), strict=True)]
        return answers
