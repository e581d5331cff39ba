"""Events with what they can be asked by; captures; master data; queries and subscriptions."""

from lilian.exchange.models.asking import NamedQuery, Subscription
from lilian.exchange.models.captures import Capture
from lilian.exchange.models.events import Context, Event, EventItem, Item, Mark, Sheaf
from lilian.exchange.models.masterdata import Attribute, Child, Namespace

__all__ = [
    "Attribute",
    "Capture",
    "Child",
    "Context",
    "Event",
    "EventItem",
    "Item",
    "Mark",
    "NamedQuery",
    "Namespace",
    "Sheaf",
    "Subscription",
]
