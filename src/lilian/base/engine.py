"""The database must keep what it acknowledged: every new connection is looked at, and refused if it would not."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.base.base import BaseDatabaseWrapper

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
PRAGMA_WORDS = {"journal_mode": "WAL", "synchronous": "FULL", "foreign_keys": "ON"}


class UnsafeDatabase(ImproperlyConfigured):
    """A setting of the database differs from what it needs to lose nothing."""


def pragma_faults(connection: BaseDatabaseWrapper) -> list[str]:
    """What differs on this SQLite connection, one line each. A database in memory cannot have a log."""
    faults = []
    with connection.cursor() as cursor:
        for name, wanted in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}")
            found = cursor.fetchone()[0]
            if found != wanted:
                faults.append(f"SQLite {name} 应为 {PRAGMA_WORDS[name]}，实际是 {found} / must be {PRAGMA_WORDS[name]}")
    return faults


def option_faults(database: dict[str, Any]) -> list[str]:
    """What differs in the settings of this database."""
    if database["ENGINE"].endswith("sqlite3") and database["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
        return ["SQLite transaction_mode 应为 IMMEDIATE / must be IMMEDIATE"]
    return ["ATOMIC_REQUESTS 必须关闭 / must be off"] if database.get("ATOMIC_REQUESTS") else []


def refuse_unsafe(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """On a new connection.

    :raises UnsafeDatabase: if a pragma differs
    """
    faults = pragma_faults(connection) if connection.vendor == "sqlite" else []
    if faults:
        connection.close()
        raise UnsafeDatabase(";".join(faults))


def check_options(**_: Any) -> list[checks.CheckMessage]:
    """The system check of the settings, run before every command."""
    return [checks.Error(fault, id="base.E001") for fault in option_faults(settings.DATABASES["default"])]


@contextmanager
def unhurried(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Inside, a statement may take as long as it takes: for looking through, copying or rebuilding whole tables."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout; RESET idle_in_transaction_session_timeout")
