"""What found no place: why, and what would place it."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext

from lilian.planning.storage import Unplaced
from lilian.storage.papers import Paper
from lilian.storage.papers.words import reason


@dataclass(frozen=True)
class LeftLot:
    code: str
    village: str
    weight_g: int
    remedy: str


@dataclass(frozen=True)
class LeftGroup:
    """Lots with one reason."""

    why: str
    lots: tuple[LeftLot, ...]

    @property
    def weight_g(self) -> int:
        return sum(lot.weight_g for lot in self.lots)


def leftover(paper: Paper) -> list[LeftGroup]:
    """The heaviest group first."""
    groups: dict[str, list[LeftLot]] = defaultdict(list)
    for each in paper.plan.unplaced:
        groups[reason(each.why, gettext)].append(_left(paper, each))
    return sorted((LeftGroup(why, tuple(lots)) for why, lots in groups.items()), key=lambda one: -one.weight_g)


def _left(paper: Paper, each: Unplaced) -> LeftLot:
    return LeftLot(each.lot, paper.lot_note(each.lot).village, each.weight_g, reason(each.remedy, gettext))
