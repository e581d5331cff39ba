"""What others may know of settlement: what goes into a statement, frozen, and what comes of it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class RunKind(StrEnum):
    """DELIVERY settles what was brought; SHARE hands out more later: a pool's top-up, a co-operative's surplus."""

    DELIVERY = "delivery"
    SHARE = "share"


RUN_KIND_NAMES = {RunKind.DELIVERY: gettext_noop("交果结算"), RunKind.SHARE: gettext_noop("二次分配")}


class RunState(StrEnum):
    DRAFT = "draft"
    HALF = "half"
    POSTED = "posted"
    DROPPED = "dropped"


RUN_STATE_NAMES = {
    RunState.DRAFT: gettext_noop("待审批"),
    RunState.HALF: gettext_noop("一人已批"),
    RunState.POSTED: gettext_noop("已入账"),
    RunState.DROPPED: gettext_noop("已退回"),
}


class SharedKind(StrEnum):
    """Sums that are shared between households: the first three are costs, the last two are paid out."""

    FREIGHT = "freight"
    STORAGE = "storage"
    SORTING = "sorting"
    TOP_UP = "top_up"
    SURPLUS = "surplus"


SHARED_KIND_NAMES = {
    SharedKind.FREIGHT: gettext_noop("运费"),
    SharedKind.STORAGE: gettext_noop("冷藏费"),
    SharedKind.SORTING: gettext_noop("分选费"),
    SharedKind.TOP_UP: gettext_noop("季末补差"),
    SharedKind.SURPLUS: gettext_noop("盈余返还"),
}
COSTS = frozenset({SharedKind.FREIGHT, SharedKind.STORAGE, SharedKind.SORTING})


class ShareRule(StrEnum):
    WEIGHT = "weight"
    VALUE = "value"
    EVEN = "even"


SHARE_RULE_NAMES = {
    ShareRule.WEIGHT: gettext_noop("按斤两分"),
    ShareRule.VALUE: gettext_noop("按金额分"),
    ShareRule.EVEN: gettext_noop("每户一样"),
}


class StepKind(StrEnum):
    """The steps from gross to net, in the order they are taken."""

    FEE = "fee"
    FREIGHT = "freight"
    STORAGE = "storage"
    SORTING = "sorting"
    ADVANCE = "advance"
    DEPOSIT = "deposit"
    PENALTY = "penalty"
    DEBT = "debt"
    INPUT_CREDIT = "input_credit"


STEP_NAMES = {
    StepKind.FEE: gettext_noop("服务费"),
    StepKind.FREIGHT: gettext_noop("运费"),
    StepKind.STORAGE: gettext_noop("冷藏费"),
    StepKind.SORTING: gettext_noop("分选费"),
    StepKind.ADVANCE: gettext_noop("扣回预付果款"),
    StepKind.DEPOSIT: gettext_noop("抵定金"),
    StepKind.PENALTY: gettext_noop("扣违约金"),
    StepKind.DEBT: gettext_noop("还上期欠款"),
    StepKind.INPUT_CREDIT: gettext_noop("还农资赊欠"),
}


@dataclass(frozen=True)
class Scheme:
    """How an organisation settles, in thousandths; `least_cash_permille` of what is left after fee, costs, advance and
    deposit is paid out whatever is owed. What is still owed at a season's close is paid back in `instalments`."""

    fee_permille: int = 0
    least_cash_permille: int = 0
    instalments: int = 1
    first_due_months: int = 1


class Basis(StrEnum):
    """How fruit came to its grade and price where its slip did not say so: by what the line saw of its own lot, by its
    part of a mixed run, or beyond what the contract takes, at the market's price."""

    OWN_GRADES = "own_grades"
    POOLED_GRADES = "pooled_grades"
    OVER = "over"


class Waiting(StrEnum):
    """Why fruit that was received is not settled yet."""

    NO_PRICE = "no_price"
    UNGRADED = "ungraded"
    NO_GRADE_PRICE = "no_grade_price"
    OVER = "over"
    UNQUOTED = "unquoted"


WAITING_NAMES = {
    Waiting.NO_PRICE: gettext_noop("还没有定价"),
    Waiting.UNGRADED: gettext_noop("等分级，分选完再结"),
    Waiting.NO_GRADE_PRICE: gettext_noop("这个等级合同里没有，当天也没有挂牌价"),
    Waiting.OVER: gettext_noop("超出合同容许，合同约定不收"),
    Waiting.UNQUOTED: gettext_noop("超出合同容许，当天没有行情"),
}


@dataclass(frozen=True)
class Waits:
    """A slip that waits, and for what."""

    slip_id: int
    number: str
    day: date
    household_id: int
    net_g: int
    why: Waiting


@dataclass(frozen=True)
class Delivered:
    """Fruit of one grade from one slip, and what it comes to.

    `basis` is the slip's kind of price, or how its grade and price came about: one of `Basis`. With a `contract`,
    `uncut_fen_per_kg` is its price before quality deductions.
    """

    slip_id: int
    number: str
    day: date
    grade: str
    net_g: int
    fen_per_kg: int
    amount_fen: int
    basis: str
    contract: str = ""
    uncut_fen_per_kg: int = 0


@dataclass(frozen=True)
class Shared:
    """The household's part of a shared sum; its `own` of the `whole` in grams, fen or households, by the rule."""

    shared_id: int
    kind: SharedKind
    rule: ShareRule
    grade: str
    total_fen: int
    own: int
    whole: int
    fen: int
    note: str = ""


@dataclass(frozen=True)
class Owed:
    """What stood on the household's accounts in the organisation's book, in fen, each with the account's number.

    `debt_due_fen` is as much of the debt as its plans want by the day of the run; `compensation_fen` is owed to the
    household.
    """

    advance_fen: int = 0
    deposit_fen: int = 0
    debt_fen: int = 0
    input_credit_fen: int = 0
    accounts: dict[str, int] = field(default_factory=dict)
    debt_due_fen: int = 0
    penalty_fen: int = 0
    compensation_fen: int = 0


@dataclass(frozen=True)
class PoolGrade:
    """All of a run's fruit of one grade."""

    grade: str
    net_g: int
    amount_fen: int


RULES = 2  # the version of the rules: 1 took a debt whole and knew no penalties


@dataclass(frozen=True)
class Inputs:
    """All that a statement depends on. The same inputs give the same statement for ever, whatever stands elsewhere."""

    household_id: int
    code: str
    day: date
    scheme: Scheme
    owed: Owed
    delivered: tuple[Delivered, ...] = ()
    shared: tuple[Shared, ...] = ()
    pool: tuple[PoolGrade, ...] = ()
    closes_season: bool = False
    rules: int = RULES


@dataclass(frozen=True)
class Step:
    """So many fen are taken, for what, and of what was due; `about` names where it comes from."""

    kind: StepKind
    due_fen: int
    taken_fen: int
    about: str = ""


@dataclass(frozen=True)
class Instalment:
    due_on: date
    fen: int


@dataclass(frozen=True)
class Settled:
    """A statement's figures in fen: gross less all steps is net, and net is never below zero.

    `paid_out_fen` is shared out or compensation; `carried_fen` what was still owed at the season's close and becomes a
    debt with a plan.
    """

    fruit_fen: int
    paid_out_fen: int
    steps: tuple[Step, ...]
    net_fen: int
    carried_fen: int
    plan: tuple[Instalment, ...]

    @property
    def gross_fen(self) -> int:
        return self.fruit_fen + self.paid_out_fen

    def taken_fen(self, kind: StepKind) -> int:
        return sum(step.taken_fen for step in self.steps if step.kind is kind)


UNGRADED = "-"  # in a shared sum: fruit without a grade alone


@dataclass(frozen=True)
class SharedDraft:
    """A sum to be shared by a rule; `grade` keeps it to fruit of that grade, UNGRADED to what has none, '' to nothing.

    `paid_fen` is what had been paid on that fruit when a top-up was worked out; None where the sum was told.
    """

    kind: SharedKind
    rule: ShareRule
    total_fen: int
    grade: str = ""
    note: str = ""
    paid_fen: int | None = None


@dataclass(frozen=True)
class Sold:
    """What a pool's fruit of one grade was sold for, in fen; '' is ungraded fruit."""

    grade: str
    fen: int


@dataclass(frozen=True)
class RunDraft:
    """What to settle: an organisation's deliveries of a period, or sums shared over what it settled in it.

    From what its pools were `sold` for the top-ups are worked out: less what was paid at delivery and topped up before.
    """

    organisation_id: int
    kind: RunKind
    since: date
    until: date
    day: date
    shared: tuple[SharedDraft, ...] = ()
    closes_season: bool = False
    note: str = ""
    sold: tuple[Sold, ...] = ()
