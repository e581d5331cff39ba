"""What may be done in settlement."""

from lilian.settlement.actions.alone import alone
from lilian.settlement.actions.disputes import answer_dispute, raise_dispute
from lilian.settlement.actions.drafting import book_of, draft_run
from lilian.settlement.actions.posting import approve, send_back
from lilian.settlement.actions.schemes import set_scheme

__all__ = [
    "alone",
    "answer_dispute",
    "approve",
    "book_of",
    "draft_run",
    "raise_dispute",
    "send_back",
    "set_scheme",
]
