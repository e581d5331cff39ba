"""A fresh, empty database on the engine of the suite, for processes of their own."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

URL = os.environ.get("LILIAN_DATABASE_URL", "")
ON_POSTGRES = URL.startswith("postgres")


def address(name: str) -> str:
    return urlsplit(URL)._replace(path=f"/{name}").geturl()


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """Its address; what was made under its name goes with it."""
    if not ON_POSTGRES:
        yield f"sqlite:///{folder / 'lilian.sqlite3'}"
        return
    name = f"lilian_ops_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield address(name)
        finally:
            like = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"])
            for (each,) in like.fetchall():
                server.execute(f'DROP DATABASE "{each}" WITH (FORCE)')
