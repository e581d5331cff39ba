"""What others may see of the exchange."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

LONGEST_URI, LONGEST_VALUE, LONGEST_WORD = 500, 300, 200
FORMS = ("json", "xml")
ROLLBACK, PROCEED = "rollback", "proceed"
BEHAVIOURS = (ROLLBACK, PROCEED)
MOST_ERRORS_TOLD = 1_000


class Part(IntEnum):
    """In which part an item takes part in an event."""

    EPC = 1
    PARENT = 2
    CHILD = 3
    INPUT = 4
    OUTPUT = 5
    CLASS = 6
    CHILD_CLASS = 7
    INPUT_CLASS = 8
    OUTPUT_CLASS = 9
    TRANSFORMATION = 10


THINGS = (Part.EPC, Part.PARENT, Part.CHILD, Part.INPUT, Part.OUTPUT)
KINDS = (Part.CLASS, Part.CHILD_CLASS, Part.INPUT_CLASS, Part.OUTPUT_CLASS)


@dataclass(frozen=True)
class Told:
    """One event as it leaves: its body, the short names it uses, and where it stands in the order asked for."""

    seq: int
    body: dict[str, Any]
    prefixes: Mapping[str, str]
    sort: int


@dataclass(frozen=True)
class Page:
    """Events in order; `after` is where the next page begins, None on the last."""

    events: list[Told]
    after: tuple[int, int] | None = None


@dataclass(frozen=True)
class CaptureState:
    """What became of a document, for whoever sent it."""

    key: str
    created_at: datetime
    finished_at: datetime | None
    running: bool
    success: bool
    behaviour: str
    errors: list[dict[str, str]] = field(default_factory=list)
    error_count: int = 0
    event_count: int = 0


@dataclass(frozen=True)
class Touch:
    """An event about one of the identifiers asked for; times in microseconds UTC."""

    identifier: str
    part: Part
    seq: int
    event_id: str
    event_time: int
    quantity: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Correction:
    """An event that says what was right where another is declared to be wrong; told already, or to come."""

    event_id: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What an event is and who told it: an organisation's name, '' where that is not known. `takes_back`: it declares
    what was told under its id before to be wrong, and `corrections` to be right.
    """

    at: datetime
    teller: str
    event_id: str
    type: str
    biz_step: str
    disposition: str
    place: str
    takes_back: bool
    corrections: tuple[Correction, ...] = ()
