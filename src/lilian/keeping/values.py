"""What others may know of the keeping of fruit."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class Source(StrEnum):
    """How fruit came into a room."""

    ARRIVAL = "arrival"
    UNPLANNED = "unplanned"
    DIRECT = "direct"
    OPENING = "opening"
    MOVED = "moved"


SOURCE_NAMES = {
    Source.ARRIVAL: gettext_noop("方案到货"),
    Source.UNPLANNED: gettext_noop("计划外到货"),
    Source.DIRECT: gettext_noop("直接送来"),
    Source.OPENING: gettext_noop("库里原有"),
    Source.MOVED: gettext_noop("移库"),
}


class Maturity(StrEnum):
    """How ripe the fruit was when it was picked: later fruit is sweeter, softer and keeps less long."""

    EARLY = "early"
    RIGHT = "right"
    LATE = "late"


MATURITY_NAMES = {
    Maturity.EARLY: gettext_noop("偏早"),
    Maturity.RIGHT: gettext_noop("适时"),
    Maturity.LATE: gettext_noop("偏晚"),
}


class Difference(StrEnum):
    """Why a count differs from the books, a closed list."""

    DRYING = "drying"
    ROT = "rot"
    SCALE = "scale"
    NOT_WRITTEN = "not_written"
    WRONG_LOT = "wrong_lot"
    UNKNOWN = "unknown"


DIFFERENCE_NAMES = {
    Difference.DRYING: gettext_noop("失水干耗"),
    Difference.ROT: gettext_noop("烂果拣出"),
    Difference.SCALE: gettext_noop("过秤误差"),
    Difference.NOT_WRITTEN: gettext_noop("进出漏记"),
    Difference.WRONG_LOT: gettext_noop("批次记混"),
    Difference.UNKNOWN: gettext_noop("原因不明"),
}


@dataclass(frozen=True)
class Fruit:
    """What is put away, where no load says it: whose, what, how good, when picked."""

    owner_id: int
    variety_id: int
    grade: str = ""
    harvest_date: date | None = None
    owner_person_id: int | None = None
    maker_id: int | None = None


@dataclass(frozen=True)
class PutAwayDraft:
    """So many grams into a room, of a recorded load or of `fruit`; `booking_id` is the promise it comes under."""

    room_id: int
    weight_g: int
    source: Source = Source.DIRECT
    source_id: int | None = None
    fruit: Fruit | None = None
    maturity: Maturity = Maturity.RIGHT
    booking_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class MoveDraft:
    """So many grams of a lot from a room to another, of the same store or of another."""

    lot_id: int
    from_room_id: int
    to_room_id: int
    weight_g: int
    booking_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Counted:
    """What was found of a lot, and why it differs from the books; no reason where it does not."""

    lot_id: int
    weight_g: int
    difference: Difference | None = None


@dataclass(frozen=True)
class Load:
    """A load recorded at the door of a store of which some grams are in no room yet."""

    source: Source
    source_id: int
    store_id: int
    store: str
    label: str
    weight_g: int
    left_g: int
    at: datetime
    fruit: Fruit


@dataclass(frozen=True)
class LyingLot:
    """A lot in a room: whose it is, where it lies and who made it are three facts."""

    lot_id: int
    code: str
    room_id: int
    variety: str
    grade: str
    owner: str
    maker: str
    harvest_date: date | None
    weight_g: int
    free_g: int
    since: date | None


@dataclass(frozen=True)
class KeptRoomCard:
    """One room as its keeper sees it; `booked_g` is the most that is promised to others on a day to come."""

    id: int
    code: str
    store_id: int
    store: str
    capacity_g: int
    stock_g: int | None
    booked_g: int
    is_on_books: bool
    temperature_mc: int | None
    humidity_pm: int | None
    measured_at: datetime | None
    lots: tuple[LyingLot, ...] = field(default=())

    @property
    def name(self) -> str:
        return f"{self.store} · {self.code}"

    @property
    def fill_rate(self) -> float:
        return (self.stock_g or 0) / self.capacity_g

    @property
    def free_g(self) -> int:
        """Neither taken nor promised; of a room nobody knows anything of, nothing."""
        return 0 if self.stock_g is None else max(0, self.capacity_g - self.stock_g - self.booked_g)


class AlarmKind(StrEnum):
    """In the order they matter: frozen fruit is lost, warm fruit ages, dry fruit shrivels, wet fruit rots."""

    FREEZING = "freezing"
    WARM = "warm"
    DRY = "dry"
    WET = "wet"
    SILENT = "silent"


ALARM_NAMES = {
    AlarmKind.FREEZING: gettext_noop("可能受冻"),
    AlarmKind.WARM: gettext_noop("偏热"),
    AlarmKind.DRY: gettext_noop("偏干"),
    AlarmKind.WET: gettext_noop("偏湿"),
    AlarmKind.SILENT: gettext_noop("很久没有读数"),
}
ALARM_ORDER = tuple(AlarmKind)


class RequestStatus(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


REQUEST_STATUS_NAMES = {
    RequestStatus.ASKED: gettext_noop("待答复"),
    RequestStatus.ACCEPTED: gettext_noop("已答应"),
    RequestStatus.DECLINED: gettext_noop("没答应"),
    RequestStatus.WITHDRAWN: gettext_noop("已撤回"),
}


@dataclass(frozen=True)
class RequestDraft:
    """Room asked for: grams of a variety from `starts_on` until the day before `ends_on`, near a point (WGS-84)."""

    organisation_id: int
    variety_id: int
    weight_g: int
    starts_on: date
    ends_on: date
    lat: float
    lon: float
    note: str = ""


@dataclass(frozen=True)
class FeeDraft:
    """What a store asks for a tonne and month from a day on."""

    store_id: int
    effective_from: date
    fen_per_tonne_month: int
    note: str = ""


@dataclass(frozen=True)
class LifeDraft:
    """How long fruit of a variety, grade ('' is any) and maturity keeps from a day on; figures as in `LifeRule`."""

    variety_id: int
    grade: str
    maturity: Maturity
    effective_from: date
    days: int
    band_mc: int
    lost_min: int
    field_days: int
    source: str
