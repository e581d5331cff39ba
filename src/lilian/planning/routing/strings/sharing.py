"""Trips that are driven in turn by fewer vans than there are trips, whichever they are."""

from lilian.planning.loops import compiled
from lilian.planning.routing.strings.board import Board
from lilian.planning.routing.strings.tours import State


@compiled
def lateness(b: Board, s: State) -> int:
    """Seconds by which trips begin too late in all, where they go in the order in which they can begin: each to the van
    that came back last before, else to one that has not been out, else to the first that comes back. `routing.trips`
    deals them out by the same rule."""
    count = in_order(s)
    vans, late = 0, 0
    for at in range(count):
        trip = s.van[s.order[at]]
        best, first = -1, 0
        for van in range(vans):
            if s.back[van] <= trip.done_early and (best < 0 or s.back[van] > s.back[best]):
                best = van
            if s.back[van] < s.back[first]:
                first = van
        begins = trip.done_early
        if best < 0 and vans < b.shared:
            best, vans = vans, vans + 1
        elif best < 0:
            best = first
            begins = min(s.back[first], trip.done_late)
            late += s.back[first] - begins
        s.back[best] = begins + trip.done_span
    return late


@compiled
def in_order(s: State) -> int:
    """Vans that are out, into `order` by when they can begin; how many."""
    count = 0
    for van in range(len(s.van)):
        if not s.van[van].trips:
            continue
        at, early, late = count, s.van[van].done_early, s.van[van].done_late
        while at:
            before = s.van[s.order[at - 1]]
            if before.done_early < early or (before.done_early == early and before.done_late <= late):
                break
            s.order[at] = s.order[at - 1]
            at -= 1
        s.order[at] = van
        count += 1
    return count
