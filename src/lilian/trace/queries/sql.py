"""What the questions of a trace share: suspected lots as one parameter, what was taken back, when a day begins.

The ORM stays out of the recursion: a county year has some six million edges, and an answer is due in milliseconds.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.db import connection
from django.utils import timezone

from lilian.base import plain_sql
from lilian.base.plain_sql import day, keys, moment, stored

DAY = timedelta(days=1)
# Lots with the day each is suspected from, or null.
SUSPECTS = {
    "sqlite": "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(%s)",
    "postgresql": (
        "SELECT split_part(one, ' ', 1)::bigint, nullif(split_part(one, ' ', 2), '')::date "
        "FROM unnest(%s::text[]) AS one"
    ),
}
# Business days of locations, each from its first moment until the next day's.
DAYS = {
    "sqlite": (
        "SELECT json_extract(value, '$[0]') AS location_id, json_extract(value, '$[1]') AS number, "
        "json_extract(value, '$[2]') AS since, json_extract(value, '$[3]') AS until FROM json_each(%s)"
    ),
    "postgresql": (
        "SELECT (one->>0)::bigint AS location_id, (one->>1)::int AS number, (one->>2)::timestamptz AS since, "
        "(one->>3)::timestamptz AS until FROM jsonb_array_elements(%s::jsonb) AS one"
    ),
}
# Keys that follow each other as runs, each from its lowest until before `past`: boxes of a packing mostly do, and an
# index is entered once for all of them.
RUNS = {
    "sqlite": "SELECT json_extract(value, '$[0]') AS low, json_extract(value, '$[1]') AS past FROM json_each(%s)",
    "postgresql": "SELECT lower(one) AS low, upper(one) AS past FROM unnest(%s::int8multirange) AS one",
}
# An entry that was taken back never happened; neither did what took it back. Asked for by itself, row by row: made a
# join of it, PostgreSQL reads all entries.
STANDS = "(SELECT 1 FROM stock_entry AS taken_back WHERE taken_back.reverses_id = {entry}) IS NULL"


def rows(statement: str, *values: Any, **named: str) -> list[tuple[Any, ...]]:
    """`{keys}`, `{runs}`, `{suspects}` and `{days}` in the statement stand for a parameter that is a list; whatever is
    `named` besides, for what the engine calls it."""
    engine = connection.vendor
    lists = {"runs": RUNS[engine], "suspects": SUSPECTS[engine], "days": DAYS[engine]}
    return plain_sql.rows(statement, *values, **lists, **named)


def runs(values: Iterable[int]) -> str:
    """The parameter of `{runs}`."""
    listed = [[low, past] for low, past in _runs(values)]
    if connection.vendor == "postgresql":
        return "{" + ",".join(f"[{low},{past})" for low, past in listed) + "}"
    return json.dumps(listed)


def _runs(values: Iterable[int]) -> Iterator[tuple[int, int]]:
    for _, run in groupby(enumerate(sorted(set(values))), lambda at: at[1] - at[0]):
        (_, low), *others = run
        yield low, low + len(others) + 1


def suspects(values: Iterable[tuple[int, date | None]]) -> str:
    """The parameter of `{suspects}`."""
    listed = [(key, since.isoformat() if since else "") for key, since in values]
    if connection.vendor == "postgresql":
        return "{" + ",".join(f'"{key} {since}"' for key, since in listed) + "}"
    return json.dumps([(key, since or None) for key, since in listed])


def days(values: Iterable[tuple[int, date]]) -> str:
    """The parameter of `{days}`: locations with a day each; the day comes back as its ordinal."""
    listed = list(values)
    begins = {on: str(stored(midnight(on))) for _, first in listed for on in (first, first + DAY)}
    return json.dumps([(key, on.toordinal(), begins[on], begins[on + DAY]) for key, on in listed])


def midnight(on: date) -> datetime:
    """When the business day begins."""
    return datetime.combine(on, time(), tzinfo=timezone.get_current_timezone())


__all__ = ["STANDS", "day", "days", "keys", "midnight", "moment", "rows", "runs", "stored", "suspects"]
