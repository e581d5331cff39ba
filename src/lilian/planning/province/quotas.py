"""From prices to shares: how much of each shared column each county gets."""

import numpy as np

from lilian.planning import transport
from lilian.planning.province.ask import Tight
from lilian.planning.province.board import Board
from lilian.planning.province.ground import Ground
from lilian.planning.province.master import Master
from lilian.planning.storage.model import Ints
from lilian.planning.transport.costs import total_by


def from_tight(board: Board, grounds: list[Ground], found: list[Tight]) -> list[Ints]:
    """The shares in the best plan on tight arcs alone: one small transport problem of all counties together, which
    fills the dearest columns first. At the right prices this is a cheapest plan of the province."""
    core = Core(board, grounds, found)
    flow = transport.solve(core.problem()).flow
    return core.quotas(flow)


class Core:
    """Rows: groups of parts. Columns: the shared ones, then each county's own with its "left"."""

    def __init__(self, board: Board, grounds: list[Ground], found: list[Tight]) -> None:
        self.board, self.grounds, self.found = board, grounds, found
        self.first_row = np.cumsum([0, *(len(each.supply) for each in found)])
        own = [ground.shared.start + 1 for ground in grounds]
        self.first_column = np.cumsum([len(board.columns), *own])
        self.first_pool = np.cumsum([len(board.space), *(len(g.problem.stores) - g.guests for g in grounds)])

    def columns(self, county: int) -> Ints:
        """(columns + 1,): where each of a county's columns stands in the core; "left" last."""
        own = np.arange(self.grounds[county].shared.start)
        first = self.first_column[county]
        return np.concatenate([first + own, self.board.of_county[county], [first + len(own)]])

    def problem(self) -> transport.Problem:
        rows = [self.first_row[k] + each.groups for k, each in enumerate(self.found)]
        cols = [self.columns(k)[each.cols] for k, each in enumerate(self.found)]
        door, pool, space = [self.board.door], [self.board.pool], [self.board.space]
        for k, ground in enumerate(self.grounds):
            own = ground.shared.start
            stores = len(ground.problem.stores) - ground.guests
            door += [ground.door[:own], np.array([ground.supply.sum()])]
            pool += [self.first_pool[k] + np.repeat(np.arange(stores), ground.model.days), np.array([-1])]
            space.append(ground.space[:stores])
        return transport.Problem(
            cost=transport.Arcs(joined(rows), joined(cols), -joined([each.worth for each in self.found])),
            supply=joined([each.supply for each in self.found]),
            capacity=joined(door),
            pool=joined(pool),
            pool_capacity=joined(space),
        )

    def quotas(self, flow: transport.Flow) -> list[Ints]:
        shared = flow.cols < len(self.board.columns)
        county = np.searchsorted(self.first_row, flow.rows, side="right") - 1
        return [
            total_by(flow.cols[shared & (county == k)], flow.amounts[shared & (county == k)], len(self.board.columns))[
                own
            ]
            for k, own in enumerate(self.board.of_county)
        ]


def joined(parts: list[Ints]) -> Ints:
    return np.concatenate([np.asarray(part, np.int64) for part in parts])


def from_mixture(board: Board, master: Master, shares: list[np.ndarray]) -> list[Ints]:
    """The shares in the master's mixture of answers, in whole units; what rounding leaves over goes unused."""
    wanted = [
        np.floor(sum(part * used for part, used in zip(mix, uses, strict=False)) + 1e-6).astype(np.int64)
        for mix, uses in zip(shares, master.uses, strict=True)
    ]
    return cut_to_fit(board, wanted)


def cut_to_fit(board: Board, wanted: list[Ints]) -> list[Ints]:
    """The same, cut county by county to what doors and space still take."""
    door, space = board.door.copy(), board.space.copy()
    granted = []
    for own, wish in zip(board.of_county, wanted, strict=True):
        given = np.zeros_like(wish)
        for place, (column, units) in enumerate(zip(own.tolist(), wish.tolist(), strict=True)):
            store = board.pool[column]
            given[place] = min(units, int(door[column]), int(space[store]))
            door[column] -= given[place]
            space[store] -= given[place]
        granted.append(given)
    return granted
