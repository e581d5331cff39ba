"""Which boxes of a lot were at a place while it was suspected: the lot was there, its boxes not all."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.utils import timezone

from lilian.trace.queries.sql import STANDS, day, keys, moment, rows
from lilian.trace.rules import Spell, Window, may_have_been
from lilian.trace.values import Exposure, TracedBox

PACKED = """
SELECT box.id, packing.location_id, box.packed_at FROM packing_box AS box
JOIN packing_packing AS packing ON packing.id = box.packing_id WHERE box.id IN ({keys})
"""
# A parcel that went to another place on the books lies there.
TRIPS = """
SELECT loading.box_id, loading.since, parcel.location_id, parcel.to_id, loading.until, back.location_id
FROM parcels_loading AS loading JOIN parcels_parcel AS parcel ON parcel.id = loading.parcel_id
LEFT JOIN parcels_return AS back ON back.id = loading.back_id
WHERE loading.box_id IN ({keys}) ORDER BY loading.box_id, loading.since, loading.id
"""
# Which boxes a parcel carried is known: other boxes did not move by it.
MOVED = f"""
SELECT line.lot_id, line.location_id, entry.day, line.weight_g,
    (SELECT parcel.id FROM parcels_parcel AS parcel WHERE parcel.entry_id = entry.id)
FROM stock_line AS line
JOIN stock_entry AS entry ON entry.id = line.entry_id AND entry.kind = 'move'
WHERE line.lot_id IN ({{keys}}) AND {STANDS.format(entry="entry.id")}
"""
Moves = dict[tuple[int, int], tuple[list[date], list[date]]]  # of lot and place: days brought, days taken


def elsewhere(boxes: Iterable[TracedBox], suspects: Iterable[Exposure]) -> set[int]:
    """Keys of boxes that were not at the place of any of these exposures of their lot."""
    asked = defaultdict[int, list[Exposure]](list)
    for one in suspects:
        asked[one.lot_id].append(one)
    found = {box.box_id: box.lot_id for box in boxes if box.lot_id in asked}
    if not found:
        return set()
    moved, lay = _moves(asked), _spells(found)
    windows = {lot_id: [_window(one, moved) for one in those] for lot_id, those in asked.items()}
    return {
        box_id
        for box_id, lot_id in found.items()
        if not any(may_have_been(lay[box_id], window) for window in windows[lot_id or 0])
    }


def _window(one: Exposure, moved: Moves) -> Window:
    brought, taken = moved.get((one.lot_id, one.location_id or 0), ([], []))
    since = one.since or date.min
    return Window(one.location_id or 0, since, one.through or date.max, tuple(brought), tuple(taken))


def _moves(lot_ids: Collection[int]) -> Moves:
    found: Moves = defaultdict(lambda: ([], []))
    for lot_id, location_id, on, weight_g, parcel_id in rows(MOVED, keys(lot_ids)):
        if parcel_id is None:
            brought, taken = found[lot_id, location_id]
            (brought if weight_g > 0 else taken).append(day(on))
    return found


def _spells(box_ids: Collection[int]) -> dict[int, list[Spell]]:
    """Of each box: from its packing to its first parcel, from each return to the next."""
    found: dict[int, list[Spell]] = {}
    for box_id, location_id, packed_at in rows(PACKED, keys(box_ids)):
        found[box_id] = [Spell(_on(packed_at), location_id)]
    for box_id, since, sent_from, sent_to, until, back_at in rows(TRIPS, keys(box_ids)):
        left, back = _on(since), _on(until) if until else None
        here = found[box_id].pop()
        found[box_id].append(Spell(here.since, here.came_to, left, sent_from))
        if sent_to is not None:
            found[box_id].append(Spell(left, sent_to, back, sent_to))
        if back is not None and back_at is not None:
            found[box_id].append(Spell(back, back_at))
    return found


def _on(at: object) -> date:
    return timezone.localdate(moment(at))
