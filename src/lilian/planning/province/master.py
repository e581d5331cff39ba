"""Where to ask next: the prices at which what is known of every county promises the highest bound (Kelley, per county).

A county's answer with cost f and use a says: at prices p it comes to at most f + a p. So the best bound is at most

    max  sum_k theta_k - rent(p)    theta_k <= f + a p for every answer of k,   0 <= p,

a linear program of as many prices as there are shared columns and stores. Its multipliers are shares of the answers:
a mixture of known answers that keeps within what is shared (Dantzig and Wolfe's master).
"""

from dataclasses import dataclass, field

import highspy
import numpy as np

from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.province.board import Board, Prices
from lilian.planning.storage.model import Ints

TOLERANCE = 1e-10
LONG_S = 1e9


@dataclass(frozen=True)
class Advice:
    """`prices` to ask at; `ceiling`: no prices give a higher bound, as far as is known (a float, for steering only);
    `shares` per county the weight of each of its answers in the mixture."""

    prices: Prices
    ceiling: float
    shares: list[np.ndarray]


@dataclass
class Master:
    """`top`: no price need be higher. `first` is each county's first cost, from which others are counted."""

    board: Board
    top: int
    counties: int
    costs: list[list[int]] = field(init=False)
    uses: list[list[Ints]] = field(init=False)
    known: set[tuple[int, int, bytes]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.costs = [[] for _ in range(self.counties)]
        self.uses = [[] for _ in range(self.counties)]

    def learn(self, county: int, cost: int, used: Ints) -> bool:
        """Note an answer; False if it was known."""
        key = (county, cost, used.tobytes())
        if key in self.known:
            return False
        self.known.add(key)
        self.costs[county].append(cost)
        self.uses[county].append(used)
        return True

    def advise(self) -> Advice:
        c, h, k = len(self.board.columns), len(self.board.space), self.counties
        amount = float(max(1, np.median(self.board.door))) if c else 1.0
        scale = float(self.top) * amount
        rows, lower = self.rows(amount, scale)
        solver = prepared(Limits(time_s=LONG_S))
        for option in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            solver.setOptionValue(option, TOLERANCE)
        solver.setOptionValue("solver", "simplex")
        rent = np.concatenate([self.board.door, self.board.space]) / amount
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = c + h + k, len(lower)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.concatenate([-rent, np.ones(k)])
        lp.col_lower_ = np.concatenate([np.zeros(c + h), np.full(k, -highspy.kHighsInf)])
        lp.col_upper_ = np.concatenate([np.ones(c + h), np.full(k, highspy.kHighsInf)])
        lp.row_lower_, lp.row_upper_ = lower, np.full(len(lower), highspy.kHighsInf)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(cols) for cols, _ in rows])])
        lp.a_matrix_.index_ = np.concatenate([cols for cols, _ in rows])
        lp.a_matrix_.value_ = np.concatenate([values for _, values in rows])
        solver.passModel(lp)
        solver.run()
        found = solver.getSolution()
        price = np.rint(np.array(found.col_value)[: c + h] * self.top).astype(np.int64)
        ceiling = solver.getInfo().objective_function_value * scale + sum(costs[0] for costs in self.costs)
        return Advice(Prices(price[:c], price[c:]), ceiling, self.split(np.abs(np.array(found.row_dual))))

    def rows(self, amount: float, scale: float) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
        """a p - theta_k >= -f, one row an answer, in units of the scale; (sparse rows, their lower limits)."""
        c, h = len(self.board.columns), len(self.board.space)
        rows, lower = [], []
        for county, own in enumerate(self.board.of_county):
            pools = self.board.pool[own]
            for cost, used in zip(self.costs[county], self.uses[county], strict=True):
                some = np.flatnonzero(used)
                by_pool = np.bincount(pools[some], used[some], h) if len(some) else np.zeros(h)
                stores = np.flatnonzero(by_pool)
                cols = np.concatenate([own[some], c + stores, [c + h + county]])
                rows.append((cols, np.concatenate([used[some] / amount, by_pool[stores] / amount, [-1.0]])))
                lower.append(-(cost - self.costs[county][0]) / scale)
        return rows, np.array(lower)

    def split(self, duals: np.ndarray) -> list[np.ndarray]:
        """Row multipliers by county, each county's adding up to 1."""
        stops = np.cumsum([len(costs) for costs in self.costs])
        parts = np.split(duals, stops[:-1])
        return [part / part.sum() if part.sum() > 0 else np.full(len(part), 1 / len(part)) for part in parts]
