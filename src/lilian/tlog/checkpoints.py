"""Checkpoints (C2SP tlog-checkpoint): which tree a log stands by."""

from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass

from lilian.tlog import notes
from lilian.tlog.merkle import HASH_BYTES
from lilian.tlog.notes import NoteWrong, SigningKey, VerifierKey


@dataclass(frozen=True)
class Checkpoint:
    """The tree of `size` leaves of the log named `origin` has this root; `more` are extension lines."""

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.more)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parsed(cls, text: str) -> "Checkpoint":
        """:raises NoteWrong: if the text of the note is not exactly one"""
        origin, size, root, *more = [*text.removesuffix("\n").split("\n"), "", ""][: max(3, text.count("\n"))]
        if not (size.isascii() and size.isdecimal()):
            raise NoteWrong("no size")
        found = cls(origin, int(size), notes.plain_base64(root), tuple(more))
        if str(found) != text or not origin or not all(more) or len(found.root) != HASH_BYTES:
            raise NoteWrong("not a checkpoint")
        return found

    def signed(self, *keys: SigningKey) -> str:
        return notes.signed(str(self), *keys)


def opened(note: str | bytes, keys: Collection[VerifierKey]) -> Checkpoint:
    """The checkpoint, signed by one of these keys under its own origin.

    :raises NoteWrong: if it is not
    """
    named = {key.name for key in keys}
    found = Checkpoint.parsed(notes.opened(note, keys).text)
    if found.origin not in named:
        raise NoteWrong(f"a checkpoint of {found.origin}")
    return found
