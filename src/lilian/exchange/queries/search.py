"""Events that fit a question, page by page: one statement, walked along an index in the order asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.db import connection

from lilian.epcis.documents import prefixes_of
from lilian.epcis.hashes import expanded
from lilian.epcis.identifiers import is_class
from lilian.epcis.times import written
from lilian.exchange.models import Attribute, Context, Item, Namespace
from lilian.exchange.queries.rights import Seen
from lilian.exchange.rules.asking import (
    Asked,
    Attributed,
    Column,
    Condition,
    Extended,
    Items,
    Marked,
    Places,
    WrongParameter,
    of_extension,
)
from lilian.exchange.rules.preparing import id_key
from lilian.exchange.rules.rows import extension_name
from lilian.exchange.values import Page, Part, Told

MARKS = 500  # values in one list of a statement
NEVER = "1 = 0"
EVERYTHING = Seen()
WITHIN = """
WITH RECURSIVE inside(uri) AS (
    SELECT CAST(%s AS text) UNION SELECT c.child FROM exchange_child c JOIN inside i ON c.parent = i.uri
) SELECT uri FROM inside LIMIT 100000
"""
FIELDS = "e.seq, e.body, e.context_id, e.record_time, "


@dataclass
class Statement:
    """A WHERE clause as it grows, with its values. `driven`: the one item whose history is walked.

    `span`: what is asked of the event's time, which marks know too.
    """

    clauses: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    driven: tuple[int, tuple[Part, ...]] | None = None
    span: tuple[Column, ...] = ()

    def add(self, clause: str, values: Iterable[Any] = ()) -> None:
        self.clauses.append(clause)
        self.values.extend(values)


def page(asked: Asked, *, size: int, after: tuple[int, int] | None = None, seen: Seen = EVERYTHING) -> Page:
    """Up to `size` events behind `after`, in order, of those that are seen.

    :raises WrongParameter: if a value does not fit its field
    """
    statement = _where(asked, seen)
    found = _rows(asked, statement, size + 1, after)
    told = _told(found[:size])
    return Page(told, (told[-1].sort, told[-1].seq) if len(found) > size else None)


def count_up_to(asked: Asked, most: int, seen: Seen = EVERYTHING) -> int:
    """How many events there are, counted no further than `most`."""
    statement = _where(asked, seen)
    return len(_rows(asked, statement, most, None))


def _where(asked: Asked, seen: Seen) -> Statement:
    span = (one for one in asked.conditions if isinstance(one, Column) and one.column == "event_time")
    statement = Statement(span=tuple(span))
    if seen != EVERYTHING:
        statement.add(f"({seen.of('e.seq')})", seen.values)
    for condition in asked.conditions:
        ADD[type(condition)](statement, _spelt_out(condition, asked))
    return statement


def _spelt_out(condition: Condition, asked: Asked) -> Any:
    if isinstance(condition, Extended):
        return of_extension(condition, names_of(condition.name, asked))
    return condition


def names_of(name: str, asked: Asked) -> list[str]:
    """`ext:colour` with its namespace: as the question says, else as documents said."""
    if (said := expanded(name, asked.prefixes)) != name:
        return [said]
    short, _, rest = name.partition(":")
    known = Namespace.objects.filter(short=short).values_list("space", flat=True)
    return [name, *(f"{{{space}}}{rest}" for space in known)]


def _rows(asked: Asked, statement: Statement, most: int, after: tuple[int, int] | None) -> list[tuple[Any, ...]]:
    sort, joined, given = _sorted_by(asked, statement)
    clauses, values = [*statement.clauses], [*given, *statement.values]
    if after is not None:
        clauses.append(f"({sort}, {_seq(joined)}) {'<' if asked.descending else '>'} (%s, %s)")
        values += after
    way = " DESC" if asked.descending else ""
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    sql = f"SELECT {FIELDS}{sort} FROM {joined}{where} ORDER BY {sort}{way}, {_seq(joined)}{way} LIMIT %s"
    twice = 2 if statement.driven else 1  # a thing may take part twice in one event
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, most * twice])
        found = cursor.fetchall()
    return list({row[0]: row for row in found}.values())[:most]


def _seq(joined: str) -> str:
    return "i.event_id" if joined.startswith("exchange_eventitem") else "e.seq"


def _sorted_by(asked: Asked, statement: Statement) -> tuple[str, str, list[Any]]:
    """The column to sort by, the tables, and the values the tables need."""
    if asked.order not in ("event_time", "record_time"):
        names = [extension_name("", name, inner=False) for name in names_of(asked.order, asked)]
        marks = ", ".join(["%s"] * len(names))
        least = f"SELECT event_id, min(number) AS number FROM exchange_mark WHERE name IN ({marks}) GROUP BY event_id"
        _undriven(statement)
        return "coalesce(o.number, 0)", f"exchange_event e LEFT JOIN ({least}) o ON o.event_id = e.seq", names
    if statement.driven and asked.order == "event_time":
        item, parts = statement.driven
        statement.add(f"i.item_id = %s AND i.role IN ({_list(parts)})", [item, *map(int, parts)])
        return "i.event_time", "exchange_eventitem i JOIN exchange_event e ON e.seq = i.event_id", []
    _undriven(statement)
    return f"e.{asked.order}", "exchange_event e", []


def _undriven(statement: Statement) -> None:
    if statement.driven:
        item, parts = statement.driven
        statement.driven = None
        statement.add(*_among([item], parts))


def _list(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _among(items: Sequence[int], parts: Sequence[Part]) -> tuple[str, list[Any]]:
    lists = [items[start : start + MARKS] for start in range(0, len(items), MARKS)]
    inside = " OR ".join(f"item_id IN ({_list(some)})" for some in lists)
    sql = f"e.seq IN (SELECT event_id FROM exchange_eventitem WHERE ({inside}) AND role IN ({_list(parts)}))"
    return sql, [*items, *map(int, parts)]


def _items(statement: Statement, condition: Items) -> None:
    numbers = _numbers(condition.uris)
    if not numbers:
        statement.add(NEVER)
    elif len(numbers) == 1 and statement.driven is None:
        statement.driven = (numbers[0], condition.parts)
    else:
        statement.add(*_among(numbers, condition.parts))


def _numbers(uris: Sequence[str]) -> list[int]:
    """Of these things; the link of a kind means its instances too."""
    found = set(_known(uris))
    for uri in uris:
        if is_class(uri) and "/10/" not in uri:
            below = Item.objects.filter(uri__gte=f"{uri}/21/", uri__lt=f"{uri}/210")
            found |= set(below.values_list("id", flat=True))
    return sorted(found)


def _known(uris: Sequence[str]) -> list[int]:
    pieces = [list(uris[start : start + MARKS]) for start in range(0, len(uris), MARKS)]
    return [number for some in pieces for number in Item.objects.filter(uri__in=some).values_list("id", flat=True)]


def _places(statement: Statement, condition: Places) -> None:
    uris = condition.uris
    if condition.within:
        with connection.cursor() as cursor:
            inside: dict[str, None] = {}
            for uri in uris:
                cursor.execute(WITHIN, [uri])
                inside |= dict.fromkeys(found for (found,) in cursor.fetchall())
        uris = tuple(inside)
    _is_one_of(statement, f"e.{condition.column}", _known(uris))


def _is_one_of(statement: Statement, column: str, values: Sequence[Any]) -> None:
    lists = [values[start : start + MARKS] for start in range(0, len(values), MARKS)]
    some = " OR ".join(f"{column} IN ({_list(few)})" for few in lists)
    statement.add(f"({some})" if lists else NEVER, values)


def _column(statement: Statement, condition: Column) -> None:
    if condition.column == "event_id":  # which has no tree of its own
        _is_one_of(statement, "e.id_key", [*map(id_key, condition.values)])
    if condition.operator == "=":
        _is_one_of(statement, f"e.{condition.column}", condition.values)
    elif condition.values:
        statement.add(f"e.{condition.column} {condition.operator} %s", condition.values)
    else:
        statement.add(f"e.{condition.column} {condition.operator}")


def _marked(statement: Statement, condition: Marked) -> None:
    values: list[Any] = [*condition.names]
    more = ""
    if condition.texts:
        more, values = f" AND text IN ({_list(condition.texts)})", [*values, *condition.texts]
    elif condition.operator == "=":
        more, values = f" AND number IN ({_list(condition.numbers)})", [*values, *condition.numbers]
    elif condition.operator:
        more, values = f" AND number {condition.operator} %s", [*values, *condition.numbers]
    for bound in statement.span:
        more, values = f"{more} AND event_time {bound.operator} %s", [*values, *bound.values]
    named = f"name IN ({_list(condition.names)})"
    statement.add(f"e.seq IN (SELECT event_id FROM exchange_mark WHERE {named}{more})", values)


COLUMNS = {"readPoint": "read_point_id", "bizLocation": "biz_location_id"}
PARTS = {
    "epc": (Part.EPC, Part.CHILD, Part.PARENT, Part.INPUT, Part.OUTPUT),
    "epcClass": (Part.CLASS, Part.CHILD_CLASS, Part.INPUT_CLASS, Part.OUTPUT_CLASS),
}


def _attributed(statement: Statement, condition: Attributed) -> None:
    found = Attribute.objects.filter(name=condition.attribute)
    if condition.values is not None:
        found = found.filter(value__in=condition.values)
    uris = tuple(found.order_by().values_list("uri", flat=True).distinct())
    if condition.field in COLUMNS:
        _is_one_of(statement, f"e.{COLUMNS[condition.field]}", _known(uris))
        return
    numbers = _known(uris)
    statement.add(*(_among(numbers, PARTS[condition.field]) if numbers else (NEVER,)))


ADD: dict[type, Any] = {
    Items: _items,
    Places: _places,
    Column: _column,
    Marked: _marked,
    Extended: _marked,
    Attributed: _attributed,
}


def _told(rows: Sequence[tuple[Any, ...]]) -> list[Told]:
    """Bodies as they were told, with our record time."""
    contexts = {row[2] for row in rows}
    prefixes = {
        key: prefixes_of(msgspec.json.decode(text))
        for key, text in Context.objects.filter(pk__in=contexts).values_list("pk", "text")
    }
    found = []
    for seq, body, context, record_time, sort in rows:
        said = msgspec.json.decode(body)
        said["recordTime"] = written(record_time)
        found.append(Told(seq, said, prefixes[context], sort))
    return found


__all__ = ["WrongParameter", "count_up_to", "names_of", "page"]
