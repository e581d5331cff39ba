"""Strings of stops near each other are taken out of several trips, and with them some slack in time and load."""

from lilian.planning.loops import compiled
from lilian.planning.routing.strings.board import Board
from lilian.planning.routing.strings.tours import (
    FREE,
    LOG,
    NOWHERE,
    RUINED,
    TOUCHED,
    TRIP,
    VAN,
    WAITING,
    State,
    drawn,
    pushed,
    remove,
)

MEAN = 10  # stops removed at a time
LONGEST = 10  # stops of a string
SPLIT = 0.5  # of the strings some stops in the middle stay
DEEPER = 0.01  # that one more of them stays


@compiled
def touch(b: Board, s: State, van: int) -> None:
    """Write down what the van does before it is changed for the first time."""
    if not s.van[van].marked:
        s.van[van].marked = 1
        pushed(s, TOUCHED, van)
        s.total[0].logged = written(b, s, van, LOG, s.total[0].logged)


@compiled
def written(b: Board, s: State, van: int, row: int, at: int) -> int:
    """The van's trips into a row from `at`; where they end. A van that is not out is its mark alone."""
    s.row[row, at], s.row[row, at + 1] = VAN, s.van[van].kind
    at += 2
    for slot in range(s.van[van].trips):
        if slot:
            s.row[row, at] = TRIP
            at += 1
        node = len(b.client) + s.trips_of[van, slot]
        c = s.node[node].after
        while c != node:
            s.row[row, at] = c
            at += 1
            c = s.node[c].after
    return at


@compiled
def ruin(b: Board, s: State) -> None:
    """Strings out of trips near a client at random, each trip at most once."""
    n, trips = len(b.client), len(b.client) - s.length[FREE]
    if not trips:
        return
    longest = min(LONGEST, (n - s.length[WAITING]) / trips)
    strings = 1 + int(drawn(s) * (4 * MEAN / (1 + longest) - 1))
    seed = int(drawn(s) * n)
    s.length[RUINED] = 0
    for at in range(b.around.shape[1]):
        c = b.around[seed, at]
        trip = s.node[c].trip
        if trip == NOWHERE or s.trip[trip].hit:
            continue
        s.trip[trip].hit = 1
        pushed(s, RUINED, trip)
        size = 1 + int(drawn(s) * min(longest, s.trip[trip].many))
        take_string(b, s, c, trip, min(size, s.trip[trip].many))
        if s.length[RUINED] >= strings:
            break
    for at in range(s.length[RUINED]):
        s.trip[s.queue[RUINED, at]].hit = 0


@compiled
def take_string(b: Board, s: State, c: int, trip: int, size: int) -> None:
    """`size` stops of the trip in a row with c among them; of some strings a few stops in the middle stay."""
    touch(b, s, s.trip[trip].owner)
    many, kept, place, node = s.trip[trip].many, 0, 0, len(b.client) + trip
    if 1 < size < many and drawn(s) < SPLIT:
        kept = 1
        while size + kept < many and drawn(s) < DEEPER:
            kept += 1
    u = s.node[c].before
    while u != node:
        place, u = place + 1, s.node[u].before
    whole = size + kept
    low, high = max(0, place - whole + 1), min(place, many - whole)
    begin = low + int(drawn(s) * (high - low + 1))
    skip = begin + 1 + int(drawn(s) * (size - 1)) if kept else begin + whole
    c = s.node[node].after
    for at in range(begin + whole):
        following = s.node[c].after
        if at >= begin and not skip <= at < skip + kept:
            remove(b, s, c)
            pushed(s, WAITING, c)
        c = following
