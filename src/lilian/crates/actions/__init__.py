"""Acts on crates and bins: each is one move or one filling, all of it or none, and on record."""

from lilian.crates.actions.bins import add_bins, empty, fill
from lilian.crates.actions.crates import add_crate, change_crate, move

__all__ = ["add_bins", "add_crate", "change_crate", "empty", "fill", "move"]
