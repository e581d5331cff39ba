"""Tables of crates and bins."""

from lilian.crates.models.bins import Bin, Emptying, Filling
from lilian.crates.models.crates import Balance, Crate, Move

__all__ = ["Balance", "Bin", "Crate", "Emptying", "Filling", "Move"]
