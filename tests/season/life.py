"""A season as it goes: what is under way, what time it is, what was done and what was refused."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from django.utils import timezone

from lilian.base.actors import Actor, system
from lilian.kernel.refusal import Refusal
from tests.receiving.scale import NOW
from tests.season.books import Books, Spot
from tests.season.county import County

T = TypeVar("T")
ACTOR = system("季节")
SECOND = system("另一人")
STEP = timedelta(minutes=25)


class NothingToDo(Exception):
    """The act has nothing to be done with just now."""


@dataclass
class Running:
    """A run under way: grams by (lot, location), the mark of each lot, and what its line's files said, in 0.1 g."""

    run_id: int
    taken: Counter[Spot]
    marks: dict[int, str]
    line_dg: int = 0


@dataclass
class Boxing:
    """A packing under way: its lots, and the net grams of each box that counts, by the box's key."""

    packing_id: int
    lots: list[int]
    nets: dict[int, int] = field(default_factory=dict)


@dataclass
class Season:
    """`at` says what was asked of each module, for the comparison at the end."""

    county: County
    draw: Random
    books: Books = field(default_factory=Books)
    now: datetime = NOW
    step: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slips: dict[int, int] = field(default_factory=dict)  # slip -> entry, those that stand
    put_away: dict[int, int] = field(default_factory=dict)  # put-away -> entry, those that stand
    running: dict[int, Running] = field(default_factory=dict)  # by tank
    boxing: list[Boxing] = field(default_factory=list)
    holds: list[int] = field(default_factory=list)
    weighed_g: dict[int, int] = field(default_factory=dict)  # slip -> net grams as asked
    boxes_g: dict[int, int] = field(default_factory=dict)  # packing -> net grams of its boxes as asked
    runs_dg: dict[int, int] = field(default_factory=dict)  # run -> 0.1 g of its files as written

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def said(self, actor: Actor = ACTOR) -> dict[str, Any]:
        return {"actor": actor, "client_key": f"k{self.step}", "now": self.now}

    def live(self, act: Callable[["Season"], None]) -> None:
        """One act; what was refused changed nothing."""
        self.now += STEP
        self.step += 1
        try:
            act(self)
        except Refusal as refusal:
            self.refused[refusal.code] += 1
        except NothingToDo:
            self.refused["nothing to do"] += 1
        else:
            self.done[act.__name__] += 1

    def one(self, of: list[T]) -> T:
        if not of:
            raise NothingToDo
        return self.draw.choice(of)

    def some_of(self, spot: Spot) -> int:
        """Often all that lies there, at times more than that."""
        lies = self.books.lies[spot]
        return lies if self.draw.random() < 0.4 else self.draw.randint(1, lies + lies // 50 + 1)

    def alike(self, spots: list[Spot], most: int) -> list[Spot]:
        """Up to so many of one variety, owner and grade."""
        first = self.one(spots)
        kind = self.kind(first[0])
        others = [spot for spot in spots if self.kind(spot[0]) == kind and spot != first]
        return [first, *self.draw.sample(others, min(len(others), self.draw.randrange(most)))]

    def kind(self, lot: int) -> tuple[int, int, str]:
        return self.books.variety[lot], self.books.owner[lot], self.books.grade[lot]
