"""Statements drawn up once.

The ORM makes the SQL of a question anew each time, and an object of each row to be written. For the journals, whose
acts ask for a few rows by their keys and write a few, that takes longer than the database does.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from lilian.base.staged import BATCH, column_of, quoted

# And what is made of these. Numbers come as what they are: an integer, a float.
AS_THEY_ARE = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.ForeignKey)
COPIED = 50  # rows from which PostgreSQL is quicker with COPY than with a statement of many values
Stored = Callable[..., Any]
Statement = tuple[str, Sequence[Any]]


class _Drawn(NamedTuple):
    """A question as it goes to the engine, and what makes our values of its columns."""

    sql: str
    converters: Sequence[tuple[int, Sequence[Stored], Any]]


class Question:
    """A queryset of `values_list`, asked again and again with other values.

    `ask` makes it of one or more lists of values; they must be all it is asked with, in their order. Its statement is
    kept for each engine and each number of values.
    """

    def __init__(self, ask: Callable[..., models.QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._ask = ask
        self._kept: dict[tuple[Any, ...], _Drawn] = {}

    def rows(self, *values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What the database says. Values of a list are all different; of the last there may be as many as one likes."""
        *fixed, last = values
        pieces = (last[start : start + BATCH] for start in range(0, len(last), BATCH))
        return [row for piece in pieces for row in self._asked(*fixed, piece)]

    def _asked(self, *values: Sequence[Any]) -> list[tuple[Any, ...]]:
        database = connections[DEFAULT_DB_ALIAS]  # looked up once: by its usual name it is at every step
        shape = (database.vendor, *map(len, values))
        drawn = self._kept.get(shape) or self._kept.setdefault(shape, self._draw(values))
        with database.cursor() as cursor:
            cursor.execute(drawn.sql, list(chain(*values)))
            found = cursor.fetchall()
        return [_converted(row, drawn.converters) for row in found] if drawn.converters else found

    def _draw(self, values: Sequence[Sequence[Any]]) -> _Drawn:
        compiler: Any = self._ask(*values).query.get_compiler(connection=connection)
        sql, given = compiler.as_sql()
        if list(given) != list(chain(*values)):
            raise ValueError("a question is asked with its values alone, in their order")
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return _Drawn(sql, [(place, found, column) for place, (found, column) in converters.items()])


def _converted(row: Sequence[Any], converters: Sequence[tuple[int, Sequence[Stored], Any]]) -> tuple[Any, ...]:
    ours = list(row)
    for place, found, column in converters:
        for convert in found:
            ours[place] = convert(ours[place], column, connection)
    return tuple(ours)


class Insertion:
    """Writes rows of one table past its objects; `attributes` are all its columns but a key the database gives.

    `unless_there`: a row that a unique key keeps out is left out in silence.
    """

    def __init__(self, model: type[models.Model], *attributes: str, unless_there: bool = False) -> None:
        self._model, self._attributes = model, attributes
        self._otherwise = " ON CONFLICT DO NOTHING" if unless_there else ""

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Each row holds a value for each attribute, in their order."""
        write_all((self, rows))

    def on(self, vendor: str, rows: Iterable[Sequence[Any]]) -> Iterator["_Sent"]:
        """As the engine is sent them."""
        sql, marks, stored = _insertion(self._model, self._attributes, vendor)
        given = [_stored(row, stored) for row in rows] if stored else list(rows)
        if vendor != "postgresql":
            yield _Sent(_many, sql + marks + self._otherwise, given)
        elif len(given) >= COPIED and not self._otherwise:
            yield _Sent(_copied, sql, given)
        else:  # which is slower at a statement than at a row
            for start in range(0, len(given), BATCH):
                some = given[start : start + BATCH]
                whole = sql + ", ".join([marks] * len(some)) + self._otherwise
                yield _Sent(None, whole, list(chain(*some)))


class _Sent(NamedTuple):
    """A statement with its values; `by` is what runs it, None for one that may go with its neighbours."""

    by: Callable[[Any, str, Any], None] | None
    sql: str
    given: list[Any]


def write_all(*written: tuple[Insertion, Iterable[Sequence[Any]]], then: Statement | None = None) -> None:
    """One table after the other, and last a statement with its values. PostgreSQL gets what is short in one message."""
    database = connections[DEFAULT_DB_ALIAS]
    steps = [step for insertion, rows in written for step in insertion.on(database.vendor, rows)]
    if then is not None:
        steps.append(_Sent(None, then[0], list(then[1])))
    with database.cursor() as cursor:
        for is_short, some in groupby(steps, key=lambda step: step.by is None and database.vendor == "postgresql"):
            if is_short:
                together = list(some)
                cursor.execute(
                    "; ".join(step.sql for step in together), list(chain(*(step.given for step in together)))
                )
                continue
            for step in some:
                (step.by or _one)(cursor, step.sql, step.given)


def _one(cursor: Any, sql: str, given: Sequence[Any]) -> None:
    cursor.execute(sql, given)


def _many(cursor: Any, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    cursor.executemany(sql, rows)


def _copied(cursor: Any, sql: str, rows: Iterable[Sequence[Any]]) -> None:
    into = sql.removeprefix("INSERT INTO ").removesuffix(" VALUES ")
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


@lru_cache(maxsize=256)
def _insertion(
    model: type[models.Model], attributes: tuple[str, ...], _vendor: str
) -> tuple[str, str, list[tuple[int, Stored]]]:
    """The statement, the marks of a row, and by place what makes the engine's values of ours."""
    columns = [column_of(model, name) for name in attributes]
    left_out = set(model._meta.concrete_fields) - set(columns)
    if not all(isinstance(column, models.AutoField) for column in left_out):
        raise ValueError(f"an insertion names every column of {model.__name__}")
    names, marks = ", ".join(quoted(column.column) for column in columns), ", ".join(["%s"] * len(columns))
    stored = [
        (place, column.get_db_prep_save) for place, column in enumerate(columns) if not isinstance(column, AS_THEY_ARE)
    ]
    return f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ", f"({marks})", stored


def _stored(row: Sequence[Any], stored: Iterable[tuple[int, Stored]]) -> list[Any]:
    engines = list(row)
    for place, prepare in stored:
        engines[place] = prepare(engines[place], connection)
    return engines
