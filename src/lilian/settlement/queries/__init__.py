"""What may be known of settlement."""

from lilian.settlement.queries.gather import waiting, waiting_at_home
from lilian.settlement.queries.payouts import (
    ToPay,
    free_fen,
    line_ids,
    payee_of,
    payment_sums,
    payments,
    payout,
    payouts,
    reference,
    to_pay,
)
from lilian.settlement.queries.pricing import fen_by_contract
from lilian.settlement.queries.proceeds import proceeds
from lilian.settlement.queries.runs import organisations_with_books, run, runs, scheme_of, state_of
from lilian.settlement.queries.statements import (
    dispute,
    disputes,
    inputs_of,
    is_settled,
    run_of,
    settled_of,
    statement,
    statements,
)

__all__ = [
    "ToPay",
    "dispute",
    "disputes",
    "fen_by_contract",
    "free_fen",
    "inputs_of",
    "is_settled",
    "line_ids",
    "organisations_with_books",
    "payee_of",
    "payment_sums",
    "payments",
    "payout",
    "payouts",
    "proceeds",
    "reference",
    "run",
    "run_of",
    "runs",
    "scheme_of",
    "settled_of",
    "state_of",
    "statement",
    "statements",
    "to_pay",
    "waiting",
    "waiting_at_home",
]
