"""Folders that stay for a day: what somebody sent and did not take in yet, what a worker made for who asked for it."""

import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

KEPT = timedelta(days=1)
KEY_BYTES, KEY_LENGTH = 12, 16
NO_FOLDER = "-"


@dataclass(frozen=True)
class DayFolder:
    """Found again by its key, which nobody can guess."""

    key: str
    path: Path

    def write(self, name: str, data: bytes) -> None:
        """Whole or not at all: another process may be reading."""
        fresh = self.path / f".{name}"
        fresh.write_bytes(data)
        fresh.replace(self.path / name)

    def read(self, name: str) -> bytes | None:
        path = self.path / name
        return path.read_bytes() if path.exists() else None


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "tables"


def fresh(now: datetime) -> DayFolder:
    """An empty one; what lies there longer than a day goes."""
    forget_old(now)
    made = found(secrets.token_urlsafe(KEY_BYTES))
    made.path.mkdir(parents=True, mode=0o700)
    return made


def found(key: str) -> DayFolder:
    """The folder of a key, there or not: what is not there has nothing to read. A key leads nowhere else."""
    is_key = key.replace("-", "").replace("_", "").isalnum()
    return DayFolder(key, root() / (key if is_key else NO_FOLDER))


def forget_old(now: datetime) -> None:
    if not root().exists():
        return
    for folder in root().iterdir():
        if datetime.fromtimestamp(folder.stat().st_mtime, tz=now.tzinfo) < now - KEPT:
            shutil.rmtree(folder, ignore_errors=True)
