"""Orders whose lines share a capacity, as a choice of whole baskets: the program knows of an order only what it has
been shown of it (Dantzig and Wolfe; for lot sizing with set-up times Degraeve and Jans, Operations Research 55, 2007).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from lilian.planning.purchasing.curves import Floats
from lilian.planning.purchasing.market import Ints
from lilian.planning.purchasing.model import Group, Model
from lilian.planning.purchasing.part import FREE, Decided, Part

NEAR = 1e-6


@dataclass(frozen=True)
class Basket:
    """One order: (share taken, units) by line, and units by arc."""

    order: Group
    lines: Mapping[int, tuple[float, float]]
    sent: Mapping[int, float]

    @property
    def key(self) -> object:
        lines = tuple(sorted((n, round(share, 6), round(units, 6)) for n, (share, units) in self.lines.items()))
        return self.order, lines, tuple(sorted((arc, round(units, 6)) for arc, units in self.sent.items()))

    def fits(self, decided: Decided) -> bool:
        """Whether it is among what has been decided about its order."""
        if decided.placed(self.order) is False:
            return False
        spans = ((low, high, self.lines.get(number, (0.0, 0.0))) for number, low, high in decided.lines)
        return all(low - NEAR <= units <= high and (not low or share > 1 - NEAR) for low, high, (share, units) in spans)


def suited(model: Model, order: Group) -> bool:
    """Whether an order meets the others at the wants only, with one price for each line: then baskets stand for it."""
    problem = model.market.problem
    offers = [model.market.lines[number] for number in model.orders[order]]
    alone = order in model.members and problem.max_suppliers is None and not model.supplier(order[0]).minimum
    one = len(model.steps.get(order, ())) == 1 and not any(model.supplier(order[0]).scheme.rebates)
    few = any(problem.items[line.item].max_suppliers is not None for line in offers)
    return alone and one and not few and all(len(line.offer.starts) == 1 for line in offers)


class Baskets:
    """The baskets known of some `orders`, and where the solver has them."""

    def __init__(self, model: Model, orders: Sequence[Group], dear: float) -> None:
        self.model, self.orders, self.dear = model, list(orders), dear
        self.known: list[Basket] = []
        self.seen: set[object] = set()
        self.columns: list[tuple[Ints, Floats]] = []  # of the model: what a basket is there
        self.costs: list[float] = []
        self.first_row, self.at = 0, list[int]()
        self.demand: Ints = np.zeros(0, np.int64)

    def replaced(self) -> list[int]:
        """The model's columns that baskets stand for."""
        model, found = self.model, []
        for order in self.orders:
            found += [model.open[order], *model.steps[order]]
            for number in model.orders[order]:
                found += [column for column, _ in model.bought(number)]
                found += [model.sent[arc] for arc in model.arcs_of.get(number, ())]
                found += [column for column in (model.line.get(number), model.packs.get(number)) if column is not None]
        return found

    def load(self, solver: highspy.Highs, rows: Ints) -> None:
        """One row for each order, one basket or none; and all that is known, in a fresh solver with these rows."""
        self.first_row, self.at = len(rows), []
        self.demand = np.searchsorted(rows, self.model.demand_rows)
        for at in range(len(self.orders)):
            solver.addRow(0.0, 1.0, 0, np.zeros(0, np.int32), np.zeros(0))
            solver.addCol(self.dear, 0.0, 1.0, 1, np.array([self.first_row + at], np.int32), np.ones(1))
        for basket, cost in zip(self.known, self.costs, strict=True):
            self.give(solver, basket, cost)

    def give(self, solver: highspy.Highs, basket: Basket, cost: float) -> None:
        self.at.append(solver.getNumCol())
        wants: dict[int, float] = {}
        for arc, units in basket.sent.items():
            want = int(self.demand[self.model.market.arc_want[arc]])
            wants[want] = wants.get(want, 0.0) + units
        rows = np.array([*wants, self.first_row + self.orders.index(basket.order)], np.int32)
        solver.addCol(cost, 0.0, 1.0, len(rows), rows, np.array([*wants.values(), 1.0]))

    def take(self, solver: highspy.Highs, baskets: Iterable[Basket], cost: Floats) -> int:
        """How many of them are new."""
        count = 0
        for basket in baskets:
            if basket.key not in self.seen:
                self.seen.add(basket.key)
                self.known.append(basket)
                self.columns.append(self.column(basket))
                at, values = self.columns[-1]
                self.costs.append(float(cost[at] @ values))
                self.give(solver, basket, self.costs[-1])
                count += 1
        return count

    def column(self, basket: Basket) -> tuple[Ints, Floats]:
        """(columns, values) of the model."""
        model = self.model
        values = {model.open[basket.order]: 1.0, model.steps[basket.order][0]: 1.0}
        useful: dict[int, float] = {}
        for arc, units in basket.sent.items():
            values[model.sent[arc]] = units
            number = int(model.market.arc_line[arc])
            useful[number] = useful.get(number, 0.0) + units
        for number, (share, units) in basket.lines.items():
            values[model.useful[number][0][0]] = useful.get(number, 0.0)
            values[model.surplus[number][0][0]] = units - useful.get(number, 0.0)
            if number in model.line:
                values[model.line[number]] = share
            if number in model.packs:
                values[model.packs[number]] = units / model.market.lines[number].offer.pack
        return np.array(list(values), np.int64), np.array(list(values.values()))

    def limit(self, solver: highspy.Highs, part: Part) -> None:
        """Only what fits a part; one where something must be bought."""
        upper = [float(basket.fits(part.get(basket.order, FREE))) for basket in self.known]
        at = np.array(self.at, np.int32)
        solver.changeColsBounds(len(at), at, np.zeros(len(at)), np.array(upper))
        for row, order in enumerate(self.orders):
            solver.changeRowBounds(self.first_row + row, float(part.get(order, FREE).forced), 1.0)

    def spread(self, solved: Floats, values: Floats) -> None:
        """Adds what the solver took of each basket to the model's values."""
        for at, (columns, amounts) in zip(self.at, self.columns, strict=True):
            if solved[at] > 0:
                values[columns] += solved[at] * amounts
