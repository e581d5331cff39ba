"""Acts of group purchasing: each is all of it or none, and on record."""

from lilian.purchasing.actions.campaigns import add_articles, cancel_campaign, close_needs, open_campaign, prolong
from lilian.purchasing.actions.cloning import clone_campaign, take_last_needs
from lilian.purchasing.actions.decisions import adopt_decision, start_decision
from lilian.purchasing.actions.needs import approve_needs, confirm_needs, set_needs
from lilian.purchasing.actions.quotes import submit_quote

__all__ = [
    "add_articles",
    "adopt_decision",
    "approve_needs",
    "cancel_campaign",
    "clone_campaign",
    "close_needs",
    "confirm_needs",
    "open_campaign",
    "prolong",
    "set_needs",
    "start_decision",
    "submit_quote",
    "take_last_needs",
]
