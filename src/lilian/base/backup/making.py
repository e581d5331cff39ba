"""Make a copy, put a copy back."""

import time
from datetime import datetime
from pathlib import Path

from django.db import connection

from lilian.base.backup import postgres, sqlite
from lilian.base.backup.refusals import NoSuchBackup

STALE_S = 24 * 3600  # a part this old is of a process that was killed


def back_up(folder: Path, *, now: datetime) -> Path:
    """Write a proved copy into the folder; return where it is.

    :raises BackupNotSound: if the restored copy does not verify; nothing is left behind
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clear_parts(folder)
    engine = postgres if connection.vendor == "postgresql" else sqlite
    made = folder / f"lilian-{now:%Y%m%d-%H%M%S}.{engine.SUFFIX}"
    part = made.with_name(f".{made.name}.part")
    try:
        engine.copy_to(part)
        engine.prove(part)
        part.replace(made)
    finally:
        part.unlink(missing_ok=True)
    return made


def _clear_parts(folder: Path) -> None:
    for part in folder.glob(".lilian-*"):
        if part.is_file() and time.time() - part.stat().st_mtime > STALE_S:
            part.unlink()


def restore(path: Path, *, now: datetime) -> str:
    """Put the copy in the database's place; return where the replaced one is kept ("" if there was none).

    :raises NoSuchBackup: if there is no such file
    :raises BackupNotSound: if the copy does not verify; nothing is changed
    :raises DatabaseInUse: if another program has the database open; nothing is changed
    """
    if not path.is_file():
        raise NoSuchBackup(path=path)
    engine = postgres if connection.vendor == "postgresql" else sqlite
    return engine.put_in_place(path, stamp=f"{now:%Y%m%d-%H%M%S}")
