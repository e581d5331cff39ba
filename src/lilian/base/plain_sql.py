"""Raw SQL that runs on both engines: lists as one parameter, moments and days as Python's.

For questions that the ORM would take longer to ask than the engine to answer.
"""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection

# PostgreSQL counts the members of an array it is given, and plans by that; of JSON it would know nothing.
KEYS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT unnest(%s::bigint[])",
}


def rows(statement: str, *values: Any, **lists: str) -> list[tuple[Any, ...]]:
    """`{keys}` in the statement, and whatever `lists` names, stand for a parameter that is a list."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(keys=KEYS[connection.vendor], **lists), list(values))
        return cursor.fetchall()


def keys(values: Collection[int] | Iterable[int]) -> str:
    """The parameter of `{keys}`."""
    listed = json.dumps(sorted(set(values)))
    return f"{{{listed[1:-1]}}}" if connection.vendor == "postgresql" else listed


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
