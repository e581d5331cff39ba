"""Many rows written or taken away by one statement, worked out and put aside before the transaction that runs it.

`bulk_create` and `bulk_update` write their SQL anew for every few hundred rows, inside the transaction; on SQLite every
other writer waits for that. Here the transaction holds nothing but the moving.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, connection, models, transaction

from lilian.base.staged import BATCH, among, column_of, quoted, staged, stored
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal

__all__ = ["BATCH", "Overtaken", "Removal", "Upsert", "Weighed", "among"]
Said = TypeVar("Said")
Columns = dict[str, Any]


class Overtaken(Refusal):
    code = "base.import_overtaken"
    sentence = gettext_noop("表里的记录刚刚被别人改过，所以没有导入。")
    remedy = gettext_noop("请再核对一遍后导入。")


@dataclass
class Upsert:
    """Rows to add, and rows to change with their new values: weighed by reading alone, written in one go.

    A fresh row is its values by attribute; what it does not name has its column's default. Every row of `changed` names
    the same attributes. `guarded` names what must stand as it was read, beside the changed values themselves. `handed`:
    a changed yes-or-no that few may hold (a unique index): all of these rows give it up before any takes it.
    """

    model: type[models.Model]
    fresh: Sequence[Mapping[str, Any]]
    changed: Sequence[tuple[models.Model, dict[str, Any]]]
    guarded: tuple[str, ...] = field(default=())
    handed: str = ""
    _tables: tuple[str, str] | None = field(default=None, init=False, repr=False)

    @contextmanager
    def ready(self) -> Iterator[None]:
        """The rows are put aside until the block ends. To be entered before the transaction."""
        if self._tables is not None:
            yield
            return
        with ExitStack() as kept:
            self._tables = kept.enter_context(self._fresh_staged()), kept.enter_context(self._changed_staged())
            try:
                yield
            finally:
                self._tables = None

    def write(self) -> None:
        """In the caller's transaction.

        :raises Overtaken: if another has changed or added one of these rows since they were read
        """
        with self.ready():
            assert self._tables is not None
            fresh, changed = self._tables
            try:
                with transaction.atomic():
                    self._update(changed)
                    self._insert(fresh)
                    _check_links()
            except IntegrityError:
                raise Overtaken() from None

    @contextmanager
    def _fresh_staged(self) -> Iterator[str]:
        if not self.fresh:
            yield ""
            return
        columns = self._inserted
        assert self.fresh[0].keys() <= {column.attname for column in columns}
        rows = (stored(columns, [_given(row, column) for column in columns]) for row in self.fresh)
        with staged(self.model, {column.column: column for column in columns}, rows) as table:
            yield table

    @contextmanager
    def _changed_staged(self) -> Iterator[str]:
        if not self.changed:
            yield ""
            return
        said, stands, key = self._said, self._stands, self.model._meta.pk
        columns = {"key": key, **_named("said", said), **_named("stood", stands)}
        rows = (
            stored(
                [key, *said, *stands],
                [row.pk, *values.values(), *(getattr(row, column.attname) for column in stands)],
            )
            for row, values in self.changed
        )
        with staged(self.model, columns, rows) as table:
            yield table

    @property
    def _inserted(self) -> list[Any]:
        """All columns but the key, which the database gives."""
        return [column for column in self.model._meta.concrete_fields if not column.primary_key]

    @property
    def _said(self) -> list[Any]:
        return [column_of(self.model, name) for name in self.changed[0][1]]

    @property
    def _stands(self) -> list[Any]:
        return [*self._said, *(column_of(self.model, name) for name in self.guarded)]

    def _insert(self, rows: str) -> None:
        if rows:
            names = ", ".join(quoted(column.column) for column in self._inserted)
            _run(f"INSERT INTO {_table(self.model)} ({names}) SELECT {names} FROM {rows}")

    def _update(self, rows: str) -> None:
        """Only rows that stand as they stood when they were read."""
        if not rows:
            return
        table, key = _table(self.model), _key(self.model)
        new, old = _named("said", self._said), _named("stood", self._stands)
        said = ", ".join(f"{quoted(column.column)} = {rows}.{name}" for name, column in new.items())
        _lock(self.model, rows)
        given_up = self._give_up(rows, old)
        stands = " AND ".join(
            f"{table}.{quoted(column.column)} {_is()} {'FALSE' if name == given_up else f'{rows}.{name}'}"
            for name, column in old.items()
        )
        done = _run(f"UPDATE {table} SET {said} FROM {rows} WHERE {table}.{key} = {rows}.key AND {stands}")
        if done != len(self.changed):
            raise Overtaken()

    def _give_up(self, rows: str, old: Columns) -> str | None:
        """None holds what is `handed` any more; the column's name among those that stood."""
        for name, column in old.items():
            if column.attname == self.handed:
                table, key, own = _table(self.model), _key(self.model), quoted(column.column)
                held = f"{table}.{key} = {rows}.key AND {rows}.{name} AND {table}.{own}"
                if _run(f"UPDATE {table} SET {own} = FALSE FROM {rows} WHERE {held}") != self._holders:
                    raise Overtaken()
                return name
        return None

    @property
    def _holders(self) -> int:
        return sum(bool(getattr(row, self.handed)) for row, _ in self.changed)


@dataclass
class Removal:
    """Rows to take away, by key; `standing` is what each must still hold by then."""

    model: type[models.Model]
    keys: Sequence[Any]
    standing: Mapping[str, Any] = field(default_factory=dict)
    _rows: str | None = field(default=None, init=False, repr=False)

    @contextmanager
    def ready(self) -> Iterator[None]:
        """The keys are put aside until the block ends. To be entered before the transaction."""
        key = self.model._meta.pk
        with staged(self.model, {"key": key}, (stored([key], [one]) for one in self.keys)) as table:
            self._rows = table
            try:
                yield
            finally:
                self._rows = None

    def pointed_at(self) -> set[Any]:
        """Those that any other row of any table points at; to be asked within `ready`."""
        return {key for link in _links(self.model) for key in self._pointed_at_by(link)}

    def write(self) -> None:
        """In the caller's transaction, within `ready`; nothing may point at any of them.

        :raises Overtaken: if another has changed or removed one of these rows since they were read
        """
        given = {column_of(self.model, name): value for name, value in self.standing.items()}
        stands = "".join(f" AND {quoted(column.column)} = %s" for column in given)
        sql = f"DELETE FROM {_table(self.model)} WHERE {_key(self.model)} IN ({self._keys}){stands}"
        if _run(sql, stored(list(given), list(given.values()))) != len(self.keys):
            raise Overtaken()
        _check_links()

    def lock(self) -> None:
        """In the caller's transaction, within `ready`: from now on nobody can begin to point at one of these."""
        _lock(self.model, self._rows or "")

    @property
    def _keys(self) -> str:
        return f"SELECT key FROM {self._rows}"

    def _pointed_at_by(self, link: Any) -> list[Any]:
        named, table = quoted(link.column), _table(link.model)
        sql = f"SELECT DISTINCT {named} FROM {table} WHERE {named} IN ({self._keys})"
        if link.model is self.model:  # what goes with them is no use by anybody else
            sql += f" AND {_key(self.model)} NOT IN ({self._keys})"
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return [key for (key,) in cursor.fetchall()]


@dataclass(frozen=True)
class Weighed(Generic[Said]):
    """What rows would do, worked out by reading alone: `applied` in words, `upsert` as what is to be written."""

    applied: Said
    upsert: Upsert


def _given(row: Mapping[str, Any], column: Any) -> Any:
    return row[column.attname] if column.attname in row else column.get_default()


def _links(model: type[models.Model]) -> list[Any]:
    """Every foreign key to this table."""
    links = model._meta.get_fields(include_hidden=True)
    return [link.field for link in links if isinstance(link, models.ManyToOneRel)]


def _lock(model: type[models.Model], rows: str) -> None:
    """Rows named by `key`, in one order always, so that two acts cannot wait for each other. SQLite has locked all."""
    if connection.features.has_select_for_update:
        table, key = _table(model), _key(model)
        named = f"{table} JOIN {rows} ON {table}.{key} = {rows}.key ORDER BY {table}.{key}"
        _run(f"SELECT count(*) FROM (SELECT 1 FROM {named} FOR UPDATE OF {table}) AS held")


def _check_links() -> None:
    """Foreign keys now. PostgreSQL looks at each row's at the commit, when the end of the audit chain is held and every
    other writer waits for it. SQLite counts them as it goes."""
    if connection.vendor == "postgresql":
        _run("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _run(sql: str, given: Sequence[Any] = ()) -> int:
    """How many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return int(cursor.rowcount)


def _named(word: str, columns: Sequence[Any]) -> Columns:
    return {f"{word}_{place}": column for place, column in enumerate(columns)}


def _table(model: type[models.Model]) -> str:
    return quoted(model._meta.db_table)


def _key(model: type[models.Model]) -> str:
    return quoted(str(model._meta.pk and model._meta.pk.column))


def _is() -> str:
    """Equal, or both empty: SQLite knows the standard's words from 3.39 on only."""
    return "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
