"""The demo county: synthetic from end to end, at the scale of the alliance, the same for the same seed and day."""

from lilian.flows.demo.accounts import AUTHOR, Account, accounts
from lilian.flows.demo.events import tell_journal
from lilian.flows.demo.load import AlreadyLoaded, already_loaded, load, today
from lilian.flows.demo.log import sign_log

__all__ = [
    "AUTHOR",
    "Account",
    "AlreadyLoaded",
    "accounts",
    "already_loaded",
    "load",
    "sign_log",
    "tell_journal",
    "today",
]
