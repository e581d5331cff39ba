"""What others may know of a trace: where it starts, what it reached, what of it is known to be missing."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class StartKind(StrEnum):
    """What a person holds in the hand, or has in mind, when fruit must be traced."""

    BOX = "box"
    PARCEL = "parcel"
    PALLET = "pallet"
    BATCH = "batch"
    LOT = "lot"
    BIN = "bin"
    BLOCK = "block"
    HOUSEHOLD = "household"
    SUPPLIES = "supplies"
    ROOM = "room"
    LINE = "line"


START_NAMES = {
    StartKind.BOX: gettext_noop("箱码"),
    StartKind.PARCEL: gettext_noop("发件号"),
    StartKind.PALLET: gettext_noop("托盘"),
    StartKind.BATCH: gettext_noop("包装批号"),
    StartKind.LOT: gettext_noop("批次"),
    StartKind.BIN: gettext_noop("大箱"),
    StartKind.BLOCK: gettext_noop("地块"),
    StartKind.HOUSEHOLD: gettext_noop("农户"),
    StartKind.SUPPLIES: gettext_noop("农资批号"),
    StartKind.ROOM: gettext_noop("库房和时段"),
    StartKind.LINE: gettext_noop("生产线和班次"),
}


@dataclass(frozen=True)
class Start:
    """Where a trace begins: a code of its kind, and for what is used again (bin, pallet, room, line) from when until
    when; None is open on that side. For a line `shift` is one of packing's, or all of them.
    """

    kind: StartKind
    code: str
    since: datetime | None = None
    until: datetime | None = None
    shift: str = ""


@dataclass(frozen=True, order=True)
class Exposure:
    """A lot that is suspected. With `since`, only what was made of it, or still lay there, from that day `through` on:
    what had left it before has nothing to do with it.
    """

    lot_id: int
    since: date | None = None
    through: date | None = None


@dataclass(frozen=True)
class Seeds:
    """What a start names in the journals: whole lots, single boxes, or both."""

    lots: tuple[Exposure, ...] = ()
    box_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """So many grams of one lot came out of another, by one entry."""

    parent_id: int
    child_id: int
    entry_id: int
    weight_g: int


@dataclass(frozen=True)
class Reached:
    """Lots in the order they were made, and how they hang together. `cut_off` if there were more than was asked for."""

    lot_ids: tuple[int, ...]
    steps: tuple[Step, ...]
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class GrownAt:
    """So many grams of a lot as it was received grew there; `block_id` None where nobody said which block."""

    lot_id: int
    organisation_id: int
    household_id: int | None
    block_id: int | None
    weight_g: int
    harvest_date: date | None


@dataclass(frozen=True, slots=True)
class TracedBox:
    """One box. `lot_id` of None while its packing is open."""

    box_id: int
    code: str
    packing_id: int
    lot_id: int | None
    net_g: int
    void: bool
    recalled: bool


@dataclass(frozen=True, slots=True)
class Stay:
    """A box stood on a pallet, or was in a parcel, from `since` until `until`; None is still."""

    box_id: int
    holder_id: int
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Back:
    """Where something came from: its lots, oldest first, and where those without parents grew."""

    lots: Reached
    grown: tuple[GrownAt, ...]


@dataclass(frozen=True)
class Forward:
    """What became of something: lots, boxes, the pallets they stood on, the parcels they left in."""

    lots: Reached
    boxes: tuple[TracedBox, ...]
    stowed: tuple[Stay, ...]
    loaded: tuple[Stay, ...]
    cut_off: bool = False

    @property
    def nodes(self) -> int:
        parcels = {stay.holder_id for stay in self.loaded}
        pallets = {stay.holder_id for stay in self.stowed}
        return len(self.lots.lot_ids) + len(self.boxes) + len(parcels) + len(pallets)


class BoxStanding(StrEnum):
    """What the page of a box says first."""

    GENUINE = "genuine"
    HELD = "held"
    RECALLED = "recalled"
    VOID = "void"
