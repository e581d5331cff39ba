"""What prices prove: for any prices no plan costs less than their right-hand sides, less what columns can save."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lilian.planning.consolidation.model import INFINITE, Model
from lilian.planning.consolidation.plan import Leaf
from lilian.planning.consolidation.problem import Problem

ROUNDED_PARTS = 3  # fen: five parts of a cost are rounded, each by half a fen at most


@dataclass(frozen=True)
class Bounder:
    """The model once more as arrays; sums in 1/1000 fen, lowered by more than floats can err."""

    problem: Problem
    model: Model
    rows: NDArray[np.int64]
    cols: NDArray[np.int64]
    values: NDArray[np.float64]

    def reduced(self, leaf: Leaf) -> tuple[float, NDArray[np.float64]]:
        """Right-hand side at the leaf's prices, and what each column still costs."""
        duals = np.zeros(len(self.model.low))
        for price in leaf.prices:
            duals[self.model.rows[price.row]] = price.value
        low, high = np.array(self.model.low), np.array(self.model.high)
        side = np.where(duals > 0, low, np.where(duals < 0, high, 0.0))
        side[np.abs(side) == INFINITE] = 0.0
        paid = np.bincount(self.cols, self.values * duals[self.rows], len(self.model.cost))
        return float(side @ duals), np.array(self.model.cost) - paid

    def fen(self, leaf: Leaf, forced: dict[tuple[int, int], bool] | None = None) -> int:
        """Whole fen that every plan of this leaf costs at least, some rooms forced besides."""
        base, net = self.reduced(leaf)
        low, high = np.zeros(len(net)), np.array(self.model.top)
        decided = self.problem.fixed_runs | {(r, t): on for r, t, on in leaf.runs} | (forced or {})
        for (r, t), on in decided.items():
            at = self.model.columns["run", r, t, 0]
            low[at] = high[at] = float(on)
        total = base + float(np.where(net < 0, net * high, net * low).sum())
        return int(np.floor(total / 1000 - 1e-6 - 1e-12 * abs(total))) - ROUNDED_PARTS


def bounder(problem: Problem, model: Model) -> Bounder:
    table = np.array(model.entries).reshape(-1, 3)
    return Bounder(problem, model, table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2])
