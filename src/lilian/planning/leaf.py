"""One piece of a proof: part of all choices of sites, and where its bound comes from. Solver and auditor read it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Leaf:
    """One part of all ways to choose sites: those with `opened` open and `shut` shut. `at`: the row of the
    certificate's multipliers that bounds it."""

    opened: tuple[int, ...]
    shut: tuple[int, ...]
    at: int
