"""What others may know of the money journal."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


class Side(StrEnum):
    """Where an account grows: what one has, is owed or spent in debit, what one owes or earned in credit."""

    DEBIT = "debit"
    CREDIT = "credit"


SIDE_NAMES = {Side.DEBIT: gettext_noop("借"), Side.CREDIT: gettext_noop("贷")}


class Purpose(StrEnum):
    """What an account is for. With a member, it is that member's own account in the book."""

    BANK = "bank"
    CASH = "cash"
    RECEIVABLE = "receivable"
    INPUT_CREDIT = "input_credit"
    DEBT = "debt"
    ADVANCE = "advance"
    DEPOSIT_PAID = "deposit_paid"
    PENALTY = "penalty"
    INPUTS = "inputs"
    PURCHASE = "purchase"
    COST = "cost"
    PAYABLE = "payable"
    DEPOSIT = "deposit"
    COMPENSATION = "compensation"
    FEE = "fee"
    REVENUE = "revenue"
    SURPLUS = "surplus"
    OPENING = "opening"


PURPOSE_NAMES = {
    Purpose.BANK: gettext_noop("银行存款"),
    Purpose.CASH: gettext_noop("现金"),
    Purpose.RECEIVABLE: gettext_noop("应收款"),
    Purpose.INPUT_CREDIT: gettext_noop("农资赊欠"),
    Purpose.DEBT: gettext_noop("转下期的欠款"),
    Purpose.ADVANCE: gettext_noop("预付果款"),
    Purpose.DEPOSIT_PAID: gettext_noop("付出的定金"),
    Purpose.PENALTY: gettext_noop("应收违约金"),
    Purpose.INPUTS: gettext_noop("农资"),
    Purpose.PURCHASE: gettext_noop("收购果款"),
    Purpose.COST: gettext_noop("费用"),
    Purpose.PAYABLE: gettext_noop("应付款"),
    Purpose.DEPOSIT: gettext_noop("收到的定金"),
    Purpose.COMPENSATION: gettext_noop("应付违约金"),
    Purpose.FEE: gettext_noop("联盟服务费"),
    Purpose.REVENUE: gettext_noop("销售收入"),
    Purpose.SURPLUS: gettext_noop("盈余"),
    Purpose.OPENING: gettext_noop("期初"),
}
IN_DEBIT = frozenset(
    {
        Purpose.BANK, Purpose.CASH, Purpose.RECEIVABLE, Purpose.INPUT_CREDIT, Purpose.DEBT, Purpose.ADVANCE,
        Purpose.DEPOSIT_PAID, Purpose.PENALTY, Purpose.INPUTS, Purpose.PURCHASE, Purpose.COST,
    }
)  # fmt: skip
# What stands on these never turns to the other side: nobody is paid more than is owed, no bank lends by itself.
ONE_SIDED = frozenset(
    {
        Purpose.BANK, Purpose.CASH, Purpose.RECEIVABLE, Purpose.INPUT_CREDIT, Purpose.DEBT, Purpose.ADVANCE,
        Purpose.DEPOSIT_PAID, Purpose.PENALTY, Purpose.PAYABLE, Purpose.DEPOSIT, Purpose.COMPENSATION,
    }
)  # fmt: skip


# How an account about a member stands to that member: the book owes it, or is owed it.
OWED_BY_THE_BOOK = frozenset({Purpose.PAYABLE, Purpose.DEPOSIT, Purpose.COMPENSATION})
OWED_TO_THE_BOOK = frozenset(
    {
        Purpose.RECEIVABLE, Purpose.INPUT_CREDIT, Purpose.DEBT, Purpose.ADVANCE, Purpose.DEPOSIT_PAID, Purpose.PENALTY,
    }
)  # fmt: skip
ABOUT_MEMBERS = OWED_BY_THE_BOOK | OWED_TO_THE_BOOK
READY_MONEY = frozenset({Purpose.BANK, Purpose.CASH})


def side_of(purpose: Purpose) -> Side:
    return Side.DEBIT if purpose in IN_DEBIT else Side.CREDIT


class PostingKind(StrEnum):
    POST = "post"
    REVERSE = "reverse"


POSTING_KIND_NAMES = {PostingKind.POST: gettext_noop("记账"), PostingKind.REVERSE: gettext_noop("冲销")}


class HoldEnding(StrEnum):
    POSTED = "posted"
    VOIDED = "voided"
    EXPIRED = "expired"


HOLD_ENDING_NAMES = {
    HoldEnding.POSTED: gettext_noop("已入账"),
    HoldEnding.VOIDED: gettext_noop("已取消"),
    HoldEnding.EXPIRED: gettext_noop("已过期"),
}


@dataclass(frozen=True)
class AccountKey:
    """What names an account: whose books, what for, and the member it is about, an organisation or a household."""

    book_id: int
    purpose: Purpose
    organisation_id: int | None = None
    household_id: int | None = None


@dataclass(frozen=True)
class Limits:
    """The most an account may stand in debit or in credit, in fen, what is held counted in; None is no limit."""

    most_debit_fen: int | None = None
    most_credit_fen: int | None = None


@dataclass(frozen=True)
class Line:
    """Fen on an account: debit (positive) or credit (negative)."""

    account_id: int
    amount_fen: int


@dataclass(frozen=True)
class PostingDraft:
    """One posting to be. `about` names what it comes from (`receiving.Slip:12`); `hold_ids` end with it."""

    book_id: int
    day: date
    client_key: str
    lines: tuple[Line, ...]
    about: str = ""
    note: str = ""
    hold_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class HoldDraft:
    """Fen put aside from one account for another; `until` None waits for a person."""

    debit_id: int
    credit_id: int
    amount_fen: int
    note: str
    about: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class StatementLine:
    """One posting as it touched the account; `balance_fen` stands after it, on the account's own side."""

    posting_id: int
    day: date
    amount_fen: int
    balance_fen: int
    about: str
    note: str
    reverses_id: int | None


@dataclass(frozen=True)
class Statement:
    """An account from one day to another; figures are positive on the side where the account grows."""

    account_id: int
    since: date
    until: date
    opening_fen: int
    lines: tuple[StatementLine, ...]

    @property
    def closing_fen(self) -> int:
        return self.lines[-1].balance_fen if self.lines else self.opening_fen


@dataclass(frozen=True)
class TrialLine:
    """All accounts of one purpose: what was posted to either side, and how many accounts there are."""

    purpose: Purpose
    accounts: int
    debit_fen: int
    credit_fen: int

    @property
    def balance_fen(self) -> int:
        """In debit positive, in credit negative."""
        return self.debit_fen - self.credit_fen


@dataclass(frozen=True)
class BookFigures:
    """A book at a glance, in fen: money at hand, what it owes to members, what members owe to it."""

    ready_fen: int
    owed_fen: int
    due_fen: int
