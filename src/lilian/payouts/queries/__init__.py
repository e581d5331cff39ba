"""What may be known of payouts."""

from lilian.payouts.queries.files import (
    ToPay,
    line_ids,
    payee_of,
    payment_sums,
    payments,
    payout,
    payouts,
    reference,
    to_pay,
)

__all__ = [
    "ToPay",
    "line_ids",
    "payee_of",
    "payment_sums",
    "payments",
    "payout",
    "payouts",
    "reference",
    "to_pay",
]
