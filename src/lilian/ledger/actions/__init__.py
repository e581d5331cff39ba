"""What may be done with money."""

from lilian.ledger.actions.accounts import open_accounts, open_book, set_limits
from lilian.ledger.actions.days import close_days
from lilian.ledger.actions.holds import end_expired, hold, hold_all, post_held, post_held_all, void, void_all
from lilian.ledger.actions.posting import post, post_all, reverse
from lilian.ledger.actions.tellers import keeps_documents

__all__ = [
    "close_days",
    "end_expired",
    "hold",
    "hold_all",
    "keeps_documents",
    "open_accounts",
    "open_book",
    "post",
    "post_all",
    "post_held",
    "post_held_all",
    "reverse",
    "set_limits",
    "void",
    "void_all",
]
