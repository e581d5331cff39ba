"""What may be known of money."""

from lilian.ledger.queries.accounts import (
    about_oneself,
    account,
    accounts,
    book,
    book_of,
    books,
    figures,
    limits_of,
    own_side_fen,
    unheld_fen,
)
from lilian.ledger.queries.holds import hold, holds
from lilian.ledger.queries.postings import lines, posting, postings
from lilian.ledger.queries.records import posting_records, posting_rows
from lilian.ledger.queries.statements import gained_fen, statement, trial_balance

__all__ = [
    "about_oneself",
    "account",
    "accounts",
    "book",
    "book_of",
    "books",
    "figures",
    "gained_fen",
    "hold",
    "holds",
    "limits_of",
    "lines",
    "own_side_fen",
    "posting",
    "posting_records",
    "posting_rows",
    "postings",
    "statement",
    "trial_balance",
    "unheld_fen",
]
