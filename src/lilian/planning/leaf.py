"""One piece of a proof: part of all choices, and where its bound comes from; and whether the pieces are all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Leaf:
    """One part of all ways to choose sites: those with `opened` open and `shut` shut. `at`: the row of the
    certificate's multipliers that bounds it."""

    opened: tuple[int, ...]
    shut: tuple[int, ...]
    at: int

    @property
    def decided(self) -> dict[int, bool]:
        return dict.fromkeys(self.opened, True) | dict.fromkeys(self.shut, False)


def covers(leaves: Sequence[Mapping[Any, bool]]) -> bool:
    """Whether what the leaves decide is a tree that splits on one choice at a time, so that none is missing."""
    if any(not leaf for leaf in leaves):
        return True
    common = set.intersection(*(set(leaf) for leaf in leaves)) if leaves else set()
    if not common:
        return False
    split = min(common, key=lambda key: (abs(2 * sum(leaf[key] for leaf in leaves) - len(leaves)), key))
    halves = [[without(leaf, split) for leaf in leaves if leaf[split] is side] for side in (False, True)]
    return all(covers(half) for half in halves)


def without(leaf: Mapping[Any, bool], key: Any) -> dict[Any, bool]:
    return {other: choice for other, choice in leaf.items() if other != key}
