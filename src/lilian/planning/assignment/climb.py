"""Rounds of local search from mixtures of the best assignments found so far (path relinking), until the clock or
patience ends it."""

from collections.abc import Callable
from time import monotonic

import numpy as np

from lilian.planning.assignment.loads import Floats
from lilian.planning.assignment.problem import Problem
from lilian.planning.assignment.search import LITTLE, Board, State, descend, reprice
from lilian.planning.transport.costs import Ints

MOST_PATIENCE = 3000
NEAR = 24  # rooms a lot may go to, the cheapest at the prices of room
ELITE = 12  # assignments kept to mix
KICKS = 4  # lots sent anywhere near after a mixture, at most
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


def board(problem: Problem, rent: Floats, pairs: float) -> Board:
    """The search's view. Each lot may go to rooms whose cost and rent come near its best; `pairs` says how many a lot
    that makes on average. Leaving out is dearer than any cost, as far as numbers reach."""
    n, m = problem.size
    usable = problem.usable
    cost = np.where(usable, problem.cost, 0).astype(np.float64)
    span = float((cost.max(axis=1, initial=0.0) - cost.min(axis=1, initial=0.0)).sum()) + 1.0
    dear = min(span, HUGE / max(1.0, float(problem.penalty.sum())))
    near = nearest(np.where(usable, cost + problem.weight * rent, np.inf), pairs)
    may = np.zeros((n, m + 1), np.bool_)
    lots, places = np.nonzero(near >= 0)
    may[lots, near[lots, places]] = True
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
        LITTLE * max(1.0, float(np.abs(cost).max(initial=0.0))),
    )


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
    """The best assignments so far, and how to find more. The same seed and the same number of rounds give the same."""

    def __init__(self, problem: Problem, seed: int, starts: list[Ints]) -> None:
        self.problem, self.random = problem, np.random.default_rng(seed)
        self.elite: list[tuple[Worth, Ints]] = []
        n, m, k = *problem.size, len(problem.pool_capacity)
        self.state = State(
            room=np.zeros(n, np.int64),
            load=np.zeros(m + 1, np.int64),
            pooled=np.zeros(k + 1, np.int64),
            price=np.zeros(m + 1),
            pool_price=np.zeros(k + 1),
            best=np.zeros(n, np.int64),
            figures=np.zeros(2),
        )
        for start in starts:
            self.keep(start)

    def look(self, rent: Floats, pairs: tuple[float, ...] = PAIRS) -> None:
        """From now on rooms near each lot, and prices of too much, by these rents (m,); boards with so many `pairs`."""
        self.boards = [board(self.problem, rent, each) for each in pairs]
        size = np.abs(self.boards[0].cost[:, :-1])
        floor = FLOOR * float(size.mean() / self.problem.weight.mean()) if size.size else 0.0
        self.state.price[:-1] = np.maximum(2 * rent, floor)
        self.state.pool_price[:-1] = self.state.price[:-1].mean() if len(rent) else 0.0

    @property
    def best(self) -> Ints:
        """(n,): -1 where left out."""
        return self.elite[0][1]

    @property
    def best_worth(self) -> Worth:
        return self.elite[0][0]

    def keep(self, room: Ints) -> bool:
        """Among the elite, if it is good enough and new; whether it is the best."""
        found = worth(self.problem, room)
        if any(found == old and (room == same).all() for old, same in self.elite):
            return False
        better = not self.elite or found < self.best_worth
        self.elite = sorted([*self.elite, (found, room.copy())], key=lambda each: each[0])[:ELITE]
        return better

    def round(self, number: int) -> bool:
        """One mixture, searched down; whether it gave a new best. Boards take turns."""
        board, out = self.boards[number // TURN % len(self.boards)], self.problem.size[1]
        start = self.mixed(board)
        self.state.room[:] = np.where(start < 0, out, start)
        descend(board, self.state, self.random.permutation(len(start)))
        reprice(board, self.state, GROW, SHRINK)
        if not np.isfinite(self.state.figures[1]):
            return False
        return self.keep(np.where(self.state.best == out, -1, self.state.best))

    def mixed(self, board: Board) -> Ints:
        """Some way from one of the elite towards another, and a few lots sent elsewhere."""
        random, elite = self.random, self.elite
        start = elite[int(random.integers(len(elite)))][1].copy()
        guide = elite[int(random.integers(len(elite)))][1]
        apart = np.flatnonzero(start != guide)
        if len(apart):
            taken = random.permutation(apart)[: int(random.integers(1, len(apart) + 1))]
            start[taken] = guide[taken]
        for lot in random.integers(len(start), size=int(random.integers(1, KICKS + 1))):
            rooms = board.near[lot][board.near[lot] >= 0]
            room = int(random.choice(rooms))
            start[lot] = -1 if room == self.problem.size[1] else room
        return start

    def run(self, stop: float, enough: Callable[[Worth], bool]) -> None:
        """Rounds until the clock reaches `stop`, many rounds found nothing better, or the best is `enough`."""
        idle = number = 0
        while idle < patience(self.problem) and monotonic() < stop and not enough(self.best_worth):
            idle, number = 0 if self.round(number) else idle + 1, number + 1
