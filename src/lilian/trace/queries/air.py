"""Where lots lay, day by day, and the air of the rooms meanwhile."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from lilian.trace.queries.sql import STANDS, day, days, keys, rows
from lilian.trace.values import LayAt, RoomAir

MOST_ROOMS = 4
LAY = f"""
SELECT line.lot_id, line.location_id, place.name, place.kind, entry.day, sum(line.weight_g)
FROM stock_line AS line JOIN stock_entry AS entry ON entry.id = line.entry_id
JOIN stock_location AS place ON place.id = line.location_id AND place.organisation_id IS NOT NULL
WHERE line.lot_id IN ({{keys}}) AND entry.kind <> 'reverse' AND {STANDS.format(entry="entry.id")}
GROUP BY line.lot_id, line.location_id, place.name, place.kind, entry.day
ORDER BY line.lot_id, line.location_id, entry.day
"""
# Every day of every room by itself, so that a reading is counted where it is kept and none is carried out.
READINGS = """
SELECT span.location_id, span.number, count(*), min(reading.temperature_mc), max(reading.temperature_mc),
    sum(reading.temperature_mc)
FROM ({days}) AS span JOIN storage_room AS room ON room.location_id = span.location_id
JOIN storage_reading AS reading ON reading.room_id = room.id AND reading.at >= span.since AND reading.at < span.until
GROUP BY span.location_id, span.number ORDER BY span.location_id, span.number
"""
Read = tuple[int, int, int, int, int]  # day, how many, coldest, warmest, sum of all


def lay_at(lot_ids: Collection[int]) -> tuple[LayAt, ...]:
    """Every stay of these lots, the oldest first. Days are business days: the journal keeps no hours."""
    lay: dict[tuple[int, int, str, str], list[tuple[date, int]]] = defaultdict(list)
    for lot_id, location_id, name, kind, on, net_g in rows(LAY, keys(lot_ids)) if lot_ids else ():
        lay[(lot_id, location_id, name, kind)].append((day(on), int(net_g)))
    found = [stay for spot, moved in lay.items() for stay in _stays(spot, moved)]
    return tuple(sorted(found, key=lambda stay: (stay.since, stay.lot_id, stay.location_id)))


def _stays(spot: tuple[int, int, str, str], moved: list[tuple[date, int]]) -> list[LayAt]:
    found: list[LayAt] = []
    lies_g, since = 0, None
    for on, net_g in moved:
        since = on if since is None else since
        lies_g += net_g
        if lies_g <= 0:
            found.append(LayAt(*spot, since, on))
            since = None
    return [*found, LayAt(*spot, since, None)] if since is not None else found


def rooms_air(lay: Collection[LayAt], *, today: date) -> tuple[RoomAir, ...]:
    """Of each cold room any of these lay in, from the first that came to the last that left; those without a reading
    are left out, and of many the ones that held it longest are kept."""
    by_room: dict[int, list[LayAt]] = defaultdict(list)
    for stay in lay:
        if stay.kind == "room":
            by_room[stay.location_id].append(stay)
    spans = sorted((_span(stays, today) for stays in by_room.values()), key=lambda one: one[1] - one[2])[:MOST_ROOMS]
    read: dict[int, list[Read]] = defaultdict(list)
    for location_id, *told in rows(READINGS, _days(spans)) if spans else ():
        read[location_id].append((int(told[0]), int(told[1]), int(told[2]), int(told[3]), int(told[4])))
    found = (_room_air(*span, read[span[0].location_id]) for span in spans if span[0].location_id in read)
    return tuple(sorted(found, key=lambda one: (one.since, one.place)))


def _span(stays: Collection[LayAt], today: date) -> tuple[LayAt, date, date]:
    last = today if any(stay.until is None for stay in stays) else max(stay.until or today for stay in stays)
    first = min(stays, key=lambda stay: stay.since)
    return first, first.since, last


def _days(spans: Collection[tuple[LayAt, date, date]]) -> str:
    every = ((one, date.fromordinal(n)) for one, a, b in spans for n in range(a.toordinal(), b.toordinal() + 1))
    return days((one.location_id, on) for one, on in every)


def _room_air(stay: LayAt, since: date, until: date, read: Collection[Read]) -> RoomAir:
    count = sum(many for _, many, *_ in read)
    return RoomAir(
        place=stay.place,
        since=since,
        until=until,
        readings=count,
        coldest_mc=min(coldest for _, _, coldest, _, _ in read),
        warmest_mc=max(warmest for _, _, _, warmest, _ in read),
        mean_mc=round(sum(total for *_, total in read) / count),
        days=tuple((date.fromordinal(number), coldest, warmest) for number, _, coldest, warmest, _ in read),
    )
