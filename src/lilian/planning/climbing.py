"""Local search over the sites that run: shut one, open one, or both; and the best answer so far."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from time import monotonic
from typing import Generic, Protocol, TypeVar

import numpy as np

from lilian.planning.branching import Branching, Floats
from lilian.planning.transport.costs import Bools, Ints

LOOK = 3  # sites tried for each one shut


class Answer(Protocol):
    """What a set of open sites serves: `open` (m,) those that are used; `worth`: its dual prices, as the topic's
    multipliers; `rank`: smaller is better, least unserved first, then least cost."""

    @property
    def open(self) -> Bools: ...
    @property
    def cost(self) -> int: ...
    @property
    def worth(self) -> Floats: ...
    @property
    def rank(self) -> tuple[int, int]: ...


Got = TypeVar("Got", bound=Answer)
Got_co = TypeVar("Got_co", bound=Answer, covariant=True)


class Serving(Protocol[Got_co]):
    """Answers for a set of open sites, exactly."""

    @property
    def sites(self) -> int: ...
    def serve(self, opened: Bools) -> Got_co: ...


class Search(ABC, Generic[Got]):
    """Climbs from answer to answer until `stop`."""

    def __init__(self, server: Serving[Got], stop: float) -> None:
        self.server, self.stop = server, stop

    @abstractmethod
    def rounded(self, often: Floats) -> Got:
        """The sites a relaxation opens most (m,), until their room suffices, or a few more."""

    @abstractmethod
    def worth_opening(self, served: Got) -> list[int]:
        """The few shut sites that pay most for their fixed cost at the prices of what is served now."""

    def improved(self, best: Got) -> Got:
        """The end of the climb from `best`: no single change found makes it cheaper."""
        while monotonic() < self.stop:
            better = self.first_better(best)
            if better is None:
                break
            best = better
        return best

    def first_better(self, best: Got) -> Got | None:
        for candidate in self.neighbours(best):
            if candidate.rank < best.rank:
                return candidate
            if monotonic() > self.stop:
                break
        return None

    def neighbours(self, best: Got) -> Iterator[Got]:
        for site in self.worth_opening(best):
            yield self.server.serve(changed(best.open, site, None))
        for gone in np.flatnonzero(best.open).tolist():
            without = self.server.serve(changed(best.open, None, gone))
            yield without
            for site in self.worth_opening(without):
                if site != gone:
                    yield self.server.serve(changed(best.open, site, gone))


class Incumbent(Generic[Got]):
    """The best answer so far, and how a set of open sites becomes one."""

    def __init__(self, search: Search[Got]) -> None:
        self.search = search
        self.best = search.server.serve(np.ones(search.server.sites, np.bool_))

    def offer(self, opened: Bools) -> Floats:
        served = self.search.server.serve(opened)
        self.take(served)
        return served.worth

    def take(self, served: Got) -> None:
        if served.rank < self.best.rank:
            self.best = served

    def climb(self, likely: Floats) -> None:
        """Round what a relaxation says (m,); search around it if that is a new best."""
        before = self.best
        self.take(self.search.rounded(likely))
        if self.best is not before:
            self.take(self.search.improved(self.best))


def grow(tree: Branching, incumbent: Incumbent[Got], stop: float) -> None:
    """Branch, least bound first, until the proof is complete or the clock reaches `stop`."""
    while monotonic() < stop and (node := tree.next()) is not None:
        for half in tree.branch(node, stop):
            incumbent.climb(half.likely)
        tree.cost = incumbent.best.cost


def best_paying(surplus: Floats) -> list[int]:
    """Of (m,) what opening a site pays above its fixed cost: the few best that pay at all."""
    return [int(j) for j in np.argsort(-surplus, kind="stable")[:LOOK] if surplus[j] > 0]


def marked(sites: Ints, m: int) -> Bools:
    found = np.zeros(m, np.bool_)
    found[sites] = True
    return found


def changed(opened: Bools, more: int | None, gone: int | None) -> Bools:
    found = opened.copy()
    if more is not None:
        found[more] = True
    if gone is not None:
        found[gone] = False
    return found
