"""Plans of whole lots by hand: start from what fits, then put in more weight by shifts and swaps."""

import numpy as np

from lilian.planning.storage.greedy import served_in_turn
from lilian.planning.storage.model import Ints, Model

FAR = 1e15  # a forbidden column, dearer than any on the grid; float, for products with weights


def room_left(model: Model, columns: Ints) -> tuple[Ints, Ints]:
    """Units left per store and per column when every part goes where `columns` says."""
    stores = model.problem.stores
    space = np.array([store.free_g // model.unit_g for store in stores], np.int64)
    door = (model.intake_g // model.unit_g).reshape(-1)
    for part, column in zip(model.parts, columns.tolist(), strict=True):
        if column >= 0:
            space[column // model.days] -= part.weight_g // model.unit_g
            door[column] -= part.weight_g // model.unit_g
    return space, door


def feasible(model: Model, columns: Ints) -> bool:
    space, door = room_left(model, columns)
    chosen = np.flatnonzero(columns >= 0)
    return bool(min(space.min(initial=0), door.min(initial=0)) >= 0 and model.allowed[chosen, columns[chosen]].all())


def score(model: Model, columns: Ints) -> tuple[int, int, int]:
    """Locked units left behind, units left behind, cost on the grid: less is better, in this order. Exact."""
    locked = behind = cost = 0
    for part, column in zip(model.parts, columns.tolist(), strict=True):
        units = part.weight_g // model.unit_g
        if column < 0:
            behind += units
            locked += units if part.store is not None else 0
        else:
            cost += int(model.grid[part.lot, column]) * units
    return locked, behind, cost


def first_come(model: Model) -> Ints:
    """(R,): today's practice with whole lots, as columns."""
    columns = np.full(len(model.parts), -1, np.int64)
    for row, column in served_in_turn(model, may_split=False):
        columns[row] = column
    return columns


def mended(model: Model, start: Ints) -> Ints:
    """`start` with as much more weight as direct fits, shifts and swaps bring in, then cheaper by moves and trades.
    Each step adds weight, or keeps it and costs less, so it ends.

    :raises AssertionError: if the start is not feasible
    """
    if not feasible(model, start):
        raise AssertionError("the start of the whole-lot search is not feasible")
    board = Board(model, start)
    while any(board.place(row) for row in board.behind()) or any(board.trade(row) for row in range(len(start))):
        continue
    return board.columns


class Board:
    """Where each part is, and the room left; weights in units."""

    def __init__(self, model: Model, start: Ints) -> None:
        self.model, self.columns = model, start.copy()
        self.space, self.door = room_left(model, start)
        self.weight = np.array([part.weight_g // model.unit_g for part in model.parts], np.int64)
        self.locked = np.array([part.store is not None for part in model.parts], np.bool_)
        lots = np.array([part.lot for part in model.parts], np.int64)
        self.cost = np.where(model.allowed, model.grid[lots].astype(np.float64), FAR)

    def behind(self) -> list[int]:
        """Rows without a place, locked and heavy ones first."""
        rows = np.flatnonzero(self.columns < 0)
        return [int(row) for row in rows[np.lexsort((-self.weight[rows], ~self.locked[rows]))]]

    def slack(self) -> Ints:
        """(S * D): what each column can still take."""
        return np.minimum(np.repeat(self.space, self.model.days), self.door)

    def move(self, row: int, column: int) -> None:
        """To a column, or away (-1)."""
        for place, sign in ((int(self.columns[row]), 1), (column, -1)):
            if place >= 0:
                self.space[place // self.model.days] += sign * self.weight[row]
                self.door[place] += sign * self.weight[row]
        self.columns[row] = column

    def place(self, row: int) -> bool:
        """Bring a row in: directly, by shifting one part elsewhere, or in place of a lighter one."""
        if self.columns[row] >= 0:
            return False
        return self.fit(row) or self.shift(row) or self.swap(row)

    def fit(self, row: int) -> bool:
        fits = self.model.allowed[row] & (self.slack() >= self.weight[row])
        if not fits.any():
            return False
        self.move(row, int(np.where(fits, self.cost[row], FAR).argmin()))
        return True

    def makes_way(self, row: int) -> Ints:
        """Placed parts, not locked, whose place the row could take if they left it; lightest first."""
        there = np.maximum(self.columns, 0)
        room = self.slack()[there] + self.weight >= self.weight[row]
        ways = np.flatnonzero((self.columns >= 0) & ~self.locked & self.model.allowed[row][there] & room)
        return ways[np.argsort(self.weight[ways], kind="stable")]

    def shift(self, row: int) -> bool:
        """One part moves to another store so that the row fits; nobody loses a place."""
        slack = self.slack()
        stores = np.arange(self.model.columns) // self.model.days
        for other in self.makes_way(row):
            column = int(self.columns[other])
            fits = self.model.allowed[other] & (slack >= self.weight[other]) & (stores != column // self.model.days)
            if fits.any():
                self.move(int(other), int(np.where(fits, self.cost[other], FAR).argmin()))
                self.move(row, column)
                return True
        return False

    def swap(self, row: int) -> bool:
        """The row takes the place of the lightest part that is lighter than it (a lock: of any that makes way)."""
        for other in self.makes_way(row)[:1]:
            if self.weight[other] < self.weight[row] or self.locked[row]:
                column = int(self.columns[other])
                self.move(int(other), -1)
                self.move(row, column)
                return True
        return False

    def trade(self, row: int) -> bool:
        """Move the row to a cheaper column with room, or change places with the part where both together save most."""
        here = int(self.columns[row])
        if here < 0:
            return False
        weight, slack, there = self.weight[row], self.slack(), np.maximum(self.columns, 0)
        alone = np.where(slack >= weight, self.cost[row], FAR)
        best = int(alone.argmin())
        saved = (self.cost[row, here] - alone[best]) * weight
        change = (self.cost[row, there] - self.cost[row, here]) * weight
        change += (self.cost[:, here] - self.cost[np.arange(len(there)), there]) * self.weight
        fits = (slack[there] + self.weight >= weight) & (slack[here] + weight >= self.weight) & (self.columns >= 0)
        change = np.where(fits, change, 0)
        other = int(change.argmin())
        if max(saved, -change[other]) <= 0.5:  # in whole grid units; half of one is noise
            return False
        if saved >= -change[other]:
            self.move(row, best)
            return True
        column = int(self.columns[other])
        self.move(other, here)
        self.move(row, column)
        return True
