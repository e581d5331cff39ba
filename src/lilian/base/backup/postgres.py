"""PostgreSQL: pg_dump in its own format, restored into a database of its own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from lilian.base.backup.proving import verify
from lilian.base.backup.refusals import BackupNotSound, DatabaseInUse, ToolFailed

SUFFIX = "pgdump"
MAINTENANCE = "postgres"


def url(name: str) -> str:
    """The address of another database on our server, as our settings take it."""
    ours = settings.DATABASES["default"]
    who = quote(ours["USER"], safe="") + (f":{quote(ours['PASSWORD'], safe='')}" if ours["PASSWORD"] else "")
    return f"postgresql://{who}@{ours['HOST']}{':' if ours['PORT'] else ''}{ours['PORT']}/{quote(name, safe='')}"


def copy_to(path: Path) -> None:
    _tool("pg_dump", "-Fc", "--no-owner", "--file", str(path), settings.DATABASES["default"]["NAME"])


def prove(path: Path) -> None:
    """:raises BackupNotSound: if a scratch database made from it does not verify"""
    name = f"{settings.DATABASES['default']['NAME']}_proof"
    with _server() as server:
        # One proof at a time, so that what stands under the name is of one that was killed.
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        _drop(server, name)
        _create(server, name)
        try:
            _fill(name, path)
            verify(url(name))
        finally:
            _drop(server, name)


def put_in_place(path: Path, *, stamp: str) -> str:
    """Fill a new database, verify it, then swap the names."""
    ours = settings.DATABASES["default"]["NAME"]
    fresh, kept = f"{ours}_new_{stamp}", f"{ours}_before_{stamp}"
    connection.close()
    with _server() as server:
        _create(server, fresh)
        try:
            _fill(fresh, path)
            verify(url(fresh))
            _swap(server, ours, fresh, kept)
        except BaseException:
            _drop(server, fresh)
            raise
    return kept


def _swap(server: psycopg.Connection, ours: str, fresh: str, kept: str) -> None:
    """Both names in one transaction: at no moment is there no database.

    :raises DatabaseInUse: if anyone is connected; then nothing has its name changed
    """
    try:
        with server.transaction():
            _rename(server, ours, kept)
            _rename(server, fresh, ours)
    except psycopg.errors.ObjectInUse:
        raise DatabaseInUse() from None


def _rename(server: psycopg.Connection, old: str, new: str) -> None:
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    """A connection for making and naming databases, outside any transaction."""
    with psycopg.connect(url(MAINTENANCE), autocommit=True) as server:
        yield server


def _create(server: psycopg.Connection, name: str) -> None:
    try:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege as fault:
        raise ToolFailed(tool="CREATE DATABASE", why=str(fault).strip()) from None


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _fill(name: str, path: Path) -> None:
    """:raises BackupNotSound: if the file is not what pg_dump wrote"""
    try:
        _restore(name, path)
    except ToolFailed as failed:
        raise BackupNotSound(why=failed.fields["why"]) from None


def _restore(name: str, path: Path) -> None:
    _tool("pg_restore", "--no-owner", "--exit-on-error", "--dbname", name, str(path))


def _tool(*command: str) -> None:
    """Run a PostgreSQL program with our server and password in its environment, where `ps` does not show them."""
    ours = settings.DATABASES["default"]
    given = {"PGHOST": ours["HOST"], "PGPORT": ours["PORT"], "PGUSER": ours["USER"], "PGPASSWORD": ours["PASSWORD"]}
    env = {**os.environ, **{name: value for name, value in given.items() if value}}
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ToolFailed(tool=command[0], why="not found") from None
    if done.returncode:
        raise ToolFailed(tool=command[0], why=done.stderr.strip()[:300])
