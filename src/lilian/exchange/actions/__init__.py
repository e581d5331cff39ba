"""Events are captured, taken in, and told to subscribers; our own are stored beside them."""

from lilian.exchange.actions.capturing import capture, tell_event
from lilian.exchange.actions.delivering import deliver, start_due
from lilian.exchange.actions.named import SubscriptionDraft, drop_query, keep_query, subscribe, unsubscribe
from lilian.exchange.actions.own import own_ready, tell_own
from lilian.exchange.actions.refusals import BadEvent, QueryNameTaken, ToldBefore, WrongSubscription
from lilian.exchange.actions.storing import STORED
from lilian.exchange.actions.taking_in import take_in

__all__ = [
    "STORED",
    "BadEvent",
    "QueryNameTaken",
    "SubscriptionDraft",
    "ToldBefore",
    "WrongSubscription",
    "capture",
    "deliver",
    "drop_query",
    "keep_query",
    "own_ready",
    "start_due",
    "subscribe",
    "take_in",
    "tell_event",
    "tell_own",
    "unsubscribe",
]
