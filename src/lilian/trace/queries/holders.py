"""Who has the boxes now, and how to reach them; and where everything is."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from lilian.trace.queries.sql import keys, moment, rows
from lilian.trace.values import Forward, Holder, ParcelSeen, Stay, Whereabouts

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


def parcels(parcel_ids: Collection[int]) -> dict[int, ParcelSeen]:
    found = rows(PARCELS, keys(parcel_ids)) if parcel_ids else []
    told = (ParcelSeen(a, b, c, d, e, moment(left), moment(there)) for a, b, c, d, e, left, there in found)
    return {parcel.parcel_id: parcel for parcel in told}


def holders(reached: Forward) -> tuple[Holder, ...]:
    """Of the boxes that are out, who has how many; the most first."""
    net_g = {box.box_id: box.net_g for box in reached.boxes}
    out = _out(reached.loaded)
    seen = parcels({stay.holder_id for stay in out})
    by_whom: dict[tuple[int | None, str, str], list[Stay]] = defaultdict(list)
    for stay in out:
        parcel = seen[stay.holder_id]
        by_whom[(parcel.receiver_id, parcel.receiver, parcel.phone)].append(stay)
    found = [
        Holder(
            *whom,
            parcel_ids=tuple(sorted({stay.holder_id for stay in stays})),
            boxes=len(stays),
            net_g=sum(net_g[stay.box_id] for stay in stays),
            on_the_road=sum(seen[stay.holder_id].arrived_at is None for stay in stays),
        )
        for whom, stays in by_whom.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.boxes, one.name)))


def whereabouts(reached: Forward) -> Whereabouts:
    """Every box once: in store, on the road, delivered, or void."""
    seen = parcels({stay.holder_id for stay in _out(reached.loaded)})
    arrived = {stay.box_id: seen[stay.holder_id].arrived_at is not None for stay in _out(reached.loaded)}
    counts: dict[str, int] = defaultdict(int)
    grams: dict[str, int] = defaultdict(int)
    for box in reached.boxes:
        way = (
            "void" if box.void else {None: "in_store", False: "on_the_road", True: "delivered"}[arrived.get(box.box_id)]
        )
        counts[way] += 1
        grams[way] += box.net_g
    ((loose_g,),) = rows(LOOSE, keys(reached.lots.lot_ids))
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


def _out(loaded: Iterable[Stay]) -> list[Stay]:
    return [stay for stay in loaded if stay.is_there]
