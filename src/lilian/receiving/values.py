"""What others may know of receiving: what a slip says, and its closed lists."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.catalog.values import Defect
from lilian.kernel.marks import gettext_noop


class PriceKind(StrEnum):
    """CONTRACT names its contract; POSTED is what hung on the board when it was weighed; OPEN is settled later."""

    POSTED = "posted"
    CONTRACT = "contract"
    OPEN = "open"


PRICE_KIND_NAMES = {
    PriceKind.POSTED: gettext_noop("今日挂牌价"),
    PriceKind.CONTRACT: gettext_noop("按合同"),
    PriceKind.OPEN: gettext_noop("以后再定"),
}


class NoCertificate(StrEnum):
    """Why a farm household came without a compliance certificate; firms and co-operatives must have one."""

    NOT_ISSUED = "not_issued"
    NOT_BROUGHT = "not_brought"
    BEING_ISSUED = "being_issued"


NO_CERTIFICATE_NAMES = {
    NoCertificate.NOT_ISSUED: gettext_noop("农户自产，没有开具"),
    NoCertificate.NOT_BROUGHT: gettext_noop("已开具，没带来"),
    NoCertificate.BEING_ISSUED: gettext_noop("正在开具，稍后补上"),
}


class SprayStanding(StrEnum):
    """Whether the fruit kept the pre-harvest interval; UNKNOWN where there are no field records."""

    UNKNOWN = "unknown"
    KEPT = "kept"
    TOO_SOON = "too_soon"


SPRAY_STANDING_NAMES = {
    SprayStanding.UNKNOWN: gettext_noop("没有用药记录，未核"),
    SprayStanding.KEPT: gettext_noop("已过安全间隔期"),
    SprayStanding.TOO_SOON: gettext_noop("未过安全间隔期"),
}


class Odd(StrEnum):
    """What is possible but rarely true: somebody looks again and says so."""

    HEAVY = "heavy"
    TARE = "tare"
    CRATES = "crates"
    LONG_PICKED = "long_picked"
    SWEETNESS = "sweetness"
    FIRMNESS = "firmness"
    DEFECTS = "defects"


ODD_NAMES = {
    Odd.HEAVY: gettext_noop("一张单超过 5 吨"),
    Odd.TARE: gettext_noop("皮重超过毛重的三成"),
    Odd.CRATES: gettext_noop("每筐净重不在 5 到 40 公斤之间"),
    Odd.LONG_PICKED: gettext_noop("采收超过 10 天"),
    Odd.SWEETNESS: gettext_noop("糖度不在 8 到 18 之间"),
    Odd.FIRMNESS: gettext_noop("硬度不在 20 到 110 牛之间"),
    Odd.DEFECTS: gettext_noop("有缺陷的果超过样果的一半"),
}


@dataclass(frozen=True)
class Spray:
    """One spraying of a block: after it so many days must pass before picking."""

    product: str
    sprayed_on: date
    interval_days: int


@dataclass(frozen=True)
class Seller:
    """Who sells: a household, a person without one, or a member organisation; exactly one of the three."""

    household_id: int | None = None
    person_id: int | None = None
    organisation_id: int | None = None


@dataclass(frozen=True)
class Weighing:
    """What the scale said, in grams; `crates` of 0 is loose fruit."""

    gross_g: int
    tare_g: int = 0
    crates: int = 0


@dataclass(frozen=True)
class SampleDraft:
    """`size` fruit were looked at; soluble solids in 0.1 °Brix, firmness in 0.1 N, None where not measured.

    `defects` says how many of the fruit have each defect; a fruit may have several.
    """

    size: int
    brix_tenths: int | None = None
    firmness_tenths_n: int | None = None
    defects: tuple[tuple[Defect, int], ...] = ()


@dataclass(frozen=True)
class Priced:
    """How it is paid; `told_fen_per_kg` is what the seller was told: with POSTED it must be what hung there."""

    kind: PriceKind = PriceKind.OPEN
    contract: str = ""
    told_fen_per_kg: int | None = None


@dataclass(frozen=True)
class Certificate:
    """The number of the compliance certificate (承诺达标合格证), or why there is none."""

    number: str = ""
    absence: NoCertificate | None = None


NO_NUMBERS = frozenset({"无", "没有", "没", "暂无", "未开", "none", "no", "n/a", "null"})


def says_a_number(text: str) -> bool:
    """Whether a certificate's number is said: a dash, a nought or “no” is none."""
    bare = text.strip().strip("-—_/.。0〇 ")
    return bool(bare) and bare.lower() not in NO_NUMBERS


@dataclass(frozen=True)
class SlipDraft:
    """What a clerk writes down. `grade` '' is ungraded; `sure` says that what looks odd was looked at again."""

    location_id: int
    seller: Seller
    variety_id: int
    harvest_date: date
    weighing: Weighing
    certificate: Certificate
    price: Priced
    weighed_at: datetime
    grade: str = ""
    block_id: int | None = None
    sample: SampleDraft | None = None
    note: str = ""
    sure: bool = False


@dataclass(frozen=True)
class Recorded:
    """A slip that was written, now or by the same key before."""

    slip_id: int
    number: str
    net_g: int
    amount_fen: int | None


@dataclass(frozen=True)
class PriceDraft:
    """What is posted from a moment on; a `location_id` of None is the county's. No `fen_per_kg`: posted no more."""

    variety_id: int
    effective_from: datetime
    fen_per_kg: int | None
    location_id: int | None = None
    grade: str = ""


@dataclass(frozen=True)
class SellerCard:
    """One who may sell here, as the weighing form offers them; `sought` is what a search looks through."""

    key: str
    name: str
    code: str
    sought: str
    blocks: tuple[tuple[int, str], ...] = ()
    last_at: datetime | None = None


@dataclass(frozen=True)
class Totals:
    """Of slips that count: how many, their grams, the fen of those that have a price, how many have none."""

    slips: int = 0
    net_g: int = 0
    amount_fen: int = 0
    unpriced: int = 0
    voided: int = 0


@dataclass(frozen=True)
class PointDay:
    """One collection point on one day."""

    location_id: int
    name: str
    organisation: str
    totals: Totals
    last_at: datetime | None
