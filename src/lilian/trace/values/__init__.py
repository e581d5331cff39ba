"""What others may know of a trace: where it starts, what it reached, what of it is known to be missing."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from lilian.exchange.values import Head
from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop
from lilian.packing.values import BATCH, PALLET
from lilian.parcels.values import PARCEL
from lilian.quality.values import SAMPLE
from lilian.retelling.values import Thing


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


FILE_KIND = "trace.file"  # the worker's work


class FileForm(StrEnum):
    """How the file of a start is written: one workbook, or a folder of CSV with the proofs of its entries."""

    EXCEL = "xlsx"
    CSV = "csv"


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


@dataclass(frozen=True)
class RecallDraft:
    """What is called back, and why."""

    start: Start
    reason: str


class Step(NamedTuple):
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


class TracedBox(NamedTuple):
    """One box. `lot_id` of None while its packing is open. A tuple, as stays are: an answer has a hundred thousand."""

    box_id: int
    code: str
    packing_id: int
    lot_id: int | None
    net_g: int
    void: bool
    recalled: bool


class Stay(NamedTuple):
    """A box stood on a pallet, or was in a parcel; `is_there` if it is by now."""

    box_id: int
    holder_id: int
    is_there: bool


@dataclass(frozen=True)
class Back:
    """Where something came from: its lots, oldest first, and where those without parents grew."""

    lots: Reached
    grown: tuple[GrownAt, ...]


@dataclass(frozen=True)
class Forward:
    """What became of something: lots, boxes, the pallets they stood on, the parcels they left in. `in_part`: lots whose
    boxes are not all reached, though the lot is.
    """

    lots: Reached
    boxes: tuple[TracedBox, ...]
    stowed: tuple[Stay, ...]
    loaded: tuple[Stay, ...]
    cut_off: bool = False
    in_part: frozenset[int] = frozenset()

    @property
    def extent(self) -> "Extent":
        """The same with its boxes counted by lot."""
        whole = frozenset(self.lots.lot_ids) - self.in_part
        single = frozenset(box.box_id for box in self.boxes if box.lot_id not in whole)
        return Extent(self.lots, whole, single, self.in_part, self.cut_off)

    @property
    def nodes(self) -> int:
        parcels = {stay.holder_id for stay in self.loaded}
        pallets = {stay.holder_id for stay in self.stowed}
        return len(self.lots.lot_ids) + len(self.boxes) + len(parcels) + len(pallets)


@dataclass(frozen=True)
class Extent:
    """How far something reaches: all boxes of its `whole` lots, and `single` ones by key. `in_part` as in `Forward`."""

    lots: Reached
    whole: frozenset[int]
    single: frozenset[int]
    in_part: frozenset[int] = frozenset()
    cut_off: bool = False


class BoxStanding(StrEnum):
    """What the page of a box says first."""

    GENUINE = "genuine"
    HELD = "held"
    RECALLED = "recalled"
    VOID = "void"


@dataclass(frozen=True, order=True)
class Gap:
    """Between these moments something at this place is not written down. `weight_g` is what the books miss (or have
    too much, below zero) of the lot; None where no grams are known.
    """

    since: datetime
    until: datetime
    place: str
    kind: "GapKind"
    lot_id: int | None = None
    weight_g: int | None = None
    about: str = ""


class GapKind(StrEnum):
    COUNT = "count"
    PACKING = "packing"
    RUN = "run"
    ROAD = "road"


GAP_NAMES = {
    GapKind.COUNT: gettext_noop("盘点时账实不符，这中间少记了一笔"),
    GapKind.PACKING: gettext_noop("装了箱，班次没有结束，账上没有这些箱"),
    GapKind.RUN: gettext_noop("上了分选线，没有记结果"),
    GapKind.ROAD: gettext_noop("发出以后没有登记送到"),
}


@dataclass(frozen=True)
class Balance:
    """One lot: what it weighed when it was made, and where all of that is. All in grams."""

    lot_id: int
    code: str
    made_g: int
    in_store_g: int
    used_g: int
    sold_g: int
    lost_g: int
    wasted_g: int
    unexplained_g: int

    @property
    def gone_g(self) -> int:
        """Lost in work, or thrown away."""
        return self.lost_g + self.wasted_g

    @property
    def flagged(self) -> bool:
        """More than 1 % of it nobody can explain."""
        return abs(self.unexplained_g) * 100 > self.made_g


@dataclass(frozen=True)
class LayAt:
    """Some of a lot lay at a location from a day until another; None is still."""

    lot_id: int
    location_id: int
    place: str
    kind: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Holder:
    """Who has boxes, with all that is needed to reach them."""

    organisation_id: int | None
    name: str
    phone: str
    parcel_ids: tuple[int, ...]
    boxes: int
    net_g: int
    on_the_road: int


@dataclass(frozen=True)
class Whereabouts:
    """Boxes and grams by where they are now; what is in no box yet lies in lots."""

    in_store: int
    in_store_g: int
    on_the_road: int
    on_the_road_g: int
    delivered: int
    delivered_g: int
    void: int
    loose_g: int

    @property
    def boxes(self) -> int:
        return self.in_store + self.on_the_road + self.delivered + self.void


@dataclass(frozen=True, slots=True)
class ParcelSeen:
    """A parcel as a trace sees it."""

    parcel_id: int
    organisation_id: int
    receiver_id: int | None
    receiver: str
    phone: str
    loaded_at: datetime
    arrived_at: datetime | None


@dataclass(frozen=True)
class RoomAir:
    """The air of a room while fruit of a chain lay there; `days` are (day, coldest, warmest), in thousandths of a
    degree Celsius.
    """

    place: str
    since: date
    until: date | None
    readings: int
    coldest_mc: int
    warmest_mc: int
    mean_mc: int
    days: tuple[tuple[date, int, int], ...]


@dataclass(frozen=True, slots=True)
class InputUsed:
    """A farm input of a batch that a household fetched before its fruit was picked; `category` is the catalogue's,
    `interval_days` how long before picking a pesticide may be used last.
    """

    household_id: int
    name: str
    batch: str
    day: date
    count: int
    category: str
    interval_days: int | None


@dataclass(frozen=True, slots=True)
class BatchUsed:
    """A batch of a farm input over all households that fetched of it. `days_before`: from the last that was fetched to
    the picking after, the fewest of all; None where no day is known.
    """

    name: str
    batch: str
    category: str
    count: int
    households: int
    last_day: date
    days_before: int | None
    interval_days: int | None

    @property
    def kept(self) -> bool | None:
        """Whether even what was fetched last can only have been sprayed long enough before; None for no pesticide."""
        if self.interval_days is None:
            return None
        return self.days_before is not None and self.days_before >= self.interval_days


@dataclass(frozen=True, slots=True)
class Inspection:
    """A sample of a lot, or the slip it was received by with its certificate; `what` is the occasion."""

    lot_id: int
    at: datetime
    what: str
    by: str
    note: str


class LotStage(StrEnum):
    RECEIVED = "received"
    SORTED = "sorted"
    PACKED = "packed"


@dataclass(frozen=True, slots=True)
class ChainLot:
    """A lot as people see it in a chain; `is_start` where the trace began with it."""

    lot_id: int
    code: str
    variety: str
    grade: str
    made_on: date
    stage: LotStage
    packing_id: int | None
    condition: str
    is_start: bool


@dataclass(frozen=True, slots=True)
class Grower:
    """Where fruit grew, by the names the reader may know; empty what is not known, or not to be."""

    organisation: str
    household: str
    block: str
    village: str
    weight_g: int


MOST_BOXES_NAMED = 2_000  # in a search for what others told; of more, their lots, pallets and parcels are asked for


@dataclass(frozen=True)
class ForeignEvent:
    """What a partner told, and which things of ours it names."""

    head: Head
    about: tuple[Thing, ...]


@dataclass(frozen=True)
class Chain:
    """Everything there is to say of a start; `batches` are packings with how many of the boxes each holds."""

    start: Start
    growers: tuple[Grower, ...]
    lots: tuple[ChainLot, ...]
    back: Back
    forward: Forward
    lay: tuple[LayAt, ...]
    air: tuple[RoomAir, ...]
    inputs: tuple[InputUsed, ...]
    inspections: tuple[Inspection, ...]
    holders: tuple[Holder, ...]
    whereabouts: Whereabouts
    gaps: tuple[Gap, ...]
    balances: tuple[Balance, ...]
    batches: tuple[tuple[int, int], ...]
    foreign: tuple[ForeignEvent, ...] = ()

    @property
    def cut_off(self) -> bool:
        return self.forward.cut_off or self.back.lots.cut_off
