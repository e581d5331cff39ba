"""Prices on what a solution may have for a while and not in the end: dearer at each look while it has some, cheaper
while it has none. What is forbidden outright cannot be passed through on the way to something better."""

from lilian.planning.routing.strings.board import Board
from lilian.planning.routing.strings.tours import LOST, State

DEARER, CHEAPER = 1.1, 0.95  # a price becomes at each look while there is any of what it is for, while there is none
SECOND = 0.01  # of the mean cost of driving to a client, a second's lateness at first, where vans are shared
MISSED = 10.0  # times that cost, a client left out at first, where room is short
LEAST = 0.5  # of the temperature, what a client left out costs at least


class Prices:
    """Of a chain whose mean cost of driving to a client is `unit`. With `short_of_room` clients that must be served are
    left out at a price, once a solution has all of them."""

    def __init__(self, board: Board, state: State, unit: float, short_of_room: bool) -> None:
        self.board, self.state = board, state
        self.missed, self.short_of_room = unit * MISSED, short_of_room
        self.needed = board.client["needed"] > 0
        self.complete = False
        state.total["per_second"] = unit * SECOND

    def follow(self, temperature: float) -> None:
        """What the solution has now decides the next prices."""
        self.state.total["per_second"] *= DEARER if self.state.total["late"][0] else CHEAPER
        if self.short_of_room:
            self.follow_missed(temperature)

    def follow_missed(self, temperature: float) -> None:
        lost = self.state.queue[LOST, : self.state.length[LOST]]
        lacks = bool(self.needed[lost].any())
        self.complete |= not lacks
        if self.complete:
            self.missed = max(LEAST * temperature, self.missed * (DEARER if lacks else CHEAPER))
            before = self.board.client["missed"][lost].sum()
            self.board.client["missed"][self.needed] = max(1, int(self.missed))
            self.state.total["now"] += self.board.client["missed"][lost].sum() - before
