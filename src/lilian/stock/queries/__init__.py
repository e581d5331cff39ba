"""Reads of the goods journal."""

from lilian.stock.queries.lineage import ancestors, descendants
from lilian.stock.queries.lots import cards, lot, lots, shares

__all__ = ["ancestors", "cards", "descendants", "lot", "lots", "shares"]
