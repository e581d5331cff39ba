"""What others may know of box passports: how a box stands, its story, who agreed to be named."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.brand.values import BoxMark
from lilian.drawing.photos import Light
from lilian.kernel.marks import gettext_noop


class State(StrEnum):
    """How a box stands, the gravest first; `OFTEN` is genuine, and its code was opened more than one box's is."""

    RECALLED = "recalled"
    VOID = "void"
    HELD = "held"
    OFTEN = "often"
    GENUINE = "genuine"


class Step(StrEnum):
    PICKED = "picked"
    RECEIVED = "received"
    STORED = "stored"
    SORTED = "sorted"
    PACKED = "packed"
    SENT = "sent"
    ARRIVED = "arrived"
    BACK = "back"


class Way(StrEnum):
    """How a household said that it may be named."""

    PHONE = "phone"
    PAPER = "paper"


WAY_NAMES = {Way.PHONE: gettext_noop("本人在手机上"), Way.PAPER: gettext_noop("纸质签字")}


@dataclass(frozen=True)
class Origin:
    """A village fruit came from: its share in per mille, a point good to a kilometre, who agreed to be named.

    `place_id` is the village's in the register; None, and no point, where the register has none, or several of the name
    and nobody knows which.
    """

    village: str
    township: str
    organisation: str
    permille: int
    lat: float | None
    lon: float | None
    growers: tuple[str, ...] = ()
    place_id: int | None = None

    @property
    def percent(self) -> int:
        return max(1, round(self.permille / 10))


@dataclass(frozen=True)
class Orchard:
    """A picture of a village's orchards: SHA-256 of it in hex, its sides in pixels, '' where nothing is said of it.

    `size` is how many bytes it takes.
    """

    village: str
    digest: str
    width: int
    height: int
    size: int
    caption: str = ""
    caption_en: str = ""


# A township: its name, and its villages' points as (lat, lon), good to a kilometre.
Town = tuple[str, tuple[tuple[float, float], ...]]


@dataclass(frozen=True)
class Event:
    """Something that happened to the fruit, from a day through another; `place` is where, `by` whose place it is."""

    step: Step
    first: date
    last: date
    place: str = ""
    by: str = ""

    @property
    def days(self) -> int:
        return (self.last - self.first).days


@dataclass(frozen=True)
class Air:
    """A room's air while fruit of the box lay there: (moment, thousandths of a degree Celsius), oldest first."""

    room: str
    read: tuple[tuple[datetime, int], ...]

    @property
    def coldest_mc(self) -> int:
        return min(value for _, value in self.read)

    @property
    def warmest_mc(self) -> int:
        return max(value for _, value in self.read)

    @property
    def mean_mc(self) -> int:
        return round(sum(value for _, value in self.read) / len(self.read))


@dataclass(frozen=True)
class Looked:
    """A sample of the fruit: how many were looked at when, and their means; None where nothing was measured."""

    day: date
    occasion: str
    by: str
    size: int
    weight_g: int | None
    firmness_mn: int | None
    solids_permille: int | None
    taste: str


@dataclass(frozen=True)
class Promise:
    """A compliance certificate a firm or co-operative of ours issued."""

    number: str
    promiser: str
    day: date
    form: str
    bases: tuple[str, ...] = ()
    test: str = ""
    is_void: bool = False


@dataclass(frozen=True)
class Promises:
    """The last certificates behind a box. Growers' and strangers' are counted only: their number leads to a name."""

    firms: tuple[Promise, ...] = ()
    more: int = 0
    unnamed: int = 0


@dataclass(frozen=True)
class Input:
    """A farm input that growers of the fruit fetched in the year before it was picked.

    `days_before`: from the last of it that was fetched to the picking after, the fewest of all; None where no day is
    known. `interval_days` must lie between the last spraying and picking; None for what is no pesticide.
    """

    name: str
    category: str
    days_before: int | None
    interval_days: int | None


@dataclass(frozen=True)
class Keeps:
    """Until when the fruit keeps: in a fridge (4 °C) and in a room (20 °C), from the day it was packed."""

    fridge: date
    room: date
    source: str


@dataclass(frozen=True)
class Graded:
    """The grade by the county's standard in force when it was packed; grams a fruit from, below (None: no end)."""

    name: str
    standard: str
    number: int
    effective_from: date
    low_g: int | None = None
    high_g: int | None = None


@dataclass(frozen=True)
class Known:
    """What stands on the box itself."""

    box_id: int
    code: str
    gtin: str
    batch: str
    name: str
    variety: str
    packer: str
    net_g: int
    pieces: int
    packed_at: datetime


@dataclass(frozen=True)
class Standing:
    """How a box stands now; `opened` is how often its page was asked for in the last 30 days."""

    state: State
    opened: int = 0


@dataclass(frozen=True)
class Story:
    """All that a box's page tells, from the records alone."""

    known: Known
    standing: Standing
    graded: Graded | None
    keeps: Keeps | None
    origins: tuple[Origin, ...] = ()
    orchard: Orchard | None = None
    events: tuple[Event, ...] = ()
    air: tuple[Air, ...] = ()
    looked: tuple[Looked, ...] = ()
    promises: Promises = Promises()
    inputs: tuple[Input, ...] = ()
    mark: BoxMark | None = None


@dataclass(frozen=True)
class Product:
    """A kind of box the alliance sells, for a code that names no single box."""

    gtin: str
    name: str
    variety: str
    grade: str
    label_g: int
    least_count: int
    most_count: int


@dataclass(frozen=True)
class ConsentCard:
    """A household, and whether boxes may name it: `name` is what stands there, '' if it does not."""

    household_id: int
    code: str
    head: str
    organisation_id: int
    organisation: str
    village: str
    name: str = ""
    way: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class VillageCard:
    """A village, and the picture of its orchards that boxes show, with who put it there when; of a closed one nobody
    sees it any more."""

    place_id: int
    village: str
    township: str
    orchard: Orchard | None = None
    at: datetime | None = None
    kept_by: str = ""
    is_closed: bool = False


@dataclass(frozen=True)
class PictureDraft:
    """A picture made light, and what is said of it in Chinese and English."""

    picture: Light
    caption: str = ""
    caption_en: str = ""


@dataclass(frozen=True)
class ComplaintDraft:
    """What somebody says about a box; `contact` is theirs to give or not."""

    text: str
    contact: str = ""


@dataclass(frozen=True)
class ComplaintCard:
    complaint_id: int
    code: str
    batch: str
    product: str
    text: str
    contact: str
    at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
