"""Pure decisions of the log: how an entry is written, what hides a record, when a checkpoint is due."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from lilian.tlog.canonical import canonical

VERSION = 1
SECRET_BYTES = 16
EVERY = timedelta(hours=1)
LATE = timedelta(hours=2)
ASKED_AGAIN = timedelta(minutes=15)  # a witness that gave no word
CLOCK_AHEAD = timedelta(hours=1)  # by so much the clock of a witness may be before ours


def salt(secret: bytes, purpose: str) -> bytes:
    """What a hash is made with; one secret gives one for what is shown and another for what is sealed."""
    return hashlib.sha256(purpose.encode() + b"\n" + secret).digest()


def salted(salt: bytes, data: bytes) -> str:
    return hashlib.sha256(salt + data).hexdigest()


def record_bytes(said: Mapping[str, Any], sealed: Mapping[str, Any], secret: bytes) -> bytes:
    """The record as it is shown: what is sealed stands in it as a salted hash."""
    whole = dict(said)
    if sealed:
        whole["sealed"] = salted(salt(secret, "sealed"), canonical(dict(sealed)))
    return canonical(whole)


def entry_bytes(*, seq: int, name: str, kind: str, ref: int, at: datetime, digest: str, body: str) -> bytes:
    """One entry of the log. It tells what happened when, and nothing of what was said."""
    when = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    entry = {"at": when, "body": body, "id": ref, "kind": kind, "seq": seq, "tenant": name, "v": VERSION}
    return canonical(entry | ({"digest": digest} if digest else {}))


def is_due(last: datetime | None, now: datetime) -> bool:
    return last is None or now - last >= EVERY


def is_late(oldest_unsigned: datetime | None, now: datetime) -> bool:
    """Whether something has waited for a checkpoint for longer than two hours."""
    return oldest_unsigned is not None and now - oldest_unsigned > LATE
