"""Back to the orchards and forward to who holds it."""

from collections.abc import Collection
from operator import attrgetter

from lilian.trace.queries import boxes, lots, places
from lilian.trace.queries.sql import day, keys, rows
from lilian.trace.values import Back, Exposure, Forward, GrownAt, Reached, Seeds

GROWN = """
SELECT share.lot_id, share.organisation_id, share.household_id, share.block_id, share.weight_g, lot.harvest_date
FROM stock_share AS share JOIN stock_lot AS lot ON lot.id = share.lot_id WHERE share.lot_id IN ({keys})
ORDER BY share.lot_id, share.id
"""


def back(seeds: Seeds, *, most: int = lots.MOST_LOTS) -> Back:
    """All it came out of, and where that grew."""
    named = boxes.these(seeds.box_ids)
    found = lots.ancestors({one.lot_id for one in seeds.lots} | boxes.lots_of(named), most=most)
    return Back(found, tuple(grown(_roots(found))))


def grown(lot_ids: Collection[int]) -> list[GrownAt]:
    """Where these lots grew, to the gram."""
    found = rows(GROWN, keys(lot_ids)) if lot_ids else []
    return [GrownAt(lot, org, house, block, grams, day(at)) for lot, org, house, block, grams, at in found]


def forward(seeds: Seeds, *, most: int = lots.MOST_LOTS, most_boxes: int = boxes.MOST_BOXES) -> Forward:
    """All that came out of it, the boxes that is in, and where those went. Of a lot that was suspected for a time,
    boxes that had left before, or were somewhere else all the while, are left out."""
    found = lots.descendants(seeds.lots, most=most) if seeds.lots else Reached((), ())
    inside = {box.box_id: box for box in boxes.of_lots(found.lot_ids, most=most_boxes + 1)} if found.lot_ids else {}
    named = {box.box_id: box for box in boxes.these(seeds.box_ids)}
    inside |= named
    loaded = boxes.loaded(inside)
    in_part = _in_part(seeds.lots, found)
    for key in places.elsewhere(inside.values(), in_part) - named.keys():
        del inside[key]
    kept = sorted(inside.values(), key=attrgetter("box_id"))[:most_boxes]
    keys_kept = {box.box_id for box in kept}
    return Forward(
        lots=found,
        boxes=tuple(kept),
        stowed=tuple(sorted(boxes.stowed(keys_kept), key=attrgetter("box_id", "since"))),
        loaded=tuple(sorted((s for s in loaded if s.box_id in keys_kept), key=attrgetter("box_id", "since"))),
        cut_off=found.cut_off or len(inside) > most_boxes,
        in_part=frozenset(one.lot_id for one in in_part),
    )


def _in_part(suspects: Collection[Exposure], found: Reached) -> list[Exposure]:
    """Of lots that were suspected for a time at a place. One that came out of what is suspected is so whole: when it
    was where is no matter."""
    whole = {step.child_id for step in found.steps} | {one.lot_id for one in suspects if one.location_id is None}
    return [one for one in suspects if one.lot_id not in whole]


def _roots(found: Reached) -> list[int]:
    """Those that came out of no other: they came from the orchard."""
    made = {step.child_id for step in found.steps}
    return [lot_id for lot_id in found.lot_ids if lot_id not in made]
