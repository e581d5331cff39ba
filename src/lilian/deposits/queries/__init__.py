"""What may be known of deposits that were paid."""

from lilian.deposits.queries.closings import closing, closings, key_of
from lilian.deposits.queries.standing import account_of, buyer_of, ground, reasons, standing, standings

__all__ = [
    "account_of",
    "buyer_of",
    "closing",
    "closings",
    "ground",
    "key_of",
    "reasons",
    "standing",
    "standings",
]
