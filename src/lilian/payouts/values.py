"""Values of payouts."""

from dataclasses import dataclass
from enum import StrEnum

from lilian.kernel.marks import gettext_noop


@dataclass(frozen=True)
class Payee:
    """Where a household's money goes."""

    holder: str
    bank: str
    number: str


class PaymentState(StrEnum):
    """How a payment of a file stands: with the bank, paid, not paid, or paid and come back."""

    WAITING = "waiting"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"


PAYMENT_STATE_NAMES = {
    PaymentState.WAITING: gettext_noop("等银行"),
    PaymentState.PAID: gettext_noop("已付"),
    PaymentState.FAILED: gettext_noop("没付成"),
    PaymentState.RETURNED: gettext_noop("退回来了"),
}


@dataclass(frozen=True)
class BankAnswer:
    """What the bank said of one payment: `reference` is ours."""

    reference: str
    paid: bool
    reason: str = ""
