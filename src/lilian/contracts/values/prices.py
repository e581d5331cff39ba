"""What a price rule says, what a market quoted, and the price that comes of both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import untranslated
from lilian.kernel.sentences import filled, joined


class RuleKind(StrEnum):
    """FIXED is the guaranteed price whatever the market; FLOOR the market where it is above; MARKET_PLUS the market
    and a little more, never below; FLOATING the guaranteed price and a share of what the market is above it."""

    FIXED = "fixed"
    FLOOR = "floor"
    MARKET_PLUS = "market_plus"
    FLOATING = "floating"


RULE_NAMES = {
    RuleKind.FIXED: gettext_noop("固定价"),
    RuleKind.FLOOR: gettext_noop("保底价，随行就市"),
    RuleKind.MARKET_PLUS: gettext_noop("市场价上浮，有保底"),
    RuleKind.FLOATING: gettext_noop("下有保底，上可浮动"),
}


class Basis(StrEnum):
    """Which quotation counts: the latest of the window, or the mean of all of it."""

    LATEST = "latest"
    MEAN = "mean"


BASIS_NAMES = {Basis.LATEST: gettext_noop("最近一次行情"), Basis.MEAN: gettext_noop("期内行情平均")}


class Leg(StrEnum):
    """Which part of a rule made the price. UNQUOTED is the guaranteed price for want of a quotation."""

    FIXED = "fixed"
    FLOOR = "floor"
    UNQUOTED = "unquoted"
    MARKET = "market"
    PREMIUM = "premium"
    SHARE = "share"
    TOP = "top"


LEG_NAMES = {
    Leg.FIXED: gettext_noop("固定价"),
    Leg.FLOOR: gettext_noop("保底价"),
    Leg.UNQUOTED: gettext_noop("保底价（没有行情）"),
    Leg.MARKET: gettext_noop("市场价"),
    Leg.PREMIUM: gettext_noop("市场价上浮"),
    Leg.SHARE: gettext_noop("浮动价"),
    Leg.TOP: gettext_noop("封顶价"),
}


@dataclass(frozen=True)
class PriceRule:
    """How a kilogram of a grade is priced on its delivery day; every rule guarantees `floor_fen`.

    `premium_permille` is what MARKET_PLUS adds to the market, `share_permille` what FLOATING gives of the rise above
    the floor, `top_fen` the most either pays. Quotations of `market` count from the `window_days` that end with the
    delivery day, for `quoted_grade` where the market quotes this grade under another's name.
    """

    kind: RuleKind
    floor_fen: int
    market: str = ""
    premium_permille: int = 0
    share_permille: int = 1_000
    top_fen: int | None = None
    basis: Basis = Basis.LATEST
    window_days: int = 30
    quoted_grade: str = ""


@dataclass(frozen=True)
class Quoted:
    """One figure of a market: fen per kilogram of a grade on a day, and where it was read."""

    quotation_id: int
    market: str
    grade: str
    day: date
    fen_per_kg: int
    source: str


@dataclass(frozen=True)
class Priced:
    """What a kilogram costs on `day`, before quality deductions; `market_fen` is what the market leg came to.

    `quotations` are those that counted, latest first; none with FIXED and UNQUOTED.
    """

    grade: str
    day: date
    fen_per_kg: int
    leg: Leg
    rule: PriceRule
    market_fen: int | None = None
    quotations: tuple[Quoted, ...] = ()


@dataclass(frozen=True)
class Why:
    """Sentences about a price: templates marked for translation, each with its fields; filled at the door."""

    sentences: tuple[tuple[str, dict[str, Any]], ...]

    def text(self, translate: Callable[[str], str] = untranslated) -> str:
        return joined(*(filled(template, fields, translate) for template, fields in self.sentences))


class Measure(StrEnum):
    """What a deduction looks at: fruit of a thousand with a defect, or soluble solids in 0.1 °Brix."""

    DEFECTS = "defects"
    SOLIDS = "solids"


MEASURE_NAMES = {Measure.DEFECTS: gettext_noop("有缺陷的果"), Measure.SOLIDS: gettext_noop("糖度")}


@dataclass(frozen=True)
class Deduction:
    """For every begun `step` beyond `allowed`, `cut_permille` of the price, and `most_permille` at most.

    Beyond is above for DEFECTS, in fruit of a thousand, and below for SOLIDS, in 0.1 °Brix.
    """

    measure: Measure
    allowed: int
    step: int
    cut_permille: int
    most_permille: int


@dataclass(frozen=True)
class Seen:
    """What a sample showed; None where it was not looked at, and then nothing is deducted for it."""

    defects_permille: int | None = None
    brix_tenths: int | None = None


@dataclass(frozen=True)
class Cut:
    """A price with its deductions: each that bit with its share in thousandths, and what is left."""

    fen_per_kg: int
    deducted: tuple[tuple[Deduction, int], ...] = ()


@dataclass(frozen=True)
class MarketDraft:
    """A market that is quoted: an index, a wholesale market; `source` says who publishes it."""

    code: str
    name: str
    source: str


@dataclass(frozen=True)
class QuotationDraft:
    """What a market quoted for a grade of a variety on a day, and where it was read."""

    market: str
    variety_id: int
    grade: str
    day: date
    fen_per_kg: int
    source: str
