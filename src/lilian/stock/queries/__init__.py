"""Reads of the goods journal."""

from lilian.stock.queries.history import brought_g, held_g
from lilian.stock.queries.lineage import ancestors, descendants, made_of_others, parents
from lilian.stock.queries.lots import cards, conditions, grown, lot, lot_codes, lots, shares
from lilian.stock.queries.lying import (
    Stayed,
    came,
    daily,
    last_decided,
    left_g,
    lot_ids_at,
    open_holds,
    owners,
    stayed,
    weights,
)
from lilian.stock.queries.places import closed_locations, location, locations, lots_at, lots_in
from lilian.stock.queries.records import entry_records

__all__ = [
    "Stayed",
    "ancestors",
    "brought_g",
    "came",
    "cards",
    "closed_locations",
    "conditions",
    "daily",
    "descendants",
    "entry_records",
    "grown",
    "held_g",
    "last_decided",
    "left_g",
    "location",
    "locations",
    "lot",
    "lot_codes",
    "lot_ids_at",
    "lots",
    "lots_at",
    "lots_in",
    "made_of_others",
    "open_holds",
    "owners",
    "parents",
    "shares",
    "stayed",
    "weights",
]
