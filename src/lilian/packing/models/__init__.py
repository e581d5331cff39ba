"""Tables of packing."""

from lilian.packing.models.boxes import Box, BoxVoid, Pallet, Stowing
from lilian.packing.models.packings import Closing, Input, Packing, Taken
from lilian.packing.models.specs import Spec, SpecVersion

__all__ = ["Box", "BoxVoid", "Closing", "Input", "Packing", "Pallet", "Spec", "SpecVersion", "Stowing", "Taken"]
