"""A database of its own for a pool of processes that are killed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.ops.harness import Pool

URL = os.environ.get("LILIAN_DATABASE_URL", "")


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    if not URL.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'killed.sqlite3'}"
        return
    name = f"lilian_killed_{os.getpid()}"
    server = urlsplit(URL)._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        yield urlsplit(URL)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def pool(tmp_path: Path, own_database: str) -> Iterator[Callable[..., Pool]]:
    made: list[Pool] = []

    def make(mutant: str = "") -> Pool:
        made.append(Pool(tmp_path, own_database, mutant))
        return made[-1]

    yield make
    for each in made:
        each.close()
