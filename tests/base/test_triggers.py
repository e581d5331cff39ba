"""A migration that makes a table anew on SQLite drops its triggers without a word: after all of them, they stand."""

import re
from functools import cache

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lilian.base.append_only import Closing
from lilian.base.renamed import Renamed
from lilian.base.triggers import SettingUp, TakingDown

STANDING = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT table_.relname, trigger_.tgname FROM pg_trigger AS trigger_
        JOIN pg_class AS table_ ON table_.oid = trigger_.tgrelid WHERE NOT trigger_.tgisinternal""",
}


@cache
def operations() -> list[object]:
    """Of all migrations of ours."""
    known = MigrationLoader(None).disk_migrations.values()
    ours = (one for one in known if type(one).__module__.startswith("lilian."))
    return [
        operation
        for one in ours
        for given in one.operations
        for operation in getattr(given, "database_operations", [given])
    ]


def closed() -> set[str]:
    now = {operation.old: operation.new for operation in operations() if isinstance(operation, Renamed)}
    return {now.get(one.table, one.table) for one in operations() if isinstance(one, Closing)}


def watched() -> set[tuple[str, str]]:
    """(table, trigger): no name comes back once it was taken down."""
    return set_up(SettingUp) - set_up(TakingDown)


def set_up(kind: type[SettingUp]) -> set[tuple[str, str]]:
    sets = (operation.triggers for operation in operations() if type(operation) is kind)
    return {(one.table, one.name) for triggers in sets for one in triggers}


def standing() -> set[tuple[str, str]]:
    """(table, trigger) of the whole database."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        return set(cursor.fetchall())


def closing(table: str) -> set[tuple[str, str]]:
    if connection.vendor == "sqlite":
        return {(table, f"{table}_no_UPDATE"), (table, f"{table}_no_DELETE")}
    return {(table, f"{table}_append_only")}


def test_there_are_tables_to_look_at() -> None:
    assert {"base_auditevent", "storage_fillreport", "catalog_gradeband", "stock_line", "packing_box"} <= closed()
    assert {table.split("_")[0] for table, _ in watched()} >= {"stock", "crates", "packing", "keeping"}


@pytest.mark.django_db
def test_every_append_only_table_is_closed() -> None:
    assert {trigger for table in closed() for trigger in closing(table)} - standing() == set()


@pytest.mark.django_db
def test_what_triggers_keep_is_kept() -> None:
    assert watched() - standing() == set()
    assert set_up(TakingDown) & standing() == set()


@pytest.mark.django_db
def test_whoever_opens_the_file_without_us_can_check_it() -> None:
    """A backup is looked at by SQLite alone, which knows none of the functions Django brings along."""
    texts = []
    if connection.vendor == "sqlite":  # PostgreSQL has functions of its own for all of them
        with connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")
            texts = [text for (text,) in cursor.fetchall()]
    assert [text for text in texts if re.search(r"\bdjango_\w+\(", text)] == []
