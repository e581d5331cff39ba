"""What a contract says: of whom, how much of which grade at which price, with what beside it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lilian.contracts.values.prices import Deduction, PriceRule
from lilian.kernel.marks import gettext_noop
from lilian.kernel.period import Period


class Party(StrEnum):
    BUYER = "buyer"
    COOP = "coop"
    HOUSEHOLD = "household"


PARTY_NAMES = {
    Party.BUYER: gettext_noop("收购方"),
    Party.COOP: gettext_noop("合作社"),
    Party.HOUSEHOLD: gettext_noop("果农"),
}


class Method(StrEnum):
    """How somebody signed: on the pad of a phone, or on paper of which a photo was taken."""

    PAD = "pad"
    PHOTO = "photo"


METHOD_NAMES = {Method.PAD: gettext_noop("手写板签字"), Method.PHOTO: gettext_noop("纸质签字拍照")}


class AmendReason(StrEnum):
    """Why terms were written anew; FORCE_MAJEURE is frost, hail or the like that the alliance has seen."""

    FORCE_MAJEURE = "force_majeure"
    AREA = "area"
    AMOUNT = "amount"
    PRICE = "price"
    DATES = "dates"
    MISTAKE = "mistake"


AMEND_REASON_NAMES = {
    AmendReason.FORCE_MAJEURE: gettext_noop("不可抗力：霜冻、冰雹等"),
    AmendReason.AREA: gettext_noop("地块或面积变了"),
    AmendReason.AMOUNT: gettext_noop("双方商量改数量"),
    AmendReason.PRICE: gettext_noop("双方商量改价格"),
    AmendReason.DATES: gettext_noop("双方商量改日期"),
    AmendReason.MISTAKE: gettext_noop("写错了，更正"),
}


class EndReason(StrEnum):
    FULFILLED = "fulfilled"
    AGREED = "agreed"
    FORCE_MAJEURE = "force_majeure"
    BREACH = "breach"
    NOT_SIGNED = "not_signed"


END_REASON_NAMES = {
    EndReason.FULFILLED: gettext_noop("履行完毕"),
    EndReason.AGREED: gettext_noop("双方同意解除"),
    EndReason.FORCE_MAJEURE: gettext_noop("不可抗力"),
    EndReason.BREACH: gettext_noop("一方违约"),
    EndReason.NOT_SIGNED: gettext_noop("没有签成"),
}


class State(StrEnum):
    """UNSIGNED lacks a signature of its only terms, AMENDED of its newest, while older ones are in force."""

    UNSIGNED = "unsigned"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    ENDED = "ended"


STATE_NAMES = {
    State.UNSIGNED: gettext_noop("待签"),
    State.IN_FORCE: gettext_noop("生效"),
    State.AMENDED: gettext_noop("变更待签"),
    State.ENDED: gettext_noop("已终止"),
}


class Refused(StrEnum):
    """Why fruit that was promised a buyer is not bought; nothing else is a reason."""

    RESIDUE = "residue"
    INTERVAL = "interval"
    NOT_OWN = "not_own"
    OTHER_VARIETY = "other_variety"
    SPOILT = "spoilt"
    BELOW_GRADE = "below_grade"


REFUSED_NAMES = {
    Refused.RESIDUE: gettext_noop("农药残留检测不合格"),
    Refused.INTERVAL: gettext_noop("没有过安全间隔期"),
    Refused.NOT_OWN: gettext_noop("不是合同地块的果"),
    Refused.OTHER_VARIETY: gettext_noop("品种不符"),
    Refused.SPOILT: gettext_noop("腐烂变质"),
    Refused.BELOW_GRADE: gettext_noop("达不到合同等级"),
}


class Over(StrEnum):
    """What becomes of fruit beyond the tolerance: paid like the rest, at the day's market price, or not bought."""

    CONTRACT = "contract"
    MARKET = "market"
    REFUSED = "refused"


OVER_NAMES = {
    Over.CONTRACT: gettext_noop("照合同价收"),
    Over.MARKET: gettext_noop("按当天行情收"),
    Over.REFUSED: gettext_noop("不收"),
}


@dataclass(frozen=True)
class Line:
    """So many grams of one grade are expected, at this price; `block_id` None is all the household's land."""

    variety_id: int
    grade: str
    expected_g: int
    rule: PriceRule
    block_id: int | None = None


@dataclass(frozen=True)
class Milestone:
    """What is done by a day: inputs handed out, a training, thinning, the yield estimate."""

    key: str
    name: str
    due_on: date


ESTIMATE = "estimate"  # the key of the milestone that says how much there will be


@dataclass(frozen=True)
class Penalties:
    """In thousandths: a day of late payment, fruit sold elsewhere, and fruit refused without ground, of their value.

    `deposit_rule`: a buyer in breach loses the deposit, a household in breach gives it back twice (Civil Code of the
    People's Republic of China, article 587).
    """

    late_permille_a_day: int
    elsewhere_permille: int
    refused_permille: int
    deposit_rule: bool = False


@dataclass(frozen=True)
class TermsDraft:
    """All that a contract says beside who made it. `delivery` is half-open; money is fen."""

    lines: tuple[Line, ...]
    delivery: Period
    deductions: tuple[Deduction, ...] = ()
    deposit_fen: int = 0
    credit_limit_fen: int = 0
    tolerance_permille: int = 0
    pay_within_days: int = 0
    penalties: Penalties = Penalties(0, 0, 0)
    milestones: tuple[Milestone, ...] = ()
    over: Over = Over.CONTRACT


@dataclass(frozen=True)
class MonthDay:
    month: int
    day: int


@dataclass(frozen=True)
class YearlyMilestone:
    key: str
    name: str
    due: MonthDay


@dataclass(frozen=True)
class Clause:
    """A paragraph of the printed contract that no figure changes."""

    title: str
    text: str


@dataclass(frozen=True)
class GradeRule:
    """`share_permille` of what a household brings is expected in this grade."""

    grade: str
    share_permille: int
    rule: PriceRule


@dataclass(frozen=True)
class Sheet:
    """What a version of a template says; days of the year fall into the season it is used in.

    `deposit_permille` and `credit_permille` are of the contract's value at the floor price. `is_sample` is printed on
    every page: an invented text that no lawyer has read.
    """

    grades: tuple[GradeRule, ...]
    deliver_from: MonthDay
    deliver_until: MonthDay
    deductions: tuple[Deduction, ...] = ()
    deposit_permille: int = 0
    credit_permille: int = 0
    tolerance_permille: int = 0
    pay_within_days: int = 0
    penalties: Penalties = Penalties(0, 0, 0)
    milestones: tuple[YearlyMilestone, ...] = ()
    clauses: tuple[Clause, ...] = ()
    is_sample: bool = False
    over: Over = Over.CONTRACT


@dataclass(frozen=True)
class ContractDraft:
    """One contract to be made; `is_supported` says that the county helps this household out of poverty."""

    household_id: int
    terms: TermsDraft
    is_supported: bool = False
    renews_id: int | None = None


@dataclass(frozen=True)
class BatchDraft:
    """Contracts made in one go, with one buyer, by one version of a template."""

    season_id: int
    buyer_id: int
    version_id: int
    contracts: tuple[ContractDraft, ...]


@dataclass(frozen=True)
class Hand:
    """One party's signature; `picture` is the PNG or JPEG of the strokes or of the signed page."""

    party: Party
    name: str
    method: Method
    picture: bytes


@dataclass(frozen=True)
class TermsInForce:
    """The terms of a contract as they count on a day: what `price_on` and a settlement go by."""

    contract_id: int
    number: str
    terms_id: int
    version: int
    season_id: int
    buyer_id: int
    coop_id: int
    household_id: int
    since: date
    terms: TermsDraft

    @property
    def sides(self) -> tuple[int, int]:
        """The organisations that may take its fruit."""
        return self.coop_id, self.buyer_id

    def promises(self, variety_id: int) -> bool:
        return any(one.variety_id == variety_id for one in self.terms.lines)

    def line(self, variety_id: int, grade: str) -> Line | None:
        """The first line of a variety's grade; None where the contract promises none."""
        same = (one for one in self.terms.lines if (one.variety_id, one.grade) == (variety_id, grade))
        return next(same, None)

    def expected_g(self, variety_id: int, grade: str) -> int:
        """Over all blocks."""
        return sum(one.expected_g for one in self.terms.lines if (one.variety_id, one.grade) == (variety_id, grade))


@dataclass(frozen=True)
class Fulfilment:
    """Of what was promised: how much came, how much of it counts at the contract's price, what is over or lacks."""

    promised_g: int
    delivered_g: int
    counted_g: int

    @property
    def over_g(self) -> int:
        return self.delivered_g - self.counted_g

    @property
    def short_g(self) -> int:
        return max(0, self.promised_g - self.delivered_g)
