"""What others may know of the transparency log."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CHAIN = "chain"  # the leaf that holds the audit chain's end, put in before each checkpoint


class Silence(StrEnum):
    """Why a witness that was asked gave no word. The first two say that our log and what it saw do not fit."""

    CONTRADICTED = "contradicted"  # it finds no growth from what it saw
    AHEAD = "ahead"  # it saw a larger tree than we ever signed
    LOG_UNKNOWN = "log_unknown"
    KEY_NOT_TRUSTED = "key_not_trusted"
    NOT_ITS_WORD = "not_its_word"  # what came is not its signature over our checkpoint
    CLOCK_WRONG = "clock_wrong"
    ADDRESS_REFUSED = "address_refused"
    NOT_REACHED = "not_reached"
    NOT_UNDERSTOOD = "not_understood"


ALARMING = frozenset({Silence.CONTRADICTED, Silence.AHEAD})


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
