"""SQLite: VACUUM INTO makes a whole copy while people work."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from lilian.base.backup.proving import verify
from lilian.base.backup.refusals import BackupNotSound, DatabaseInUse

SUFFIX = "sqlite3"


def here() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])


def copy_to(path: Path) -> None:
    path.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    _to_disk(path)


def prove(path: Path) -> None:
    """:raises BackupNotSound: if a scratch copy is damaged or does not verify"""
    with tempfile.TemporaryDirectory(prefix="lilian-proof-") as folder:
        scratch = Path(folder) / "proof.sqlite3"
        shutil.copyfile(path, scratch)
        _must_be_whole(scratch)
        verify(f"sqlite:///{scratch}")


def _must_be_whole(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as database:
            answers = [row[0] for row in database.execute("PRAGMA integrity_check")]
            strays = database.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as fault:
        raise BackupNotSound(why=str(fault)) from None
    if answers != ["ok"] or strays:
        raise BackupNotSound(why="; ".join(answers[:3]) if answers != ["ok"] else f"foreign keys: {len(strays)}")


def put_in_place(path: Path, *, stamp: str) -> str:
    """Swap the files; the replaced database stays beside the new one. At no moment is there none."""
    prove(path)
    target = here()
    target.parent.mkdir(parents=True, exist_ok=True)
    kept = target.with_name(f"{target.name}.before-{stamp}")
    part = target.with_name(f".{target.name}.part")
    had_one = target.exists()
    try:
        shutil.copyfile(path, part)
        _to_disk(part)
        connection.close()
        if had_one:
            _close_log(target)
            _keep(target, kept)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return str(kept) if had_one else ""


def _keep(target: Path, kept: Path) -> None:
    """A second name for the same file, so that the first stands until the new file takes it."""
    try:
        os.link(target, kept)
    except OSError:  # a disk without hard links
        shutil.copyfile(target, kept)
        _to_disk(kept)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _close_log(path: Path) -> None:
    """Leaving WAL needs the file for oneself: it fails while anyone else has it open, and no log is left beside it."""
    try:
        with closing(sqlite3.connect(path, timeout=1)) as database:
            mode = database.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        raise DatabaseInUse() from None
    except sqlite3.DatabaseError:  # the damaged database one restores over
        return
    if mode != "delete":
        raise DatabaseInUse()
