"""Local search over the open stores: shut one, open one, or both; the transport duals say which are worth a look."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

import numpy as np

from lilian.planning.facility.bound import Floats, Pricer
from lilian.planning.facility.flows import Served, Server
from lilian.planning.transport.costs import Bools, Ints

MORE_SHARED, MORE_WHOLE = 1, 3  # stores tried beyond those that have just room enough
LOOK = 3  # stores tried for each one shut


@dataclass(frozen=True)
class Search:
    """What a search needs: the problem priced for shares, who serves, and when to stop."""

    pricing: Pricer
    server: Server
    stop: float

    def rounded(self, often: Floats) -> Served:
        """The stores a relaxation opens most (m,), until their room suffices, or a few more."""
        problem = self.server.problem
        order = np.argsort(-often, kind="stable")
        enough = int(np.searchsorted(np.cumsum(problem.capacity[order]), int(problem.demand.sum()))) + 1
        more = MORE_WHOLE if problem.single_source else MORE_SHARED
        counts = range(enough, enough + more + 1)
        return min((self.server.serve(marked(order[:count], len(order))) for count in counts), key=rank)

    def improved(self, best: Served) -> Served:
        """The end of the climb from `best`: no single change found makes it cheaper."""
        while monotonic() < self.stop:
            better = self.first_better(best)
            if better is None:
                break
            best = better
        return best

    def first_better(self, best: Served) -> Served | None:
        for candidate in self.neighbours(best):
            if candidate.rank < best.rank:
                return candidate
            if monotonic() > self.stop:
                break
        return None

    def neighbours(self, best: Served) -> Iterator[Served]:
        for store in self.worth_opening(best):
            yield self.server.serve(changed(best.open, store, None))
        for gone in np.flatnonzero(best.open).tolist():
            without = self.server.serve(changed(best.open, None, gone))
            yield without
            for store in self.worth_opening(without):
                if store != gone:
                    yield self.server.serve(changed(best.open, store, gone))

    def worth_opening(self, served: Served) -> list[int]:
        """The stores whose best load, at the duals of what is served now, pays more than their fixed cost."""
        surplus = self.pricing.loads(served.worth).worth - self.pricing.fixed
        surplus[served.open] = -1.0
        return [int(j) for j in np.argsort(-surplus, kind="stable")[:LOOK] if surplus[j] > 0]


def rank(served: Served) -> tuple[int, int]:
    return served.rank


def marked(stores: Ints, m: int) -> Bools:
    found = np.zeros(m, np.bool_)
    found[stores] = True
    return found


def changed(opened: Bools, more: int | None, gone: int | None) -> Bools:
    found = opened.copy()
    if more is not None:
        found[more] = True
    if gone is not None:
        found[gone] = False
    return found
