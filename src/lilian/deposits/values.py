"""Why a deposit is closed, what that makes of it, and what is left of one."""

from dataclasses import dataclass
from enum import StrEnum

from lilian.contracts.values import DepositEnd, EndReason
from lilian.kernel.marks import gettext_noop


class Why(StrEnum):
    """FULFILLED, AGREED and FORCE_MAJEURE are nobody's fault; MISTAKE was paid by error; the rest are a breach."""

    FULFILLED = "fulfilled"
    AGREED = "agreed"
    FORCE_MAJEURE = "force_majeure"
    MISTAKE = "mistake"
    BUYER_BREACH = "buyer_breach"
    HOUSEHOLD_BREACH = "household_breach"


WHY_NAMES = {
    Why.FULFILLED: gettext_noop("履行完毕，定金没有抵完"),
    Why.AGREED: gettext_noop("双方同意解除合同"),
    Why.FORCE_MAJEURE: gettext_noop("不可抗力"),
    Why.MISTAKE: gettext_noop("付错了"),
    Why.BUYER_BREACH: gettext_noop("收购方违约"),
    Why.HOUSEHOLD_BREACH: gettext_noop("果农违约"),
}
# Civil Code of the People's Republic of China, article 587: the deposit goes back or counts as price; who paid it and
# is in breach has no claim to it; who received it and is in breach gives it back twice.
ENDS = dict.fromkeys(Why, DepositEnd.RETURNED) | {
    Why.BUYER_BREACH: DepositEnd.KEPT,
    Why.HOUSEHOLD_BREACH: DepositEnd.DOUBLED,
}
# The contract has to have ended so; what is not here needs no end.
NEEDS_END = {
    Why.AGREED: EndReason.AGREED,
    Why.FORCE_MAJEURE: EndReason.FORCE_MAJEURE,
    Why.BUYER_BREACH: EndReason.BREACH,
    Why.HOUSEHOLD_BREACH: EndReason.BREACH,
}


class Way(StrEnum):
    """How the household pays: into the bank, in cash, or from its next settlement. KEPT: nothing is paid."""

    BANK = "bank"
    CASH = "cash"
    SETTLEMENT = "settlement"
    NONE = "none"


WAY_NAMES = {
    Way.BANK: gettext_noop("转到银行账户"),
    Way.CASH: gettext_noop("交现金"),
    Way.SETTLEMENT: gettext_noop("从下次结算里扣"),
    Way.NONE: gettext_noop("不用付"),
}


@dataclass(frozen=True)
class ClosingDraft:
    """What is asked: `fen` of the deposit itself, None for all that is left of it."""

    contract_id: int
    why: Why
    way: Way
    note: str
    fen: int | None = None


@dataclass(frozen=True)
class Ground:
    """What a contract says and what happened under it, as far as its deposit goes by it."""

    ended: EndReason | None
    is_over: bool  # the days of delivery are
    names_rule: bool
    charged: frozenset[str]  # kinds of its postings


@dataclass(frozen=True)
class Standing:
    """One contract's deposit, in fen: what was paid, what settlements took of it, what went another way, what is left.

    Settlements take from a household's account, the deposit that was paid first first.
    """

    contract_id: int
    account_id: int
    household_id: int
    coop_id: int
    posting_id: int
    paid_fen: int
    settled_fen: int
    closed_fen: int

    @property
    def left_fen(self) -> int:
        return self.paid_fen - self.settled_fen - self.closed_fen
