"""What others may know of packing: specifications, packings, boxes, pallets, and how their codes are read."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel import codes
from lilian.kernel.marks import gettext_noop

BATCH, PALLET = "B", "T"
GTIN_LENGTH = 14


class Shift(StrEnum):
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


SHIFT_NAMES = {
    Shift.DAY: gettext_noop("白班"),
    Shift.EVENING: gettext_noop("晚班"),
    Shift.NIGHT: gettext_noop("夜班"),
}


class Source(StrEnum):
    """How a box's weight came to us."""

    FORM = "form"
    FILE = "file"
    API = "api"
    DEMO = "demo"


SOURCE_NAMES = {
    Source.FORM: gettext_noop("手工填写"),
    Source.FILE: gettext_noop("表格导入"),
    Source.API: gettext_noop("电子秤上传"),
    Source.DEMO: gettext_noop("演示数据"),
}


def batch_code(packing_id: int) -> str:
    """The batch on a label, `B000012` and its check character: a packing's boxes are one batch."""
    return codes.numbered(BATCH, packing_id)


def pallet_code(pallet_id: int) -> str:
    return codes.numbered(PALLET, pallet_id)


def number_in(code: str, prefix: str) -> int | None:
    """The record a batch or pallet code names; None if it is none, or a character of it is wrong."""
    given = code.strip().upper()
    body = given[1:-1]
    if not given.startswith(prefix) or not body.isdecimal() or not codes.is_valid(given):
        return None
    return int(body)


@dataclass(frozen=True)
class SpecFigures:
    """What a box must be: `label_g` net on its label, of which a single box may lack `shortage_g`, with
    `least_count` ... `most_count` fruit; the empty box weighs `tare_g`. `price_fen_per_kg` prices what is given away.
    """

    label_g: int
    shortage_g: int
    least_count: int
    most_count: int
    tare_g: int
    price_fen_per_kg: int

    @property
    def usual_pieces(self) -> int | None:
        """The count, where there is but one."""
        return self.least_count if self.least_count == self.most_count else None

    def give_away_fen(self, give_away_g: int) -> int:
        """What these grams would have sold for, to the nearest fen; negative where boxes lack."""
        sign = -1 if give_away_g < 0 else 1
        return sign * ((abs(give_away_g) * self.price_fen_per_kg + 500) // 1000)


@dataclass(frozen=True)
class SpecDraft:
    """A specification to be. An empty `gtin` gets a number of the alliance's own."""

    code: str
    name: str
    variety_id: int
    grade: str
    gtin: str = ""


@dataclass(frozen=True)
class SpecCard:
    """A specification with the version that counts on a day; `version_id` names it."""

    spec_id: int
    version_id: int
    number: int
    effective_from: date
    code: str
    name: str
    gtin: str
    variety_id: int
    variety: str
    grade: str
    figures: SpecFigures
    source: str = ""


@dataclass(frozen=True)
class PackingDraft:
    """A shift's work on one line with one specification; `scale` is the code of the scale the boxes stand on."""

    organisation_id: int
    location_id: int
    spec_id: int
    shift: Shift
    lot_ids: tuple[int, ...]
    scale: str = ""
    note: str = ""


@dataclass(frozen=True)
class Weighed:
    """A box as a scale shows it: `gross_g` with the box itself, or `net_g` without; one of the two.

    `pieces` of None is the specification's count; `packed_at` of None is now.
    """

    gross_g: int | None = None
    net_g: int | None = None
    pieces: int | None = None
    packed_at: datetime | None = None


@dataclass(frozen=True)
class BoxCard:
    """One box; `give_away_g` is above its label, negative if it lacks. `void` says why it does not count."""

    box_id: int
    code: str
    number: int
    gross_g: int
    net_g: int
    pieces: int
    packed_at: datetime
    packed_by: str
    give_away_g: int
    void: str | None = None


@dataclass(frozen=True)
class Tally:
    """What boxes come to: those that count, above or below their labels."""

    boxes: int = 0
    net_g: int = 0
    pieces: int = 0
    give_away_g: int = 0
    give_away_fen: int = 0
    short: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.boxes + other.boxes,
            self.net_g + other.net_g,
            self.pieces + other.pieces,
            self.give_away_g + other.give_away_g,
            self.give_away_fen + other.give_away_fen,
            self.short + other.short,
        )

    @property
    def label_g(self) -> int:
        return self.net_g - self.give_away_g

    @property
    def give_away_a_box_mg(self) -> int:
        """Thousandths of a gram above the label, a box, rounded down."""
        return self.give_away_g * 1000 // self.boxes if self.boxes else 0

    @property
    def give_away_ppm(self) -> int:
        """Millionths of the labels' weight, rounded down."""
        return self.give_away_g * 1_000_000 // self.label_g if self.label_g else 0


@dataclass(frozen=True)
class PackingCard:
    """A packing with its figures. `lot_id` is the lot its boxes became when it was closed; None until then."""

    packing_id: int
    code: str
    organisation_id: int
    organisation: str
    location_id: int
    location: str
    day: date
    shift: Shift
    opened_by: str
    scale: str
    spec: SpecCard
    lots: tuple[str, ...]
    tally: Tally
    closed_at: datetime | None = None
    stopped: str = ""
    lot_id: int | None = None
    dropped: bool = False

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_running(self) -> bool:
        """Open, and no recall stopped it."""
        return self.is_open and not self.stopped


@dataclass(frozen=True)
class GiveAway:
    """One line's shift with one specification, and what it gave away."""

    day: date
    organisation_id: int
    organisation: str
    location_id: int
    location: str
    shift: Shift
    spec: str
    label_g: int
    tally: Tally


@dataclass(frozen=True)
class TakenFrom:
    """Of a lot that went in: how much was taken off the line's stock."""

    lot_id: int
    weight_g: int
    pieces: int = 0


class Way(StrEnum):
    """How fruit for a box is chosen."""

    PRACTICE = "practice"
    EXACT = "exact"
    OURS = "ours"


WAY_NAMES = {
    Way.PRACTICE: gettext_noop("现在的做法"),
    Way.EXACT: gettext_noop("每箱都配到最近"),
    Way.OURS: gettext_noop("本系统的配法"),
}


@dataclass(frozen=True)
class TrialDraft:
    """A shift to be played for a specification with fruit like `fruit_g`, whole grams; `source` says whose it is."""

    spec_id: int
    fruit_g: tuple[int, ...]
    source: str


@dataclass(frozen=True)
class PolicyReport:
    """What one way made of a shift: boxes, grams above their labels, fruit in boxes and fruit sent round."""

    way: Way
    boxes: int
    give_away_g: int
    packed: int
    diverted: int

    @property
    def give_away_a_box_mg(self) -> int:
        return self.give_away_g * 1000 // max(1, self.boxes)

    @property
    def diverted_ppm(self) -> int:
        return self.diverted * 1_000_000 // max(1, self.packed + self.diverted)
