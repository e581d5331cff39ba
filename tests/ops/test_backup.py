"""Backups: what is made can be put back, what is damaged is not, and no moment leaves an office without its data."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.ops.databases import fresh_database
from tests.ops.office import Office
from tests.prepared import ON_POSTGRES, address

pytestmark = pytest.mark.slow
SUFFIX = "pgdump" if ON_POSTGRES else "sqlite3"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """With one act, and a backup of it."""
    folder = tmp_path_factory.mktemp("office")
    with fresh_database(folder) as url:
        office = Office(folder, url)
        office.act()
        office.lilian("backup")
        yield office


@pytest.fixture
def made(office: Office) -> Path:
    """The first backup: with one act in it."""
    return min((office.folder / "backups").glob(f"lilian-*.{SUFFIX}"))


def name(office: Office) -> str:
    return urlsplit(office.env["LILIAN_DATABASE_URL"]).path.lstrip("/")


def kept(office: Office) -> list[str]:
    """The databases that were replaced."""
    if not ON_POSTGRES:
        return [str(path) for path in office.folder.glob("*.before-*")]
    with psycopg.connect(address("postgres")) as server:
        like = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name(office)}_before_%"])
        return [row[0] for row in like.fetchall()]


def test_a_backup_put_back_is_the_office_as_it_was_and_the_replaced_one_is_kept(office: Office, made: Path) -> None:
    office.act()
    before = set(kept(office))
    assert "原来的数据留在" in office.lilian("restore", str(made))
    assert office.acts() == 1
    (replaced,) = set(kept(office)) - before
    then = Office(office.folder, address(replaced) if ON_POSTGRES else f"sqlite:///{replaced}")
    assert then.acts() == 2
    assert "都对得上" in office.lilian("verify")


def test_a_backup_and_a_restore_stand_in_the_chain(office: Office, made: Path) -> None:
    office.lilian("restore", str(made))
    office.lilian("backup", str(office.folder / "elsewhere"))
    names = "from lilian.base.models import AuditEvent; print(*AuditEvent.objects.values_list('event', flat=True))"
    assert office.python(names).split()[-2:] == ["base.restored", "base.backed_up"]


def damaged(made: Path, folder: Path) -> Path:
    """A page in the middle overwritten on SQLite; the end cut off on PostgreSQL."""
    data = bytearray(made.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4096] = b"\xff" * 4096
    copy = folder / f"damaged.{SUFFIX}"
    copy.write_bytes(data[: middle + 4096] if ON_POSTGRES else data)
    return copy


def test_a_damaged_backup_is_refused_and_nothing_is_changed(office: Office, made: Path, tmp_path: Path) -> None:
    acts, before = office.acts(), kept(office)
    assert "没有通过核对" in office.lilian("restore", str(damaged(made, tmp_path)), code=2)
    assert (office.acts(), kept(office)) == (acts, before)


def test_a_file_that_is_not_there_is_refused(office: Office) -> None:
    assert "找不到备份文件" in office.lilian("restore", "nothing.here", code=2)


def test_a_database_in_use_is_not_replaced(office: Office, made: Path) -> None:
    acts, before = office.acts(), kept(office)
    with using(office):
        assert "正在使用" in office.lilian("restore", str(made), code=2)
    assert (office.acts(), kept(office)) == (acts, before)


def using(office: Office) -> "closing[sqlite3.Connection] | psycopg.Connection":
    """Somebody else who has it open."""
    if ON_POSTGRES:
        return psycopg.connect(office.env["LILIAN_DATABASE_URL"])
    other = sqlite3.connect(office.folder / "lilian.sqlite3", isolation_level=None)
    other.execute("SELECT count(*) FROM base_auditevent").fetchone()
    return closing(other)


# The process is gone in the middle of the swap, as if the power were cut.
CRASH = {
    False: """
import os
from pathlib import Path
Path.replace = lambda self, target: os._exit(9)
""",
    True: """
import os
from lilian.base.backup import postgres
rename, names = postgres._rename, []
def once(server, old, new):
    os._exit(9) if names else names.append(old)
    rename(server, old, new)
postgres._rename = once
""",
}
RESTORE = """
from datetime import UTC, datetime
from pathlib import Path
from lilian.base.backup import restore
restore(Path({path!r}), now=datetime.now(UTC))
"""


def test_a_crash_in_the_middle_of_the_swap_leaves_the_office_its_data(office: Office, made: Path) -> None:
    acts = office.acts()
    office.python(CRASH[ON_POSTGRES] + RESTORE.format(path=str(made)), code=9)
    assert office.acts() == acts
    assert "都对得上" in office.lilian("verify")


TAMPER: dict[bool, str] = {
    False: "DROP TRIGGER base_auditevent_no_UPDATE",
    True: "DROP TRIGGER base_auditevent_append_only ON base_auditevent",
}
EDIT = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute({drop!r})
    cursor.execute("UPDATE base_auditevent SET event = 'test.other' WHERE number = 1")
"""


def test_a_database_that_does_not_verify_gives_no_backup(open_office: Callable[..., Office]) -> None:
    office = open_office()
    office.act()
    office.python(EDIT.format(drop=TAMPER[ON_POSTGRES]))
    assert "event 1 was changed" in office.lilian("backup", code=2)
    assert not [path for path in (office.folder / "backups").iterdir() if path.is_file()]


APART = """
import sys
from lilian.cli import side_by_side, verify
side_by_side.processes = lambda rows, checks: 2
if __name__ == "__main__":
    sys.exit(verify.look())
"""


def test_checks_beside_each_other_name_what_was_changed_too(open_office: Callable[..., Office]) -> None:
    """As `lilian verify` does it over millions of rows."""
    office = open_office()
    office.act()
    assert "event" not in office.python(APART)
    office.python(EDIT.format(drop=TAMPER[ON_POSTGRES]))
    assert "event 1 was changed" in office.python(APART, code=1)
