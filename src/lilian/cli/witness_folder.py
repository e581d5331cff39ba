"""What a witness keeps: its key, the last checkpoint it saw of each log, every one before."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from lilian.tlog.checkpoints import Checkpoint
from lilian.tlog.notes import COSIGNATURE, Note, SigningKey


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def key(self) -> Path | None:
        found = self.path / "key"
        return found if found.exists() else None

    def begin(self, name: str) -> str:
        """A key of its own under this name; return its verifier key."""
        made = SigningKey(re.sub(r"[\s+]+", "-", name), secrets.token_bytes(32), COSIGNATURE)
        self.path.mkdir(parents=True, exist_ok=True)
        opened = os.open(self.path / "key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write(f"{made}\n")
        return str(made.verifier)

    def signing(self) -> SigningKey:
        return SigningKey.parsed((self.path / "key").read_text(encoding="utf-8"))

    def seen(self, note: str) -> str | None:
        """The last checkpoint seen of the log this one is of."""
        found = self._last(note)
        return found.read_text(encoding="utf-8") if found.exists() else None

    def keep(self, note: str) -> None:
        """Before anything is said of it: from here on nothing that contradicts it is signed."""
        point = Checkpoint.parsed(Note.parsed(note).text)
        (self.path / "checkpoints").mkdir(exist_ok=True)
        (self.path / "checkpoints" / f"{self._log(note)}-{point.size:012}.txt").write_text(note, encoding="utf-8")
        aside = self._last(note).with_suffix(".new")
        with aside.open("w", encoding="utf-8") as file:
            file.write(note)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._last(note))

    def keep_conflict(self, note: str) -> Path:
        """The checkpoint that contradicts; the one it contradicts stays where it is."""
        path = self.path / f"conflict-{hashlib.sha256(note.encode()).hexdigest()[:12]}.txt"
        path.write_text(f"{note}\n{self.seen(note) or ''}", encoding="utf-8")
        return path

    def _last(self, note: str) -> Path:
        return self.path / f"seen-{self._log(note)}.txt"

    def _log(self, note: str) -> str:
        origin = Checkpoint.parsed(Note.parsed(note).text).origin
        return hashlib.sha256(origin.encode()).hexdigest()[:12]
