"""Part of all plans: what has been decided about each supplier, one answer after another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lilian.planning.purchasing.certificate import Asks
from lilian.planning.purchasing.model import Group

MANY = 1 << 60
PLAYERS = (-1, -1)  # the group whose "orders" are those who buy together: (PLAYER, number)
PLAYER = -1


@dataclass(frozen=True)
class Decided:
    """About one group: its step is `first` to `last`; `orders` are placed or not; `lines` take least to most units."""

    first: int = 0
    last: int = MANY
    orders: tuple[tuple[Group, bool], ...] = ()
    lines: tuple[tuple[int, int, int], ...] = ()

    @property
    def local(self) -> tuple[object, ...]:
        """All but the steps."""
        return self.orders, self.lines

    @property
    def forced(self) -> bool:
        """Whether something must be bought."""
        return self.first > 0 or any(placed for _, placed in self.orders) or any(low for _, low, _ in self.lines)

    def placed(self, order: Group) -> bool | None:
        return dict(self.orders).get(order)

    def units(self, line: int) -> tuple[int, int]:
        return next(((low, high) for number, low, high in self.lines if number == line), (0, MANY))


FREE = Decided()
Part = Mapping[Group, Decided]


@dataclass(frozen=True)
class Question:
    """`asks` as in `Split`; `at`: the order (supplier, period) or line asked about; `least`: step or units."""

    asks: Asks
    group: Group
    least: int
    order: Group | None = None
    line: int | None = None

    def answered(self, part: Part, yes: bool) -> Part:
        now = part.get(self.group, FREE)
        if self.asks == "total":
            fresh = replace(now, first=max(now.first, self.least)) if yes else replace(now, last=self.least - 1)
        elif self.order is not None:
            fresh = replace(now, orders=tuple(sorted({*now.orders, (self.order, yes)})))
        else:
            assert self.line is not None
            low, high = now.units(self.line)
            low, high = (max(low, self.least), high) if yes else (low, min(high, self.least - 1))
            others = tuple(span for span in now.lines if span[0] != self.line)
            fresh = replace(now, lines=tuple(sorted((*others, (self.line, low, high)))))
        return {**part, self.group: fresh}


@dataclass
class Node:
    """A question with both its sides, or a leaf: the row of prices that bounds it, and that bound."""

    part: Part
    at: int
    bound: float
    question: Question | None = None
    yes: "Node | None" = field(default=None, repr=False)
    no: "Node | None" = field(default=None, repr=False)

    def split(self, question: Question) -> tuple["Node", "Node"]:
        """Both sides, bounded as this node is."""
        self.question = question
        self.yes = Node(question.answered(self.part, True), self.at, self.bound)
        self.no = Node(question.answered(self.part, False), self.at, self.bound)
        return self.yes, self.no
