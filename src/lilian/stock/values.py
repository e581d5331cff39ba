"""What others may know of the goods journal."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class LocationKind(StrEnum):
    """The last five are nowhere: what comes from an orchard leaves `harvest`, what is lost enters `shrinkage`."""

    COLLECTION_POINT = "collection_point"
    ROOM = "room"
    LINE = "line"
    PACKHOUSE = "packhouse"
    VAN = "van"
    SHOP = "shop"
    HARVEST = "harvest"
    SHRINKAGE = "shrinkage"
    SOLD = "sold"
    WASTED = "wasted"
    DIFFERENCE = "difference"


LOCATION_KIND_NAMES = {
    LocationKind.COLLECTION_POINT: gettext_noop("收购点"),
    LocationKind.ROOM: gettext_noop("库房"),
    LocationKind.LINE: gettext_noop("分选线"),
    LocationKind.PACKHOUSE: gettext_noop("包装间"),
    LocationKind.VAN: gettext_noop("车上"),
    LocationKind.SHOP: gettext_noop("网店仓"),
    LocationKind.HARVEST: gettext_noop("果园采收"),
    LocationKind.SHRINKAGE: gettext_noop("损耗"),
    LocationKind.SOLD: gettext_noop("已售"),
    LocationKind.WASTED: gettext_noop("报废"),
    LocationKind.DIFFERENCE: gettext_noop("盘点差异"),
}
NOWHERE = (
    LocationKind.HARVEST,
    LocationKind.SHRINKAGE,
    LocationKind.SOLD,
    LocationKind.WASTED,
    LocationKind.DIFFERENCE,
)


class EntryKind(StrEnum):
    RECEIVE = "receive"
    MOVE = "move"
    CONVERT = "convert"
    COUNT = "count"
    SHIP = "ship"
    RETURN = "return"
    WRITE_OFF = "write_off"
    REVERSE = "reverse"


ENTRY_KIND_NAMES = {
    EntryKind.RECEIVE: gettext_noop("收果"),
    EntryKind.MOVE: gettext_noop("移库"),
    EntryKind.CONVERT: gettext_noop("加工"),
    EntryKind.COUNT: gettext_noop("盘点"),
    EntryKind.SHIP: gettext_noop("出货"),
    EntryKind.RETURN: gettext_noop("退货"),
    EntryKind.WRITE_OFF: gettext_noop("报废"),
    EntryKind.REVERSE: gettext_noop("冲销"),
}


class Condition(StrEnum):
    """What a person decided about a lot, all of it; of a lot in boxes that is called back in part, the boxes that are
    stopped are marked one by one, and the others may leave."""

    SOUND = "sound"
    QUARANTINED = "quarantined"
    RECALLED = "recalled"
    IN_PART = "in_part"
    DAMAGED = "damaged"


class LotState(StrEnum):
    """The closed list a lot is shown with: a person's decision first, then what follows from its figures."""

    RECALLED = "recalled"
    IN_PART = "in_part"
    QUARANTINED = "quarantined"
    DAMAGED = "damaged"
    USED_UP = "used_up"
    HELD = "held"
    RESERVED = "reserved"
    ON_HAND = "on_hand"


LOT_STATE_NAMES = {
    LotState.RECALLED: gettext_noop("已召回"),
    LotState.IN_PART: gettext_noop("部分召回"),
    LotState.QUARANTINED: gettext_noop("已隔离"),
    LotState.DAMAGED: gettext_noop("已损坏"),
    LotState.USED_UP: gettext_noop("已用完"),
    LotState.HELD: gettext_noop("已留置"),
    LotState.RESERVED: gettext_noop("已预留"),
    LotState.ON_HAND: gettext_noop("在库"),
}
CONDITION_NAMES = {
    Condition.SOUND: gettext_noop("正常"),
    Condition.QUARANTINED: LOT_STATE_NAMES[LotState.QUARANTINED],
    Condition.RECALLED: LOT_STATE_NAMES[LotState.RECALLED],
    Condition.IN_PART: LOT_STATE_NAMES[LotState.IN_PART],
    Condition.DAMAGED: LOT_STATE_NAMES[LotState.DAMAGED],
}


class HoldKind(StrEnum):
    """RESERVED waits for an order, HELD for a person's decision."""

    RESERVED = "reserved"
    HELD = "held"


HOLD_KIND_NAMES = {
    HoldKind.RESERVED: LOT_STATE_NAMES[LotState.RESERVED],
    HoldKind.HELD: LOT_STATE_NAMES[LotState.HELD],
}


class HoldEnding(StrEnum):
    USED = "used"
    RELEASED = "released"
    EXPIRED = "expired"


HOLD_ENDING_NAMES = {
    HoldEnding.USED: gettext_noop("已用掉"),
    HoldEnding.RELEASED: gettext_noop("已解除"),
    HoldEnding.EXPIRED: gettext_noop("已过期"),
}


@dataclass(frozen=True, order=True)
class Spot:
    """One lot at one location: what a balance is kept of."""

    lot_id: int
    location_id: int


@dataclass(frozen=True)
class Line:
    """Grams and pieces at a spot: coming (positive) or leaving (negative); where it is asked how much, positive."""

    spot: Spot
    weight_g: int
    pieces: int = 0


@dataclass(frozen=True)
class Origin:
    """Where fruit grew: the member organisation it came through, and the household and block where they are known."""

    organisation_id: int
    household_id: int | None = None
    block_id: int | None = None


@dataclass(frozen=True)
class LotDraft:
    """A lot to be: its owner, its maker and where it will lie are three facts. `grade` '' is not yet graded."""

    variety_id: int
    owner_id: int
    maker_id: int
    grade: str = ""
    owner_person_id: int | None = None
    harvest_date: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Output:
    """A new lot, where it is put down, how much of it."""

    lot: LotDraft
    location_id: int
    weight_g: int
    pieces: int = 0


@dataclass(frozen=True)
class Receipt:
    """Fruit from the orchard: `shares` say how many grams grew where, and sum to its weight."""

    output: Output
    shares: tuple[tuple[Origin, int], ...]
    day: date
    note: str = ""


@dataclass(frozen=True)
class Transfer:
    """So much from one location to another, as the same lot."""

    taken: Line
    to_id: int


@dataclass(frozen=True)
class Conversion:
    """Lots in, new lots out: a sorting run, a packing, a split. What was taken and not made is lost.

    All that runs through one tank between two cleanings is one conversion: each output descends from each input.
    `beside` is what lay in the same tank, whether any of it is taken or not: it must be sound, and stays still until
    the transaction ends. It is no part of what was asked for (`repr`), which tells whether a client key comes again.
    """

    taken: tuple[Line, ...]
    made: tuple[Output, ...]
    day: date
    note: str = ""
    beside: tuple[Spot, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Outgoing:
    """What is shipped, and the holds that were kept for it."""

    taken: tuple[Line, ...]
    day: date
    hold_ids: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class HoldDraft:
    """What is to be put aside, what for, until when; None waits for a person."""

    held: Line
    kind: HoldKind
    purpose: str
    until: datetime | None = None


@dataclass(frozen=True)
class LocationDraft:
    code: str
    name: str
    kind: LocationKind
    organisation_id: int
    place_id: int | None = None


@dataclass(frozen=True)
class Posted:
    """An entry in the journal: its number, and the lots it made, in the order they were asked for."""

    entry_id: int
    lot_ids: tuple[int, ...] = ()
