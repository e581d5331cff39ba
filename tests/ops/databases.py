"""A fresh database with all tables, on the engine of the suite, for processes of their own."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.prepared import ON_POSTGRES, address, copied_postgres, empty_sqlite


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """Its address; what was made under its name goes with it."""
    if not ON_POSTGRES:
        empty_sqlite(folder / "lilian.sqlite3")
        yield f"sqlite:///{folder / 'lilian.sqlite3'}"
        return
    name = f"lilian_ops_{uuid.uuid4().hex[:12]}"
    copied_postgres(name)
    try:
        yield address(name)
    finally:
        with psycopg.connect(address("postgres"), autocommit=True) as server:
            like = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"])
            for (each,) in like.fetchall():
                server.execute(f'DROP DATABASE "{each}" WITH (FORCE)')
