"""Tables of the money journal."""

from lilian.ledger.models.accounts import Account, Balance, Book, Limit
from lilian.ledger.models.holds import Hold, HoldEnd
from lilian.ledger.models.journal import Line, Posting

__all__ = ["Account", "Balance", "Book", "Hold", "HoldEnd", "Limit", "Line", "Posting"]
