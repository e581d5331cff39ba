"""Clients that wait are put back one by one where they cost least, a few places being overlooked at random."""

import numpy as np

from lilian.planning.loops import compiled, in_place
from lilian.planning.routing.strings.board import Board, Row
from lilian.planning.routing.strings.figures import dressed, refresh
from lilian.planning.routing.strings.ruin import touch
from lilian.planning.routing.strings.tours import (
    AHEAD,
    BEHIND,
    LOST,
    NEVER,
    NOWHERE,
    PRE,
    REST,
    SUF,
    WAITING,
    State,
    begin_trip,
    drawn,
    get3,
    insert,
    joined,
    open_van,
    pushed,
)

Known = tuple[int, int, int]  # the least cost, the node behind which, the node behind which it was overlooked

BLINK = 0.01  # of the places are overlooked
LOTS = (4, 4, 2, 1, 2, 2, 2)  # for an order: chance, bulk, far, close; with clocks narrow, opens early, closes early
PLAIN_LOTS, TIMED_LOTS = sum(LOTS[:4]), sum(LOTS)


@compiled
def recreate(b: Board, s: State) -> bool:
    """Whether it stayed below the limit; then every waiting client is in a trip, or lost. It stops where it does not:
    another client hardly ever makes a solution cheaper."""
    sort(b, s)
    s.length[LOST] = 0
    for at in range(s.length[WAITING]):
        c = s.queue[WAITING, at]
        if not place(b, s, c):
            pushed(s, LOST, c)
            s.total[0].now += b.client[c].missed
        if s.total[0].now >= s.total[0].limit:
            return False
    return s.total[0].now < s.total[0].limit


@compiled
def sort(b: Board, s: State) -> None:
    """Who waits, in an order drawn by lot."""
    ticket, order = drawn(s) * (TIMED_LOTS if b.timed else PLAIN_LOTS), 0
    while ticket >= LOTS[order]:
        ticket -= LOTS[order]
        order += 1
    for count in range(s.length[WAITING]):
        c, at = s.queue[WAITING, count], count
        key = rank(b, s, c, order)
        while at and s.rank[at - 1] > key:
            s.rank[at], s.queue[WAITING, at] = s.rank[at - 1], s.queue[WAITING, at - 1]
            at -= 1
        s.rank[at], s.queue[WAITING, at] = key, c


@compiled
def rank(b: Board, s: State, c: int, order: int) -> float:
    """Least comes first."""
    stop = b.client[c]
    if order == 0:
        return drawn(s)
    if order == 1:
        return -float(stop.bulk)
    if order <= 3:
        return float(stop.remote if order == 3 else -stop.remote)
    if order == 4:
        return float(stop.closes - stop.opens)
    return float(stop.opens if order == 5 else stop.closes)


@compiled
def place(b: Board, s: State, c: int) -> bool:
    """Put the client where it costs least, less than leaving it out and less than leads over the limit; whether that
    was done."""
    known = min(b.client[c].missed, s.total[0].limit - s.total[0].now), NOWHERE, NOWHERE
    for at in range(b.beside.shape[1]):
        known = better(b, s, c, b.beside[c, at], known, BLINK)
    if known[1] == NOWHERE and known[0] == b.client[c].missed:
        for w in range(len(b.client)):
            known = better(b, s, c, np.uint32(w), known, 0.0)
    least, node, _ = known
    van, slot = NOWHERE, 0
    if b.again:
        least, van, slot = best_trip(b, s, c, least)
    kind, least = best_van(b, s, c, least)
    if kind != NOWHERE:
        van, slot = open_van(s, kind), 0
    if van != NOWHERE:
        touch(b, s, van)
        node = begin_trip(b, s, van, slot)
    elif node != NOWHERE:
        van = s.trip[s.node[node].trip].owner
        touch(b, s, van)
    else:
        return False
    insert(b, s, c, node)
    refresh(b, s, van, False, c)
    return True


@in_place
def better(b: Board, s: State, c: int, w: int, known: Known, blink: float) -> Known:
    """The cheaper of what is known and right behind or before client w."""
    trip = s.node[w].trip
    if trip == NOWHERE or s.trip[trip].room_down < b.load[c, 0, 0] or s.trip[trip].room_up < b.load[c, 0, 1]:
        return known
    profile, y = s.trip[trip].profile, b.client[c].place
    metres = b.back[profile, y, s.node[w].out, 0] + b.road[profile, y, s.node[w].goes_to, 0]
    known = judged(b, s, c, w, metres - s.node[w].metres, known, blink)
    metres = b.back[profile, y, s.node[w].comes_from, 0] + b.road[profile, y, s.node[w].into, 0]
    return judged(b, s, c, s.node[w].before, metres - s.node[w].metres_before, known, blink)


@in_place
def judged(b: Board, s: State, c: int, u: int, metres: int, known: Known, blink: float) -> Known:
    """What is known, or right behind node u, so many metres more, if that is cheaper and not overlooked. Each place is
    judged from both sides: what was overlooked once stays so."""
    least, node, overlooked = known
    if s.trip[s.node[u].trip].least_per_metre * metres >= least or u == overlooked:
        return known
    cost = detour(b, s, c, u, metres)
    if cost >= least:
        return known
    return (least, node, u) if drawn(s) < blink else (cost, u, overlooked)


@in_place
def detour(b: Board, s: State, c: int, u: int, metres: int) -> int:
    """What the client costs right behind node u, that many metres more; NEVER if it cannot go there."""
    w, trip = s.node[u].after, s.node[u].trip
    van = s.trip[trip].owner
    own, metres = s.van[van].kind, s.van[van].metres + metres
    kind = b.kind[own]
    alone = kind.kin_until - kind.kin_from == 1
    for r in range(len(s.need)):
        down, up = b.load[c, r, 0], b.load[c, r, 1]
        ups = s.load[u, r, PRE, 1]
        most = max(s.load[u, r, PRE, 2] + down, ups + max(down, up))
        most = max(most + s.load[w, r, SUF, 0], ups + up + s.load[w, r, SUF, 2])
        if alone and most > b.capacity[own, r]:
            return NEVER
        s.need[r] = most
    if metres > kind.farthest:
        return NEVER
    seconds = clocked_between(b, s, c, u, w, kind) if b.timed else 0
    if seconds < 0 or seconds > kind.longest:
        return NEVER
    if alone:
        return kind.fixed + kind.per_metre * metres + kind.per_second * seconds - s.van[van].cost
    for slot in range(s.van[van].trips):
        other = s.trips_of[van, slot]
        for r in range(len(s.need)):
            if other != trip:
                s.need[r] = max(s.need[r], s.most[other, r])
    _, cost = dressed(b, s, own, metres, seconds, False)
    return cost - s.van[van].cost


@in_place
def clocked_between(b: Board, s: State, c: int, u: int, w: int, kind: Row) -> int:
    """Seconds the van is out with c between u and w; -1 if it cannot be in time."""
    stop = b.client[c]
    span, early, late = get3(s.time, u, PRE)
    travel = np.int64(b.back[kind.profile, stop.place, s.node[u].out, 1])
    span, early, late = joined(span, early, late, travel, stop.service, stop.opens, stop.closes)
    if early > late:
        return -1
    travel = np.int64(b.road[kind.profile, stop.place, s.node[w].into, 1])
    a, x, y = get3(s.time, w, SUF)
    span, early, late = joined(span, early, late, travel, a, x, y)
    if b.released:
        trip = s.node[u].trip
        early = max(early, max(s.trip[trip].release, stop.release))
        if early > late:
            return -1
        a, x, y = get3(s.span, trip, AHEAD)
        span, early, late = joined(a, x, y, 0, span, early, late)
        a, x, y = get3(s.span, trip, BEHIND)
        span, early, late = joined(span, early, late, 0, a, x, y)
    return span if early <= late else -1


@compiled
def lone(b: Board, s: State, c: int, number: int) -> tuple[int, int, int, int]:
    """Metres and segment of a trip to c alone; metres -1 if the type cannot make it."""
    kind, stop = b.kind[number], b.client[c]
    for r in range(len(s.need)):
        if max(b.load[c, r, 0], b.load[c, r, 1]) > b.capacity[number, r]:
            return -1, 0, 0, 0
    metres = b.back[kind.profile, stop.place, kind.first, 0] + b.road[kind.profile, stop.place, kind.last, 0]
    if not b.timed:
        return metres, 0, 0, 0
    there = np.int64(b.back[kind.profile, stop.place, kind.first, 1])
    back = np.int64(b.road[kind.profile, stop.place, kind.last, 1])
    span, early, late = joined(kind.loading_s, kind.opens, kind.closes, there, stop.service, stop.opens, stop.closes)
    if early <= late:
        span, early, late = joined(span, early, late, back, 0, kind.home_opens, kind.home_closes)
    early = max(early, stop.release)
    return (metres if early <= late else -1), span, early, late


@compiled
def best_van(b: Board, s: State, c: int, limit: int) -> tuple[int, int]:
    """The type of a van of its own that costs less than `limit`, NOWHERE if none does; its cost."""
    best = NOWHERE
    for number in range(len(b.kind)):
        kind = b.kind[number]
        if s.used[number] >= kind.count or kind.fixed >= limit:
            continue
        metres, span, early, late = lone(b, s, c, number)
        if metres < 0 or metres > kind.farthest:
            continue
        if b.timed:
            span, early, late = joined(0, kind.leaves_from, kind.leaves_until, 0, span, early, late)
            if early > late:
                continue
            span, early, late = joined(span, early, late, 0, 0, 0, kind.returns)
            if early > late or span > kind.longest:
                continue
        cost = kind.fixed + kind.per_metre * metres + kind.per_second * span
        if cost < limit:
            best, limit = number, cost
    return best, limit


@compiled
def best_trip(b: Board, s: State, c: int, limit: int) -> tuple[int, int, int]:
    """A trip of its own, before or after others of a van: (cost, van, slot), van NOWHERE if none costs less."""
    best, best_slot = NOWHERE, 0
    for van in range(len(s.van)):
        out = s.van[van]
        kind = b.kind[out.kind]
        if not out.trips or out.trips >= kind.trips:
            continue
        metres, span, early, late = lone(b, s, c, out.kind)
        if metres < 0 or kind.per_metre * metres >= limit or out.metres + metres > kind.farthest:
            continue
        for slot in range(out.trips + 1):
            seconds = clocked_trip(b, s, van, slot, span, early, late) if b.timed else 0
            cost = kind.per_metre * metres + kind.per_second * (seconds - out.seconds)
            if 0 <= seconds <= kind.longest and cost < limit:
                best, best_slot, limit = van, slot, cost
    return limit, best, best_slot


@compiled
def clocked_trip(b: Board, s: State, van: int, slot: int, span: int, early: int, late: int) -> int:
    """Seconds the van is out with one more trip as its `slot`-th; -1 if it cannot be in time."""
    out = s.van[van]
    if slot < out.trips:
        a, x, y = get3(s.span, s.trips_of[van, slot], AHEAD)
    else:
        a, x, y = out.done_span, out.done_early, out.done_late
    span, early, late = joined(a, x, y, 0, span, early, late)
    if early > late:
        return -1
    if slot < out.trips:
        a, x, y = get3(s.span, s.trips_of[van, slot], REST)
    else:
        a, x, y = 0, 0, b.kind[out.kind].returns
    span, early, late = joined(span, early, late, 0, a, x, y)
    return span if early <= late else -1
