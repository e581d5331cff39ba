"""What a witness says of a checkpoint (C2SP tlog-cosignature, Ed25519): it saw no larger tree of this log then."""

from datetime import UTC, datetime
from typing import NamedTuple

from lilian.tlog.notes import COSIGNATURE, Note, SigningKey, VerifierKey

TIME_BYTES = 8
LAST_SECOND = 253_402_300_799  # of the year 9999


class Seen(NamedTuple):
    """`at` is the witness's own clock, in whole seconds."""

    key: VerifierKey
    at: datetime


def message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def cosigned(note: str, key: SigningKey, *, at: datetime) -> str:
    """The line a witness adds below this checkpoint; the caller has checked that the log only grew."""
    seconds = int(at.timestamp())
    signature = key.over(message(Note.parsed(note).text, seconds))
    return key.line(seconds.to_bytes(TIME_BYTES) + signature)


def holds(note: Note, key: VerifierKey, signature: bytes) -> bool:
    seconds = int.from_bytes(signature[:TIME_BYTES])
    in_form = key.kind == COSIGNATURE and len(signature) == TIME_BYTES + 64 and seconds <= LAST_SECOND
    return in_form and key.signed(message(note.text, seconds), signature[TIME_BYTES:])


def seen_by(note: Note, keys: list[VerifierKey]) -> list[Seen]:
    """Which of these witnesses cosigned it, and when.

    :raises NoteWrong: if a cosignature of one of them does not hold
    """
    held = note.signed_by([key for key in keys if key.kind == COSIGNATURE], holds)
    times = {(one.name, one.key_id): int.from_bytes(one.signature[:TIME_BYTES]) for one in reversed(note.signatures)}
    return [Seen(key, datetime.fromtimestamp(times[key.name, key.id], UTC)) for key in dict.fromkeys(held)]
