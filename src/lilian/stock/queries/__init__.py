"""Reads of the goods journal."""

from lilian.stock.queries.lineage import ancestors, descendants
from lilian.stock.queries.lots import cards, lot, lots, shares
from lilian.stock.queries.places import location, locations, lots_at

__all__ = ["ancestors", "cards", "descendants", "location", "locations", "lot", "lots", "lots_at", "shares"]
