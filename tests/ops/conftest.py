"""Databases and machines for processes that are started, stopped and killed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ops.databases import fresh_database
from tests.ops.harness import Pool
from tests.ops.office import Office


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    with fresh_database(tmp_path) as url:
        yield url


@pytest.fixture
def open_office(tmp_path: Path, own_database: str) -> Iterator[Callable[..., Office]]:
    """Makes offices on one database, each with settings of its own."""
    made: list[Office] = []

    def make(**settings: str) -> Office:
        made.append(Office(tmp_path, own_database, **settings))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def pool(tmp_path: Path, own_database: str) -> Iterator[Callable[..., Pool]]:
    made: list[Pool] = []

    def make(mutant: str = "") -> Pool:
        made.append(Pool(tmp_path, own_database, mutant))
        return made[-1]

    yield make
    for each in made:
        each.close()
