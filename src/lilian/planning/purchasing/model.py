"""The purchasing problem as a mixed-integer program; see docs/planning/purchasing.md for the formulas.

Per line (an offer in a period) `useful[k][b]` units go to somebody and `surplus[k][b]` to nobody, at supplier step k
and the offer's own step b. Telling them apart makes the program tight: what is useful is bounded by what is needed.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lilian.planning.purchasing.curves import Floats
from lilian.planning.purchasing.market import SEASON, Line, Market
from lilian.planning.purchasing.problem import PARTS, Supplier
from lilian.planning.purchasing.table import Table

FEN = 0.01  # the program counts yuan: its numbers stay near those of the units
FAR = 0.05  # of its cost: a purchase this far from paying is tried last
Bools = NDArray[np.bool_]
Group = tuple[int, int]


class Model:
    """Columns by what they mean; `whole`: every purchase a whole number, where the structure does not give it.

    `players`: each one's units by want. Then the program also chooses which of them buy together: some, but not all.
    `broken`: the price at which capacities and limits on winners may be, so that there always are prices.
    """

    def __init__(
        self,
        market: Market,
        *,
        may_miss: bool = False,
        whole: bool = False,
        players: Sequence[Mapping[int, int]] = (),
        broken: float | None = None,
    ) -> None:
        self.market, self.table, self.whole, self.players = market, Table(), whole, players
        self.broken, self.overs = broken, list[int]()
        self.arcs_of: dict[int, list[int]] = {}
        for arc, number in enumerate(market.arc_line.tolist()):
            self.arcs_of.setdefault(number, []).append(arc)
        self.needed = [self.most_useful(number) for number in range(len(market.lines))]
        self.open: dict[Group, int] = {}
        self.steps: dict[Group, list[int]] = {}
        self.line: dict[int, int] = {}
        self.own: dict[int, list[int]] = {}
        self.useful: dict[int, list[list[int]]] = {}
        self.surplus: dict[int, list[list[int]]] = {}
        self.packs: dict[int, int] = {}
        self.members: dict[Group, list[int]] = {}
        self.orders: dict[Group, list[int]] = {}
        self.season_rows: dict[Group, int] = {}
        self.capacity_rows: dict[Group, int] = {}
        self.winner_rows: dict[int, int] = {}
        for number, line in enumerate(market.lines):
            self.members.setdefault(market.group(line), []).append(number)
            self.orders.setdefault((line.supplier, line.period), []).append(number)
        self.add_orders()
        for number in range(len(market.lines)):
            self.add_line(number)
        self.sent = [self.table.column(FEN * fen) for fen in market.arc_fen.tolist()]
        self.short = [self.table.column(0.0, want.quantity) for want in market.wants] if may_miss else []
        self.add_balances()
        for group in self.members:
            self.add_steps(group)
        for order in self.orders:
            self.add_order_limits(order)
        self.add_winner_limits()
        self.joins = [self.table.column(0.0, 1.0, whole=True) for _ in players]
        self.demand_rows = self.add_demand()

    def most_useful(self, number: int) -> int:
        """Units that anybody could need from a line."""
        market, offer = self.market, self.market.lines[number].offer
        needed = sum(market.wants[market.arc_want[arc]].quantity for arc in self.arcs_of.get(number, ()))
        return needed if offer.capacity is None else min(needed, offer.capacity)

    def supplier(self, index: int) -> Supplier:
        return self.market.problem.suppliers[index]

    def add_orders(self) -> None:
        for group in self.members:
            count = len(self.supplier(group[0]).scheme.starts)
            self.steps[group] = [self.table.column(0.0, 1.0, whole=True) for _ in range(count)]
        for supplier, period in self.orders:
            fee = FEN * self.supplier(supplier).order_fen
            self.open[supplier, period] = self.table.column(fee, 1.0, whole=True)

    def has_switch(self, line: Line) -> bool:
        """Whether taking the line at all is a choice of its own."""
        offer, item = line.offer, self.market.problem.items[line.item]
        fixed = offer.order_fen or offer.order_load or offer.minimum or item.max_suppliers is not None
        return bool(fixed) or len(offer.starts) > 1

    def switch(self, number: int) -> int:
        """The column that is 1 where the line is taken."""
        line = self.market.lines[number]
        return self.line.get(number, self.open[line.supplier, line.period])

    def add_line(self, number: int) -> None:
        line = self.market.lines[number]
        offer, table = line.offer, self.table
        if self.has_switch(line):
            self.line[number] = table.column(FEN * offer.order_fen, 1.0, whole=True)
            table.row([(self.line[number], 1), (self.open[line.supplier, line.period], -1)], upper=0)
        self.useful[number] = [[table.column(FEN * price) for price in row] for row in offer.prices_fen]
        self.surplus[number] = [[table.column(FEN * price) for price in row] for row in offer.prices_fen]
        bought = self.bought(number)
        if offer.pack > 1 or self.whole:
            self.packs[number] = table.column(whole=True)
            table.row([*bought, (self.packs[number], -offer.pack)], 0, 0)
        if offer.capacity is not None:
            table.row([*bought, (self.switch(number), -offer.capacity)], upper=0)
        if offer.minimum:
            table.row([*bought, (self.switch(number), -offer.minimum)], lower=0)
        if len(offer.starts) > 1:
            self.add_own_steps(number)
        self.add_links(number)

    def bought(self, number: int) -> list[tuple[int, float]]:
        """The cells of everything bought on a line."""
        both = (*self.useful[number], *self.surplus[number])
        return [(column, 1.0) for row in both for column in row]

    def at_own_step(self, number: int, step: int) -> list[tuple[int, float]]:
        return [(row[step], 1.0) for row in (*self.useful[number], *self.surplus[number])]

    def ceiling(self, number: int) -> int:
        """More units than this no cheapest plan buys on a line: what is needed, or what reaches the highest step."""
        line = self.market.lines[number]
        supplier, offer = self.supplier(line.supplier), line.offer
        basis = self.market.basis(line)
        wanted = max(supplier.scheme.starts[-1], supplier.minimum)
        reach = -(-wanted // basis) if basis else 0
        most = self.needed[number] + max(reach, offer.starts[-1], offer.minimum) + offer.pack
        return most if offer.capacity is None else min(most, offer.capacity)

    def far(self, reduced: Floats, share: float = FAR) -> Bools:
        """(c,), given what a unit of each column costs beyond what it is worth: purchases further from paying than that
        share of their price. What nobody needs is near where it fills a pack or a least quantity, or is the cheapest
        way to a step."""
        cost = np.array(self.table.cost)
        far = np.zeros(len(cost), np.bool_)
        bought = [column for number in self.useful for column, _ in self.bought(number)]
        far[bought] = reduced[bought] > share * cost[bought]
        for number, rows in self.useful.items():
            if number in self.packs or self.market.lines[number].offer.minimum:
                for useful, spare in zip(rows, self.surplus[number], strict=True):
                    far[spare] = far[useful]
        for lines in self.members.values():
            for step in range(len(self.surplus[lines[0]])):
                spare = [column for number in lines for column in self.surplus[number][step]]
                far[min(spare, key=lambda column: float(reduced[column]))] = False
        return far

    def add_own_steps(self, number: int) -> None:
        """One step for all units, or bands filled one after another."""
        offer, switch = self.market.lines[number].offer, self.switch(number)
        own = [self.table.column(0.0, 1.0, whole=True) for _ in offer.starts]
        self.own[number] = own
        edges = [*offer.starts, max(self.ceiling(number), offer.starts[-1] + 1)]
        if offer.kind == "all_units":
            self.table.row([*((column, 1.0) for column in own), (switch, -1)], 0, 0)
            for step, (low, high) in enumerate(pairwise(edges)):
                here, last = self.at_own_step(number, step), step == len(own) - 1
                self.table.row([*here, (own[step], -low)], lower=0)
                self.table.row([*here, (own[step], -(high if last else high - 1))], upper=0)
            return
        self.table.row([(own[0], 1), (switch, -1)], 0, 0)
        for step, (low, high) in enumerate(pairwise(edges)):
            here = self.at_own_step(number, step)
            self.table.row([*here, (own[step], -(high - low))], upper=0)
            if step + 1 < len(own):
                self.table.row([*here, (own[step + 1], -(high - low))], lower=0)

    def add_links(self, number: int) -> None:
        """What is useful at a step needs the step; what goes to one want needs the line."""
        line, needed = self.market.lines[number], self.needed[number]
        steps, rows = self.steps[self.market.group(line)], self.useful[number]
        if len(rows) > 1:
            counts = self.market.basis(line) > 0  # then the step's range forbids it already
            for step, row in zip(steps, rows, strict=True):
                self.table.row([*((column, 1.0) for column in row), (step, -needed)], upper=0, spare=counts)
        if len(rows) == 1 or number in self.line or self.market.group(line)[1] == SEASON:
            columns = [(column, 1.0) for row in rows for column in row]
            self.table.row([*columns, (self.switch(number), -needed)], upper=0)
            spare = [(column, 1.0) for row in self.surplus[number] for column in row]
            self.table.row([*spare, (self.switch(number), -self.ceiling(number))], upper=0)

    def add_balances(self) -> None:
        """Useful units of a line are those that go somewhere; each want draws on lines that are taken."""
        market, table = self.market, self.table
        for number, line in enumerate(market.lines):
            arcs = self.arcs_of.get(number, [])
            columns = [(column, 1.0) for row in self.useful[number] for column in row]
            table.row([*columns, *((self.sent[arc], -1.0) for arc in arcs)], 0, 0)
            fixed = number in self.line or self.supplier(line.supplier).order_fen or len(self.useful[number]) == 1
            if fixed and len(arcs) > 1:
                for arc in arcs:
                    need = market.wants[market.arc_want[arc]].quantity
                    table.row([(self.sent[arc], 1), (self.switch(number), -need)], upper=0, spare=True)

    def amount(self, lines: Sequence[int], step: int | None = None) -> list[tuple[int, float]]:
        """What lines count towards their supplier's steps; of one step, or of all."""
        cells = []
        for number in lines:
            basis = self.market.basis(self.market.lines[number])
            for rows in (self.useful[number], self.surplus[number]):
                cells += [(c, float(basis)) for k, row in enumerate(rows) if step in (None, k) for c in row]
        return cells

    def largest(self, group: Group) -> int:
        """A total that no cheapest plan goes beyond."""
        lines = [(number, self.market.lines[number]) for number in self.members[group]]
        return sum(self.ceiling(number) * self.market.basis(line) for number, line in lines)

    def add_steps(self, group: Group) -> None:
        scheme, steps, table = self.supplier(group[0]).scheme, self.steps[group], self.table
        edges = [*scheme.starts, max(self.largest(group), scheme.starts[-1] + 1)]
        opened = [self.open[o] for o in self.orders if o[0] == group[0] and group[1] in (o[1], SEASON)]
        if scheme.kind == "incremental":
            return self.add_rebates(group, edges, opened)
        if group[1] == SEASON:
            self.season_rows[group] = table.row([(step, 1.0) for step in steps], upper=1)
            for column in opened:
                table.row([(column, 1.0), *((step, -1.0) for step in steps)], upper=0)
        else:
            table.row([(opened[0], 1.0), *((step, -1.0) for step in steps)], 0, 0)
        for k, (low, high) in enumerate(pairwise(edges)):
            here, last = self.amount(self.members[group], k), k == len(steps) - 1
            if low:
                table.row([*here, (steps[k], -low)], lower=0)
            table.row([*here, (steps[k], -(high if last else high - 1))], upper=0)
        return None

    def add_rebates(self, group: Group, edges: list[int], opened: list[int]) -> None:
        """Bands filled one after another; a rebate on value is whole fen, rounded down."""
        scheme, steps, table = self.supplier(group[0]).scheme, self.steps[group], self.table
        by_value = scheme.basis == "value"
        parts = [table.column(0.0 if by_value else -FEN * rate) for rate in scheme.rebates]
        for column in opened:
            table.row([(column, 1.0), (steps[0], -1.0)], upper=0)
        table.row([*self.amount(self.members[group]), *((part, -1.0) for part in parts)], 0, 0)
        for k, (low, high) in enumerate(pairwise(edges)):
            table.row([(parts[k], 1.0), (steps[k], -(high - low))], upper=0)
            if k + 1 < len(steps):
                table.row([(parts[k], 1.0), (steps[k + 1], -(high - low))], lower=0)
        if by_value:
            rebate = table.column(-FEN, whole=True)
            earned = [(part, -float(rate)) for part, rate in zip(parts, scheme.rebates, strict=True)]
            table.row([(rebate, PARTS), *earned], upper=0)

    def add_order_limits(self, order: Group) -> None:
        """Least order and capacity of a supplier in a period."""
        supplier, lines, table = self.supplier(order[0]), self.orders[order], self.table
        if supplier.minimum:
            table.row([*self.amount(lines), (self.open[order], -supplier.minimum)], lower=0)
        if supplier.capacity is None:
            return
        load: list[tuple[int, float]] = []
        for number in lines:
            offer = self.market.lines[number].offer
            load += [(column, float(offer.unit_load)) for column, _ in self.bought(number)]
            if offer.order_load:
                load.append((self.line[number], float(offer.order_load)))
        cells = [*load, (self.open[order], -supplier.capacity[order[1]]), *self.beyond()]
        self.capacity_rows[order] = table.row(cells, upper=0)

    def add_winner_limits(self) -> None:
        problem = self.market.problem
        if problem.max_suppliers is not None:
            self.at_most(problem.max_suppliers, {o: [self.open[o]] for o in self.orders})
        for item, wanted in enumerate(problem.items):
            if wanted.max_suppliers is not None:
                taken: dict[Group, list[int]] = {}
                for number, column in self.line.items():
                    line = self.market.lines[number]
                    if line.item == item:
                        taken.setdefault((line.supplier, line.period), []).append(column)
                rows = self.at_most(wanted.max_suppliers, taken)
                self.winner_rows |= {n: rows[column] for n, column in self.line.items() if column in rows}

    def at_most(self, most: int, taken: dict[Group, list[int]]) -> dict[int, int]:
        """`taken`: switches by (supplier, period). Each switch's row: it makes its supplier win."""
        wins = {supplier: self.table.column(0.0, 1.0, whole=True) for supplier, _ in taken}
        rows = {}
        for (supplier, _), columns in taken.items():
            for column in columns:
                rows[column] = self.table.row([(column, 1.0), (wins[supplier], -1.0)], upper=0)
        self.table.row([*((win, 1.0) for win in wins.values()), *self.beyond()], upper=most)
        return rows

    def beyond(self) -> list[tuple[int, float]]:
        """The cell of what a limit is broken by, where it may be."""
        if self.broken is None:
            return []
        self.overs.append(self.table.column(self.broken))
        return [(self.overs[-1], -1.0)]

    def add_demand(self) -> list[int]:
        """One row per want: it gets what it needs, or is short of it; of players, what those who join need."""
        cells: list[list[tuple[int, float]]] = [[] for _ in self.market.wants]
        for arc, wanted in enumerate(self.market.arc_want.tolist()):
            cells[wanted].append((self.sent[arc], 1.0))
        for wanted, short in enumerate(self.short):
            cells[wanted].append((short, 1.0))
        for join, needs in zip(self.joins, self.players, strict=True):
            for wanted, units in needs.items():
                cells[wanted].append((join, -float(units)))
        rows = []
        for row, want in zip(cells, self.market.wants, strict=True):
            units = 0 if self.players else want.quantity
            rows.append(self.table.row(row, units, units))
        if self.players:
            self.table.row([(join, 1.0) for join in self.joins], 1, len(self.joins) - 1)
        return rows


def needs_whole(market: Market) -> bool:
    """Whether a basic solution may be broken although every step is chosen: purchases that count by value or by load
    cross those that count by units."""
    for supplier in market.problem.suppliers:
        scheme = supplier.scheme
        by_value = scheme.basis == "value" and (len(scheme.starts) > 1 or supplier.minimum or any(scheme.rebates))
        loads = {line.offer.unit_load for line in market.lines if line.offer.supplier == supplier.code}
        if by_value or (supplier.capacity is not None and loads - {0, 1}):
            return True
    return False
