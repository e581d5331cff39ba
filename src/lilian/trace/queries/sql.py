"""Raw SQL that runs on both engines: lists as one JSON parameter, moments as Python's.

The ORM stays out of the recursion: a county year has some six million edges, and an answer is due in milliseconds.
"""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

KEYS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM json_array_elements_text(%s::json)",
}
# Lots with the day each is suspected from, or null.
SUSPECTS = {
    "sqlite": "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(%s)",
    "postgresql": "SELECT (value ->> 0)::bigint, (value ->> 1)::date FROM json_array_elements(%s::json)",
}
# An entry that was taken back never happened; neither did what took it back.
STANDS = "NOT EXISTS (SELECT 1 FROM stock_entry AS taken_back WHERE taken_back.reverses_id = {entry})"


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """`{keys}` and `{suspects}` in the statement stand for a parameter that is a list."""
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(statement.format(keys=KEYS[vendor], suspects=SUSPECTS[vendor]), list(values))
        return cursor.fetchall()


def keys(values: Collection[int] | Iterable[int]) -> str:
    return json.dumps(sorted(set(values)))


def moment(value: Any) -> Any:
    """A column of time as the engine gives it."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value


def day(value: Any) -> Any:
    """A column of days as the engine gives it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def stored(at: datetime) -> Any:
    """A moment as a parameter, as the engine has it in its columns."""
    return connection.ops.adapt_datetimefield_value(at)
