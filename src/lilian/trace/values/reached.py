"""What a trace reached: lots and how they hang together, where they grew, boxes, pallets, parcels."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Step(NamedTuple):
    """So many grams of one lot came out of another, by one entry."""

    parent_id: int
    child_id: int
    entry_id: int
    weight_g: int


@dataclass(frozen=True)
class Reached:
    """Lots in the order they were made, and how they hang together. `cut_off` if there were more than was asked for."""

    lot_ids: tuple[int, ...]
    steps: tuple[Step, ...]
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class GrownAt:
    """So many grams of a lot as it was received grew there; `block_id` None where nobody said which block."""

    lot_id: int
    organisation_id: int
    household_id: int | None
    block_id: int | None
    weight_g: int
    harvest_date: date | None


class TracedBox(NamedTuple):
    """One box. `lot_id` of None while its packing is open. A tuple, as stays are: an answer has a hundred thousand."""

    box_id: int
    code: str
    packing_id: int
    lot_id: int | None
    net_g: int
    void: bool
    recalled: bool


class Stay(NamedTuple):
    """A box stood on a pallet, or was in a parcel; `is_there` if it is by now."""

    box_id: int
    holder_id: int
    is_there: bool


@dataclass(frozen=True)
class Back:
    """Where something came from: its lots, oldest first, and where those without parents grew."""

    lots: Reached
    grown: tuple[GrownAt, ...]


@dataclass(frozen=True)
class Forward:
    """What became of something: lots, boxes, the pallets they stood on, the parcels they left in. `in_part`: lots whose
    boxes are not all reached, though the lot is.
    """

    lots: Reached
    boxes: tuple[TracedBox, ...]
    stowed: tuple[Stay, ...]
    loaded: tuple[Stay, ...]
    cut_off: bool = False
    in_part: frozenset[int] = frozenset()

    @property
    def extent(self) -> "Extent":
        """The same with its boxes counted by lot."""
        whole = frozenset(self.lots.lot_ids) - self.in_part
        single = frozenset(box.box_id for box in self.boxes if box.lot_id not in whole)
        return Extent(self.lots, whole, single, self.in_part, self.cut_off)

    @property
    def nodes(self) -> int:
        parcels = {stay.holder_id for stay in self.loaded}
        pallets = {stay.holder_id for stay in self.stowed}
        return len(self.lots.lot_ids) + len(self.boxes) + len(parcels) + len(pallets)


@dataclass(frozen=True)
class Extent:
    """How far something reaches: all boxes of its `whole` lots, and `single` ones by key. `in_part` as in `Forward`."""

    lots: Reached
    whole: frozenset[int]
    single: frozenset[int]
    in_part: frozenset[int] = frozenset()
    cut_off: bool = False
