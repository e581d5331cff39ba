"""Tables of the transparency log."""

from lilian.transparency.models.entries import Erasure, Leaf, Salt, Tile
from lilian.transparency.models.signed import Checkpoint, Cosignature, LogKey, Submission, Witness

__all__ = ["Checkpoint", "Cosignature", "Erasure", "Leaf", "LogKey", "Salt", "Submission", "Tile", "Witness"]
