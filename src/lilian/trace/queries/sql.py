"""Raw SQL that runs on both engines: lists as one JSON parameter, moments as Python's.

The ORM stays out of the recursion: a county year has some six million edges, and an answer is due in milliseconds.
"""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

# PostgreSQL counts the members of an array it is given, and plans by that; of JSON it would know nothing.
KEYS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT unnest(%s::bigint[])",
}
# Lots with the day each is suspected from, or null.
SUSPECTS = {
    "sqlite": "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(%s)",
    "postgresql": (
        "SELECT split_part(one, ' ', 1)::bigint, nullif(split_part(one, ' ', 2), '')::date "
        "FROM unnest(%s::text[]) AS one"
    ),
}
# An entry that was taken back never happened; neither did what took it back. Asked for by itself, row by row: made a
# join of it, PostgreSQL reads all entries.
STANDS = "(SELECT 1 FROM stock_entry AS taken_back WHERE taken_back.reverses_id = {entry}) IS NULL"


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """`{keys}` and `{suspects}` in the statement stand for a parameter that is a list."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(statement.format(keys=KEYS[vendor], suspects=SUSPECTS[vendor]), list(values))
        return cursor.fetchall()


def keys(values: Collection[int] | Iterable[int]) -> str:
    """The parameter of `{keys}`."""
    listed = json.dumps(sorted(set(values)))
    return f"{{{listed[1:-1]}}}" if connection.vendor == "postgresql" else listed


def suspects(values: Iterable[tuple[int, date | None]]) -> str:
    """The parameter of `{suspects}`."""
    listed = [(key, since.isoformat() if since else "") for key, since in values]
    if connection.vendor == "postgresql":
        return "{" + ",".join(f'"{key} {since}"' for key, since in listed) + "}"
    return json.dumps([(key, since or None) for key, since in listed])


@lru_cache(maxsize=4096)  # boxes that left together left at one moment
def moment(value: Any) -> Any:
    """A column of time as the engine gives it: SQLite a naive one in UTC, of an expression its text."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


def day(value: Any) -> Any:
    """A column of days as the engine gives it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def stored(at: datetime) -> Any:
    """A moment as a parameter, as the engine has it in its columns."""
    return connection.ops.adapt_datetimefield_value(at)


def midnight(on: date) -> datetime:
    """When the business day begins."""
    return datetime.combine(on, time(), tzinfo=timezone.get_current_timezone())
