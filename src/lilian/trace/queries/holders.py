"""Who has the boxes now, and how to reach them; and where everything is."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from lilian.trace.queries.sql import keys, moment, rows, runs
from lilian.trace.values import Extent, Holder, ParcelSeen, Whereabouts

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
# The boxes of whole lots, and single ones: none is both.
INSIDE = """
SELECT box.id, box.net_g FROM packing_closing AS closing JOIN packing_box AS box ON box.packing_id = closing.packing_id
WHERE closing.lot_id IN ({keys})
UNION ALL
SELECT box.id, box.net_g FROM ({runs}) AS run CROSS JOIN packing_box AS box
WHERE box.id >= run.low AND box.id < run.past
"""
WAYS = ("in_store", "on_the_road", "delivered", "void")
WHERE = f"""
SELECT CASE WHEN void.id IS NOT NULL THEN 'void' WHEN loading.id IS NULL THEN 'in_store'
    WHEN arrival.id IS NULL THEN 'on_the_road' ELSE 'delivered' END, count(*), sum(inside.net_g)
FROM ({INSIDE}) AS inside LEFT JOIN packing_boxvoid AS void ON void.box_id = inside.id
LEFT JOIN parcels_loading AS loading ON loading.box_id = inside.id AND loading.until IS NULL
LEFT JOIN parcels_arrival AS arrival ON arrival.parcel_id = loading.parcel_id GROUP BY 1
"""
OUT = f"""
SELECT parcel.receiver_id, coalesce(receiver.name, parcel.receiver_name), parcel.receiver_phone, parcel.id,
    arrival.id IS NOT NULL, sent.boxes, sent.net_g
FROM (
    SELECT loading.parcel_id, count(*) AS boxes, sum(inside.net_g) AS net_g FROM ({INSIDE}) AS inside
    JOIN parcels_loading AS loading ON loading.box_id = inside.id AND loading.until IS NULL GROUP BY loading.parcel_id
) AS sent JOIN parcels_parcel AS parcel ON parcel.id = sent.parcel_id
LEFT JOIN members_organisation AS receiver ON receiver.id = parcel.receiver_id
LEFT JOIN parcels_arrival AS arrival ON arrival.parcel_id = parcel.id
"""


def parcels(parcel_ids: Collection[int]) -> dict[int, ParcelSeen]:
    found = rows(PARCELS, keys(parcel_ids)) if parcel_ids else []
    told = (ParcelSeen(a, b, c, d, e, moment(left), moment(there)) for a, b, c, d, e, left, there in found)
    return {parcel.parcel_id: parcel for parcel in told}


def holders(extent: Extent) -> tuple[Holder, ...]:
    """Of the boxes that are out, who has how many; the most first."""
    by_whom: dict[tuple[int | None, str, str], list[tuple[int, bool, int, int]]] = defaultdict(list)
    for *whom, parcel_id, arrived, boxes, net_g in _asked(OUT, extent):
        by_whom[whom[0], whom[1], whom[2]].append((parcel_id, bool(arrived), int(boxes), int(net_g)))
    found = [
        Holder(
            *whom,
            parcel_ids=tuple(sorted(parcel_id for parcel_id, *_ in some)),
            boxes=sum(boxes for *_, boxes, _ in some),
            net_g=sum(net_g for *_, net_g in some),
            on_the_road=sum(boxes for _, arrived, boxes, _ in some if not arrived),
        )
        for whom, some in by_whom.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.boxes, one.name)))


def whereabouts(extent: Extent) -> Whereabouts:
    """Every box once: in store, on the road, delivered, or void."""
    counts, grams = dict.fromkeys(WAYS, 0), dict.fromkeys(WAYS, 0)
    for way, boxes, net_g in _asked(WHERE, extent):
        counts[way], grams[way] = int(boxes), int(net_g)
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


def _asked(statement: str, extent: Extent) -> list[tuple[Any, ...]]:
    return rows(statement, keys(extent.whole), runs(extent.single))
