"""A file that was sent and is not yet taken in: kept in a folder of its own for a day, for its sender only."""

import secrets
import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from django.conf import settings

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound

KEPT = timedelta(days=1)
GIVEN, ABOUT = "given", "draft.json"
MARKED, REST = "marked.xlsx", "rest.xlsx"
KEY_BYTES, KEY_LENGTH = 12, 16


@dataclass(frozen=True)
class Draft:
    """`batch` is the import it became, None while it is none."""

    key: str
    table: str
    file_name: str
    pasted: bool
    user_id: int | None
    sent_at: datetime
    batch: int | None = None
    took_all: bool = True
    folder: Path = field(default=Path(), compare=False)

    @property
    def given(self) -> bytes:
        return (self.folder / GIVEN).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Whole or not at all: another process may be reading."""
        fresh = self.folder / f".{name}"
        fresh.write_bytes(data)
        fresh.replace(self.folder / name)

    def read(self, name: str) -> bytes | None:
        path = self.folder / name
        return path.read_bytes() if path.exists() else None


@dataclass(frozen=True)
class Sent:
    """What came in by the form."""

    table: str
    file_name: str
    data: bytes
    pasted: bool = False


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "tables"


def keep(sent: Sent, *, actor: Actor, now: datetime) -> Draft:
    """Put it aside; what lies there longer than a day goes."""
    forget_old(now)
    key = secrets.token_urlsafe(KEY_BYTES)
    folder = root() / key
    folder.mkdir(parents=True, mode=0o700)
    draft = Draft(key, sent.table, sent.file_name[:200], sent.pasted, actor.user_id, now, folder=folder)
    draft.write(GIVEN, sent.data)
    store(draft)
    return draft


def store(draft: Draft) -> None:
    about = {name: getattr(draft, name) for name in Draft.__dataclass_fields__ if name != "folder"}
    draft.write(ABOUT, msgspec.json.encode(about))


def find(key: str, *, table: str, user_id: int | None) -> Draft:
    """:raises NotFound: if there is none, it is another's, or of another table"""
    folder = root() / key
    about = folder / ABOUT
    if not about.exists():
        raise NotFound()
    said = msgspec.json.decode(about.read_bytes())
    draft = Draft(**{**said, "sent_at": datetime.fromisoformat(said["sent_at"])}, folder=folder)
    if draft.user_id != user_id or draft.table != table:
        raise NotFound()
    return draft


def forget_old(now: datetime) -> None:
    if not root().exists():
        return
    for folder in root().iterdir():
        if datetime.fromtimestamp(folder.stat().st_mtime, tz=now.tzinfo) < now - KEPT:
            shutil.rmtree(folder, ignore_errors=True)
