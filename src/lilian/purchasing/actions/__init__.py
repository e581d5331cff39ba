"""Acts of group purchasing: each is all of it or none, and on record."""

from lilian.purchasing.actions.bills import bill_place
from lilian.purchasing.actions.campaigns import add_articles, cancel_campaign, close_needs, open_campaign, prolong
from lilian.purchasing.actions.cloning import clone_campaign, take_last_needs
from lilian.purchasing.actions.decisions import adopt_decision, decide_at_once, start_decision
from lilian.purchasing.actions.deposits import take_deposit
from lilian.purchasing.actions.handing import hand_out
from lilian.purchasing.actions.need_rows import import_needs, write_rows
from lilian.purchasing.actions.needs import approve_needs, confirm_needs, set_needs
from lilian.purchasing.actions.orders import place_orders, receive
from lilian.purchasing.actions.quotes import submit_quote

__all__ = [
    "add_articles",
    "adopt_decision",
    "approve_needs",
    "bill_place",
    "cancel_campaign",
    "clone_campaign",
    "close_needs",
    "confirm_needs",
    "decide_at_once",
    "hand_out",
    "import_needs",
    "open_campaign",
    "place_orders",
    "prolong",
    "receive",
    "set_needs",
    "start_decision",
    "submit_quote",
    "take_deposit",
    "take_last_needs",
    "write_rows",
]
