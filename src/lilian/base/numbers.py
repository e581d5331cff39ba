"""Keys known before their rows are written."""

from collections.abc import Sequence

from django.db import connection, models

from lilian.base.in_sql import InSql
from lilian.base.staged import column_of, quoted


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Keys not used before. SQLite has one writer at a time; PostgreSQL a sequence, which may leave gaps."""
    table, key = model._meta.db_table, column_of(model, "id").column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [f"{table}_numbers", count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute(f"SELECT coalesce(max({quoted(key)}), 0) FROM {quoted(table)}")
        (newest,) = cursor.fetchone()
    return list(range(newest + 1, newest + count + 1))


class Numbering(InSql):
    """Makes the sequences that PostgreSQL numbers these tables by, and drops them backwards."""

    def __init__(self, tables: Sequence[str]) -> None:
        self.tables = tuple(tables)

    def made(self, vendor: str) -> list[str]:
        return self._each(vendor, "CREATE SEQUENCE")

    def dropped(self, vendor: str) -> list[str]:
        return self._each(vendor, "DROP SEQUENCE")

    def _each(self, vendor: str, act: str) -> list[str]:
        return [f"{act} {table}_numbers" for table in self.tables] if vendor == "postgresql" else []


def numbered(*tables: str) -> Numbering:
    """The migration operation that numbers these tables."""
    return Numbering(tables)
