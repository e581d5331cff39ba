"""What others may know of group purchasing: its stages, what is asked and quoted, and its figures."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel.marks import gettext_noop

PARTS = 10_000  # a discount on a basket is in parts of 10,000


class Stage(StrEnum):
    """COLLECTING needs, QUOTING until the bids are opened, DECIDED with prices frozen, ORDERED, at last CLOSED."""

    COLLECTING = "collecting"
    QUOTING = "quoting"
    DECIDED = "decided"
    ORDERED = "ordered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STAGE_NAMES = {
    Stage.COLLECTING: gettext_noop("征集需求"),
    Stage.QUOTING: gettext_noop("供应商报价"),
    Stage.DECIDED: gettext_noop("已定供应商"),
    Stage.ORDERED: gettext_noop("已下单，等到货"),
    Stage.CLOSED: gettext_noop("已结清"),
    Stage.CANCELLED: gettext_noop("已取消"),
}


class NeedState(StrEnum):
    """ASKED by a household, CONFIRMED by its co-operative or village, APPROVED by the alliance, or RETURNED."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    APPROVED = "approved"
    RETURNED = "returned"


NEED_STATE_NAMES = {
    NeedState.ASKED: gettext_noop("等村社确认"),
    NeedState.CONFIRMED: gettext_noop("等联盟审核"),
    NeedState.APPROVED: gettext_noop("已通过"),
    NeedState.RETURNED: gettext_noop("退回"),
}


class Source(StrEnum):
    """How a need came in."""

    PHONE = "phone"
    STAFF = "staff"
    EXCEL = "excel"
    LAST_YEAR = "last_year"
    CONTRACT = "contract"


SOURCE_NAMES = {
    Source.PHONE: gettext_noop("自己填的"),
    Source.STAFF: gettext_noop("工作人员代填"),
    Source.EXCEL: gettext_noop("表格导入"),
    Source.LAST_YEAR: gettext_noop("按上一期"),
    Source.CONTRACT: gettext_noop("按合同"),
}


class Tiering(StrEnum):
    """ALL_UNITS: the step reached prices every unit. INCREMENTAL: each step prices what lies in it."""

    ALL_UNITS = "all_units"
    INCREMENTAL = "incremental"


TIERING_NAMES = {
    Tiering.ALL_UNITS: gettext_noop("到量全部按新价"),
    Tiering.INCREMENTAL: gettext_noop("超出部分按新价"),
}


class PaperKind(StrEnum):
    LICENCE = "licence"
    REGISTRATION = "registration"
    TEST_REPORT = "test_report"


PAPER_KIND_NAMES = {
    PaperKind.LICENCE: gettext_noop("经营许可证"),
    PaperKind.REGISTRATION: gettext_noop("产品登记证"),
    PaperKind.TEST_REPORT: gettext_noop("检验报告"),
}


class DecisionStatus(StrEnum):
    COMPUTING = "computing"
    READY = "ready"
    ADOPTED = "adopted"


DECISION_STATUS_NAMES = {
    DecisionStatus.COMPUTING: gettext_noop("正在计算"),
    DecisionStatus.READY: gettext_noop("算好了"),
    DecisionStatus.ADOPTED: gettext_noop("已采纳"),
}


@dataclass(frozen=True)
class CampaignDraft:
    """A round to be: needs are taken until `needs_until`, quotes stay sealed until `quotes_until`.

    `deposit_permille` of the expected bill is held from each buyer who has paid money in.
    """

    name: str
    organiser_id: int
    needs_until: datetime
    quotes_until: datetime
    deposit_permille: int = 0
    note: str = ""


@dataclass(frozen=True)
class Tier:
    """From `start` units on, all units together, a unit costs `price_fen`."""

    start: int
    price_fen: int


@dataclass(frozen=True)
class ArticleDraft:
    """`tiers` are last known or indicative prices, shown to members while they ask; no quote stands behind them."""

    farm_input_id: int
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True)
class Buyer:
    """Who needs: an organisation itself, or a household at home there."""

    organisation_id: int
    household_id: int | None = None


@dataclass(frozen=True)
class Wanted:
    """`quantity` units, gladly up to `most` where that fills a pack; `substitute_id` is another article, else none.
    A quantity of 0 takes the need back."""

    article_id: int
    quantity: int
    most: int = 0
    substitute_id: int | None = None


@dataclass(frozen=True)
class Ruled:
    """What was decided of one need: the units granted, 0 to send it back; a cut or a return has a reason."""

    need_id: int
    granted: int
    reason: str = ""


@dataclass(frozen=True)
class Paper:
    kind: PaperKind
    number: str
    valid_until: date


@dataclass(frozen=True)
class Basket:
    """A discount on the value of the whole order: from `starts[k]` fen at list price on, `parts[k]` of 10,000."""

    tiering: Tiering = Tiering.ALL_UNITS
    starts: tuple[int, ...] = (0,)
    parts: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class QuoteLineDraft:
    """From `starts[b]` units of this article on a unit costs `prices_fen[b]`; bought in packs of `pack` units, and from
    `minimum` to `capacity` units or not at all."""

    article_id: int
    prices_fen: tuple[int, ...]
    starts: tuple[int, ...] = (0,)
    tiering: Tiering = Tiering.ALL_UNITS
    pack: int = 1
    minimum: int = 0
    capacity: int | None = None
    brand: str = ""
    batch: str = ""
    expires_on: date | None = None


@dataclass(frozen=True)
class QuoteDraft:
    """What a supplier bids: for each article, on the basket, and for bringing it.

    `minimum_fen`: the least order at list price. `order_fen`: what an order costs beside. `freight_fen` a unit to every
    place, but for those in `freight_to` (by organisation code; None: not served).
    """

    campaign_id: int
    supplier_id: int
    lines: tuple[QuoteLineDraft, ...]
    basket: Basket = Basket()
    minimum_fen: int = 0
    capacity: int | None = None
    order_fen: int = 0
    freight_fen: int = 0
    freight_to: dict[str, int | None] = field(default_factory=dict)
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class NextTier:
    """`short_by` units more, of everybody together, and each unit costs `saving_fen` less."""

    short_by: int
    saving_fen: int
    price_fen: int


@dataclass(frozen=True)
class ArticleTotal:
    """One article over the needs the reader may see: units asked, confirmed by villages, approved; who asked."""

    article_id: int
    asked: int = 0
    most: int = 0
    confirmed: int = 0
    approved: int = 0
    buyers: int = 0


@dataclass(frozen=True)
class PlaceTotal:
    """One co-operative, village or station: how many needs stand in which state."""

    organisation_id: int
    code: str
    name: str
    asked: int
    confirmed: int
    approved: int
    returned: int


class Why(StrEnum):
    """Why a buyer got what it got."""

    FULL = "full"
    SHORT = "short"
    MORE = "more"
    SUBSTITUTE = "substitute"
    NONE = "none"


WHY_SENTENCES = {
    Why.FULL: gettext_noop("要 {asked}，全部给足。"),
    Why.SHORT: gettext_noop("大家一共要 {pool_asked}，只能买到 {pool}，按各家要的数量分：要 {asked}，分得 {given}。"),
    Why.MORE: gettext_noop("凑整包多出 {spare}，您说最多要 {most}，按能多要的数量分：要 {asked}，分得 {given}。"),
    Why.SUBSTITUTE: gettext_noop("要的没有人供，按您填的换成这一种：{asked} 换 {given}。"),
    Why.NONE: gettext_noop("要 {asked}，没有供应商能供，这次没有分到。"),
}


@dataclass(frozen=True)
class Balance:
    """One line of a receipt, balanced: ordered + over = accepted + short + over, delivered = accepted + over + damaged.

    `payable_fen` is what the supplier is paid for what was accepted.
    """

    ordered: int
    delivered: int
    damaged: int
    accepted: int
    short: int
    over: int
    payable_fen: int


@dataclass(frozen=True)
class Counted:
    """What was found of one order line. `batch` and `expires_on` as printed on the goods."""

    order_line_id: int
    delivered: int
    damaged: int = 0
    batch: str = ""
    expires_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class BillLine:
    """One article of a bill: units received, what they cost; `allotted` was the share before the goods came."""

    article_id: int
    allotted: int
    received: int
    amount_fen: int


@dataclass(frozen=True)
class BillSheet:
    """What one buyer owes: screen, PDF and booking all show this."""

    buyer: Buyer
    lines: tuple[BillLine, ...]

    @property
    def amount_fen(self) -> int:
        return sum(line.amount_fen for line in self.lines)
