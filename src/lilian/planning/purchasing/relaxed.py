"""The program without whole numbers, at any part of all plans: what a unit of each want is worth there, and what the
relaxed plan is in doubt about."""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil
from time import monotonic

import highspy
import numpy as np
from numpy.typing import NDArray

from lilian.planning.highs import prepared
from lilian.planning.limits import Limits
from lilian.planning.purchasing.baskets import Basket, Baskets, suited
from lilian.planning.purchasing.bill import step_of
from lilian.planning.purchasing.bound import Joining, Row
from lilian.planning.purchasing.curves import INFINITE, Floats
from lilian.planning.purchasing.market import SEASON, Market
from lilian.planning.purchasing.model import FEN, Group, Model, needs_whole
from lilian.planning.purchasing.part import FREE, MANY, PLAYER, PLAYERS, Decided, Part, Question
from lilian.planning.purchasing.tree import idle_rows

Bools = NDArray[np.bool_]
SURE = 1e-6  # how near a whole number is no doubt
PAYS = 1e-7  # yuan a unit
SOFT = 2.0


class Relaxation:
    """One linear program, whose limits move from part to part. Needs may be missing at a price no plan would pay, so
    that every part has prices. `dear`: that price, in yuan (or units, where units count)."""

    def __init__(
        self, market: Market, *, costs: bool, most_missing: int, dear: float, joining: Joining | None = None
    ) -> None:
        self.market, self.costs = market, costs
        players = joining.units if joining else ()
        self.model = Model(market, may_miss=True, whole=needs_whole(market), players=players, broken=dear)
        table = self.model.table
        self.unit = FEN if costs else 1.0
        if not costs:
            table.cost = [0.0] * len(table.cost)
            for column in self.model.overs:
                table.cost[column] = dear
        for column in self.model.short if not costs or not most_missing else ():
            table.cost[column] = dear if costs else 1.0
        for column, share in zip(self.model.joins, joining.shares if joining else (), strict=True):
            table.cost[column] = -FEN * share
        self.missing_row: int | None = None
        if costs and most_missing:
            beyond = table.column(dear)
            cells = [*((column, 1.0) for column in self.model.short), (beyond, -1.0)]
            self.missing_row = table.row(cells, upper=most_missing)
        self.baskets = Baskets(self.model, (), dear)
        self.total = 0.0  # of the last program solved
        self.fair = np.zeros(len(market.wants))  # what a unit of each was worth before baskets
        self.lower, self.upper = np.array(table.lower), np.array(table.upper)
        self.cost, self.matrix = np.array(table.cost), table.matrix()
        self.load(np.ones(len(table.lower), np.bool_), np.ones(len(table.row_lower), np.bool_))
        self.waiting = np.zeros(len(self.lower), np.bool_)

    def load(self, columns: Bools, rows: Bools) -> None:
        """Give the solver these columns and rows only."""
        self.columns, self.rows = np.flatnonzero(columns), np.flatnonzero(rows)
        self.solver = prepared(Limits())
        lp = self.model.table.only(columns, rows).program()
        lp.integrality_ = []
        self.solver.passModel(lp)
        self.places = np.arange(len(self.columns))  # where the solver has them
        self.baskets.load(self.solver, self.rows)

    def by_baskets(self, prices: Floats) -> bool:
        """Where a capacity has a price: orders with one are made of whole baskets now. Whether there are any."""
        rows = self.model.capacity_rows
        priced = any(prices[row] < -PAYS for row in rows.values())
        orders = [order for order in rows if priced and suited(self.model, order)]
        self.baskets = Baskets(self.model, orders, self.baskets.dear)
        self.upper[self.baskets.replaced()] = 0.0
        self.fair = np.maximum(0.0, prices[self.model.demand_rows])
        return bool(orders)

    def learn(self, baskets: Iterable[Basket]) -> int:
        """How many of them are new."""
        return self.baskets.take(self.solver, baskets, self.cost)

    def soften(self, *, soft: bool) -> None:
        """While few baskets are known, a missing unit costs no more than a few times what it was worth: prices that are
        nowhere near teach little."""
        at, fair = np.array(self.model.short), self.fair
        cost = np.minimum(self.cost[at], SOFT * (fair + fair.mean())) if soft else self.cost[at]
        places = self.places[np.searchsorted(self.columns, at)].astype(np.int32)
        self.solver.changeColsCost(len(at), places, cost)

    def shrink(self, part: Part, prices: Floats) -> None:
        """From now on all that is asked lies within this part: leave out what no plan of it uses, the spare rows that
        do not bind here, and the columns far from paying here, until they do. Prices from fewer rows are as true, and
        found several times as fast."""
        possible, table = self.possible(part), self.model.table
        used = np.diff((self.matrix[:, possible]).tocsr().indptr)
        idle = (used == 0) & (np.array(table.row_lower) <= 0) & (np.array(table.row_upper) >= 0)
        rows = ~(idle | idle_rows(table, prices))
        far = self.model.far(self.reduced(prices))
        self.load(possible & ~far, rows)
        self.waiting = possible & far
        self.kept = self.matrix[self.rows].tocsc()

    def possible(self, part: Part) -> Bools:
        """(c,): the columns that some plan of this part uses."""
        _, upper = self.limits(part)
        found = np.asarray(upper > 0, np.bool_)
        for group, decided in part.items():
            for number in self.model.members.get(group, ()):
                both = self.model.useful[number], self.model.surplus[number]
                for step in range(len(both[0]) if len(both[0]) > 1 else 0):
                    if not decided.first <= step <= decided.last:
                        found[both[0][step] + both[1][step]] = False
        return found

    def reduced(self, prices: Floats) -> Floats:
        """(c,): what a unit of a column costs beyond what it is worth."""
        return np.asarray(self.cost - prices @ self.matrix)

    def solve(self, part: Part, stop: float) -> tuple[Floats, Floats] | None:
        """(values by column, prices by row); None if not in time."""
        while True:
            found = self.solved(part, stop)
            late = found is None and self.solver.getModelStatus() != highspy.HighsModelStatus.kInfeasible
            if late or not self.more(found):
                return found

    def more(self, found: tuple[Floats, Floats] | None) -> bool:
        """Give the solver the columns left out that pay at these prices (without an answer: all); whether there were
        any."""
        paying = np.flatnonzero(self.waiting & (found is None or self.reduced(found[1]) < -PAYS))
        if not len(paying):
            return False
        cells = self.kept[:, paying]
        n = len(paying)
        self.solver.addCols(
            n,
            self.cost[paying],
            np.zeros(n),
            self.upper[paying],
            cells.nnz,
            cells.indptr[:-1],
            cells.indices,
            cells.data,
        )
        self.places = np.concatenate((self.places, np.arange(self.solver.getNumCol() - n, self.solver.getNumCol())))
        self.columns = np.concatenate((self.columns, paying))
        self.waiting[paying] = False
        return True

    def solved(self, part: Part, stop: float) -> tuple[Floats, Floats] | None:
        lower, upper = self.limits(part)
        at = self.places.astype(np.int32)
        self.solver.changeColsBounds(len(at), at, lower[self.columns], upper[self.columns])
        self.baskets.limit(self.solver, part)
        for group, row in self.model.season_rows.items():
            where = int(np.searchsorted(self.rows, row))
            if where < len(self.rows) and self.rows[where] == row:
                self.solver.changeRowBounds(where, float(part.get(group, FREE).first > 0), 1.0)
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + max(0.1, stop - monotonic()))
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.solver.getSolution()
        values, prices = np.zeros(len(self.lower)), np.zeros(len(self.model.table.row_lower))
        solved = np.asarray(solution.col_value)
        values[self.columns], prices[self.rows] = solved[self.places], solution.row_dual[: len(self.rows)]
        self.baskets.spread(solved, values)
        self.total = self.solver.getInfo().objective_function_value
        return values, prices

    def limits(self, part: Part) -> tuple[Floats, Floats]:
        lower, upper = self.lower.copy(), self.upper.copy()
        for (_, player), joins in part.get(PLAYERS, FREE).orders:
            lower[self.model.joins[player]] = upper[self.model.joins[player]] = float(joins)
        for group, decided in part.items():
            if group == PLAYERS:
                continue
            self.limit_steps(group, decided, lower, upper)
            for order, placed in decided.orders:
                lower[self.model.open[order]] = upper[self.model.open[order]] = float(placed)
            for number, low, high in decided.lines:
                self.limit_line(number, (low, high), lower, upper)
        upper = np.minimum(upper, self.upper)
        return np.minimum(lower, upper), upper

    def limit_steps(self, group: Group, decided: Decided, lower: Floats, upper: Floats) -> None:
        columns = self.model.steps[group]
        nested = self.market.problem.suppliers[group[0]].scheme.kind == "incremental"
        upper[columns[decided.last + 1 :]] = 0.0
        if decided.first and nested:
            lower[columns[decided.first]] = 1.0
        elif decided.first:
            upper[columns[: decided.first]] = 0.0
        if decided.first and group[1] != SEASON:
            lower[self.model.open[group]] = 1.0

    def limit_line(self, number: int, span: tuple[int, int], lower: Floats, upper: Floats) -> None:
        offer, (low, high) = self.market.lines[number].offer, span
        if low:
            lower[self.model.switch(number)] = 1.0
        if high == 0:
            upper[[column for column, _ in self.model.bought(number)]] = 0.0
            if number in self.model.line:
                upper[self.model.line[number]] = 0.0
        if number in self.model.packs:
            low = min(low, self.model.ceiling(number))  # the program knows no more; the bound does
            lower[self.model.packs[number]] = low // offer.pack
            upper[self.model.packs[number]] = high // offer.pack if high < MANY else INFINITE
        if number in self.model.own:
            own, first, last = self.model.own[number], step_of(offer.starts, low), step_of(offer.starts, high)
            upper[own[last + 1 :]] = 0.0
            if offer.kind == "all_units":
                upper[own[:first]] = 0.0
            elif first:
                lower[own[first]] = 1.0

    def row(self, duals: Floats, scale: int) -> Row:
        """The prices as whole numbers."""
        row = row_of(self.model, duals, scale / self.unit)
        missing = None if self.missing_row is None else whole(-duals[self.missing_row] * scale / self.unit)
        return replace(row, missing=missing)

    def doubts(self, values: Floats, part: Part) -> list[tuple[float, Question]]:
        """(share of yes, question) of what the relaxed plan answers with neither yes nor no: steps and orders before
        lines, and units of a line only where nothing else is left to ask."""
        choices = self.choices(values, part)
        if choices:
            return choices
        units = max(self.unit_doubts(values, part), key=lambda doubt: doubt[0], default=None)
        return [] if units is None else [(0.5, units[1])]

    def choices(self, values: Floats, part: Part) -> list[tuple[float, Question]]:
        """The doubts about steps and orders; without any, those about lines, then those about players."""
        for kind in (self.step_doubts, self.line_doubts, self.player_doubts):
            found = [doubt for doubt in kind(values, part) if SURE < doubt[0] < 1 - SURE]
            if found:
                return found
        return []

    def step_doubts(self, values: Floats, part: Part) -> list[tuple[float, Question]]:
        found = []
        for group, columns in self.model.steps.items():
            decided = part.get(group, FREE)
            nested = self.market.problem.suppliers[group[0]].scheme.kind == "incremental"
            for k in range(decided.first + 1, min(decided.last, len(columns) - 1) + 1):
                share = float(values[columns[k]] if nested else values[columns[k:]].sum())
                found.append((share, Question("total", group, k)))
        for order, column in self.model.open.items():
            season = (order[0], SEASON)
            group = season if season in self.model.steps else order
            decided = part.get(group, FREE)
            known = decided.placed(order) is not None or (group == order and decided.first > 0)
            if not known and not self.follows(order):
                share = float(values[column])
                found.append((share, Question("order", group, 1, order=order)))
        return found

    def follows(self, order: Group) -> bool:
        """Whether placing an order costs nothing, so that it follows from the lines that are taken."""
        lines = self.model.orders[order]
        return not self.market.problem.suppliers[order[0]].order_fen and all(n in self.model.line for n in lines)

    def line_doubts(self, values: Floats, part: Part) -> list[tuple[float, Question]]:
        """Whether a line is taken, and which of its own steps it reaches."""
        found = []
        for number, column in self.model.line.items():
            line = self.market.lines[number]
            group = self.market.group(line)
            low, high = part.get(group, FREE).units(number)
            if low == 0 and high > 0:
                share = float(values[column])
                found.append((share, Question("line", group, 1, line=number)))
            own = self.model.own.get(number, [])
            for b in range(1, len(own)):
                start = line.offer.starts[b]
                if low < start <= high:
                    nested = line.offer.kind == "incremental"
                    share = float(values[own[b]] if nested else values[own[b:]].sum())
                    found.append((share, Question("line", group, start, line=number)))
        return found

    def player_doubts(self, values: Floats, part: Part) -> list[tuple[float, Question]]:
        """Who buys together."""
        known = dict(part.get(PLAYERS, FREE).orders)
        asked = ((PLAYER, player) for player in range(len(self.model.joins)))
        return [
            (float(values[self.model.joins[order[1]]]), Question("player", PLAYERS, 1, order=order))
            for order in asked
            if order not in known
        ]

    def unit_doubts(self, values: Floats, part: Part) -> list[tuple[float, Question]]:
        """How many units of a line: first where they must be whole and are not, last wherever it is not yet decided."""
        found = []
        for number, line in enumerate(self.market.lines):
            pack, group = line.offer.pack, self.market.group(line)
            bought = sum(float(values[column]) for column, _ in self.model.bought(number)) / pack
            low, high = part.get(group, FREE).units(number)
            near = round(bought)
            broken = abs(bought - near) if number in self.model.packs else 0.0
            above = ceil(bought) if broken > SURE else near if near * pack > low else near + 1
            if low < above * pack <= high:
                question = Question("line", group, above * pack, line=number)
                found.append((broken + 2 * SURE * (1 + (near > 0)), question))
        return found


def row_of(model: Model, duals: Floats, scale: float) -> Row:
    """What a unit more of each limit of a model is worth, as whole numbers; nothing of what is missing."""
    return Row(
        np.array([whole(duals[row] * scale) for row in model.demand_rows], np.int64),
        {order: whole(-duals[row] * scale) for order, row in model.capacity_rows.items()},
        {number: whole(-duals[row] * scale) for number, row in model.winner_rows.items()},
        None,
    )


def whole(value: float) -> int:
    return max(0, round(value))
