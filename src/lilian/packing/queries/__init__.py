"""Reads of packing."""

from lilian.packing.queries.cards import box_cards, boxes, packing, packing_cards, packings
from lilian.packing.queries.give_away import give_away
from lilian.packing.queries.pallets import PalletCard, pallet, pallets
from lilian.packing.queries.specs import spec, specs, versions

__all__ = [
    "PalletCard",
    "box_cards",
    "boxes",
    "give_away",
    "packing",
    "packing_cards",
    "packings",
    "pallet",
    "pallets",
    "spec",
    "specs",
    "versions",
]
