"""Simulated annealing over rounds of taking strings out and putting their stops back."""

import numpy as np

from lilian.planning.loops import compiled, in_place
from lilian.planning.routing.strings.board import BARRED, Board, Ints
from lilian.planning.routing.strings.figures import refresh
from lilian.planning.routing.strings.recreate import recreate
from lilian.planning.routing.strings.ruin import ruin, written
from lilian.planning.routing.strings.sharing import lateness
from lilian.planning.routing.strings.tours import (
    BEST,
    LOG,
    LOST,
    NEVER,
    NOWHERE,
    TOUCHED,
    TRIP,
    VAN,
    WAITING,
    State,
    begin_trip,
    drawn,
    end_trip,
    insert,
    pushed,
    remove,
)


@compiled
def walk(b: Board, s: State, rounds: int, hot: float, cold: float) -> None:
    """So many rounds, the temperature falling from `hot` to `cold` by the same share each round."""
    heat, share = hot, (cold / hot) ** (1.0 / max(1, rounds))
    for _ in range(rounds):
        step(b, s, heat)
        heat *= share


@compiled
def step(b: Board, s: State, heat: float) -> None:
    """One round: kept if it costs less than the solution before and some heat, else undone."""
    before = s.total[0].now
    begin(b, s, heat)
    ruin(b, s)
    settled(b, s)
    end(b, s, before, recreate(b, s))


@in_place
def end(b: Board, s: State, before: int, is_cheap: bool) -> None:
    """Of a round: kept if it stayed below the limit, with the price of trips that begin too late, else undone."""
    if is_cheap and is_shared(b, s):
        note(b, s)
        return
    undo(b, s)
    s.total[0].now = before


@compiled
def is_shared(b: Board, s: State) -> bool:
    """Whether the price of trips that begin too late leaves the solution below the limit, where vans are shared."""
    if not b.shared:
        return True
    late = lateness(b, s)
    if s.total[0].now + np.int64(s.total[0].per_second * late) >= s.total[0].limit:
        return False
    s.total[0].late = late
    return True


@compiled
def begin(b: Board, s: State, heat: float) -> None:
    """Nothing is touched; who is lost waits for a place; how dear the solution may become."""
    priced = s.total[0].per_second * s.total[0].late - heat * np.log(max(drawn(s), 1e-300))
    s.total[0].limit = s.total[0].now + np.int64(priced)
    for at in range(s.length[TOUCHED]):
        s.van[s.queue[TOUCHED, at]].marked = 0
    s.length[TOUCHED] = s.length[WAITING] = s.total[0].logged = 0
    for at in range(s.length[LOST]):
        c = s.queue[LOST, at]
        pushed(s, WAITING, c)
        s.total[0].now -= b.client[c].missed


@compiled
def settled(b: Board, s: State) -> None:
    """Vans worked out anew without what was removed. Where the others' road is barred then (backhauls with no linehaul
    before them), or cannot be driven (a detour can be quicker than a road), they leave too."""
    for at in range(s.length[TOUCHED]):
        van = s.queue[TOUCHED, at]
        if not refresh(b, s, van, False, NOWHERE) or s.van[van].metres >= BARRED:
            emptied(b, s, van)
            refresh(b, s, van, False, NOWHERE)


@compiled
def emptied(b: Board, s: State, van: int) -> None:
    """All clients of the van wait; it is to be refreshed."""
    for slot in range(s.van[van].trips):
        node = len(b.client) + s.trips_of[van, slot]
        while s.node[node].after != node:
            c = s.node[node].after
            remove(b, s, c)
            pushed(s, WAITING, c)


@compiled
def note(b: Board, s: State) -> None:
    """Keep the solution if it is the cheapest so far that can be driven."""
    if s.total[0].now < s.total[0].least and not s.total[0].late and not lacks(b, s):
        s.total[0].least = s.total[0].now
        s.total[0].best = whole(b, s, BEST)


@compiled
def lacks(b: Board, s: State) -> bool:
    """Whether a client is left out that must be served."""
    missing = 0
    for at in range(s.length[LOST]):
        missing += b.client[s.queue[LOST, at]].needed
    return missing > 0


@compiled
def whole(b: Board, s: State, row: int) -> int:
    """All routes written into a row; how long it is."""
    at = 0
    for van in range(len(s.van)):
        if s.van[van].trips:
            at = written(b, s, van, row, at)
    return at


@compiled
def undo(b: Board, s: State) -> None:
    """Every touched van as it was; who was in no trip before is lost again."""
    for at in range(s.length[TOUCHED]):
        strip(b, s, s.queue[TOUCHED, at])
    at = 0
    for number in range(s.length[TOUCHED]):
        at = rewritten(b, s, s.queue[TOUCHED, number], s.row[LOG], at, s.total[0].logged)
    s.length[LOST] = 0
    for at in range(s.length[WAITING]):
        c = s.queue[WAITING, at]
        if s.node[c].trip == NOWHERE:
            pushed(s, LOST, c)


@compiled
def strip(b: Board, s: State, van: int) -> None:
    """The van does nothing and is not out."""
    if s.van[van].trips:
        s.used[s.van[van].kind] -= 1
    for slot in range(s.van[van].trips - 1, -1, -1):
        node = len(b.client) + s.trips_of[van, slot]
        c = s.node[node].after
        while c != node:
            s.node[c].trip = NOWHERE
            c = s.node[c].after
        end_trip(s, van, slot)
    s.van[van].cost = 0


@compiled
def rewritten(b: Board, s: State, van: int, row: Ints, at: int, end: int) -> int:
    """A van that is not out made to do what stands in `row` from its mark at `at`; where that ends."""
    s.van[van].kind = row[at + 1]
    at += 2
    if at == end or row[at] == VAN:
        return at
    s.used[s.van[van].kind] += 1
    node = begin_trip(b, s, van, 0)
    while at < end and row[at] != VAN:
        if row[at] == TRIP:
            node = begin_trip(b, s, van, s.van[van].trips)
        else:
            insert(b, s, row[at], s.node[node].before)
        at += 1
    refresh(b, s, van, True, NOWHERE)
    return at


@compiled
def load(b: Board, s: State, row: Ints) -> None:
    """The routes of `row` instead of all others, as far as they can be driven; who is in none is lost."""
    for van in range(len(s.van)):
        strip(b, s, van)
    at, van = 0, 0
    while at < len(row) and van < len(s.van):
        at = rewritten(b, s, van, row, at, len(row))
        if s.van[van].trips and not refresh(b, s, van, True, NOWHERE):
            strip(b, s, van)
        elif s.van[van].trips:
            van += 1
    s.total[0].now = s.length[LOST] = s.length[TOUCHED] = 0
    for number in range(len(s.van)):
        s.van[number].marked = 0
        s.total[0].now += s.van[number].cost
    for c in range(len(b.client)):
        if s.node[c].trip == NOWHERE:
            pushed(s, LOST, c)
            s.total[0].now += b.client[c].missed
    s.total[0].late = lateness(b, s) if b.shared else 0
    s.total[0].least = s.total[0].now if not s.total[0].late else NEVER
    s.total[0].best = whole(b, s, BEST)
