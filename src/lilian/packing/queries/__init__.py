"""Reads of packing."""

from lilian.packing.queries.cards import box_cards, boxes, packing, packing_cards, packings
from lilian.packing.queries.give_away import give_away
from lilian.packing.queries.labelled import (
    Labelled,
    LabelledKind,
    existing,
    inputs_of,
    labelled,
    labelled_kind,
    last_changes,
    last_number,
    last_numbers,
)
from lilian.packing.queries.leaving import Leaving, held_still
from lilian.packing.queries.pallets import PalletCard, pallet, pallet_cards, pallets
from lilian.packing.queries.specs import spec, specs, versions
from lilian.packing.queries.trials import Trial, trial

__all__ = [
    "Labelled",
    "LabelledKind",
    "Leaving",
    "PalletCard",
    "Trial",
    "box_cards",
    "boxes",
    "existing",
    "give_away",
    "held_still",
    "inputs_of",
    "labelled",
    "labelled_kind",
    "last_changes",
    "last_number",
    "last_numbers",
    "packing",
    "packing_cards",
    "packings",
    "pallet",
    "pallet_cards",
    "pallets",
    "spec",
    "specs",
    "trial",
    "versions",
]
