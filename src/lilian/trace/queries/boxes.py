"""Boxes of lots, where each stood and in which parcel it left; and the lots of boxes."""

from collections.abc import Collection, Iterable
from typing import Any

from lilian.trace.queries.sql import keys, rows, runs
from lilian.trace.values import Stay, TracedBox

MOST_BOXES = 500_000
COLUMNS = """
SELECT box.id, box.code, box.packing_id, closing.lot_id, box.net_g, void.id IS NOT NULL, recall.id IS NOT NULL
"""
MARKS = """
LEFT JOIN packing_boxvoid AS void ON void.box_id = box.id
LEFT JOIN packing_boxrecall AS recall ON recall.box_id = box.id
"""
OF_LOTS = f"""
{COLUMNS} FROM packing_closing AS closing JOIN packing_box AS box ON box.packing_id = closing.packing_id {MARKS}
WHERE closing.lot_id IN ({{keys}}) LIMIT %s
"""
# Boxes of a packing that is still open: its lots went in, but no entry says so yet.
OF_OPEN = f"""
SELECT box.id, box.code, box.packing_id, NULL, box.net_g, void.id IS NOT NULL, recall.id IS NOT NULL
FROM packing_box AS box {MARKS} WHERE box.packing_id IN (
    SELECT inside.packing_id FROM packing_input AS inside WHERE inside.lot_id IN ({{keys}})
    AND NOT EXISTS (SELECT 1 FROM packing_closing AS closing WHERE closing.packing_id = inside.packing_id)
) LIMIT %s
"""
THESE = f"""
{COLUMNS} FROM packing_box AS box LEFT JOIN packing_closing AS closing ON closing.packing_id = box.packing_id {MARKS}
WHERE box.id IN ({{keys}}) LIMIT %s
"""
STAYS = """
SELECT stay.box_id, stay.{holder}, stay.until IS NULL FROM ({{runs}}) AS run
CROSS JOIN {table} AS stay WHERE stay.box_id >= run.low AND stay.box_id < run.past
"""
LOADED = STAYS.format(table="parcels_loading", holder="parcel_id")
STOWED = STAYS.format(table="packing_stowing", holder="pallet_id")
WENT_IN = """
SELECT lot_id FROM packing_input WHERE packing_id IN ({keys})
AND NOT EXISTS (SELECT 1 FROM packing_closing AS closing WHERE closing.packing_id = packing_input.packing_id)
"""


def of_lots(lot_ids: Collection[int], *, most: int = MOST_BOXES) -> list[TracedBox]:
    """Those the lots are, and those of open packings they went into."""
    return [*_boxes(rows(OF_LOTS, keys(lot_ids), most)), *of_open(lot_ids, most=most)] if lot_ids else []


def of_open(lot_ids: Collection[int], *, most: int = MOST_BOXES) -> list[TracedBox]:
    """Those of open packings the lots went into."""
    return _boxes(rows(OF_OPEN, keys(lot_ids), most)) if lot_ids else []


def these(box_ids: Collection[int], *, most: int = MOST_BOXES) -> list[TracedBox]:
    return _boxes(rows(THESE, keys(box_ids), most)) if box_ids else []


def loaded(box_ids: Collection[int]) -> list[Stay]:
    """In which parcels these were, by box."""
    return _stays(LOADED, box_ids)


def stowed(box_ids: Collection[int]) -> list[Stay]:
    """On which pallets these stood, by box."""
    return _stays(STOWED, box_ids)


def lots_of(boxes: Iterable[TracedBox]) -> set[int]:
    """The lots these boxes are; for those still being packed, the lots that go into them."""
    found = list(boxes)
    lots = {box.lot_id for box in found if box.lot_id is not None}
    still_open = {box.packing_id for box in found if box.lot_id is None}
    return lots | ({lot_id for (lot_id,) in rows(WENT_IN, keys(still_open))} if still_open else set())


def _stays(statement: str, box_ids: Collection[int]) -> list[Stay]:
    if not box_ids:
        return []
    return sorted(Stay(box_id, holder_id, bool(there)) for box_id, holder_id, there in rows(statement, runs(box_ids)))


def _boxes(found: Iterable[tuple[Any, ...]]) -> list[TracedBox]:
    return [
        TracedBox(box_id, code, packing_id, lot_id, net_g, bool(void), bool(recalled))
        for box_id, code, packing_id, lot_id, net_g, void, recalled in found
    ]
