"""The mixed-integer model, in tonnes and 1/1000 fen: rows and columns by name, arrays for HiGHS.

Months t, rooms r, kinds of fruit k, links l, varieties v. What stands in a room in month t is `have`; it is what stood
there before, less what was delivered, plus what comes `in`, less what goes `out` or is `lost` at the start of t.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

from lilian.planning.consolidation.problem import GRAMS, Problem, Room

Key = tuple[str, int, int, int]
INFINITE = highspy.kHighsInf


@dataclass
class Model:
    """`columns`, `rows`: name -> number. Arrays in that order."""

    columns: dict[Key, int] = field(default_factory=dict)
    rows: dict[Key, int] = field(default_factory=dict)
    cost: list[float] = field(default_factory=list)
    top: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)

    def column(self, key: Key, cost: float, top: float) -> None:
        self.columns[key] = len(self.cost)
        self.cost.append(cost)
        self.top.append(top)

    def row(self, key: Key, low: float, high: float, terms: Iterable[tuple[Key, float]]) -> None:
        number = self.rows[key] = len(self.low)
        self.low.append(low)
        self.high.append(high)
        self.entries += [(number, self.columns[name], value) for name, value in terms if name in self.columns]

    def runs(self) -> list[tuple[Key, int]]:
        return [(key, at) for key, at in self.columns.items() if key[0] == "run"]

    def program(self, *, whole: bool) -> highspy.HighsLp:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.low)
        lp.col_cost_, lp.col_upper_ = np.array(self.cost), np.array(self.top)
        lp.col_lower_ = np.zeros(len(self.cost))
        lp.row_lower_, lp.row_upper_ = np.array(self.low), np.array(self.high)
        table: NDArray[np.float64] = np.array(self.entries).reshape(-1, 3)
        table = table[np.lexsort((table[:, 0], table[:, 1]))]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.searchsorted(table[:, 1], np.arange(len(self.cost) + 1)).astype(np.int32)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = table[:, 0].astype(np.int32), table[:, 2].copy()
        if whole:
            kinds = [highspy.HighsVarType.kContinuous] * len(self.cost)
            for _, at in self.runs():
                kinds[at] = highspy.HighsVarType.kInteger
            lp.integrality_ = kinds
        return lp


@dataclass(frozen=True)
class Season:
    """A problem with the figures the model needs, in tonnes."""

    problem: Problem
    total: Counter[int]
    first: Counter[tuple[int, int]]
    wanted: Counter[tuple[str, int]]
    pinned: Counter[tuple[int, int]]

    def most(self, r: int, k: int) -> float:
        """Tonnes of a kind a room can ever hold."""
        return min(self.problem.rooms[r].capacity_g, self.total[k]) / GRAMS

    def holds(self, r: int, k: int, t: int) -> bool:
        variety, months = self.problem.kinds[k]
        return variety in self.problem.rooms[r].accepts and t < months


def season(problem: Problem) -> Season:
    kinds = {kind: k for k, kind in enumerate(problem.kinds)}
    numbers = {room.code: r for r, room in enumerate(problem.rooms)}
    total, wanted = Counter[int](), Counter[tuple[str, int]]()
    first, pinned = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for stock in problem.stock:
        k = kinds[stock.variety, min(stock.months_left, problem.terms.months)]
        total[k] += stock.weight_g
        first[numbers[stock.room], k] += stock.weight_g
    for out in problem.withdrawals:
        wanted[out.variety, out.month] += out.weight_g
    for pin in problem.pins:
        pinned[numbers[pin.room], kinds[problem.kind(pin.variety, pin.months_left)]] += pin.weight_g
    return Season(problem, total, first, wanted, pinned)


def build(problem: Problem) -> Model:
    known, model = season(problem), Model()
    add_columns(model, known)
    add_fruit_rows(model, known)
    add_store_rows(model, known)
    add_running_rows(model, known)
    add_pin_rows(model, known)
    return model


def add_columns(model: Model, known: Season) -> None:
    problem, terms = known.problem, known.problem.terms
    for r, room in enumerate(problem.rooms):
        for t in range(terms.months):
            model.column(("run", r, t, 0), float(room.running_wh[t] * terms.fen_per_kwh), 1.0)
            model.column(("start", r, t, 0), 1000.0 * room.start_fen, 1.0)
            model.column(("stop", r, t, 0), 1000.0 * room.stop_fen, 1.0)
        for k in range(len(problem.kinds)):
            for t in range(min(problem.kinds[k][1], terms.months - 1) + 1):
                add_fruit_columns(model, known, room, (r, k, t))
    for number, link in enumerate(problem.links):
        moved = 1000.0 * link.fen_per_tonne + terms.loaded_wh_per_tonne * terms.fen_per_kwh
        moved += terms.loss_per_mille * terms.value_fen_per_tonne
        for k, (_, months) in enumerate(problem.kinds):
            for t in range(months):
                model.column(("move", number, k, t), moved, known.total[k] / GRAMS)
    for v, (variety, t) in enumerate(sorted(known.wanted)):
        top = known.wanted[variety, t] / GRAMS
        model.column(("missing", v, 0, 0), 1000.0 * terms.missing_fen_per_tonne, top)


def add_fruit_columns(model: Model, known: Season, room: Room, at: tuple[int, int, int]) -> None:
    r, k, t = at
    terms, all_of_it = known.problem.terms, known.total[k] / GRAMS
    if known.holds(r, k, t):
        kept = float(room.per_tonne_wh[t] * terms.fen_per_kwh)
        model.column(("have", r, k, t), kept, known.most(r, k))
        model.column(("in", r, k, t), 0.0, known.most(r, k))
        if known.wanted[known.problem.kinds[k][0], t]:
            model.column(("deliver", r, k, t), 0.0, known.most(r, k))
    if known.holds(r, k, t) or (t == 0 and known.first[r, k] and known.problem.kinds[k][1] > 0):
        model.column(("out", r, k, t), 0.0, all_of_it)
    if known.holds(r, k, max(t - 1, 0)) or (t == 0 and known.first[r, k]):
        model.column(("lost", r, k, t), 1000.0 * terms.value_fen_per_tonne, all_of_it)


def add_fruit_rows(model: Model, known: Season) -> None:
    for kind, r, k, t in [key for key in model.columns if key[0] == "lost"]:
        del kind
        first = known.first[r, k] / GRAMS if t == 0 else 0.0
        before = [(("have", r, k, t - 1), -1.0), (("deliver", r, k, t - 1), 1.0)]
        now = [(("have", r, k, t), 1.0), (("in", r, k, t), -1.0), (("out", r, k, t), 1.0), (("lost", r, k, t), 1.0)]
        model.row(("balance", r, k, t), first, first, [*before, *now])
    for kind, r, k, t in [key for key in model.columns if key[0] == "have"]:
        del kind
        have = (("have", r, k, t), 1.0)
        if ("deliver", r, k, t) in model.columns:
            model.row(("on_hand", r, k, t), 0.0, INFINITE, [have, (("deliver", r, k, t), -1.0)])
        model.row(("settled", r, k, t), 0.0, INFINITE, [have, (("in", r, k, t), -1.0)])
        if known.first[r, k]:
            came = [(("in", r, k, back), -1.0) for back in range(t + 1)]
            run = (("run", r, t, 0), -known.first[r, k] / GRAMS)
            model.row(("home", r, k, t), -INFINITE, 0.0, [have, *came, run])
    for v, (variety, t) in enumerate(sorted(known.wanted)):
        kinds = [k for k, kind in enumerate(known.problem.kinds) if kind[0] == variety]
        parts = [(("deliver", r, k, t), 1.0) for r in range(len(known.problem.rooms)) for k in kinds]
        wanted = known.wanted[variety, t] / GRAMS
        model.row(("serve", v, 0, 0), wanted, wanted, [*parts, (("missing", v, 0, 0), 1.0)])


def add_store_rows(model: Model, known: Season) -> None:
    problem = known.problem
    for s, store in enumerate(problem.stores):
        rooms = [r for r, room in enumerate(problem.rooms) if room.store == store]
        away = [number for number, link in enumerate(problem.links) if link.source == store]
        here = [number for number, link in enumerate(problem.links) if link.target == store]
        for k, (_, months) in enumerate(problem.kinds):
            for t in range(months):
                out = [(("out", r, k, t), 1.0) for r in rooms] + [(("move", n, k, t), -1.0) for n in away]
                into = [(("in", r, k, t), -1.0) for r in rooms] + [(("move", n, k, t), 1.0) for n in here]
                model.row(("from_store", s, k, t), 0.0, 0.0, out)
                model.row(("into_store", s, k, t), 0.0, 0.0, into)


def add_running_rows(model: Model, known: Season) -> None:
    problem, idle = known.problem, known.problem.terms.idle_months
    for r, room in enumerate(problem.rooms):
        for t in range(problem.terms.months):
            kept = [(("have", r, k, t), 1.0) for k in range(len(problem.kinds))]
            model.row(("capacity", r, t, 0), -INFINITE, 0.0, [*kept, (("run", r, t, 0), -room.capacity_g / GRAMS)])
            now = float(room.running_now) if t == 0 else 0.0
            change = [(("run", r, t, 0), 1.0), (("run", r, t - 1, 0), -1.0), (("start", r, t, 0), -1.0)]
            model.row(("switch", r, t, 0), now, now, [*change, (("stop", r, t, 0), 1.0)])
            stops = [(("stop", r, back, 0), 1.0) for back in range(max(0, t - idle + 1), t + 1)]
            model.row(("idle", r, t, 0), -INFINITE, 1.0, [*stops, (("run", r, t, 0), 1.0)])


def add_pin_rows(model: Model, known: Season) -> None:
    """What is pinned is not moved out: of a shelf goes, less what comes to it, no more than the rest."""
    months = range(known.problem.terms.months)
    for (r, k), pinned in known.pinned.items():
        goes = [(("out", r, k, t), 1.0) for t in months] + [(("in", r, k, t), -1.0) for t in months]
        model.row(("stay", r, k, 0), -INFINITE, (known.first[r, k] - pinned) / GRAMS, goes)
