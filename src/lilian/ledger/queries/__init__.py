"""What may be known of money."""

from lilian.ledger.queries.accounts import account, accounts, book_of, books, limits_of
from lilian.ledger.queries.holds import holds
from lilian.ledger.queries.postings import posting, postings
from lilian.ledger.queries.statements import statement, trial_balance

__all__ = [
    "account",
    "accounts",
    "book_of",
    "books",
    "holds",
    "limits_of",
    "posting",
    "postings",
    "statement",
    "trial_balance",
]
