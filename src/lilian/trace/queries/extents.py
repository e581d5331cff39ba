"""How far something reaches, its boxes counted by the database and not listed: a recall may be of a county's year."""

from lilian.trace.queries import both, boxes, lots, places
from lilian.trace.values import Extent, Reached, Seeds

MOST_RECALLED = 50_000  # lots: half of what a county makes in a year


def extent(seeds: Seeds, *, most: int = MOST_RECALLED, most_single: int = boxes.MOST_BOXES) -> Extent:
    """What `forward` reaches. Listed are only boxes that no lot stands for: those the start names, those of packings
    still open, and those of lots of which others were somewhere else. Of what is cut off only lots are told.
    """
    found = lots.descendants(seeds.lots, most=most) if seeds.lots else Reached((), ())
    if found.cut_off:  # said at once: no statement may run into the engine's bound over fruit that is not stopped
        return Extent(found, frozenset(found.lot_ids), frozenset(), cut_off=True)
    suspects = both.in_part(seeds.lots, found)
    in_part = frozenset(one.lot_id for one in suspects)
    near = boxes.of_lots(in_part, most=most_single + 1) + boxes.of_open(found.lot_ids, most=most_single + 1)
    away = places.elsewhere(near, suspects)
    single = {box.box_id for box in near if box.box_id not in away}
    whole = frozenset(found.lot_ids) - in_part
    single |= {box.box_id for box in boxes.these(seeds.box_ids) if box.lot_id not in whole}
    return Extent(found, whole, frozenset(single), in_part, cut_off=found.cut_off or len(single) > most_single)
