"""Routes as linked stops, each with what lies before and behind it, so that a stop put between two is judged at once.

A segment of visits is (least duration, earliest start at which it takes no longer, latest start); two in a row are a
segment again, as in Vidal et al., "A hybrid genetic algorithm with adaptive diversity management for a large class of
vehicle routing problems with time-windows", Computers & Operations Research 40(1), 2013, here without lateness: a
segment whose earliest start is after its latest cannot be driven. Of loads a segment has (delivered, picked up, most on
board). A trip is from loading to the next return; each has a node of its own, n + its number, at both of its ends.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lilian.planning.loops import compiled, in_place
from lilian.planning.routing.strings.board import Board, Ints, Numbers, Table

FREE, WAITING, LOST, TOUCHED, RUINED = range(5)  # the queues: trips, clients, clients, vans, trips
LOG, BEST = range(2)  # the rows: vans before they were touched, the best solution
PRE, SUF = range(2)  # of a node: from the trip's start, to its end
AHEAD, BEHIND, WHOLE, REST = range(4)  # of a trip: the van before it, after it, the trip, the trip and all after it
Segment = tuple[int, int, int]  # least duration, earliest start, latest start
NOWHERE: Any = np.uint32((1 << 32) - 1)  # no node, trip or van: numba need not ask whether unsigned ones are negative
NEVER = 1 << 60  # dearer than anything
VAN, TRIP = -1, -2  # marks in a solution written as one row: a van of a type follows, another trip of it

NODE = np.dtype(
    [
        *[(name, np.uint32) for name in ("trip", "comes_from", "goes_to", "after", "before", "out", "into")],
        *[(name, np.int32) for name in ("metres", "metres_before", "seconds")],
    ],
    align=True,
)  # small, so that those near a client are in the processor's own cache
TRIPS = np.dtype(
    [
        *[(name, np.uint32) for name in ("owner", "profile")],
        *[(name, np.int32) for name in ("many", "hit")],
        *[(name, np.int64) for name in ("metres", "release", "least_per_metre", "room_down", "room_up")],
    ],
    align=True,
)
VANS = np.dtype(
    [
        (name, np.int64)
        for name in ("kind", "trips", "metres", "seconds", "cost", "marked", "done_span", "done_early", "done_late")
    ],
    align=True,
)
TOTAL = np.dtype(
    [
        ("random", np.uint64),
        *[(name, np.int64) for name in ("now", "limit", "least", "logged", "best", "late")],
        ("per_second", np.float64),
    ],
    align=True,
)


class State(NamedTuple):
    """Nodes (2n): `node` of NODE, its `trip` (or NOWHERE), neighbours, the places where one comes to it and leaves it,
    the place one comes from and the metres from there, the place one goes to and the road there; `time` (2n, 2, 3),
    `load` (2n, dimensions, 2, 3). Trips (n): `trip` of TRIPS, `least_per_metre` of all kin of its van, as room is left
    in the first dimension for what goes down and up by the largest of them; `span` (n, 4, 3), `most` (n, dimensions).
    Vans: `van` of VANS, `trips_of`. `used` of each type. `queue` (5, n), `length` (5,) of them; `row` (2, m); `total`
    (1,) of TOTAL: random numbers, cost `now` and `least`, the `limit` a round must stay below, lengths of rows; `need`
    (dimensions,): what a van must carry; `rank` (n,): of who waits. Where vans are shared: `late`, seconds by which
    trips begin too late in all, at a price `per_second`; `order` (vans,): who begins when; `back` (shared,): when a van
    is free again."""

    node: Table
    time: Ints
    load: Ints
    trip: Table
    span: Ints
    most: Ints
    van: Table
    trips_of: Numbers
    used: Ints
    queue: Numbers
    length: Ints
    row: Ints
    total: Table
    need: Ints
    rank: NDArray[np.float64]
    order: Ints
    back: Ints


def state_of(b: Board, seed: int) -> State:
    """No routes; every client is left out."""
    n, loads = b.load.shape[:2]
    vans, most = int(min(n, b.kind["count"].sum())), int(b.kind["trips"].max())
    node, total = np.zeros(2 * n, NODE), np.zeros(1, TOTAL)
    node["trip"] = NOWHERE
    node["out"][:n] = node["into"][:n] = b.client["place"]
    total["random"] = (seed * 2 + 1) * 0x9E3779B97F4A7C15 % (1 << 64)
    total["now"] = total["least"] = b.client["missed"].sum()
    queue, length = np.zeros((5, n), np.uint32), np.zeros(5, np.int64)
    queue[FREE] = queue[LOST] = np.arange(n)
    length[FREE] = length[LOST] = n
    return State(
        node=node,
        time=np.zeros((2 * n, 2, 3), np.int64),
        load=np.zeros((2 * n, loads, 2, 3), np.int64),
        trip=np.zeros(n, TRIPS),
        span=np.zeros((n, 4, 3), np.int64),
        most=np.zeros((n, loads), np.int64),
        van=np.zeros(vans, VANS),
        trips_of=np.zeros((vans, most), np.uint32),
        used=np.zeros(len(b.kind), np.int64),
        queue=queue,
        length=length,
        row=np.zeros((2, 4 * n + 3 * vans), np.int64),
        total=total,
        need=np.zeros(loads, np.int64),
        rank=np.zeros(n),
        order=np.zeros(vans, np.int64),
        back=np.zeros(max(1, b.shared), np.int64),
    )


@in_place
def drawn(s: State) -> float:
    """The next number in [0, 1): xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift
    generators, scrambled", 2016)."""
    x = s.total[0].random
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    s.total[0].random = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@in_place
def joined(span: int, early: int, late: int, travel: int, next_span: int, next_early: int, next_late: int) -> Segment:
    """Two segments in a row as one."""
    shift = span + travel
    until = min(late, next_late - shift)
    wait = max(0, next_early - shift - late)
    return shift + next_span + wait, max(early, min(until, next_early - shift)), until


@in_place
def pushed(s: State, queue: int, number: int) -> None:
    s.queue[queue, s.length[queue]] = number
    s.length[queue] += 1


@in_place
def get3(table: Ints, row: int, column: int) -> Segment:
    return table[row, column, 0], table[row, column, 1], table[row, column, 2]


@in_place
def set3(table: Ints, row: int, column: int, one: int, two: int, three: int) -> None:
    table[row, column, 0], table[row, column, 1], table[row, column, 2] = one, two, three


@in_place
def linked(b: Board, s: State, profile: int, u: int, w: int) -> None:
    s.node[u].after, s.node[w].before = w, u
    x, y = s.node[u].out, s.node[w].into
    s.node[u].goes_to, s.node[w].comes_from = y, x
    s.node[u].metres = s.node[w].metres_before = b.road[profile, x, y, 0]
    if b.timed:
        s.node[u].seconds = b.road[profile, x, y, 1]


@compiled
def insert(b: Board, s: State, c: int, u: int) -> None:
    """Client c behind node u; the van is to be refreshed."""
    trip, w = s.node[u].trip, s.node[u].after
    profile, metres = s.trip[trip].profile, s.node[u].metres
    linked(b, s, profile, u, c)
    linked(b, s, profile, c, w)
    s.trip[trip].metres += s.node[u].metres + s.node[c].metres - metres
    s.node[c].trip = trip
    s.trip[trip].many += 1


@compiled
def remove(b: Board, s: State, c: int) -> None:
    trip, u = s.node[c].trip, s.node[c].before
    metres = s.node[u].metres + s.node[c].metres
    linked(b, s, s.trip[trip].profile, u, s.node[c].after)
    s.trip[trip].metres += s.node[u].metres - metres
    s.trip[trip].many -= 1
    s.node[c].trip = NOWHERE


@compiled
def begin_trip(b: Board, s: State, van: int, slot: int) -> int:
    """An empty trip as the van's `slot`-th; its node."""
    s.length[FREE] -= 1
    trip = s.queue[FREE, s.length[FREE]]
    for at in range(s.van[van].trips, slot, -1):
        s.trips_of[van, at] = s.trips_of[van, at - 1]
    s.trips_of[van, slot] = trip
    s.van[van].trips += 1
    s.trip[trip].owner, s.trip[trip].many = van, 0
    node, kind = len(b.client) + trip, s.van[van].kind
    s.trip[trip].profile, s.trip[trip].least_per_metre = b.kind[kind].profile, b.kind[kind].least_per_metre
    s.node[node].trip = trip
    s.node[node].out, s.node[node].into = b.kind[kind].first, b.kind[kind].last
    linked(b, s, b.kind[kind].profile, node, node)
    s.trip[trip].metres = s.node[node].metres
    return node


@compiled
def end_trip(s: State, van: int, slot: int) -> None:
    pushed(s, FREE, s.trips_of[van, slot])
    s.van[van].trips -= 1
    for at in range(slot, s.van[van].trips):
        s.trips_of[van, at] = s.trips_of[van, at + 1]


@compiled
def open_van(s: State, kind: int) -> int:
    """A van of the type that is not out yet."""
    van = 0
    while s.van[van].trips:
        van += 1
    s.van[van].kind, s.van[van].cost = kind, 0
    s.used[kind] += 1
    return van
