"""Who sees which events. What partners told, everybody sees who may see the exchange; a module that stores events of
its own says itself who sees those.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from lilian.base.actors import Reach

ALL = "1 = 1"
# Given organisations, which events their members see: SQL with `{seq}` for the event's number, and its values.
Say = Callable[[Collection[int]], tuple[str, list[Any]]]
SAYING: list[Say] = []


@dataclass(frozen=True)
class Seen:
    """A condition on the event whose number is `{seq}`."""

    sql: str = ALL
    values: tuple[Any, ...] = ()

    def of(self, seq: str) -> str:
        return self.sql.format(seq=seq)


def seen_by(reach: Reach) -> Seen:
    """What of the events those see whose permission goes so far."""
    if reach.everywhere:
        return Seen()
    said = [say(reach.organisation_ids) for say in SAYING]
    clauses = " AND ".join(f"({sql})" for sql, _ in said) or ALL
    return Seen(clauses, tuple(value for _, values in said for value in values))
