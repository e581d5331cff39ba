"""Looks at an event, chosen once for all of a shape: of one type, with the same names in the same order.

What a partner sends has a handful of shapes, so an event is asked for what it has, not for all that there can be.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from lilian.epcis.documents import Body
from lilian.epcis.faults import Fault

SOME_SHAPES = 1 << 10


Find = Callable[[Body], Iterable[Fault]]


class Look(NamedTuple):
    """`fields`: without any of them it finds nothing; `kinds`: in whatever else it finds nothing. Empty: all."""

    find: Find
    fields: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


class Looks:
    """Several, in the order in which they tell."""

    def __init__(self, *looks: Look) -> None:
        self._looks = looks
        self._chosen = lru_cache(SOME_SHAPES)(self._choose)

    def faults(self, body: Body) -> list[Fault]:
        return [fault for find in self._chosen(body["type"], tuple(body)) for fault in find(body)]

    def _choose(self, kind: str, names: tuple[str, ...]) -> list[Find]:
        of_kind = (look for look in self._looks if not look.kinds or kind in look.kinds)
        return [look.find for look in of_kind if not look.fields or not look.fields.isdisjoint(names)]
