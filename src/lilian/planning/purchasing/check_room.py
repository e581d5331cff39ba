"""An auditor's least cost of an order whose lines share a capacity, in whole numbers. Shares no code with the solver.

A line is taken or left out. As long as some of that is open, a toll on the load bounds the order: any toll does, so
that none need be the best. Both answers of the question that stands in the way of more are tried in turn.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lilian.planning.purchasing.check_order import NEVER, Points, above

TRIES = 2000  # of questions; what is open then bounds the order


@dataclass(frozen=True)
class Taking:
    """A line by (load, cost) once it is taken, at any number of units that may be best; `may_leave`: or not at all."""

    taken: Points
    may_leave: bool

    def still(self) -> "Taking":
        return Taking(self.taken, may_leave=False)

    @property
    def allowed(self) -> Points:
        return [(0, 0), *self.taken] if self.may_leave else self.taken


def least_within(takings: Sequence[Taking], capacity: int) -> int:
    """No choice of the lines that fits in the capacity costs less."""
    tried = 0
    cost, asked = by_toll(takings, capacity)
    waiting = [(cost, asked is not None, tried, asked, list(takings))]
    while waiting[0][3] is not None and tried < TRIES:
        _, _, _, asked, known = heapq.heappop(waiting)
        assert asked is not None
        for answer in (known[asked].still(), Taking([(0, 0)], may_leave=False)):
            tried += 1
            side = [*known[:asked], answer, *known[asked + 1 :]]
            cost, open_line = by_toll(side, capacity)
            heapq.heappush(waiting, (cost, open_line is not None, tried, open_line, side))
    return waiting[0][0]


def by_toll(takings: Sequence[Taking], capacity: int) -> tuple[int, int | None]:
    """(a bound, the open line that it may take by halves): at the toll at which the capacity is just used."""
    used, pieces = 0, []
    for number, taking in enumerate(takings):
        corners = lowest(taking.allowed)
        if not corners:
            return NEVER, None
        used += corners[0][0]
        for (load, cost), (more, less) in pairwise(corners):
            pieces.append(((less - cost) // (more - load), more - load, number, taking.may_leave and load == 0))
    if used > capacity:
        return NEVER, None
    toll, asked = 0, None
    for slope, load, number, first in sorted(pieces):
        used += load
        if slope < 0 and used > capacity:
            toll, asked = -slope, number if first else None
            break
    total = sum(min(cost + toll * load for load, cost in taking.allowed) for taking in takings)
    return total - toll * capacity, asked


def lowest(points: Points) -> Points:
    """The corners of the greatest convex curve below the points, from the least load to the least cost."""
    corners: Points = []
    for load, cost in sorted(points):
        if corners and (corners[-1][0] == load or cost >= corners[-1][1]):
            continue
        while len(corners) > 1 and above(corners[-2], corners[-1], (load, cost)):
            corners.pop()
        corners.append((load, cost))
    return corners
