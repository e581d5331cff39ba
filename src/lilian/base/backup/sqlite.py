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
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with path.open("rb") as file:
        os.fsync(file.fileno())


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
    """Swap the files; the replaced database stays beside the new one."""
    prove(path)
    target = here()
    kept = target.with_name(f"{target.name}.before-{stamp}")
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(path, part)
        connection.close()
        if target.exists():
            _close_log(target)
            target.rename(kept)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return str(kept)


def _close_log(path: Path) -> None:
    """Leaving WAL needs the file for oneself: it fails while anyone else has it open, and no log is left beside it."""
    try:
        with closing(sqlite3.connect(path, timeout=1)) as database:
            mode = database.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        raise DatabaseInUse() from None
    if mode != "delete":
        raise DatabaseInUse()
