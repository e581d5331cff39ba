"""Words and figures of cold storage that others may use."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class LotStatus(StrEnum):
    WAITING = "waiting"
    PLANNED = "planned"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


LOT_STATUS_NAMES = {
    LotStatus.WAITING: gettext_noop("待安排"),
    LotStatus.PLANNED: gettext_noop("已安排"),
    LotStatus.ARRIVED: gettext_noop("已入库"),
    LotStatus.CANCELLED: gettext_noop("已取消"),
}


class PlanStatus(StrEnum):
    COMPUTING = "computing"
    READY = "ready"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


PLAN_STATUS_NAMES = {
    PlanStatus.COMPUTING: gettext_noop("正在计算"),
    PlanStatus.READY: gettext_noop("待采纳"),
    PlanStatus.ADOPTED: gettext_noop("已采纳"),
    PlanStatus.WITHDRAWN: gettext_noop("已撤回"),
}


class RuleKind(StrEnum):
    """LOCK: this lot goes there. FORBID: this lot, or every lot, does not."""

    LOCK = "lock"
    FORBID = "forbid"


class Freshness(StrEnum):
    FRESH = "fresh"
    AGEING = "ageing"
    STALE = "stale"
    NEVER = "never"


@dataclass(frozen=True)
class Limit:
    """What a threshold says, in words, and what may stand there as people read it: `shown_per_kept` times as kept.

    `is_day`: a day of every year, 801 for the first of August.
    """

    label: str
    means: str
    unit: str
    shown_per_kept: Decimal
    least: Decimal
    most: Decimal
    step: Decimal
    is_day: bool = False

    def text(self, value: Decimal) -> str:
        return f"{int(value) // 100:02}-{int(value) % 100:02}" if self.is_day else str(value)


@dataclass(frozen=True)
class ThresholdCard:
    """One threshold as it stands: figures as people read them; who set it and why, where it is not the shipped one."""

    name: str
    limit: Limit
    value: Decimal
    shipped: Decimal
    set_by: str = ""
    set_at: datetime | None = None
    reason: str = ""

    @property
    def text(self) -> str:
        return self.limit.text(self.value)

    @property
    def shipped_text(self) -> str:
        return self.limit.text(self.shipped)


@dataclass(frozen=True)
class ThresholdLine:
    """One change of a threshold, figures as people read them."""

    value: Decimal
    text: str
    set_by: str
    set_at: datetime
    reason: str


@dataclass(frozen=True)
class StoreDraft:
    """What is said of a store; a place and an organisation of the register, varieties by id."""

    code: str
    name: str
    organisation_id: int
    place_id: int
    variety_ids: tuple[int, ...]
    intake_g_per_day: int
    fee_fen_per_tonne_month: int
    temperature_mc: int
    keeper_id: int | None = None
    opening_hours: str = ""


@dataclass(frozen=True)
class RoomDraft:
    """Volume and declared capacity are two facts; the third, the stock, comes from fill reports."""

    code: str
    volume_l: int
    capacity_g: int


@dataclass(frozen=True)
class ReadingDraft:
    """One temperature in thousandths of a degree Celsius, and the relative humidity per mille where it was read."""

    room_id: int
    at: datetime
    temperature_mc: int
    humidity_pm: int | None = None


@dataclass(frozen=True)
class TermsDraft:
    """What carrying and storing cost from a day on; fen, km, hours, months, degrees Celsius."""

    effective_from: date
    days: int
    freight_fen_per_tonne_km: float
    handling_fen_per_tonne: float
    road_factor: float
    speed_km_per_h: float
    delay_fen_per_tonne_hour: float
    stored_months: float
    max_temperature_c: float
    source: str


@dataclass(frozen=True)
class LotDraft:
    """Fruit waiting at a point in degrees WGS-84; `grower_id` is whose it is, where that is known."""

    code: str
    organisation_id: int
    variety_id: int
    grade: str
    weight_g: int
    harvest_date: date
    lat: float
    lon: float
    point: str = ""
    village: str = ""
    note: str = ""
    grower_id: int | None = None


@dataclass(frozen=True)
class UnplannedDraft:
    """A load that no plan expected, as weighed; `brought_by` is whose fruit it is, in words.

    `lot_code` is the lot it was, where it was one that waits; its variety is that of the lot then.
    """

    store_id: int
    variety_id: int | None
    weight_g: int
    brought_by: str = ""
    note: str = ""
    lot_code: str = ""


@dataclass(frozen=True)
class Fill:
    """Stock over the declared capacity of the rooms that ever reported, both in grams: the fill rate 库容比."""

    stock_g: int
    capacity_g: int

    @classmethod
    def of(cls, parts: Iterable["Fill"]) -> "Fill":
        """Stores together. One that never reported counts neither above nor below the line."""
        known = [part for part in parts if part.capacity_g]
        return cls(sum(part.stock_g for part in known), sum(part.capacity_g for part in known))

    @property
    def fill_rate(self) -> float:
        return self.stock_g / self.capacity_g if self.capacity_g else 0.0


@dataclass(frozen=True)
class FillOfDay(Fill):
    """County, township or store on one evening."""

    day: date = field(kw_only=True)


@dataclass(frozen=True)
class StoreCard:
    """One store as lists and maps show it; weights in grams, `reported_at` the oldest report among its rooms.

    `told_capacity_g` is that of the rooms in use that ever reported: an unknown room is not an empty one, and one out
    of use (`rooms_out` of them) neither offers room nor counts in the fill rate. Names are masked.
    `expected_g` is what adopted plans still bring, `busiest_day_g` the most that is planned for its door on one day,
    `booked_g` the free space of its rooms that is promised to somebody, now or later: what comes now stays.
    """

    id: int
    code: str
    name: str
    organisation_id: int
    township: str
    lat: float
    lon: float
    accepts: tuple[str, ...]
    volume_l: int
    capacity_g: int
    told_capacity_g: int
    stock_g: int
    expected_g: int
    booked_g: int
    busiest_day_g: int
    intake_g_per_day: int
    fee_fen_per_tonne_month: int
    temperature_mc: int
    keeper: str
    opening_hours: str
    closed_on: date | None
    rooms: int
    rooms_out: int
    reported_at: datetime | None
    reported_by: str
    freshness: Freshness
    distance_km: float | None = None

    @property
    def free_g(self) -> int:
        """Capacity of the rooms known, less measured stock, what is on its way and what is promised; never negative."""
        return max(0, self.told_capacity_g - self.stock_g - self.taken_g)

    @property
    def taken_g(self) -> int:
        """Free space that is somebody's already: of plans that hold, and of bookings."""
        return self.expected_g + self.booked_g

    @property
    def fill(self) -> Fill:
        return Fill(self.stock_g, self.told_capacity_g)

    @property
    def fill_rate(self) -> float:
        return self.fill.fill_rate


@dataclass(frozen=True)
class RoomCard:
    """One room with what was last said of it; `out_from` is set where it is out of use now or will be."""

    id: int
    code: str
    volume_l: int
    capacity_g: int
    stock_g: int | None
    reported_at: datetime | None
    reported_by: str
    freshness: Freshness
    temperature_mc: int | None
    measured_at: datetime | None
    is_out_of_band: bool
    out_from: date | None = None
    out_until: date | None = None
    out_reason: str = ""
    humidity_pm: int | None = None
    is_on_books: bool = False

    @property
    def fill_rate(self) -> float:
        return (self.stock_g or 0) / self.capacity_g if self.capacity_g else 0.0


@dataclass(frozen=True)
class Figures:
    """The three numbers of a plan and what stands behind them. `saved_fen` is scaled to equal tonnes."""

    cost_fen: int
    lower_bound_fen: int
    gap: float
    practice_cost_fen: int
    saved_fen: int
    placed_g: int
    unplaced_g: int
    unplaced_lots: int


@dataclass(frozen=True)
class Todo:
    """One thing to do: sentence templates with fields, and where to go."""

    code: str
    title: str
    why: str
    fields: dict[str, object]
    url_name: str
    url_args: tuple[object, ...] = ()
    tone: str = ""
