"""Branch and bound on (room, month) over the linear relaxation; every leaf keeps the prices that prove it."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import highspy
import numpy as np
from numpy.typing import NDArray

from lilian.planning.consolidation.model import INFINITE, Model
from lilian.planning.consolidation.plan import Leaf, Price
from lilian.planning.consolidation.problem import Problem
from lilian.planning.highs import prepared
from lilian.planning.limits import Limits

Floats = NDArray[np.float64]
Runs = tuple[tuple[int, int, bool], ...]
WHOLE = 1e-6


@dataclass(order=True)
class Node:
    """`value`: its bound in 1/1000 fen, as the solver sees it; the checker works it out again from the prices."""

    value: float
    number: int
    runs: Runs = field(compare=False)
    duals: Floats = field(compare=False)
    shares: Floats = field(compare=False)


class Tree:
    """`cost` (1/1000 fen) of the best plan known closes leaves."""

    def __init__(self, problem: Problem, model: Model) -> None:
        self.problem, self.model, self.cost = problem, model, np.inf
        self.solver = prepared(Limits())
        self.solver.passModel(model.program(whole=False))
        self.run_columns = np.array([at for _, at in model.runs()], np.int32)
        self.keys = [(key[1], key[2]) for key, _ in model.runs()]
        self.waiting: list[Node] = []
        self.closed: list[Node] = []

    def solve(self, runs: Runs, stop: float) -> Node | None:
        """The relaxation with some rooms decided; None when time ran out, or nothing fits."""
        decided = self.problem.fixed_runs | {(r, t): on for r, t, on in runs}
        low = np.array([float(decided.get(key, False)) for key in self.keys])
        high = np.array([float(decided.get(key, True)) for key in self.keys])
        self.solver.changeColsBounds(len(low), self.run_columns, low, high)
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(0.05, stop - monotonic()))
        self.solver.run()
        status = self.solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.solver.getSolution()
        shares = np.array(solution.col_value)
        value = float(self.solver.getObjectiveValue())
        return Node(value, len(self.closed) + len(self.waiting), runs, np.array(solution.row_dual), shares)

    def plant(self, stop: float) -> Node | None:
        root = self.solve((), stop)
        if root is not None:
            self.waiting.append(root)
        return root

    def grow(self, gap: float, stop: float, offer: Callable[[Floats], float]) -> None:
        """Least bound first. `offer` turns the columns of a relaxation with nothing in doubt into a plan and returns
        the cost of the best plan then known."""
        while self.waiting and monotonic() < stop:
            node = heapq.heappop(self.waiting)
            if node.value >= self.cost * (1 - max(gap, 1e-9)):
                self.closed.append(node)
                continue
            if self.doubt(node).max(initial=0.0) < WHOLE:
                self.cost = min(self.cost, offer(node.shares))
            halves = self.halves(node, stop)
            if halves is None:
                self.closed.append(node)
                if monotonic() < stop:
                    continue
                break
            for half in halves:
                heapq.heappush(self.waiting, half)

    def halves(self, node: Node, stop: float) -> list[Node] | None:
        """The node cut at its most doubtful room and month; None if nothing is in doubt or time ran out."""
        doubt = self.doubt(node)
        at = int(doubt.argmax())
        if doubt[at] < WHOLE:
            return None
        sides = [self.solve((*node.runs, (*self.keys[at], on)), stop) for on in (False, True)]
        return None if None in sides else [side for side in sides if side is not None]

    def doubt(self, node: Node) -> Floats:
        share = node.shares[self.run_columns]
        return np.minimum(share, 1 - share)

    def leaves(self) -> tuple[Leaf, ...]:
        return tuple(Leaf(node.runs, self.prices(node.duals)) for node in (*self.closed, *self.waiting))

    def prices(self, duals: Floats) -> tuple[Price, ...]:
        """Multipliers on the grid, of the sign their row allows."""
        low, high = np.array(self.model.low), np.array(self.model.high)
        signed = np.where(
            high == INFINITE, np.maximum(duals, 0), np.where(low == -INFINITE, np.minimum(duals, 0), duals)
        )
        whole = np.rint(signed).astype(np.int64)
        return tuple(Price(key, int(whole[at])) for key, at in self.model.rows.items() if whole[at])
