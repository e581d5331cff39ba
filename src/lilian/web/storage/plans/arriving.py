"""Expected arrivals as a keeper's phone shows them: by store, with what came and what is late."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from lilian.storage import queries
from lilian.web.storage.plans.words import came_change, where_words

TODAY, TOMORROW, LATE, ALL = "today", "tomorrow", "late", "all"
WHENS = (TODAY, TOMORROW, LATE, ALL)


@dataclass(frozen=True)
class Load:
    """One line of an adopted plan and how it stands today."""

    line: Any
    is_late: bool

    @property
    def came_g(self) -> int:
        return int(self.line.came_g)

    @property
    def has_come(self) -> bool:
        return self.came_g > 0

    @property
    def where(self) -> str:
        return where_words(self.line.village, self.line.point)

    @property
    def difference(self) -> str:
        return came_change(self.came_g, self.line.weight_g)


@dataclass(frozen=True)
class StoreLoads:
    """What one store is to receive."""

    code: str
    name: str
    loads: tuple[Load, ...]

    @property
    def planned_g(self) -> int:
        return sum(load.line.weight_g for load in self.loads)

    @property
    def waiting(self) -> int:
        return sum(not load.has_come for load in self.loads)


@dataclass(frozen=True)
class Sums:
    """Loads and grams, planned and come."""

    loads: int
    come: int
    planned_g: int
    came_g: int

    @property
    def waiting(self) -> int:
        return self.loads - self.come


def when_filter(found: QuerySet[Any], when: str, today: date) -> QuerySet[Any]:
    if when == LATE:
        return found.filter(day__lt=today, came_g=0)
    if when == ALL:
        return found
    return found.filter(day=today if when == TODAY else today + timedelta(days=1))


def matching(found: QuerySet[Any], text: str) -> QuerySet[Any]:
    if not text:
        return found
    names = ("store_name", "store_code", "lot_code", "village", "point")
    asked = Q()
    for name in names:
        asked |= Q(**{f"{name}__icontains": text})
    return found.filter(asked)


def by_store(lines: Iterable[Any], today: date) -> list[StoreLoads]:
    """Stores by name; what has not come first, the late before all."""
    groups: dict[tuple[str, str], list[Load]] = defaultdict(list)
    for line in lines:
        load = Load(line, is_late=line.day < today and not line.came_g)
        groups[line.store_code, line.store_name].append(load)
    return [
        StoreLoads(
            code, name, tuple(sorted(loads, key=lambda each: (each.has_come, each.line.day, each.line.lot_code)))
        )
        for (code, name), loads in sorted(groups.items(), key=lambda one: one[0][1])
    ]


def sums(lines: Iterable[Any]) -> Sums:
    held = list(lines)
    return Sums(
        loads=len(held),
        come=sum(line.came_g > 0 for line in held),
        planned_g=sum(line.weight_g for line in held),
        came_g=sum(line.came_g for line in held),
    )


def sums_of_day(actor: Any, day: date) -> Sums:
    """What all stores the actor sees expect on a day."""
    return sums(queries.expected_arrivals(actor, day=day))
