"""What others may know of the transparency log."""

from dataclasses import dataclass
from datetime import datetime

CHAIN = "chain"  # the leaf that holds the audit chain's end, put in before each checkpoint


@dataclass(frozen=True)
class Evidence:
    """A record as the log swears to it: its bytes, the salt its hash was made with, its entry, and the proof file.

    `proof` is "" until a checkpoint covers it, and carries entry and salt in its `extra` line, so that record and proof
    are all a verifier needs. `signed_at` is that checkpoint's time, `witnesses` are those who cosigned it.
    """

    index: int
    record: bytes
    salt: bytes
    entry: bytes
    proof: str
    signed_at: datetime | None
    witnesses: tuple[str, ...]


@dataclass(frozen=True)
class Unsealed:
    """What a record keeps from the public, for those entitled: `SHA-256(salt || sealed)` stands in the record."""

    sealed: bytes
    salt: bytes


@dataclass(frozen=True)
class LogEntry:
    """Entry `seq` as the office sees it: the row it stands for, when that was told, whether it was erased."""

    seq: int
    kind: str
    ref: int
    at: datetime
    erased_at: datetime | None = None


@dataclass(frozen=True)
class Erased:
    """An entry whose salt was deleted: when, why, by whom."""

    entry: LogEntry
    reason: str
    by: str
