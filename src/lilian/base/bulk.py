"""Many rows by one statement each way, worked out before the transaction that runs it.

`bulk_create` and `bulk_update` write their SQL anew for every few hundred rows, inside the transaction; on SQLite every
other writer waits for that. Here the transaction holds nothing but the running.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, connection, models, transaction

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal

BATCH = 400  # keys in one question, under SQLite's bound on parameters
Item = TypeVar("Item")
Said = TypeVar("Said")


class Overtaken(Refusal):
    code = "base.import_overtaken"
    sentence = gettext_noop("表里的记录刚刚被别人改过，所以没有导入。")
    remedy = gettext_noop("请再核对一遍后导入。")


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    yield from (items[start : start + BATCH] for start in range(0, len(items), BATCH))


@dataclass(frozen=True)
class Statement:
    """One SQL statement and the parameters of every row."""

    sql: str
    rows: Sequence[tuple[Any, ...]]

    def run(self) -> int:
        """In the caller's transaction; return how many rows of the table it touched."""
        if not self.rows:
            return 0
        with connection.cursor() as cursor:
            cursor.executemany(self.sql, self.rows)
            return int(cursor.rowcount)


def inserting(model: type[models.Model], rows: Sequence[models.Model]) -> Statement:
    """New rows, their keys given by the database."""
    columns = [column for column in model._meta.concrete_fields if not column.primary_key]
    names, holes = ", ".join(_quoted(column.column) for column in columns), ", ".join("%s" for _ in columns)
    sql = f"INSERT INTO {_quoted(model._meta.db_table)} ({names}) VALUES ({holes})"  # noqa: S608 - our own names
    return Statement(sql, [_stored(columns, [getattr(row, column.attname) for column in columns]) for row in rows])


def updating(model: type[models.Model], rows: Sequence[tuple[Any, dict[str, Any]]]) -> Statement:
    """(key, values by attribute) of rows that are there; every row names the same attributes."""
    by_name = {column.attname: column for column in model._meta.concrete_fields}
    columns = [by_name[name] for name in rows[0][1]] if rows else []
    said = ", ".join(f"{_quoted(column.column)} = %s" for column in columns)
    sql = f"UPDATE {_quoted(model._meta.db_table)} SET {said} WHERE {_key_of(model)} = %s"  # noqa: S608 - our own names
    return Statement(sql, [(*_stored(columns, list(values.values())), key) for key, values in rows])


def deleting(model: type[models.Model], keys: Sequence[Any]) -> Statement:
    """Rows that nothing refers to: `referred_to` says so."""
    sql = f"DELETE FROM {_quoted(model._meta.db_table)} WHERE {_key_of(model)} = %s"  # noqa: S608 - our own names
    return Statement(sql, [(key,) for key in keys])


def referred_to(model: type[models.Model], keys: Sequence[Any]) -> bool:
    """True if any row of any table points at one of these."""
    pointing = [
        (link.related_model._base_manager, link.field.attname)
        for link in model._meta.get_fields(include_hidden=True)
        if isinstance(link, models.ManyToOneRel)
    ]
    return any(manager.filter(**{f"{name}__in": some}).exists() for manager, name in pointing for some in batches(keys))


def _key_of(model: type[models.Model]) -> str:
    return _quoted(model._meta.pk.column if model._meta.pk else None)


def _quoted(name: str | None) -> str:
    return connection.ops.quote_name(name or "")


def _stored(columns: Sequence[Any], values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(column.get_db_prep_save(value, connection) for column, value in zip(columns, values, strict=True))


@dataclass(frozen=True)
class Upsert:
    """Rows to add, and rows to change with their new values: weighed by reading alone, written in one go.

    `guarded` names what must stand as it was read, beside the changed values themselves.
    """

    model: type[models.Model]
    fresh: Sequence[models.Model]
    changed: Sequence[tuple[models.Model, dict[str, Any]]]
    guarded: tuple[str, ...] = field(default=())

    def make_ready(self) -> None:
        """Work the statements out now, before the transaction."""
        _ = self.statements

    @cached_property
    def statements(self) -> tuple[Statement, Statement]:
        updates = [(row.pk, values) for row, values in self.changed]
        return inserting(self.model, self.fresh), updating(self.model, updates)

    def write(self) -> None:
        """In the caller's transaction.

        :raises Overtaken: if another has changed or added one of these rows since they were read
        """
        insert, update = self.statements
        self._check_unmoved()
        try:
            with transaction.atomic():
                insert.run()
                update.run()
        except IntegrityError:
            raise Overtaken() from None

    def _check_unmoved(self) -> None:
        """The rows to change are locked, and stand as they stood when they were read."""
        names = [*self.changed[0][1], *self.guarded] if self.changed else []
        seen = {row.pk: tuple(getattr(row, name) for name in names) for row, _ in self.changed}
        for keys in batches(sorted(seen)):
            rows = self.model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
            now = {row[0]: row[1:] for row in rows.values_list("pk", *names)}
            if now != {key: seen[key] for key in keys}:
                raise Overtaken()


@dataclass(frozen=True)
class Weighed(Generic[Said]):
    """What rows would do, worked out by reading alone: `applied` in words, `upsert` as what is to be written."""

    applied: Said
    upsert: Upsert
