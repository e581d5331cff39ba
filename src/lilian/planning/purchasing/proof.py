"""The proof that nothing costs less: a tree of questions about suppliers, each leaf bounded by prices of its own.

The linear program is only asked for prices; what they prove is worked out by `bound.py`, and again by the auditor.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import ceil, isfinite
from time import monotonic

import numpy as np

from lilian.planning.purchasing.bound import Joining, Row, Shop, Worth
from lilian.planning.purchasing.certificate import Certificate, Prices, Split
from lilian.planning.purchasing.curves import Floats
from lilian.planning.purchasing.dive import dive
from lilian.planning.purchasing.market import SEASON, Market
from lilian.planning.purchasing.model import FEN, Group, Model
from lilian.planning.purchasing.part import FREE, Node, Part, Question
from lilian.planning.purchasing.relaxed import Relaxation

Offer = Callable[[Model, Floats], int]
SCALE = 10**6
NEAR = 1e-9  # relative: how far our own sums, in floating point, are not believed
SURE = 1e-3
TOWARDS = (0.3, 0.65, 1.0)  # how far from the best prices to the program's own
TRIED = 6  # questions, before one is asked
FEW = 0.3  # of the orders: more new baskets than this are asked about at once
ENOUGH = 0.1  # of what the node lacks: as much as further prices must promise


@dataclass(order=True)
class Waiting:
    """A node below the target, with the question to ask next."""

    bound: float
    number: int
    node: Node = field(compare=False)
    question: Question = field(compare=False)
    share: float = field(compare=False)  # of yes, in the relaxed plan


class Gains:
    """How much the bound rose on each side of a question so far, for a whole unit of its share: pseudo-costs (Benichou
    et al., 1971). What was never asked is thought to be as good as the average."""

    def __init__(self) -> None:
        self.seen: dict[tuple[Question, bool], list[float]] = {}
        self.all: list[float] = []

    def learn(self, asked: Waiting, answer: bool, bound: float) -> None:
        if isfinite(bound):
            gain = max(0.0, bound - asked.bound) / (1 - asked.share if answer else asked.share)
            self.seen.setdefault((asked.question, answer), []).append(gain)
            self.all.append(gain)

    def promise(self, doubt: tuple[float, Question]) -> float:
        """The product of what both sides may gain."""
        share, question = doubt
        usual = sum(self.all) / len(self.all) if self.all else 1.0
        yes, no = (self.seen.get((question, answer), [usual]) for answer in (True, False))
        least = 1e-6 * (1 + usual)
        return max(least, (1 - share) * sum(yes) / len(yes)) * max(least, share * sum(no) / len(no))


class Proof:
    """`best`: what the best plan known costs (or leaves missing): a leaf that cannot be below is closed. `offer`: told
    of every plan the relaxation meets; returns what the best costs then."""

    def __init__(
        self,
        market: Market,
        best: int,
        *,
        most_missing: int = 0,
        costs: bool = True,
        gap: float = 0.0,
        offer: Offer | None = None,
        joining: Joining | None = None,
    ) -> None:
        self.market, self.best, self.most_missing, self.gap, self.offer = market, best, most_missing, gap, offer
        self.size = max(abs(best), sum(joining.shares)) if joining else best
        self.shop = Shop(market, costs=costs, joining=joining)
        dear = max(1.0, self.size * FEN) if costs else best + 0.5
        self.relaxation = Relaxation(market, costs=costs, most_missing=most_missing, dear=dear, joining=joining)
        missing = 0 if costs and most_missing else None
        self.rows = [Row(np.zeros(len(market.wants), np.int64), {}, {}, missing)]
        self.worths: dict[int, Worth] = {}
        self.root = Node({}, 0, 0.0 if joining is None else -float(self.size))
        self.waiting: list[Waiting] = []
        self.late: list[Node] = []  # not bounded by prices of their own in time
        self.begun = False
        self.gains = Gains()
        self.duals = np.zeros(0)  # of the last relaxation
        self.nodes = 0

    @property
    def target(self) -> float:
        """A leaf above it is closed: rounded up, its bound is the best, or as near as is wanted."""
        return min(self.best - 1 + 2 * max(SURE, NEAR * self.size), self.best - abs(self.best) * self.gap)

    @property
    def bound(self) -> int:
        """No plan goes below: the least of all leaves, lowered by what floating point may hide, then rounded up."""
        least = min((leaf.bound for leaf in leaves(self.root)), default=0.0)
        lowest = 0 if self.shop.joining is None else -self.size
        if not isfinite(least):
            return self.best if least > 0 else lowest
        return min(self.best, max(lowest, ceil(least - max(SURE, NEAR * self.size))))

    @property
    def open(self) -> bool:
        return bool(self.late) or (bool(self.waiting) and self.waiting[0].bound <= self.target)

    def grow(self, stop: float) -> None:
        """Bound the root, then cut what waits, the least bound first, until all is closed or the time is up."""
        if not self.nodes and (self.best > 0 or self.shop.joining is not None):
            self.late.append(self.root)
        late, self.late = self.late, []
        for node in late:
            self.examine(node, stop)
        if self.waiting and not self.begun and monotonic() < stop:
            self.begun = True
            self.begin(self.waiting[0].node, stop)
        while self.waiting and self.waiting[0].bound <= self.target and monotonic() < stop:
            item = heapq.heappop(self.waiting)
            for answer, side in zip((True, False), item.node.split(item.question), strict=True):
                self.examine(side, stop)
                self.gains.learn(item, answer, side.bound)

    def first(self, row: Row) -> None:
        """A bound before the proof has solved anything, by prices from elsewhere."""
        self.rows.append(row)
        self.root.at, self.root.bound = 1, max(self.root.bound, self.bounded({}, 1))

    def begin(self, node: Node, stop: float) -> None:
        """All that follows lies within what is left of the root; one dive there for a plan. Where a capacity has a
        price, the root is bounded anew, by whole baskets."""
        part = node.part
        self.relaxation.shrink(part, self.duals)
        solved = self.relaxation.solve(part, stop) if self.offer is not None else None
        met = None if solved is None else dive(self.relaxation, part, solved[0], stop)
        if met is not None and self.offer is not None:
            self.best = min(self.best, self.offer(self.relaxation.model, met))
        if self.relaxation.by_baskets(self.duals):
            self.relaxation.shrink(part, self.duals)
            for soft in (True, False):
                self.relaxation.soften(soft=soft)
                if self.waiting:
                    self.examine(self.waiting.pop().node, stop)

    def worth(self, at: int) -> Worth:
        if at not in self.worths:
            self.worths[at] = Worth(self.shop, self.rows[at], SCALE, self.most_missing)
        return self.worths[at]

    def examine(self, node: Node, stop: float) -> None:
        """The best bound of a node by its parent's prices and by its own; it waits if that does not close it."""
        self.nodes += 1
        node.bound = max(node.bound, self.bounded(node.part, node.at))
        if node.bound > self.target:
            return
        while True:
            solved = self.relaxation.solve(node.part, stop) if monotonic() < stop else None
            if solved is None:
                self.late.append(node)
                return
            values, self.duals = solved
            if self.price(node, self.duals) and node.bound <= self.target:
                continue
            left = node if node.bound > self.target else self.narrowed(node)
            same, node = left is node, left
            if same or node.bound > self.target:
                break
        if node.bound > self.target:
            return
        doubts = self.relaxation.doubts(values, node.part)
        self.meet(values, node.part)
        if doubts:
            share, question = self.chosen(doubts, node, stop)
            heapq.heappush(self.waiting, Waiting(node.bound, self.nodes, node, question, share))

    def chosen(self, doubts: list[tuple[float, Question]], node: Node, stop: float) -> tuple[float, Question]:
        """What to ask next: the doubt that promises most; among whole baskets the one, of the most promising, whose
        answers raise the total of those known most. Trying them there is quick, and each node dear."""
        if len(doubts) == 1 or not self.relaxation.baskets.orders:
            return max(doubts, key=self.gains.promise)
        base, best = self.relaxation.total, (-1.0, doubts[0])
        most = max(SURE, self.target * self.relaxation.unit - base)
        for doubt in sorted(doubts, key=self.gains.promise, reverse=True)[:TRIED]:
            raised = 1.0
            for answer in (True, False):
                solved = self.relaxation.solve(doubt[1].answered(node.part, answer), stop)
                rise = self.relaxation.total - base if solved is not None else 0.0
                raised *= min(2 * most, max(SURE, rise))
            best = max(best, (raised, doubt), key=lambda tried: tried[0])
        return best[1]

    def meet(self, values: Floats, part: Part) -> None:
        """A relaxed plan without doubt about steps, orders and lines is offered."""
        if self.offer is not None and not self.relaxation.choices(values, part):
            self.best = min(self.best, self.offer(self.relaxation.model, values))

    def price(self, node: Node, duals: Floats) -> bool:
        """The node's own prices, if they prove more than the best so far. Whether the program has learnt of baskets by
        which it may do better: they are looked for between the best prices and its own, which leap about while it
        knows few."""
        fresh, relaxation, best, new = self.relaxation.row(duals, SCALE), self.relaxation, self.rows[node.at], 0
        orders, before = relaxation.baskets.orders, node.bound
        for share in TOWARDS if orders else TOWARDS[-1:]:
            worth = Worth(self.shop, fresh.towards(best, share), SCALE, self.most_missing)
            bound = worth.total(worth.values(node.part), node.part)
            new += relaxation.learn(worth.baskets(orders, node.part))
            if bound > node.bound:
                self.rows.append(worth.row)
                node.bound, node.at = bound, len(self.rows) - 1
                self.worths[node.at] = worth
            if node.bound > self.target or (new and (node.bound > before or new > FEW * len(orders))):
                break
        return new > 0 and self.worth_asking(node)

    def worth_asking(self, node: Node) -> bool:
        """Whether prices may still prove a good part of what is missing: no more than the program's own total."""
        most = self.relaxation.total / self.relaxation.unit
        return most - node.bound > ENOUGH * max(0.0, self.target - most) + SURE

    def bounded(self, part: Part, at: int) -> float:
        worth = self.worth(at)
        return worth.total(worth.values(part), part)

    def narrowed(self, node: Node) -> Node:
        """What is left of a node once every answer that is proved too dear has a leaf of its own."""
        worth = self.worth(node.at)
        values = worth.values(node.part)
        for group in self.shop.groups:
            for question in self.questions(group):
                answer = self.settled(node.part, worth, question, values)
                if answer is not None:
                    yes, no = node.split(question)
                    node, other = (yes, no) if answer else (no, yes)
                    other.bound = self.bounded(other.part, other.at)
        node.bound = max(node.bound, self.bounded(node.part, node.at))
        return node

    def questions(self, group: Group) -> Iterator[Question]:
        steps = len(self.shop.steps[group])
        for k in (*range(steps - 1, 0, -1), *range(1, steps)):
            yield Question("total", group, k)
        for order in self.shop.groups[group]:
            yield Question("order", group, 1, order=order)
            for number in self.shop.orders[order]:
                if number in self.relaxation.model.line:
                    yield Question("line", group, 1, line=number)

    def settled(self, part: Part, worth: Worth, question: Question, values: dict[Group, float]) -> bool | None:
        """The only answer that is not proved too dear; None if it is open, or known."""
        group = question.group
        now = part.get(group, FREE)
        if question.asks == "total":
            known = not now.first < question.least <= now.last
        elif question.order is not None:
            known = now.placed(question.order) is not None
        else:
            low, high = now.units(question.line or 0)
            known = low >= question.least or high < question.least
        if known:
            return None
        for answer in (True, False):
            other = question.answered(part, answer)
            if worth.total({**values, group: worth.value(group, other[group])}, other) > self.target:
                return not answer
        return None

    def certificate(self) -> Certificate:
        """The tree with the prices its leaves use, numbered anew."""
        splits, at = [], {id(node): number for number, node in enumerate(inner(self.root))}
        used = sorted({leaf.at for leaf in leaves(self.root)})
        rows = {old: new for new, old in enumerate(used)}

        def side(node: Node | None) -> int:
            assert node is not None
            return at[id(node)] if node.question is not None else -1 - rows[node.at]

        for node in inner(self.root):
            assert node.question is not None
            splits.append(self.split(node.question, side(node.yes), side(node.no)))
        names = Names(self.market)
        return Certificate(SCALE, self.most_missing, tuple(names.prices(self.rows[at]) for at in used), tuple(splits))

    def split(self, question: Question, yes: int, no: int) -> Split:
        supplier, period = question.group
        if question.order is not None and self.shop.joining is not None and question.asks == "player":
            return Split("player", self.shop.joining.names[question.order[1]], None, None, 1, yes, no)
        least, item = question.least, None
        if question.asks == "total":
            least = self.market.problem.suppliers[supplier].scheme.starts[question.least]
        if question.order is not None:
            period = question.order[1]
        if question.line is not None:
            line = self.market.lines[question.line]
            item, period = line.offer.item, line.period
        code = self.market.problem.suppliers[supplier].code
        return Split(question.asks, code, item, None if period == SEASON else period, least, yes, no)


def inner(root: Node) -> list[Node]:
    """Nodes with a question, each before those below it."""
    return [node for node in walk(root) if node.question is not None]


def leaves(root: Node) -> list[Node]:
    return [node for node in walk(root) if node.question is None]


def walk(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [side for side in (node.no, node.yes) if side is not None]


class Names:
    """Prices by number put in the order in which a certificate lists them."""

    def __init__(self, market: Market) -> None:
        problem, self.market = market.problem, market
        codes = market.supplier_index
        home = {member.code: member.village for member in problem.members}
        asked = sorted({(home[need.member], need.item, need.period) for need in problem.needs})
        self.wants = [market.want_of(*key) for key in asked]
        limited = [supplier.code for supplier in problem.suppliers if supplier.capacity is not None]
        self.orders = [(codes[code], t) for code, t in sorted((c, t) for c in limited for t in range(problem.periods))]
        self.lines = {(line.offer.item, line.offer.supplier, line.period): n for n, line in enumerate(market.lines)}
        few = {item.code for item in problem.items if item.max_suppliers is not None}
        self.winners = sorted(
            (offer.item, offer.supplier, period)
            for offer in problem.offers
            if offer.item in few
            for period in (range(problem.periods) if offer.periods is None else offer.periods)
        )

    def prices(self, row: Row) -> Prices:
        taking = [row.winners.get(self.lines.get(key, -1), 0) for key in self.winners]
        return Prices(
            tuple(int(row.wants[want]) for want in self.wants),
            tuple(row.capacities.get(order, 0) for order in self.orders),
            tuple(taking),
            row.missing,
        )
