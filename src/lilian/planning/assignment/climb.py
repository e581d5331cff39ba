"""Rounds of local search from mixtures of the best assignments found so far (path relinking), until the clock or
patience ends it."""

from collections.abc import Callable
from time import monotonic

import numpy as np

from lilian.planning.assignment.loads import Floats
from lilian.planning.assignment.problem import Problem
from lilian.planning.assignment.search import CHAIN, LITTLE, Board, State, descend, reprice
from lilian.planning.transport.costs import Ints

MOST_PATIENCE = 3000
NEAR = 64  # rooms a lot may go to, the cheapest at the prices of room
ELITE = 12  # assignments kept to mix
KICKS = 4  # lots sent anywhere near after a mixture, at most
FORBIDDING = 1e3  # times the price of leaving out
EASES = 8  # descents in which what is too much gets dearer
MIX, STRICT_MIX = 0.9, 0.1  # share of rounds that begin between two assignments
GROW, SHRINK = 1.3, 0.9
PAIRS = (1.8, 2.3, 3.0)  # rooms a lot on average, in turn
SMALL = 200  # pairs up to which all are near
TURN = 50  # rounds with one of them
FLOOR = 0.1  # least price of too much, in costs per weight
HUGE = 1 << 56
Worth = tuple[int, int]  # penalties left out, cost: less is better, in this order


def worth(problem: Problem, room: Ints) -> Worth:
    """Exact."""
    placed = np.flatnonzero(room >= 0)
    return sum(problem.penalty[room < 0].tolist()), sum(problem.cost[placed, room[placed]].tolist())


def board(problem: Problem, rent: Floats, dear: float, pairs: float) -> Board:
    """The search's view. Each lot may go to rooms whose cost and rent come near its best; `pairs` says how many a lot
    that makes on average. Leaving out costs `dear` a unit of penalty."""
    n, m = problem.size
    usable = problem.usable
    cost = np.where(usable, problem.cost, 0).astype(np.float64)
    near = nearest(np.where(usable, cost + problem.weight * rent, np.inf), pairs)
    may = np.zeros((n, m + 1), np.bool_)
    lots, places = np.nonzero(near >= 0)
    may[lots, near[lots, places]] = True
    order = np.argsort(near[lots, places], kind="stable")
    guests = lots[order].astype(np.int64)
    starts = np.searchsorted(near[lots, places][order], np.arange(m + 1)).astype(np.int64)
    may[:, m] = True
    k = len(problem.pool_capacity)
    return Board(
        np.hstack([cost, dear * problem.penalty[:, None]]),
        np.hstack([problem.weight, np.zeros((n, 1), np.int64)]),
        np.append(problem.capacity, 0),
        np.append(np.where(problem.pool >= 0, problem.pool, k), k).astype(np.int64),
        np.append(problem.pool_capacity, HUGE).astype(np.int64),
        np.hstack([near, np.full((n, 1), m, np.int64)]),
        may,
        guests,
        np.append(starts, starts[-1]),
        LITTLE * max(1.0, float(np.abs(cost).max(initial=0.0))),
    )


def beyond_cost(problem: Problem) -> float:
    """A price of leaving out that no saving of cost is worth, as far as numbers reach."""
    cost = np.where(problem.usable, problem.cost, 0).astype(np.float64)
    span = float((cost.max(axis=1, initial=0.0) - cost.min(axis=1, initial=0.0)).sum()) + 1.0
    return min(span, HUGE / max(1.0, float(problem.penalty.sum())))


def nearest(priced: Floats, pairs: float) -> Ints:
    """(n, q): rooms by price (inf where a lot may not be), -1 beyond a price over the lot's best that leaves `pairs` a
    lot on average; at least the best is always there."""
    n, m = priced.shape
    count = min(NEAR, m)
    near = np.argsort(priced, axis=1, kind="stable")[:, :count].astype(np.int64)
    ranked = np.take_along_axis(priced, near, axis=1)
    if ranked.size <= SMALL:
        return np.where(np.isfinite(ranked), near, -1)
    with np.errstate(invalid="ignore"):
        dearer = np.where(np.isfinite(ranked), ranked - ranked[:, :1], np.inf)
    slack = np.partition(dearer.ravel(), min(dearer.size - 1, int(n * pairs)))[min(dearer.size - 1, int(n * pairs))]
    return np.where(np.isfinite(dearer) & (dearer <= slack), near, -1)


def patience(problem: Problem) -> int:
    """Rounds that may find nothing better before the search ends."""
    return min(MOST_PATIENCE, 100 + 30 * problem.size[0])


class Climb:
    """The best assignments so far, and how to find more. The same seed and the same number of rounds give the same.

    `best` (n,), -1 where left out, and its `best_worth` come first by what is left out; the elite to mix counts what is
    left out at a price.
    """

    def __init__(self, problem: Problem, seed: int, starts: list[Ints]) -> None:
        self.problem, self.random = problem, np.random.default_rng(seed)
        self.dear, self.strict = beyond_cost(problem), False
        self.elite: list[tuple[float, Ints]] = []
        n, m, k = *problem.size, len(problem.pool_capacity)
        self.state = State(
            room=np.zeros(n, np.int64),
            load=np.zeros(m + 1, np.int64),
            pooled=np.zeros(k + 1, np.int64),
            price=np.zeros(m + 1),
            pool_price=np.zeros(k + 1),
            best=np.zeros(n, np.int64),
            figures=np.zeros(2),
            moved=np.zeros(CHAIN, np.int64),
            left=np.zeros(CHAIN, np.int64),
        )
        self.best, self.best_worth = starts[0], worth(problem, starts[0])
        for start in starts:
            self.keep(start)

    def look(self, rent: Floats, dear: float | None = None, pairs: tuple[float, ...] = PAIRS) -> None:
        """From now on rooms near each lot by these rents (m,), and boards with so many `pairs`.

        `dear`: the price of a unit of penalty, and nothing may be overfull; None: it is beyond any cost, and what is
        too much has a price that finds its level.
        """
        self.dear, self.strict = (beyond_cost(self.problem), False) if dear is None else (dear, True)
        self.boards = [board(self.problem, rent, self.dear, each) for each in pairs]
        self.elite = sorted(((self.score(room), room) for _, room in self.elite), key=lambda each: each[0])
        weight, size = self.problem.weight, np.abs(self.boards[0].cost[:, :-1])
        self.state.price[:-1] = np.maximum(2 * rent, FLOOR * float(size.mean() / weight.mean()))
        self.state.pool_price[:-1] = self.state.price[:-1].mean()
        if self.strict:
            self.forbid_too_much()

    def forbid_too_much(self) -> None:
        """Too much anywhere is worse than leaving out."""
        worst = float((self.problem.penalty[:, None] / self.problem.weight).max()) * self.dear
        self.state.price[:-1] = self.state.pool_price[:-1] = FORBIDDING * worst

    def begin(self, start: Ints) -> None:
        """Take in an assignment that may overfill rooms: what is too much gets dearer there, until it is forbidden."""
        out, n = self.problem.size[1], len(start)
        self.state.room[:] = np.where(start < 0, out, start)
        price, pool_price = self.state.price.copy(), self.state.pool_price.copy()
        self.state.price[:-1], self.state.pool_price[:-1] = self.dear, self.dear
        for _ in range(EASES):
            descend(self.boards[0], self.state, self.random.permutation(n))
            reprice(self.boards[0], self.state, GROW, 1.0)
        self.forbid_too_much()
        descend(self.boards[0], self.state, self.random.permutation(n))
        if np.isfinite(self.state.figures[1]):
            self.keep(np.where(self.state.best == out, -1, self.state.best))
        self.state.price[:], self.state.pool_price[:] = price, pool_price

    def score(self, room: Ints) -> float:
        left_out, cost = worth(self.problem, room)
        return cost + self.dear * left_out

    def keep(self, room: Ints) -> bool:
        """Among the elite, if it is good enough and new; whether it is the best of all."""
        found, score = worth(self.problem, room), self.score(room)
        if any(score == old and (room == same).all() for old, same in self.elite):
            return False
        self.elite = sorted([*self.elite, (score, room.copy())], key=lambda each: each[0])[:ELITE]
        if found < self.best_worth:
            self.best, self.best_worth = room.copy(), found
            return True
        return False

    def round(self, number: int) -> bool:
        """One mixture, searched down; whether it gave a new best or led the elite. Boards take turns."""
        board, out = self.boards[number // TURN % len(self.boards)], self.problem.size[1]
        start = self.elite[int(self.random.integers(len(self.elite)))][1]
        mixed = self.mixed(board, start)
        self.state.room[:] = np.where(mixed < 0, out, mixed)
        descend(board, self.state, self.random.permutation(self.touched(start, mixed)))
        if not self.strict:
            reprice(board, self.state, GROW, SHRINK)
        if not np.isfinite(self.state.figures[1]):
            return False
        leader = self.elite[0][0]
        return self.keep(np.where(self.state.best == out, -1, self.state.best)) or self.elite[0][0] < leader

    def mixed(self, board: Board, start: Ints) -> Ints:
        """Every other time some way towards another of the elite; and a few lots sent elsewhere."""
        random, mixed = self.random, start.copy()
        guide = self.elite[int(random.integers(len(self.elite)))][1]
        apart = np.flatnonzero(start != guide)
        if len(apart) and random.random() < (STRICT_MIX if self.strict else MIX):
            taken = random.permutation(apart)[: int(random.integers(1, len(apart) + 1))]
            mixed[taken] = guide[taken]
        for lot in random.integers(len(start), size=int(random.integers(1, KICKS + 1))):
            rooms = board.near[lot][board.near[lot] >= 0]
            room = int(random.choice(rooms))
            mixed[lot] = -1 if room == self.problem.size[1] else room
        return mixed

    def touched(self, before: Ints, after: Ints) -> Ints:
        """Lots in rooms and pools that something left or came to: the rest is where no move paid before."""
        moved = np.flatnonzero(before != after)
        rooms = np.union1d(before[moved], after[moved])
        rooms = rooms[rooms >= 0]
        pools = self.problem.pool[rooms]
        joined = np.isin(self.problem.pool, pools[pools >= 0])
        joined[rooms] = True
        return np.flatnonzero(np.append(joined, False)[after] | (before != after))

    def run(self, stop: float, enough: Callable[[Worth], bool], most: int = 1 << 60) -> None:
        """At most so many rounds, until the clock is at `stop`, many found nothing better, or the best is `enough`."""
        idle = number = 0
        patient = patience(self.problem)
        while idle < patient and number < most and monotonic() < stop and not enough(self.best_worth):
            idle, number = 0 if self.round(number) else idle + 1, number + 1
