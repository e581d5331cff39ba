"""A world that many tests begin with is made once by a process; after that its rows are written again as they were.

Its acts take up to half of the time a test needs, and each test takes all of it back. SQLite only: PostgreSQL goes on
counting keys that were taken back, so rows written again would not have the keys the world knows.
"""

import time
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

World = TypeVar("World")
STALE_S = 120  # a world has moments of its own time in it
WRITES = ("INSERT", "UPDATE", "DELETE")
STANDS = "SELECT (SELECT group_concat(name || seq) FROM sqlite_sequence), (SELECT max(number) FROM base_auditevent)"


@dataclass
class Made:
    """What a world is and what was written for it; `changed` counts rows as SQLite does, those of triggers too.

    `is_whole` is False where more happened than can be written again.
    """

    world: Any
    writes: list[tuple[str, Any, bool]]
    changed: int
    at: float
    is_whole: bool


MADE: dict[tuple[object, ...], Made] = {}


def again(make: Callable[[], World]) -> World:
    """What `make` makes, a copy of it that is the test's own."""
    if connection.vendor != "sqlite" or not connection.in_atomic_block:
        return make()
    key = make, timezone.localdate(), *stands()  # keys are counted on from what stands
    known = MADE.get(key)
    if known is None or time.monotonic() - known.at > STALE_S:
        known = MADE[key] = heard(make)
        return cast(World, deepcopy(known.world))
    if known.is_whole and written(known):
        return cast(World, deepcopy(known.world))
    known.is_whole = False
    return make()


def stands() -> Any:
    with connection.cursor() as cursor:
        cursor.execute(STANDS)
        return cursor.fetchone()


def heard(make: Callable[[], Any]) -> Made:
    """Make it, and listen to what is written."""
    made = Made(None, [], -connection.connection.total_changes, time.monotonic(), is_whole=True)

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        given = list(params) if many else params
        if sql.lstrip().upper().startswith(WRITES):
            made.writes.append((sql, given, many))
        elif sql.startswith("ROLLBACK"):
            made.is_whole = False
        return execute(sql, given, many, context)

    with connection.execute_wrapper(listen):
        made.world = make()
    made.changed += connection.connection.total_changes
    return made


def written(made: Made) -> bool:
    """Whether all of it stands again; nothing does otherwise."""
    try:
        with transaction.atomic():
            before = connection.connection.total_changes
            with connection.cursor() as cursor:
                for sql, params, many in made.writes:
                    (cursor.executemany if many else cursor.execute)(sql, params)
            if connection.connection.total_changes - before != made.changed:
                raise DatabaseError("other rows than the first time")
    except DatabaseError:
        return False
    return True
