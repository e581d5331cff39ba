"""The log's folder outside the database: its private key, and every checkpoint it ever signed.

A database put back from a copy knows nothing of what was signed after that copy; this folder does.
"""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from lilian.tlog.checkpoints import Checkpoint
from lilian.tlog.notes import Note, SigningKey
from lilian.transparency.actions.refusals import KeyReadable

KEY, NEXT, SIGNED = "key", "key.next", "checkpoints"


def folder() -> Path:
    return Path(settings.LOG_FOLDER)


def kept(which: str = KEY) -> SigningKey | None:
    """The key this machine signs with, if it has one; or the one that is about to be.

    :raises KeyReadable: if others can read the file
    """
    path = folder() / which
    if not path.exists():
        return None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise KeyReadable(path=path)
    return SigningKey.parsed(path.read_text(encoding="utf-8"))


def keep(key: SigningKey, which: str = KEY) -> None:
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(folder() / which, f"{key}\n")


def put_next_in_place() -> None:
    """The key before is gone then: a retired key that does not exist is not stolen."""
    (folder() / NEXT).replace(folder() / KEY)


def keep_checkpoint(note: str) -> None:
    """Before the database has it: from here on nothing that contradicts it is signed, whatever becomes of that."""
    parsed = Note.parsed(note)
    name = f"{Checkpoint.parsed(parsed.text).size:012}-{parsed.signatures[0].key_id.hex()}.txt"
    (folder() / SIGNED).mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(folder() / SIGNED / name, note)


def newest(name: str) -> Checkpoint | None:
    """The largest tree signed under this name, whatever the database says."""
    for path in sorted((folder() / SIGNED).glob("*.txt"), reverse=True):
        point = Checkpoint.parsed(Note.parsed(path.read_text(encoding="utf-8")).text)
        if point.origin == name:
            return point
    return None


def _write(path: Path, text: str) -> None:
    """Whole or not at all, readable by its owner alone (`mkstemp`), on the disk before anything follows."""
    opened, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    finally:
        Path(aside).unlink(missing_ok=True)
