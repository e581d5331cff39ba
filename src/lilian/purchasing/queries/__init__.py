"""Reads of group purchasing. Every one takes the actor; what is another's is not found, and bids are sealed."""

from lilian.purchasing.queries.campaigns import (
    articles,
    bids_are_open,
    campaign,
    campaigns,
    standing_price,
    takes_needs,
    takes_quotes,
)
from lilian.purchasing.queries.decisions import Documents, allotments, decision, decisions, documents, taken
from lilian.purchasing.queries.need_rows import form_rows, need_rows
from lilian.purchasing.queries.needs import delivery_places, need, needs, places, pooled, reasons, totals
from lilian.purchasing.queries.orders import bill_sheets, bills, fetched, lines_to, order, orders, places_to_receive
from lilian.purchasing.queries.quotes import own_quote, quote, quotes, sealed_count

__all__ = [
    "Documents",
    "allotments",
    "articles",
    "bids_are_open",
    "bill_sheets",
    "bills",
    "campaign",
    "campaigns",
    "decision",
    "decisions",
    "delivery_places",
    "documents",
    "fetched",
    "form_rows",
    "lines_to",
    "need",
    "need_rows",
    "needs",
    "order",
    "orders",
    "own_quote",
    "places",
    "places_to_receive",
    "pooled",
    "quote",
    "quotes",
    "reasons",
    "sealed_count",
    "standing_price",
    "taken",
    "takes_needs",
    "takes_quotes",
    "totals",
]
