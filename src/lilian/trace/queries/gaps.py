"""What is not written down: where, between which moments, of which lot."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from lilian.packing.values import batch_code
from lilian.parcels.values import parcel_code
from lilian.trace.queries.sql import STANDS, day, keys, midnight, moment, rows, stored
from lilian.trace.values import Gap, GapKind

AT_WORK = timedelta(hours=16)  # a shift ends, and a run with it
ON_THE_ROAD = timedelta(days=7)  # nothing travels longer inside the country
# A count that found something else: the books of a spot were last known to be right when it was counted before, or when
# the first of the lot came there. Business days, since an entry may be written late.
COUNTED = f"""
SELECT line.lot_id, place.name, entry.day, line.weight_g, coalesce(
    (SELECT max(earlier.day) {{before}} AND earlier.kind = 'count'), (SELECT min(earlier.day) {{before}}))
FROM stock_line AS line JOIN stock_entry AS entry ON entry.id = line.entry_id AND entry.kind = 'count'
JOIN stock_location AS place ON place.id = line.location_id AND place.organisation_id IS NOT NULL
WHERE line.lot_id IN ({{keys}}) AND line.weight_g <> 0 AND {STANDS.format(entry="entry.id")}
""".replace(
    "{before}",
    f"""
    FROM stock_line AS before JOIN stock_entry AS earlier ON earlier.id = before.entry_id
    WHERE before.lot_id = line.lot_id AND before.location_id = line.location_id AND earlier.id <> entry.id
    AND earlier.day <= entry.day AND earlier.kind <> 'reverse' AND {STANDS.format(entry="earlier.id")}""",
)
PACKING = """
SELECT DISTINCT place.name, packing.opened_at, packing.id FROM packing_packing AS packing
JOIN packing_input AS inside ON inside.packing_id = packing.id AND inside.lot_id IN ({keys})
JOIN stock_location AS place ON place.id = packing.location_id
WHERE packing.opened_at < %s
AND NOT EXISTS (SELECT 1 FROM packing_closing AS closing WHERE closing.packing_id = packing.id)
AND EXISTS (SELECT 1 FROM packing_box AS box WHERE box.packing_id = packing.id)
"""
RUN = """
SELECT DISTINCT place.name, run.opened_at, run.code FROM sorting_run AS run
JOIN sorting_runinput AS inside ON inside.run_id = run.id AND inside.lot_id IN ({keys})
JOIN stock_location AS place ON place.id = run.location_id
WHERE run.opened_at < %s
AND NOT EXISTS (SELECT 1 FROM sorting_closing AS closing WHERE closing.run_id = run.id)
"""
ROAD = """
SELECT place.name, parcel.loaded_at, parcel.id FROM parcels_parcel AS parcel
JOIN stock_location AS place ON place.id = parcel.location_id
LEFT JOIN parcels_arrival AS arrival ON arrival.parcel_id = parcel.id
WHERE parcel.id IN ({keys}) AND arrival.id IS NULL AND parcel.loaded_at < %s
AND EXISTS (SELECT 1 FROM parcels_loading AS loading WHERE loading.parcel_id = parcel.id AND loading.until IS NULL)
"""


def gaps(lot_ids: Collection[int], parcel_ids: Collection[int], *, now: datetime) -> tuple[Gap, ...]:
    """Every break in what is written about these, the oldest first."""
    return tuple(sorted({*_counted(lot_ids), *_open(lot_ids, now), *_road(parcel_ids, now)}, key=_order))


def _order(gap: Gap) -> tuple[object, ...]:
    return (gap.since, gap.until, gap.place, gap.kind.value, gap.lot_id or 0)


def _counted(lot_ids: Collection[int]) -> Iterator[Gap]:
    for lot_id, place, counted_on, weight_g, right_on in rows(COUNTED, keys(lot_ids)) if lot_ids else ():
        since, until = midnight(day(right_on or counted_on)), midnight(day(counted_on) + timedelta(days=1))
        yield Gap(since, until, place, GapKind.COUNT, lot_id, -weight_g)


def _open(lot_ids: Collection[int], now: datetime) -> Iterator[Gap]:
    if not lot_ids:
        return
    asked = keys(lot_ids)
    for kind, statement, named in ((GapKind.PACKING, PACKING, batch_code), (GapKind.RUN, RUN, str)):
        for place, opened_at, about in rows(statement, asked, stored(now - AT_WORK)):
            yield Gap(moment(opened_at), now, place, kind, about=named(about))


def _road(parcel_ids: Collection[int], now: datetime) -> Iterator[Gap]:
    if not parcel_ids:
        return
    for place, loaded_at, parcel_id in rows(ROAD, keys(parcel_ids), stored(now - ON_THE_ROAD)):
        yield Gap(moment(loaded_at), now, place, GapKind.ROAD, about=parcel_code(parcel_id))
