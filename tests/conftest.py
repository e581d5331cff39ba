"""Fixtures for the whole suite."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

from tests.prepared import copied_postgres, sqlite_in_memory

settings.register_profile("suite", deadline=None)  # how long an example takes is no fact about the code
settings.load_profile("suite")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the county workbooks and benchmark data; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("LILIAN_SHARED", ROOT.parent / "shared"))
    if not (folder / "data" / "peak-days.xlsx").exists():
        pytest.skip("the county workbooks are not here; set LILIAN_SHARED to the folder that holds data/peak-days.xlsx")
    return folder


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The suite's database is copied from one with all tables instead of migrated by every process."""
    creation, name = connection.creation, connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        ours = creation._get_test_db_name()
        connection.close()
        if connection.vendor == "postgresql":
            copied_postgres(ours)
        django_settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = ours
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            sqlite_in_memory(connection.connection)
    yield
    with django_db_blocker.unblock():
        creation.destroy_test_db(name, verbosity=0)


def _triggers() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return list(cursor.fetchall())


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_triggers() -> Iterator[None]:
    """Let the suite empty append-only tables between transactional tests on SQLite, where emptying is a DELETE."""
    teardown = TransactionTestCase._fixture_teardown

    def emptied(self: TransactionTestCase) -> None:
        triggers = _triggers() if connection.vendor == "sqlite" else []
        with connection.cursor() as cursor:
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
        teardown(self)
        with connection.cursor() as cursor:
            for _, sql in triggers:
                cursor.execute(sql)

    TransactionTestCase._fixture_teardown = emptied
    yield
    TransactionTestCase._fixture_teardown = teardown


class Together(LoadGroupScheduling):
    """Tests that share something dear to make go to one process, told by their file: since pytest 9.2 xdist's own marks
    no longer reach the scheduler."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), None) or super()._split_scope(nodeid)


TOGETHER = (
    "tests/flows/test_demo.py",
    "tests/ops/test_backup.py",
    "tests/browser/test_second_lock.py",
    "tests/tracing/test_truth.py",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where everything must run (LILIAN_REQUIRE_ALL=1), a skipped test fails the suite."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("LILIAN_REQUIRE_ALL") == "1" and skipped:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"{len(skipped)} skipped, but nothing may be skipped here", red=True)


# Left out of the inner loop: matrices over every address, corpora, races, whole seasons, processes; whatever else takes
# half a second says so by its own mark. `make test` runs them.
SLOW = (
    "/test_races.py",
    "/test_season.py",
    "tests/api/test_permissions.py",
    "tests/api/test_schema.py",
    "tests/flows/test_demo.py",
    "tests/ops/",
    "tests/permissions/",
    "tests/purchasing/test_isolation.py",
    "tests/season/",
    "tests/sheets/test_fuzz.py",
    "tests/sheets/test_hostile.py",
    "tests/tracing/test_truth.py",
    "tests/web/test_tables_large.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(place in item.path.as_posix() for place in SLOW):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: who looks for garbage need not look through it with every test."""
    gc.collect()
    gc.freeze()
