"""Reads of the goods journal."""

from lilian.stock.queries.lineage import ancestors, descendants
from lilian.stock.queries.lots import cards, lot, lots, shares
from lilian.stock.queries.lying import came, daily, lot_ids_at, owners, weights
from lilian.stock.queries.places import location, locations, lots_at

__all__ = [
    "ancestors",
    "came",
    "cards",
    "daily",
    "descendants",
    "location",
    "locations",
    "lot",
    "lot_ids_at",
    "lots",
    "lots_at",
    "owners",
    "shares",
    "weights",
]
