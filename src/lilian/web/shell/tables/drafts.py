"""A file that was sent and is not yet taken in: kept in a folder of its own for a day, for its sender only."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from lilian.base import day_folders
from lilian.base.actors import Actor
from lilian.base.day_folders import DayFolder
from lilian.kernel.refusal import NotFound

GIVEN, ABOUT = "given", "draft.json"
MARKED, REST = "marked.xlsx", "rest.xlsx"
NOWHERE = DayFolder("", Path())


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
    folder: DayFolder = field(default=NOWHERE, compare=False)

    @property
    def given(self) -> bytes:
        """:raises NotFound: if the day is over"""
        found = self.read(GIVEN)
        if found is None:
            raise NotFound()
        return found

    def write(self, name: str, data: bytes) -> None:
        self.folder.write(name, data)

    def read(self, name: str) -> bytes | None:
        return self.folder.read(name)


@dataclass(frozen=True)
class Sent:
    """What came in by the form."""

    table: str
    file_name: str
    data: bytes
    pasted: bool = False


def keep(sent: Sent, *, actor: Actor, now: datetime) -> Draft:
    """Put it aside; what lies there longer than a day goes."""
    folder = day_folders.fresh(now)
    draft = Draft(folder.key, sent.table, sent.file_name[:200], sent.pasted, actor.user_id, now, folder=folder)
    draft.write(GIVEN, sent.data)
    store(draft)
    return draft


def store(draft: Draft) -> None:
    about = {name: getattr(draft, name) for name in Draft.__dataclass_fields__ if name != "folder"}
    draft.write(ABOUT, msgspec.json.encode(about))


def find(key: str, *, table: str, user_id: int | None) -> Draft:
    """:raises NotFound: if there is none, it is another's, or of another table"""
    folder = day_folders.found(key)
    about = folder.read(ABOUT)
    if about is None:
        raise NotFound()
    said = msgspec.json.decode(about)
    draft = Draft(**{**said, "sent_at": datetime.fromisoformat(said["sent_at"])}, folder=folder)
    if draft.user_id != user_id or draft.table != table:
        raise NotFound()
    return draft
