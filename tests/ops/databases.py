"""A fresh database with all tables, on the engine of the suite, for processes of their own."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.prepared import empty_sqlite, migrated, migrations_digest

URL = os.environ.get("LILIAN_DATABASE_URL", "")
ON_POSTGRES = URL.startswith("postgres")


def address(name: str) -> str:
    return urlsplit(URL)._replace(path=f"/{name}").geturl()


def template(server: "psycopg.Connection[tuple[object, ...]]") -> str:
    """A database with all tables that the fresh ones are copied from; made by whoever comes first."""
    name = f"lilian_empty_{migrations_digest()}"
    server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
    try:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f"CREATE DATABASE {name}_making")
            migrated(address(f"{name}_making"))
            server.execute(f"ALTER DATABASE {name}_making RENAME TO {name}")
    finally:
        server.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])
    return name


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """Its address; what was made under its name goes with it."""
    if not ON_POSTGRES:
        empty_sqlite(folder / "lilian.sqlite3")
        yield f"sqlite:///{folder / 'lilian.sqlite3'}"
        return
    name = f"lilian_ops_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template(server)}")
        try:
            yield address(name)
        finally:
            like = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"])
            for (each,) in like.fetchall():
                server.execute(f'DROP DATABASE "{each}" WITH (FORCE)')
