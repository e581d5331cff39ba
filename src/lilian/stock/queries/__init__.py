"""Reads of the goods journal."""

from lilian.stock.queries.lineage import ancestors, descendants
from lilian.stock.queries.lots import cards, entries_of, locations, lost_g, lot, lots, shares, stock_at

__all__ = [
    "ancestors",
    "cards",
    "descendants",
    "entries_of",
    "locations",
    "lost_g",
    "lot",
    "lots",
    "shares",
    "stock_at",
]
