"""What may be known of settlement."""

from lilian.settlement.queries.gather import waiting, waiting_at_home
from lilian.settlement.queries.owed import free_fen, owed, payable_fen
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
    "dispute",
    "disputes",
    "fen_by_contract",
    "free_fen",
    "inputs_of",
    "is_settled",
    "organisations_with_books",
    "owed",
    "payable_fen",
    "proceeds",
    "run",
    "run_of",
    "runs",
    "scheme_of",
    "settled_of",
    "state_of",
    "statement",
    "statements",
    "waiting",
    "waiting_at_home",
]
