"""What may be done in settlement."""

from lilian.settlement.actions.answers import read_answers, record_return
from lilian.settlement.actions.disputes import answer_dispute, raise_dispute
from lilian.settlement.actions.drafting import draft_run
from lilian.settlement.actions.paying import make_payout, set_payee
from lilian.settlement.actions.posting import approve, send_back
from lilian.settlement.actions.schemes import set_scheme

__all__ = [
    "answer_dispute",
    "approve",
    "draft_run",
    "make_payout",
    "raise_dispute",
    "read_answers",
    "record_return",
    "send_back",
    "set_payee",
    "set_scheme",
]
