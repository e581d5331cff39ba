"""Reads of crates and bins."""

from lilian.crates.queries.bins import bins, bins_of_lot, lots_of_bin
from lilian.crates.queries.crates import crate, crates, held, moves

__all__ = ["bins", "bins_of_lot", "crate", "crates", "held", "lots_of_bin", "moves"]
