"""The rows of a recall's file: each lot in each event it took part in, straight from the journals."""

from collections.abc import Callable, Iterable, Iterator
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
from lilian.trace.sheets import CHANGED, HARVESTED, PACKED, SHIPPED, STORED, WORKED_OUT
from lilian.trace.values import Start
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
SELECT lot.code, packing.id, spec.name, spec.gtin, count(box.id), sum(box.net_g), packing.day, home.name, place.name,
    closing.entry_id
FROM packing_closing AS closing JOIN packing_packing AS packing ON packing.id = closing.packing_id
JOIN stock_lot AS lot ON lot.id = closing.lot_id JOIN packing_specversion AS version ON version.id = packing.version_id
JOIN packing_spec AS spec ON spec.id = version.spec_id
JOIN members_organisation AS home ON home.id = packing.organisation_id
JOIN stock_location AS place ON place.id = packing.location_id
JOIN packing_box AS box ON box.packing_id = packing.id LEFT JOIN packing_boxvoid AS void ON void.box_id = box.id
WHERE closing.lot_id IN ({keys}) AND void.id IS NULL
GROUP BY lot.code, packing.id, spec.name, spec.gtin, packing.day, home.name, place.name, closing.entry_id
ORDER BY packing.id
"""
SHIP = """
SELECT lot.code, parcel.id, count(*), sum(box.net_g), sender.name, coalesce(receiver.name, parcel.receiver_name),
    parcel.receiver_phone, parcel.day, arrival.at, parcel.waybill, count(loading.until), parcel.entry_id
FROM parcels_loading AS loading JOIN packing_box AS box ON box.id = loading.box_id
JOIN packing_closing AS closing ON closing.packing_id = box.packing_id JOIN stock_lot AS lot ON lot.id = closing.lot_id
JOIN parcels_parcel AS parcel ON parcel.id = loading.parcel_id
JOIN members_organisation AS sender ON sender.id = parcel.organisation_id
LEFT JOIN members_organisation AS receiver ON receiver.id = parcel.receiver_id
LEFT JOIN parcels_arrival AS arrival ON arrival.parcel_id = parcel.id
WHERE loading.box_id IN ({keys})
GROUP BY lot.code, parcel.id, sender.name, receiver.name, parcel.receiver_name, parcel.receiver_phone, parcel.day,
    arrival.at, parcel.waybill, parcel.entry_id ORDER BY parcel.id, lot.code
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
    boxes = [box.box_id for box in onward.boxes]
    return [
        (HARVESTED, _harvested(actor, lots)),
        (STORED, _stored(lots)),
        (CHANGED, _read(CHANGED, CHANGE, lots, day=day)),
        (PACKED, _read(PACKED, PACK, lots, batch=batch_code, weight_g=int, packed_on=day)),
        (
            SHIPPED,
            _read(SHIPPED, SHIP, boxes, parcel=parcel_code, weight_g=int, shipped_on=day, arrived_on=_arrived),
        ),
    ]


def _read(
    table: Table, statement: str, asked: Iterable[int], *first: Any, **made: Callable[[Any], Any]
) -> Iterator[Row]:
    """The columns of the statement are the table's, in its order, an entry's number last; `first` are the values of the
    statement before its keys."""
    names = [column.key for column in table.columns if column.key not in WORKED_OUT]
    found = rows(statement, *first, keys(asked))
    logged = transparency.indices("goods_entry", {values[-1] for values in found})
    for values in found:
        row = {name: value for name, value in zip(names, values, strict=True) if value not in (None, "")}
        numbers = {"entry": str(values[-1]), "log_index": logged.get(values[-1])}
        yield row | {name: make(row[name]) for name, make in made.items() if name in row} | numbers


def _harvested(actor: Actor, lots: set[int]) -> Iterator[Row]:
    """With the first cold room each lot came to; whose hands picked it, for who may know people's numbers."""
    codes = _codes(lots)
    cooled: dict[str, Row] = {}
    for stay in lay_at(lots):
        if stay.kind == "room":
            cooled.setdefault(codes[stay.lot_id], {"cooled_at": stay.place, "cooled_on": stay.since})
    may_know = int(actor.may("members.see_names") and actor.may("members.reveal"))
    for row in _read(HARVESTED, HARVEST, lots, may_know, harvested_on=day, received_on=day):
        yield row | cooled.get(row["lot"], {})


def _stored(lots: set[int]) -> Iterator[Row]:
    codes = _codes(lots)
    for stay in lay_at(lots):
        yield {"lot": codes[stay.lot_id], "place": stay.place, "since": stay.since, "until": stay.until}


def _codes(lots: set[int]) -> dict[int, str]:
    return dict(rows("SELECT id, code FROM stock_lot WHERE id IN ({keys})", keys(lots)))


def _arrived(at: Any) -> Any:
    return timezone.localdate(moment(at))
