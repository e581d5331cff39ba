"""The rows of a recall's file: each lot in each event it took part in, straight from the journals."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.packing.values import batch_code
from lilian.parcels.values import parcel_code
from lilian.sheets import Table
from lilian.trace.queries.air import lay_at
from lilian.trace.queries.both import back, forward
from lilian.trace.queries.sql import STANDS, day, keys, moment, rows
from lilian.trace.queries.starts import seeds
from lilian.trace.sheets import CHANGED, HARVESTED, LOGGED, NUMBER, PACKED, SHIPPED, STORED, WORKED_OUT
from lilian.trace.values import Forward, LayAt, Start
from lilian.transparency import queries as transparency

HARVEST = """
SELECT lot.code, variety.name, share.weight_g, farm.name, household.code, head.name, head.phone, block.name,
    block.village, lot.harvest_date, lot.made_on, lot.born_id
FROM stock_share AS share JOIN stock_lot AS lot ON lot.id = share.lot_id
JOIN stock_entry AS entry ON entry.id = lot.born_id AND entry.kind = 'receive'
JOIN catalog_variety AS variety ON variety.id = lot.variety_id
JOIN members_organisation AS farm ON farm.id = share.organisation_id
LEFT JOIN members_household AS household ON household.id = share.household_id
LEFT JOIN members_person AS head ON head.household_id = household.id AND head.is_head AND %s = 1
LEFT JOIN members_place AS block ON block.id = share.block_id
WHERE share.lot_id IN ({keys}) ORDER BY share.lot_id, share.id
"""
CHANGE = f"""
SELECT entry.day, parent.code, child.code, step.weight_g, step.entry_id FROM stock_descent AS step
JOIN stock_entry AS entry ON entry.id = step.entry_id JOIN stock_lot AS parent ON parent.id = step.parent_id
JOIN stock_lot AS child ON child.id = step.child_id
WHERE step.child_id IN ({{keys}}) AND {STANDS.format(entry="step.entry_id")} ORDER BY entry.day, step.id
"""
PACK = """
SELECT lot.code, packing.id, spec.name, spec.gtin, packed.boxes, packed.weight_g, packing.day, home.name, place.name,
    packed.entry_id
FROM (
    SELECT closing.lot_id, closing.entry_id, closing.packing_id, count(box.id) AS boxes, sum(box.net_g) AS weight_g
    FROM packing_closing AS closing JOIN packing_box AS box ON box.packing_id = closing.packing_id
    LEFT JOIN packing_boxvoid AS void ON void.box_id = box.id
    WHERE closing.lot_id IN ({keys}) AND void.id IS NULL
    GROUP BY closing.lot_id, closing.entry_id, closing.packing_id
) AS packed JOIN stock_lot AS lot ON lot.id = packed.lot_id
JOIN packing_packing AS packing ON packing.id = packed.packing_id
JOIN packing_specversion AS version ON version.id = packing.version_id
JOIN packing_spec AS spec ON spec.id = version.spec_id
JOIN members_organisation AS home ON home.id = packing.organisation_id
JOIN stock_location AS place ON place.id = packing.location_id ORDER BY packing.id
"""
SHIP = """
SELECT parcel.id, sender.name, coalesce(receiver.name, parcel.receiver_name), parcel.receiver_phone, parcel.day,
    arrival.at, parcel.waybill, parcel.entry_id
FROM parcels_parcel AS parcel JOIN members_organisation AS sender ON sender.id = parcel.organisation_id
LEFT JOIN members_organisation AS receiver ON receiver.id = parcel.receiver_id
LEFT JOIN parcels_arrival AS arrival ON arrival.parcel_id = parcel.id
WHERE parcel.id IN ({keys}) ORDER BY parcel.id
"""
Row = dict[str, Any]


def events(actor: Actor, start: Start) -> list[tuple[Table, Iterable[Row]]]:
    """The sheets with their rows, each read when it is written. Only who sees everywhere may take them out.

    :raises NotFound: if the start names nothing
    """
    actor.must("trace.see_recalls")
    named = seeds(start)
    if not named:
        raise NotFound()
    onward = forward(named)
    lots = {*back(named).lots.lot_ids, *onward.lots.lot_ids}
    codes, lay = _codes(lots), lay_at(lots)
    return [
        (HARVESTED, _harvested(actor, lots, codes, lay)),
        (STORED, _stored(codes, lay)),
        (CHANGED, _told(CHANGED, rows(CHANGE, keys(lots)), day=day)),
        (PACKED, _told(PACKED, rows(PACK, keys(lots)), batch=batch_code, weight_g=int, packed_on=day)),
        (SHIPPED, _told(SHIPPED, _sent(onward, codes), parcel=parcel_code, shipped_on=day, arrived_on=_arrived)),
    ]


def _told(table: Table, found: Iterable[tuple[Any, ...]], **made: Callable[[Any], Any]) -> Iterator[Row]:
    """Rows whose values are the table's columns, in its order, an entry's number last."""
    names = [column.key for column in table.columns if column.key not in WORKED_OUT]
    listed = list(found)
    logged = transparency.indices("goods_entry", {values[-1] for values in listed})
    for values in listed:
        row = {name: None if value == "" else value for name, value in zip(names, values, strict=True)}
        for name, make in made.items():
            row[name] = None if row[name] is None else make(row[name])
        row[NUMBER.key], row[LOGGED.key] = str(values[-1]), logged.get(values[-1])
        yield row


def _harvested(actor: Actor, lots: set[int], codes: dict[int, str], lay: Iterable[LayAt]) -> Iterator[Row]:
    """With the first cold room each lot came to; whose hands picked it, for who may know people's numbers."""
    cooled: dict[str, Row] = {}
    for stay in lay:
        if stay.kind == "room":
            cooled.setdefault(codes[stay.lot_id], {"cooled_at": stay.place, "cooled_on": stay.since})
    may_know = int(actor.may("members.see_names") and actor.may("members.reveal"))
    for row in _told(HARVESTED, rows(HARVEST, may_know, keys(lots)), harvested_on=day, received_on=day):
        yield row | cooled.get(row["lot"], {})


def _stored(codes: dict[int, str], lay: Iterable[LayAt]) -> Iterator[Row]:
    for stay in lay:
        yield {"lot": codes[stay.lot_id], "place": stay.place, "since": stay.since, "until": stay.until}


def _sent(onward: Forward, codes: dict[int, str]) -> Iterator[tuple[Any, ...]]:
    """Each lot in each parcel, counted from what was reached: the engine is asked for the parcels alone."""
    box = {one.box_id: one for one in onward.boxes if one.lot_id is not None}
    lots: dict[int, dict[str, list[int]]] = defaultdict(dict)  # of a parcel, by lot: boxes, grams, boxes back
    for stay in onward.loaded:
        if one := box.get(stay.box_id):
            sums = lots[stay.holder_id].setdefault(codes[one.lot_id or 0], [0, 0, 0])
            sums[0] += 1
            sums[1] += one.net_g
            sums[2] += not stay.is_there
    for parcel_id, *whom, waybill, entry_id in rows(SHIP, keys(lots)):
        for code, (boxes, weight_g, returned) in sorted(lots[parcel_id].items()):
            yield code, parcel_id, boxes, weight_g, *whom, waybill, returned, entry_id


def _codes(lots: set[int]) -> dict[int, str]:
    return dict(rows("SELECT id, code FROM stock_lot WHERE id IN ({keys})", keys(lots)))


@lru_cache(maxsize=4_096)  # parcels that came on one tour arrived at one moment
def _arrived(at: Any) -> Any:
    return timezone.localdate(moment(at))
