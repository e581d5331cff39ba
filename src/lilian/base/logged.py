"""What stands in the transparency log. A module registers its kinds at start-up; the log asks them for records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Record:
    """One row as the log swears to it, in texts and integers.

    `said` holds what anybody may see, `sealed` the rest: of that a salted hash stands in what is shown. `digest` is a
    fingerprint made elsewhere that may stand in the public log; never one of a few small numbers, which is guessed.
    """

    said: Mapping[str, Any]
    sealed: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""


def themselves(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Each event is about one row, the one it names."""
    return [(number, number) for number in numbers]


@dataclass(frozen=True)
class Kind:
    """Rows of one kind. Each is told by an audit event named `event`, whose subject is `label:number`.

    `records` gives the records of rows by their keys, those of rows that are gone left out. `rows` gives, for the
    numbers in the events' subjects, pairs of such a number and a row's key: an event may tell of many rows. Neither
    may ever say of an old row anything but what it said at first, or `lilian verify` calls it changed.
    """

    name: str
    event: str
    records: Callable[[Sequence[int]], Mapping[int, Record]]
    rows: Callable[[Sequence[int]], Sequence[tuple[int, int]]] = themselves


REGISTERED: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Under its name, of at most 20 characters; each event tells of one kind."""
    REGISTERED[kind.name] = kind
