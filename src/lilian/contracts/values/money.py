"""Money beside the price: the deposit, inputs on credit, penalties."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class DepositState(StrEnum):
    """HELD is put aside in the bank, PAID with the household, LET_GO free again because the contract ended first."""

    NONE = "none"
    DUE = "due"
    HELD = "held"
    PAID = "paid"
    LET_GO = "let_go"


DEPOSIT_STATE_NAMES = {
    DepositState.NONE: gettext_noop("没有定金"),
    DepositState.DUE: gettext_noop("还没预留"),
    DepositState.HELD: gettext_noop("已预留，没付"),
    DepositState.PAID: gettext_noop("已付"),
    DepositState.LET_GO: gettext_noop("已放开"),
}


class PenaltyKind(StrEnum):
    """ELSEWHERE the household owes; REFUSED, without ground, and LATE, a payment, are owed to it."""

    ELSEWHERE = "elsewhere"
    REFUSED = "refused"
    LATE = "late"


PENALTY_NAMES = {
    PenaltyKind.ELSEWHERE: gettext_noop("卖给别人，农户付"),
    PenaltyKind.REFUSED: gettext_noop("无故拒收，付给农户"),
    PenaltyKind.LATE: gettext_noop("迟付果款，付给农户"),
}


@dataclass(frozen=True)
class PenaltyDraft:
    """What happened: so much fruit of a grade (ELSEWHERE, REFUSED), or so many fen paid so many days late (LATE)."""

    kind: PenaltyKind
    day: date
    note: str
    grade: str = ""
    weight_g: int = 0
    late_fen: int = 0
    late_days: int = 0


class DepositEnd(StrEnum):
    """What became of a deposit, or of a part of it, that no fruit was settled with."""

    RETURNED = "deposit_returned"
    KEPT = "deposit_kept"
    DOUBLED = "deposit_doubled"


DEPOSIT_END_NAMES = {
    DepositEnd.RETURNED: gettext_noop("退回定金"),
    DepositEnd.KEPT: gettext_noop("定金不退，归果农"),
    DepositEnd.DOUBLED: gettext_noop("双倍返还定金"),
}
# Who has one of the two does not get the other for the same breach (Civil Code, article 588).
INSTEAD_OF_PENALTY = {DepositEnd.KEPT: PenaltyKind.REFUSED, DepositEnd.DOUBLED: PenaltyKind.ELSEWHERE}


@dataclass(frozen=True)
class PaidDeposit:
    """A contract's deposit as it was paid: on which account of which co-operative's book, by which posting."""

    contract_id: int
    account_id: int
    household_id: int
    coop_id: int
    fen: int
    posting_id: int


@dataclass(frozen=True)
class Moved:
    """One posting of a contract's money: `kind` is deposit, inputs, a kind of penalty or a `DepositEnd`."""

    posting_id: int
    kind: str
    day: date
    fen: int
    note: str


@dataclass(frozen=True)
class ContractMoney:
    """A contract's money beside the price, in fen."""

    deposit: DepositState
    deposit_fen: int
    credit_limit_fen: int
    issued_fen: int
    moved: tuple[Moved, ...]

    @property
    def credit_left_fen(self) -> int:
        return max(0, self.credit_limit_fen - self.issued_fen)
