"""A chain of the annealing with a task's limits, and the routes it came by."""

from collections.abc import Iterator

import numpy as np
import pyvrp

from lilian.planning.routing.pool import Key, Pool, column_of, route_of
from lilian.planning.routing.strings.board import Board, Ints, board_of, is_full
from lilian.planning.routing.strings.prices import Prices
from lilian.planning.routing.strings.tours import BEST, LOG, TRIP, VAN, State, state_of
from lilian.planning.routing.strings.trade import walker
from lilian.planning.routing.strings.walk import load, whole
from lilian.planning.routing.task import Found, ProcessorTime, Task, found_by

ROUNDS = 50  # take about as long as an iteration of PyVRP
LOOK = 1_000  # rounds between two looks at the clock and the routes


def annealed(problem: pyvrp.ProblemData, task: Task) -> Found:
    """From the task's start, or from clients put one by one where they cost least."""
    part, heat = task.part, task.heat
    assert heat is not None
    data = problem if part is None else part.data(problem)
    board = board_of(data, task.shared)
    state = state_of(board, task.seed)
    load(board, state, written(task.start if part is None else tuple(map(part.inside, task.start))))
    walk = walker(board)
    walk(state, 0, 1.0, 1.0)  # compiled before the clock runs
    routes, unit = Routes(data, task.tuning.near), task.unit
    if not unit:
        walk(state, 1, 1.0, 1.0)  # all clients are placed
        unit = mean_drive(board, state)
    prices = Prices(board, state, unit, short_of_room=part is None and is_full(data))
    for begun, ended, rounds in looks(task):
        walk(state, rounds, unit * heat.at(begun), unit * heat.at(ended))
        routes.keep(board, state)
        prices.follow(unit * heat.at(ended))
    best = routes.solution(state.row[BEST, : state.total["best"][0]])
    last = tuple(routes.keys(state.row[LOG, : whole(board, state, LOG)]))
    return found_by(part, best, None, routes.pool, last)


def looks(task: Task) -> Iterator[tuple[float, float, int]]:
    """What share of the effort is spent before and after so many rounds, until it is spent: by count or by clock."""
    if task.iterations is not None:
        total = task.iterations * ROUNDS
        for done in range(0, total, LOOK):
            rounds = min(LOOK, total - done)
            yield done / total, (done + rounds) / total, rounds
        return
    clock = ProcessorTime(task.seconds)
    share = clock.share()
    while share < 1:
        yield share, share, LOOK
        share = clock.share()


def mean_drive(board: Board, state: State) -> float:
    """What driving to a client costs in the mean, without fixed costs; at least 1."""
    out = state.van[state.van["trips"] > 0]
    kind = board.kind[out["kind"]]
    cost = (kind["per_metre"] * out["metres"] + kind["per_second"] * out["seconds"]).sum()
    return max(1.0, float(cost) / len(board.client))


class Routes:
    """The routes of solutions near the best, each once; worked out again by PyVRP, and kept if it finds them
    feasible."""

    def __init__(self, data: pyvrp.ProblemData, near: int) -> None:
        self.data, self.near = data, near
        self.pool = Pool(limit=1 << 60)
        self.known: set[Key] = set()

    def keep(self, board: Board, state: State) -> None:
        now, least = int(state.total["now"][0]), int(state.total["least"][0])
        if (now - least) * 1000 > least * self.near:
            return
        end = whole(board, state, LOG)
        for key in self.keys(state.row[LOG, :end]):
            if key not in self.known:
                self.known.add(key)
                route = route_of(self.data, key)
                if route.is_feasible():
                    self.pool.add(column_of(route), now)

    def solution(self, row: Ints) -> pyvrp.Solution:
        return pyvrp.Solution(self.data, [route_of(self.data, key) for key in self.keys(row)])

    def keys(self, row: Ints) -> Iterator[Key]:
        """The row's routes: a mark and a type, then clients, with marks between trips."""
        figures = row.tolist()
        starts = [at for at, figure in enumerate(figures) if figure == VAN]
        ends = [*starts, len(figures)][1:]
        for begin, end in zip(starts, ends, strict=True):
            kind = figures[begin + 1]
            home = (1, int(self.data.vehicle_type(kind).start_depot))
            yield kind, tuple(home if figure == TRIP else (0, figure) for figure in figures[begin + 2 : end])


def written(keys: tuple[Key, ...]) -> Ints:
    """Routes as one row; loading again with nothing to carry in between is left out."""
    row: list[int] = []
    for kind, visits in keys:
        marks = [TRIP if depot else client for depot, client in visits]
        kept = [m for m, after in zip(marks, [*marks[1:], TRIP], strict=True) if m != TRIP or after != TRIP]
        kept = kept[1:] if kept and kept[0] == TRIP else kept
        row += [VAN, kind, *kept] if kept else []
    return np.array(row, np.int64)
