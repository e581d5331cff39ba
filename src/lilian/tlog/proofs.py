"""A proof for one entry that stands on its own (C2SP tlog-proof): kept in a file, checked without a network."""

from base64 import b64encode
from dataclasses import dataclass

from lilian.tlog.merkle import HASH_BYTES
from lilian.tlog.notes import NoteWrong, plain_base64

FIRST = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"


@dataclass(frozen=True)
class Proof:
    """The entry at `index`, the path to the root, the checkpoint note verbatim; `extra` is nobody's word."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def __str__(self) -> str:
        head = [FIRST, *([f"extra {_said(self.extra)}"] if self.extra else []), f"index {self.index}"]
        return "".join(f"{line}\n" for line in [*head, *map(_said, self.path), ""]) + self.checkpoint

    @classmethod
    def parsed(cls, text: str) -> "Proof":
        """:raises NoteWrong: if it is not one"""
        head, _, checkpoint = text.partition("\n\n")
        first, *lines = head.split("\n")
        extra = lines.pop(0).removeprefix("extra ") if lines and lines[0].startswith("extra ") else ""
        index, *path = lines or [""]
        number = index.removeprefix("index ")
        if not (number.isascii() and number.isdecimal()):
            raise NoteWrong("not a proof")
        found = cls(int(number), tuple(map(plain_base64, path)), checkpoint, plain_base64(extra))
        if first != FIRST or str(found) != text or any(len(one) != HASH_BYTES for one in found.path):
            raise NoteWrong("not a proof")
        return found


def _said(data: bytes) -> str:
    return b64encode(data).decode()
