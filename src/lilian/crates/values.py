"""What others may know of crates."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class MoveKind(StrEnum):
    BUY = "buy"
    HAND_OUT = "hand_out"
    TAKE_BACK = "take_back"
    LOSE = "lose"
    SCRAP = "scrap"


MOVE_KIND_NAMES = {
    MoveKind.BUY: gettext_noop("购入"),
    MoveKind.HAND_OUT: gettext_noop("领出"),
    MoveKind.TAKE_BACK: gettext_noop("交回"),
    MoveKind.LOSE: gettext_noop("丢失"),
    MoveKind.SCRAP: gettext_noop("报损"),
}
AT_HOLDERS = frozenset({MoveKind.HAND_OUT, MoveKind.TAKE_BACK, MoveKind.LOSE})


@dataclass(frozen=True)
class Holder:
    """Who has crates: an organisation, or one household of it."""

    organisation_id: int
    household_id: int | None = None


@dataclass(frozen=True)
class CrateDraft:
    """A kind of crate to be, of one owner. `tare_g` is one empty crate; the deposit is for one, too."""

    code: str
    name: str
    owner_id: int
    tare_g: int
    deposit_fen: int


@dataclass(frozen=True)
class MoveDraft:
    """So many of a kind: to `holder` (handing out), or from it. The owner buys and scraps, and is its own holder."""

    kind: MoveKind
    crate_id: int
    count: int
    day: date
    holder: Holder | None = None
    note: str = ""


@dataclass(frozen=True)
class Filled:
    """One lot in one numbered bin; it is still in there where `until` is missing."""

    bin_code: str
    lot_id: int
    lot: str
    since: datetime
    until: datetime | None
