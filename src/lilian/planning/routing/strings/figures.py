"""What a van's stops come to: metres, loads and times from both ends, its cheapest type, its cost."""

from lilian.planning.loops import compiled, in_place
from lilian.planning.routing.strings.board import Board, Row
from lilian.planning.routing.strings.tours import (
    AHEAD,
    BEHIND,
    NEVER,
    NOWHERE,
    PRE,
    REST,
    SUF,
    WHOLE,
    Segment,
    State,
    end_trip,
    get3,
    joined,
    set3,
)


@compiled
def refresh(b: Board, s: State, van: int, as_it_is: bool, new: int) -> bool:
    """Whether the van can drive its stops. Empty trips go, and so does a van that has no other. Unless it stays as it
    is, it becomes the cheapest of its kin. `new`: the only client that was not there before, else NOWHERE."""
    for slot in range(s.van[van].trips - 1, -1, -1):
        if s.trip[s.trips_of[van, slot]].many == 0:
            end_trip(s, van, slot)
    s.total[0].now -= s.van[van].cost
    own, trips = s.van[van].kind, s.van[van].trips
    s.van[van].cost = 0
    if trips == 0:
        s.used[own] -= 1
        return True
    metres = 0
    s.need[:] = 0
    for slot in range(trips):
        trip = s.trips_of[van, slot]
        u, w = edges(b, s, trip, new)
        metres += s.trip[trip].metres
        loaded_forwards(b, s, trip, u)
        loaded_backwards(b, s, trip, w)
        last = s.node[len(b.client) + trip].before
        s.trip[trip].room_down = b.kind[own].carries - s.load[last, 0, PRE, 0]
        s.trip[trip].room_up = b.kind[own].carries - s.load[last, 0, PRE, 1]
        for r in range(len(s.need)):
            s.need[r] = max(s.need[r], s.most[trip, r])
    s.van[van].metres, s.van[van].seconds = metres, 0
    if b.timed and not clocked(b, s, van, new):
        return False
    kind, cost = dressed(b, s, own, metres, s.van[van].seconds, as_it_is)
    if kind == NOWHERE or metres > b.kind[kind].farthest:
        return False
    s.used[own] -= 1
    s.used[kind] += 1
    s.van[van].kind, s.van[van].cost = kind, cost
    s.total[0].now += cost
    return True


@in_place
def edges(b: Board, s: State, trip: int, new: int) -> tuple[int, int]:
    """Behind which node and before which one a trip's figures change: beside the client that is `new`, where its van
    has no other trip."""
    if new != NOWHERE and s.van[s.trip[trip].owner].trips == 1:
        return s.node[new].before, s.node[new].after
    node = len(b.client) + trip
    return node, node


@compiled
def loaded_forwards(b: Board, s: State, trip: int, u: int) -> None:
    """Loads behind node u of the trip, its release and the most on board."""
    node, c = len(b.client) + trip, s.node[u].after
    if u == node:
        s.load[node], s.trip[trip].release = 0, 0
    while c != node:
        s.trip[trip].release = max(s.trip[trip].release, b.client[c].release)
        for r in range(len(s.need)):
            down, up = b.load[c, r, 0], b.load[c, r, 1]
            downs, ups, most = s.load[u, r, PRE, 0], s.load[u, r, PRE, 1], s.load[u, r, PRE, 2]
            set3(s.load[c], r, PRE, downs + down, ups + up, max(most + down, ups + max(down, up)))
        u, c = c, s.node[c].after
    for r in range(len(s.need)):
        s.most[trip, r] = s.load[u, r, PRE, 2]


@compiled
def loaded_backwards(b: Board, s: State, trip: int, w: int) -> None:
    """Loads before node w of the trip."""
    node, c = len(b.client) + trip, s.node[w].before
    while c != node:
        for r in range(len(s.need)):
            down, up = b.load[c, r, 0], b.load[c, r, 1]
            downs, ups, most = s.load[w, r, SUF, 0], s.load[w, r, SUF, 1], s.load[w, r, SUF, 2]
            set3(s.load[c], r, SUF, down + downs, up + ups, max(max(down, up) + downs, up + most))
        w, c = c, s.node[c].before


@compiled
def clocked(b: Board, s: State, van: int, new: int) -> bool:
    """The times of a van's trips from both ends; whether they can be kept. `new` as in `refresh`."""
    kind = b.kind[s.van[van].kind]
    span, early, late = 0, kind.leaves_from, kind.leaves_until
    for slot in range(s.van[van].trips):
        trip = s.trips_of[van, slot]
        set3(s.span, trip, AHEAD, span, early, late)
        a, x, y = clocked_forwards(b, s, trip, kind, edges(b, s, trip, new)[0])
        if b.released:
            x = max(x, s.trip[trip].release)
            if x > y:
                return False
            set3(s.span, trip, WHOLE, a, x, y)
            span, early, late = joined(span, early, late, 0, a, x, y)
        else:
            span, early, late = a, x, y
        if early > late:
            return False
    s.van[van].done_span, s.van[van].done_early, s.van[van].done_late = span, early, late
    span, early, late = joined(span, early, late, 0, 0, 0, kind.returns)
    if early > late or span > kind.longest:
        return False
    s.van[van].seconds = span
    span, early, late = 0, 0, kind.returns
    for slot in range(s.van[van].trips - 1, -1, -1):
        trip = s.trips_of[van, slot]
        set3(s.span, trip, BEHIND, span, early, late)
        span, early, late = clocked_backwards(b, s, trip, kind, edges(b, s, trip, new)[1])
        set3(s.span, trip, REST, span, early, late)
    return True


@compiled
def clocked_forwards(b: Board, s: State, trip: int, kind: Row, u: int) -> Segment:
    """Times behind node u from the trip's start (from the van's, where nothing is released late), and of the whole."""
    node, c = len(b.client) + trip, s.node[u].after
    if u == node:
        begun(b, s, trip, kind)
    span, early, late = get3(s.time, u, PRE)
    while c != node:
        stop = b.client[c]
        span, early, late = joined(span, early, late, s.node[u].seconds, stop.service, stop.opens, stop.closes)
        set3(s.time, c, PRE, span, early, late)
        u, c = c, s.node[c].after
    return joined(span, early, late, s.node[u].seconds, 0, kind.home_opens, kind.home_closes)


@in_place
def begun(b: Board, s: State, trip: int, kind: Row) -> None:
    """Times up to the end of loading."""
    span, early, late = kind.loading_s, kind.opens, kind.closes
    if not b.released:
        a, x, y = get3(s.span, trip, AHEAD)
        span, early, late = joined(a, x, y, 0, span, early, late)
    set3(s.time, len(b.client) + trip, PRE, span, early, late)


@compiled
def clocked_backwards(b: Board, s: State, trip: int, kind: Row, w: int) -> Segment:
    """Times before node w to the trip's end (to the van's, where nothing is released late); of the trip and all after
    it."""
    node, c = len(b.client) + trip, s.node[w].before
    if w == node:
        ended(b, s, trip, kind)
    span, early, late = get3(s.time, w, SUF)
    while c != node:
        stop = b.client[c]
        span, early, late = joined(stop.service, stop.opens, stop.closes, s.node[c].seconds, span, early, late)
        set3(s.time, c, SUF, span, early, late)
        c = s.node[c].before
    if b.released:
        span, early, late = get3(s.span, trip, WHOLE)
        a, x, y = get3(s.span, trip, BEHIND)
        return joined(span, early, late, 0, a, x, y)
    return joined(kind.loading_s, kind.opens, kind.closes, s.node[node].seconds, span, early, late)


@in_place
def ended(b: Board, s: State, trip: int, kind: Row) -> None:
    """Times from the end of driving on."""
    span, early, late = 0, kind.home_opens, kind.home_closes
    if not b.released:
        a, x, y = get3(s.span, trip, BEHIND)
        span, early, late = joined(span, early, late, 0, a, x, y)
    set3(s.time, len(b.client) + trip, SUF, span, early, late)


@compiled
def dressed(b: Board, s: State, own: int, metres: int, seconds: int, as_it_is: bool) -> tuple[int, int]:
    """The cheapest type kin to `own` that carries `s.need` and is not used up, and its cost; NOWHERE if there is
    none."""
    best, least = NOWHERE, NEVER
    for at in range(b.kind[own].kin_from, b.kind[own].kin_until):
        k = b.kin[at]
        if k != own and (as_it_is or s.used[k] >= b.kind[k].count):
            continue
        cost = b.kind[k].fixed + b.kind[k].per_metre * metres + b.kind[k].per_second * seconds
        if cost < least:
            fits = True
            for r in range(len(s.need)):
                fits = fits and s.need[r] <= b.capacity[k, r]
            if fits:
                best, least = k, cost
    return best, least
