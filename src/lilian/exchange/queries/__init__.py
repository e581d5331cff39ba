"""Events found; what became of captures; what events are about."""

from lilian.exchange.queries.captures import capture
from lilian.exchange.queries.captures import page as captures_page
from lilian.exchange.queries.events import TooComplex, TooLargeAnswer, WrongParameter, answered, asked, events, touching
from lilian.exchange.queries.named import (
    QueryCard,
    SubscriptionCard,
    named_queries,
    named_query,
    subscription,
    subscriptions,
)
from lilian.exchange.queries.records import KIND as SHEAF
from lilian.exchange.queries.records import EventEvidence, event_evidence, event_evidences
from lilian.exchange.queries.resources import is_known, listed, prefix_lengths
from lilian.exchange.queries.rights import SAYING
from lilian.exchange.queries.told import bodies, heads, told_ids

__all__ = [
    "SAYING",
    "SHEAF",
    "EventEvidence",
    "QueryCard",
    "SubscriptionCard",
    "TooComplex",
    "TooLargeAnswer",
    "WrongParameter",
    "answered",
    "asked",
    "bodies",
    "capture",
    "captures_page",
    "event_evidence",
    "event_evidences",
    "events",
    "heads",
    "is_known",
    "listed",
    "named_queries",
    "named_query",
    "prefix_lengths",
    "subscription",
    "subscriptions",
    "told_ids",
    "touching",
]
