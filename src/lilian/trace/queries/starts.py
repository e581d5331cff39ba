"""What a start names in the journals. What is used again is followed only while it held the fruit."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from lilian.packing.values import BATCH, PALLET, number_in
from lilian.parcels.values import PARCEL
from lilian.quality.values import SAMPLE
from lilian.trace.queries.sql import STANDS, day, keys, moment, rows, stored
from lilian.trace.values import Exposure, Seeds, Start, StartKind

USED_UP_DAYS = 365  # what a household fetched is on its trees within a year
FIRST, LAST = (
    datetime(1900, 1, 1, tzinfo=timezone.get_default_timezone()),
    datetime(9000, 1, 1, tzinfo=timezone.get_default_timezone()),
)

ON_PALLET = """
SELECT box_id FROM packing_stowing WHERE pallet_id = %s AND since < %s AND (until IS NULL OR until > %s)
"""
ON_PALLET_NOW = "SELECT box_id FROM packing_stowing WHERE pallet_id = %s AND until IS NULL"
IN_PARCEL = "SELECT box_id FROM parcels_loading WHERE parcel_id = %s"
IN_WAYBILL = """
SELECT loading.box_id FROM parcels_parcel AS parcel JOIN parcels_loading AS loading ON loading.parcel_id = parcel.id
WHERE parcel.waybill = %s AND parcel.waybill <> ''
"""
BATCH_LOT = "SELECT lot_id FROM packing_closing WHERE packing_id = %s AND lot_id IS NOT NULL"
BATCH_BOXES = "SELECT id FROM packing_box WHERE packing_id = %s"
OPEN_BATCH = """
SELECT packing.id FROM packing_packing AS packing WHERE packing.id = %s
AND NOT EXISTS (SELECT 1 FROM packing_closing AS closing WHERE closing.packing_id = packing.id)
"""
OF_SAMPLE = "SELECT lot_id FROM quality_sample WHERE id = %s"
IN_BIN = """
SELECT filling.lot_id, filling.since, emptying.at FROM crates_bin AS bin
JOIN crates_filling AS filling ON filling.bin_id = bin.id
LEFT JOIN crates_emptying AS emptying ON emptying.filling_id = filling.id
WHERE bin.code = %s AND filling.since < %s AND (emptying.at IS NULL OR emptying.at > %s)
"""
RECEIVED = f"""
SELECT DISTINCT share.lot_id FROM stock_share AS share JOIN stock_lot AS lot ON lot.id = share.lot_id
JOIN stock_entry AS entry ON entry.id = lot.born_id AND entry.kind = 'receive'
JOIN {{origin}}
WHERE coalesce(lot.harvest_date, lot.made_on) BETWEEN {{first}} AND {{last}} AND {STANDS.format(entry="entry.id")}
"""
OF_BLOCK = "members_place AS origin ON origin.id = share.block_id AND origin.code = %s"
OF_HOUSEHOLD = "members_household AS origin ON origin.id = share.household_id AND origin.code = %s"
OF_SUPPLIES = f"""
SELECT DISTINCT share.lot_id, lot.made_on, lot.harvest_date, move.day FROM supplies_move AS move
JOIN stock_share AS share ON share.household_id = move.household_id
    OR (move.household_id IS NULL AND share.household_id IS NULL AND share.organisation_id = move.organisation_id)
JOIN stock_lot AS lot ON lot.id = share.lot_id
JOIN stock_entry AS entry ON entry.id = lot.born_id AND entry.kind = 'receive'
WHERE move.batch = %s AND move.kind = 'hand_out' AND {STANDS.format(entry="entry.id")}
"""
AT_PLACE = f"""
SELECT place.id, line.lot_id, entry.day, sum(line.weight_g),
    sum(CASE WHEN line.weight_g > 0 THEN line.weight_g ELSE 0 END)
FROM stock_location AS place JOIN stock_line AS line ON line.location_id = place.id
JOIN stock_entry AS entry ON entry.id = line.entry_id
WHERE place.code = %s AND entry.day <= %s AND entry.kind <> 'reverse' AND {STANDS.format(entry="entry.id")}
GROUP BY place.id, line.lot_id, entry.day ORDER BY line.lot_id, entry.day
"""
MADE_ON_LINE = f"""
SELECT lot.id FROM stock_location AS place JOIN stock_line AS line ON line.location_id = place.id
JOIN stock_lot AS lot ON lot.id = line.lot_id AND lot.born_id = line.entry_id
JOIN stock_entry AS entry ON entry.id = lot.born_id AND entry.kind = 'convert'
LEFT JOIN packing_closing AS closing ON closing.lot_id = lot.id
LEFT JOIN packing_packing AS packing ON packing.id = closing.packing_id
WHERE place.code = %s AND line.weight_g > 0 AND coalesce(packing.day, entry.day) BETWEEN %s AND %s
AND (%s = '' OR packing.id IS NULL OR packing.shift = %s) AND {STANDS.format(entry="entry.id")}
"""
OPEN_ON_LINE = """
SELECT packing.id FROM stock_location AS place JOIN packing_packing AS packing ON packing.location_id = place.id
WHERE place.code = %s AND packing.day BETWEEN %s AND %s AND (%s = '' OR packing.shift = %s) AND packing.opened_at <= %s
AND NOT EXISTS (SELECT 1 FROM packing_closing AS closing WHERE closing.packing_id = packing.id)
"""
Spot = tuple[int, int]  # lot, location
BOXES_OF = "SELECT id FROM packing_box WHERE packing_id IN ({keys})"


def seeds(start: Start) -> Seeds:
    """The lots and boxes it names; none if nothing has that code, or held anything then."""
    return READ[start.kind](start)


def _box(start: Start) -> Seeds:
    return _boxes(rows("SELECT id FROM packing_box WHERE code = %s", start.code.upper()))


def _parcel(start: Start) -> Seeds:
    number = number_in(start.code, PARCEL)
    return _boxes(rows(IN_WAYBILL, start.code) if number is None else rows(IN_PARCEL, number))


def _pallet(start: Start) -> Seeds:
    number = number_in(start.code, PALLET)
    if number is None:
        return Seeds()
    if start.since is None and start.until is None:
        return _boxes(rows(ON_PALLET_NOW, number))
    return _boxes(rows(ON_PALLET, number, stored(start.until or LAST), stored(start.since or FIRST)))


def _batch(start: Start) -> Seeds:
    number = number_in(start.code, BATCH)
    if number is None:
        return Seeds()
    whole = _lots(rows(BATCH_LOT, number))
    return (
        whole if whole.lots else replace(_boxes(rows(BATCH_BOXES, number)), packing_ids=_keys(rows(OPEN_BATCH, number)))
    )


def _lot(start: Start) -> Seeds:
    return _lots(rows("SELECT id FROM stock_lot WHERE code = %s", start.code.upper()))


def _bin(start: Start) -> Seeds:
    first, last = start.since or FIRST, start.until or LAST
    found = rows(IN_BIN, start.code, stored(last), stored(first))
    return Seeds(tuple(sorted(_in_bin(lot_id, moment(a), moment(b), first, last) for lot_id, a, b in found)))


def _in_bin(lot_id: int, since: datetime, until: datetime | None, first: datetime, last: datetime) -> Exposure:
    return Exposure(lot_id, timezone.localdate(max(since, first)), timezone.localdate(min(until or last, last)))


def _block(start: Start) -> Seeds:
    return _grown(start, OF_BLOCK)


def _household(start: Start) -> Seeds:
    return _grown(start, OF_HOUSEHOLD)


def _grown(start: Start, origin: str) -> Seeds:
    statement = RECEIVED.format(origin=origin, first="%s", last="%s")
    return _lots(rows(statement, start.code, *_days(start)))


def _supplies(start: Start) -> Seeds:
    """What households that fetched of the batch picked afterwards, within a year."""
    first, last = _days(start)
    found = (
        (lot_id, day(harvested) or day(made), day(at)) for lot_id, made, harvested, at in rows(OF_SUPPLIES, start.code)
    )
    kept = {
        lot_id
        for lot_id, picked, at in found
        if at <= picked <= at + timedelta(days=USED_UP_DAYS) and first <= picked <= last
    }
    return _lots((lot_id,) for lot_id in kept)


def _room(start: Start) -> Seeds:
    first, last = _days(start)
    lay: dict[Spot, list[tuple[date, int, int]]] = defaultdict(list)
    for place_id, lot_id, on, net_g, came_g in rows(AT_PLACE, start.code, last):
        lay[lot_id, place_id].append((day(on), int(net_g), int(came_g)))
    found = (_lay_there(spot, days, first, last) for spot, days in lay.items())
    return Seeds(tuple(sorted(one for one in found if one is not None)))


def _lay_there(spot: Spot, days: list[tuple[date, int, int]], first: date, last: date) -> Exposure | None:
    """From the first day of the span on which some of the lot lay there, through the last."""
    lies_g = sum(net_g for on, net_g, _ in days if on < first)
    since = first if lies_g > 0 else None
    through = last
    for on, net_g, came_g in (each for each in days if each[0] >= first):
        lies_g += net_g
        since = on if since is None and came_g > 0 else since
        through = last if lies_g > 0 else on
    return Exposure(spot[0], since, through, spot[1]) if since is not None else None


def _line(start: Start) -> Seeds:
    asked = (start.code, *_days(start), start.shift, start.shift)
    made = _lots(rows(MADE_ON_LINE, *asked))
    running = _keys(rows(OPEN_ON_LINE, *asked, stored(start.until or LAST)))
    return Seeds(made.lots, _keys(rows(BOXES_OF, keys(running))), running)


def _sample(start: Start) -> Seeds:
    """The whole lot it was taken of: what a sample shows holds for all of it."""
    number = number_in(start.code, SAMPLE)
    return Seeds() if number is None else _lots(rows(OF_SAMPLE, number))


def _days(start: Start) -> tuple[date, date]:
    """The business days of its span."""
    return timezone.localdate(start.since or FIRST), timezone.localdate(start.until or LAST)


def _lots(found: Iterable[tuple[int, ...]]) -> Seeds:
    return Seeds(tuple(sorted(Exposure(lot_id) for (lot_id,) in found)))


def _boxes(found: Iterable[tuple[int, ...]]) -> Seeds:
    return Seeds(box_ids=_keys(found))


def _keys(found: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted(key for (key,) in found))


READ: dict[StartKind, Callable[[Start], Seeds]] = {
    StartKind.BOX: _box,
    StartKind.PARCEL: _parcel,
    StartKind.PALLET: _pallet,
    StartKind.BATCH: _batch,
    StartKind.LOT: _lot,
    StartKind.BIN: _bin,
    StartKind.BLOCK: _block,
    StartKind.HOUSEHOLD: _household,
    StartKind.SUPPLIES: _supplies,
    StartKind.ROOM: _room,
    StartKind.LINE: _line,
    StartKind.SAMPLE: _sample,
}
