"""Who has the boxes now, and how to reach them; and where everything is."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import connection

from lilian.trace.queries.sql import keys, moment, rows
from lilian.trace.values import Extent, Holder, ParcelSeen, Spread, Whereabouts

PARCELS = """
SELECT parcel.id, parcel.organisation_id, parcel.receiver_id, coalesce(receiver.name, parcel.receiver_name),
    parcel.receiver_phone, parcel.loaded_at, arrival.at
FROM parcels_parcel AS parcel LEFT JOIN members_organisation AS receiver ON receiver.id = parcel.receiver_id
LEFT JOIN parcels_arrival AS arrival ON arrival.parcel_id = parcel.id
WHERE parcel.id IN ({keys}) ORDER BY parcel.id
"""
LOOSE = """
SELECT coalesce(sum(balance.weight_g), 0) FROM stock_balance AS balance
JOIN stock_location AS place ON place.id = balance.location_id AND place.organisation_id IS NOT NULL
WHERE balance.lot_id IN ({keys})
AND NOT EXISTS (SELECT 1 FROM packing_closing AS closing WHERE closing.lot_id = balance.lot_id)
"""
# The boxes of whole lots, and single ones: none is both. By their keys, not by runs of them: PostgreSQL counts keys,
# but takes a run for a ninth of all boxes, and would read every parcel for one box.
INSIDE = """
SELECT box.id, box.net_g FROM packing_closing AS closing JOIN packing_box AS box ON box.packing_id = closing.packing_id
WHERE closing.lot_id IN ({keys})
UNION ALL
SELECT box.id, box.net_g FROM packing_box AS box WHERE box.id IN ({keys})
"""
WAYS = ("in_store", "on_the_road", "delivered", "void")
WHERE = f"""
SELECT CASE WHEN void.id IS NOT NULL THEN 'void' WHEN loading.id IS NULL THEN 'in_store'
    WHEN arrival.id IS NULL THEN 'on_the_road' ELSE 'delivered' END, count(*), sum(inside.net_g)
FROM ({INSIDE}) AS inside LEFT JOIN packing_boxvoid AS void ON void.box_id = inside.id
LEFT JOIN parcels_loading AS loading ON loading.box_id = inside.id AND loading.until IS NULL
LEFT JOIN parcels_arrival AS arrival ON arrival.parcel_id = loading.parcel_id GROUP BY 1
"""
# Where they ended, by holder: boxes are counted by parcel first, so that who has a parcel, and whether it arrived, is
# looked up once a parcel. Boxes that are in none are one row without a holder.
ENDS = f"""
WITH sent AS (
    SELECT loading.parcel_id AS parcel_id, void.id IS NOT NULL AS is_void, count(*) AS boxes,
        sum(inside.net_g) AS net_g
    FROM ({INSIDE}) AS inside LEFT JOIN packing_boxvoid AS void ON void.box_id = inside.id
    LEFT JOIN parcels_loading AS loading ON loading.box_id = inside.id AND loading.until IS NULL GROUP BY 1, 2
)
SELECT parcel.receiver_id, coalesce(receiver.name, parcel.receiver_name), parcel.receiver_phone, sent.is_void,
    CASE WHEN parcel.id IS NULL THEN 'in_store' WHEN arrival.id IS NULL THEN 'on_the_road' ELSE 'delivered' END,
    sum(sent.boxes), sum(sent.net_g), {{listed}}(parcel.id)
FROM sent LEFT JOIN parcels_parcel AS parcel ON parcel.id = sent.parcel_id
LEFT JOIN members_organisation AS receiver ON receiver.id = parcel.receiver_id
LEFT JOIN parcels_arrival AS arrival ON arrival.parcel_id = parcel.id GROUP BY 1, 2, 3, 4, 5
"""
LISTED = {"sqlite": "json_group_array", "postgresql": "json_agg"}


class End(NamedTuple):
    """Boxes that ended alike; `name` is None of those nobody holds. `parcels` is JSON on SQLite."""

    receiver_id: int | None
    name: str | None
    phone: str
    is_void: bool
    way: str
    boxes: int
    net_g: int
    parcels: Any


def parcels(parcel_ids: Collection[int]) -> dict[int, ParcelSeen]:
    found = rows(PARCELS, keys(parcel_ids)) if parcel_ids else []
    told = (ParcelSeen(a, b, c, d, e, moment(left), moment(there)) for a, b, c, d, e, left, there in found)
    return {parcel.parcel_id: parcel for parcel in told}


def spread(extent: Extent) -> Spread:
    """Where every box is and who has those that are out, in one look at them."""
    ends = [End(*row) for row in _asked(ENDS, extent, listed=LISTED[connection.vendor])]
    counted = (("void" if end.is_void else end.way, int(end.boxes), int(end.net_g)) for end in ends)
    return Spread(_whereabouts(extent, counted), _holders(end for end in ends if end.name is not None))


def whereabouts(extent: Extent) -> Whereabouts:
    """Every box once: in store, on the road, delivered, or void; half the work where nobody asks who has them."""
    return _whereabouts(extent, ((way, int(boxes), int(net_g)) for way, boxes, net_g in _asked(WHERE, extent)))


def _whereabouts(extent: Extent, found: Iterable[tuple[str, int, int]]) -> Whereabouts:
    counts, grams = dict.fromkeys(WAYS, 0), dict.fromkeys(WAYS, 0)
    for way, boxes, net_g in found:
        counts[way] += boxes
        grams[way] += net_g
    ((loose_g,),) = rows(LOOSE, keys(extent.lots.lot_ids))
    return Whereabouts(
        in_store=counts["in_store"],
        in_store_g=grams["in_store"],
        on_the_road=counts["on_the_road"],
        on_the_road_g=grams["on_the_road"],
        delivered=counts["delivered"],
        delivered_g=grams["delivered"],
        void=counts["void"],
        loose_g=int(loose_g),
    )


def _holders(ends: Iterable[End]) -> tuple[Holder, ...]:
    """The most boxes first."""
    by_whom: dict[tuple[int | None, str | None, str], list[End]] = defaultdict(list)
    for end in ends:
        by_whom[end.receiver_id, end.name, end.phone].append(end)
    found = [
        Holder(
            receiver_id,
            name or "",
            phone,
            parcel_ids=tuple(sorted({parcel_id for end in some for parcel_id in _listed(end.parcels)})),
            boxes=sum(int(end.boxes) for end in some),
            net_g=sum(int(end.net_g) for end in some),
            on_the_road=sum(int(end.boxes) for end in some if end.way == "on_the_road"),
        )
        for (receiver_id, name, phone), some in by_whom.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.boxes, one.name)))


def _listed(parcels: Any) -> list[int]:
    found: list[int] = json.loads(parcels) if isinstance(parcels, str) else parcels
    return found


def _asked(statement: str, extent: Extent, **named: str) -> list[tuple[Any, ...]]:
    return rows(statement, keys(extent.whole), keys(extent.single), **named)
