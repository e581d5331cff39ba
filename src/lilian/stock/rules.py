"""Pure decisions of the goods journal."""

import hashlib
import struct
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from lilian.kernel.parts import apportion, split
from lilian.stock.values import Condition, EntryKind, HoldKind, Line, LotState, Origin

Weights = Mapping[Origin, int]

# From -> to. A recalled or damaged lot is never sound again: what turns out well is a new lot, by a conversion.
TURNS = {
    Condition.SOUND: {Condition.QUARANTINED, Condition.DAMAGED, Condition.RECALLED},
    Condition.QUARANTINED: {Condition.SOUND, Condition.DAMAGED, Condition.RECALLED},
    Condition.DAMAGED: {Condition.RECALLED},
    Condition.RECALLED: set[Condition](),
    Condition.IN_PART: {Condition.RECALLED},
}
RIGHT_TO_TURN = {
    Condition.QUARANTINED: "stock.quarantine",
    Condition.SOUND: "stock.release",
    Condition.DAMAGED: "stock.mark_damaged",
    Condition.RECALLED: "stock.recall",
    Condition.IN_PART: "stock.recall",
}
ALWAYS = frozenset({EntryKind.MOVE, EntryKind.COUNT, EntryKind.WRITE_OFF, EntryKind.RETURN, EntryKind.REVERSE})
MAY_BE_POSTED = {
    Condition.SOUND: frozenset(EntryKind),
    Condition.QUARANTINED: ALWAYS,
    Condition.DAMAGED: ALWAYS | {EntryKind.CONVERT},
    Condition.RECALLED: ALWAYS,
    Condition.IN_PART: ALWAYS,
}
BOX_BY_BOX = {Condition.IN_PART: frozenset({EntryKind.SHIP})}  # besides, for who looked at every box that goes


def called_back(
    lot_ids: Collection[int], in_part: Collection[int], stands: Mapping[int, Condition]
) -> dict[int, tuple[Condition, Condition]]:
    """Which lots turn from what to what, in order, when these are called back: a sound one may be so in part."""
    found: dict[int, tuple[Condition, Condition]] = {}
    for key in sorted(set(lot_ids)):
        was = stands.get(key, Condition.SOUND)
        spares = key in in_part and was in (Condition.SOUND, Condition.IN_PART)
        to = Condition.IN_PART if spares else Condition.RECALLED
        if was not in (to, Condition.RECALLED):
            found[key] = (was, to)
    return found


def state(condition: Condition, weight_g: int, pieces: int, holds: Collection[HoldKind]) -> LotState:
    """What the lot is shown as; `weight_g` and `pieces` lie at real locations, `holds` are still open."""
    if condition is not Condition.SOUND:
        return LotState(condition.value)
    if weight_g == 0 and pieces == 0:
        return LotState.USED_UP
    if HoldKind.HELD in holds:
        return LotState.HELD
    return LotState.RESERVED if holds else LotState.ON_HAND


def mirrored(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(Line(line.spot, -line.weight_g, -line.pieces) for line in lines)


def sum_g(lines: Iterable[Line]) -> int:
    return sum(line.weight_g for line in lines)


def lines_digest(lines: Iterable[tuple[int, int, int, int]]) -> str:
    """SHA-256 over lot, location, grams and pieces of each line as big-endian int64, lines in ascending order."""
    return hashlib.sha256(b"".join(struct.pack(">4q", *line) for line in sorted(lines))).hexdigest()


def descent(taken_g: Sequence[int], made_g: Sequence[int]) -> list[list[int]]:
    """Grams from each lot taken to each lot made, and to loss as the last column. Mixed fruit is shared alike.

    :raises ValueError: if more is made than was taken
    """
    return apportion(taken_g, [*made_g, sum(taken_g) - sum(made_g)])


def origins_of_mix(shares: Sequence[Weights], from_each_g: Sequence[int]) -> dict[Origin, int]:
    """Where a lot made of so many grams of each parent grew, to the gram."""
    mix: dict[Origin, int] = defaultdict(int)
    for weights, from_g in zip(shares, from_each_g, strict=True):
        if from_g:
            parts = split(from_g, list(weights.values()))
            for origin, part_g in zip(weights, parts, strict=True):
                mix[origin] += part_g
    return {origin: weight_g for origin, weight_g in mix.items() if weight_g}
