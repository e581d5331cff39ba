"""Reads of parcels."""

from lilian.parcels.queries.cards import boxes_of, parcel, parcel_cards, parcels
from lilian.parcels.queries.travelled import travelled

__all__ = ["boxes_of", "parcel", "parcel_cards", "parcels", "travelled"]
