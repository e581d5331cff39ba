"""Back to the orchards and forward to who holds it."""

from collections.abc import Collection
from operator import itemgetter

from lilian.trace.queries import boxes, lots, places
from lilian.trace.queries.sql import day, keys, rows
from lilian.trace.values import Back, Exposure, Forward, GrownAt, Reached, Seeds, TracedBox

GROWN = """
SELECT share.lot_id, share.organisation_id, share.household_id, share.block_id, share.weight_g, lot.harvest_date
FROM stock_share AS share JOIN stock_lot AS lot ON lot.id = share.lot_id WHERE share.lot_id IN ({keys})
ORDER BY share.lot_id, share.id
"""

BOXED = "SELECT lot_id FROM packing_closing WHERE lot_id IN ({keys})"


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
    suspects = in_part(seeds.lots, found)
    inside = _inside(seeds, found, suspects, most_boxes + 1)
    kept = inside[:most_boxes]
    box_ids = [box.box_id for box in kept]
    return Forward(
        lots=found,
        boxes=tuple(kept),
        stowed=tuple(boxes.stowed(box_ids)),
        loaded=tuple(boxes.loaded(box_ids)),
        cut_off=found.cut_off or len(inside) > most_boxes,
        in_part=frozenset(one.lot_id for one in suspects),
    )


def _inside(seeds: Seeds, found: Reached, suspects: Collection[Exposure], most: int) -> list[TracedBox]:
    """Boxes of these lots that were not somewhere else, and those the start names itself; each once, by key."""
    inside = boxes.of_lots(found.lot_ids, most=most)
    if seeds.box_ids:
        inside = list({box.box_id: box for box in (*inside, *boxes.these(seeds.box_ids))}.values())
    if away := places.elsewhere(inside, suspects) - set(seeds.box_ids):
        inside = [box for box in inside if box.box_id not in away]
    return sorted(inside, key=itemgetter(0))


def in_part(suspects: Collection[Exposure], found: Reached) -> list[Exposure]:
    """Of lots in boxes that were suspected for a time at a place. One that came out of what is suspected is so whole:
    when it was where is no matter."""
    whole = {step.child_id for step in found.steps} | {one.lot_id for one in suspects if one.location_id is None}
    asked = [one for one in suspects if one.lot_id not in whole]
    boxed = {key for (key,) in rows(BOXED, keys(one.lot_id for one in asked))} if asked else set()
    return [one for one in asked if one.lot_id in boxed]


def _roots(found: Reached) -> list[int]:
    """Those that came out of no other: they came from the orchard."""
    made = {step.child_id for step in found.steps}
    return [lot_id for lot_id in found.lot_ids if lot_id not in made]
