"""Changing a journal behind its back, as somebody with the database password would."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def triggers_off(module: str) -> Iterator[None]:
    """What keeps the tables of this module is gone; on SQLite until the transaction is rolled back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{module}%"])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield


def tampered(module: str, statement: str) -> None:
    with triggers_off(module), connection.cursor() as cursor:
        cursor.execute(statement)
