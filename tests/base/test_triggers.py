"""A migration that makes a table anew on SQLite drops its triggers without a word: after all of them, they stand."""

import importlib
import re

import pytest
from django.db import connection

from tests.conftest import ROOT

MIGRATIONS = sorted((ROOT / "src" / "lilian").glob("*/migrations/0*.py"))
JOURNAL = importlib.import_module("lilian.stock.migrations.0002_the_database_keeps_the_books")
CLOSED = {
    *(
        table
        for path in MIGRATIONS
        for table in re.findall(r'append_only\("(\w+)"\)', path.read_text(encoding="utf-8"))
    ),
    *(f"stock_{table}" for table in JOURNAL.CLOSED),
}
WATCHED = {(f"stock_{table}", name) for name, table in JOURNAL.TRIGGERS.items()}
STANDING = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT table_.relname, trigger_.tgname FROM pg_trigger AS trigger_
        JOIN pg_class AS table_ ON table_.oid = trigger_.tgrelid WHERE NOT trigger_.tgisinternal""",
}


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
    assert {"base_auditevent", "storage_fillreport", "catalog_gradeband", "stock_line"} <= CLOSED


@pytest.mark.django_db
def test_every_append_only_table_is_closed() -> None:
    assert {trigger for table in CLOSED for trigger in closing(table)} - standing() == set()


@pytest.mark.django_db
def test_the_journal_is_kept_by_its_triggers() -> None:
    assert WATCHED - standing() == set()
