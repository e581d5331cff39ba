"""Rows put aside in a temporary table, so that what a transaction does with them is one statement.

SQLite has one writer at a time, and a temporary table is no part of its database: filling one keeps nobody waiting. The
same on both engines; PostgreSQL fills it by COPY.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count, islice
from typing import Any

from django.db import DatabaseError, connection, models
from django.db.models.expressions import RawSQL

BATCH = 400  # values in one question, under SQLite's bound on parameters
FILLED = 2_000  # rows put aside at a time
_NUMBERS = count(1)


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def stored(columns: Sequence[Any], values: Sequence[Any]) -> tuple[Any, ...]:
    """Values as the engine is given them."""
    return tuple(column.get_db_prep_save(value, connection) for column, value in zip(columns, values, strict=True))


def column_of(model: type[models.Model], attribute: str) -> Any:
    """The field of an attribute: `organisation_id`, `name`."""
    return next(column for column in model._meta.concrete_fields if attribute in (column.attname, column.name))


@contextmanager
def staged(model: type[models.Model], columns: Mapping[str, Any], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """A table of these rows until the block ends; gives its name.

    `columns` maps each column's name there to the field of `model` whose type it has; rows hold values `stored` so.
    """
    table = quoted(f"staged_{next(_NUMBERS)}")
    said = ", ".join(f"{quoted(field.column)} AS {quoted(name)}" for name, field in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {table} AS SELECT {said} FROM {quoted(model._meta.db_table)} WHERE 1 = 0")
        try:
            _fill(cursor, table, len(columns), iter(rows))
            yield table
        finally:
            with suppress(DatabaseError):  # in a transaction that failed: it goes with it, or with the connection
                cursor.execute(f"DROP TABLE {table}")


def _fill(cursor: Any, table: str, width: int, rows: Iterator[Sequence[Any]]) -> None:
    """Piece by piece: PostgreSQL gives a statement half a minute, and Python feeds it row by row."""
    if connection.vendor == "postgresql":
        while some := list(islice(rows, FILLED)):
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in some:
                    copy.write_row(row)
        return
    sql = f"INSERT INTO {table} VALUES ({', '.join(['%s'] * width)})"
    cursor.execute("SAVEPOINT filling")  # not `atomic`, which takes the lock of the whole database
    try:
        while some := list(islice(rows, FILLED)):
            cursor.executemany(sql, some)
    finally:
        cursor.execute("RELEASE filling")


@contextmanager
def among(model: type[models.Model], attribute: str, values: Sequence[Any]) -> Iterator[Any]:
    """What `filter(<attribute>__in=…)` takes, for as many values as one likes."""
    column = column_of(model, attribute)
    if len(values) <= BATCH:
        yield values
        return
    longest = column.max_length
    possible = (value for value in values if longest is None or len(value) <= longest)
    with staged(model, {"value": column}, (stored([column], [value]) for value in possible)) as table:
        yield RawSQL(f"SELECT {quoted('value')} FROM {table}", [])
