"""Where a trace starts, and what a start names in the journals."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop
from lilian.packing.values import BATCH, PALLET
from lilian.parcels.values import PARCEL
from lilian.quality.values import SAMPLE


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
    SAMPLE = "sample"


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
    StartKind.SAMPLE: gettext_noop("检验样品"),
}
BY_LETTER = {
    "L": StartKind.LOT,
    BATCH: StartKind.BATCH,
    PALLET: StartKind.PALLET,
    PARCEL: StartKind.PARCEL,
    SAMPLE: StartKind.SAMPLE,
}
BOX_LENGTH = 14
USED_AGAIN = frozenset((StartKind.BIN, StartKind.PALLET, StartKind.ROOM, StartKind.LINE))


def kind_named(code: str) -> StartKind | None:
    """What a code of our own names, by its letter and check character; None for codes that people give themselves."""
    given = code.strip().upper()
    if not codes.is_valid(given):
        return None
    if given[1:-1].isdecimal() and given[0] in BY_LETTER:
        return BY_LETTER[given[0]]
    return StartKind.BOX if len(given) == BOX_LENGTH else None


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
    what had left it before has nothing to do with it. With `location_id`, of its boxes only those that may have been
    there meanwhile.
    """

    lot_id: int
    since: date | None = None
    through: date | None = None
    location_id: int | None = None


@dataclass(frozen=True)
class Seeds:
    """What a start names in the journals: whole lots, single boxes, or both; and packings that are still open, whose
    boxes so far are among the single ones."""

    lots: tuple[Exposure, ...] = ()
    box_ids: tuple[int, ...] = ()
    packing_ids: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lots or self.box_ids or self.packing_ids)
