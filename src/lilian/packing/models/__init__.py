"""Tables of packing."""

from lilian.packing.models.boxes import Box, BoxRecall, BoxVoid, Pallet, Stowing
from lilian.packing.models.packings import Closing, Input, Packing, Stop, Taken
from lilian.packing.models.specs import Spec, SpecVersion

__all__ = [
    "Box",
    "BoxRecall",
    "BoxVoid",
    "Closing",
    "Input",
    "Packing",
    "Pallet",
    "Spec",
    "SpecVersion",
    "Stop",
    "Stowing",
    "Taken",
]
