"""Where lots lay, day by day, and the air of the rooms meanwhile."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.utils import timezone

from lilian.trace.queries.sql import STANDS, day, keys, midnight, moment, rows, stored
from lilian.trace.values import Air, LayAt, RoomAir

MOST_ROOMS = 4
MOST_READINGS = 20_000
LAY = f"""
SELECT line.lot_id, line.location_id, place.name, place.kind, entry.day, sum(line.weight_g)
FROM stock_line AS line JOIN stock_entry AS entry ON entry.id = line.entry_id
JOIN stock_location AS place ON place.id = line.location_id AND place.organisation_id IS NOT NULL
WHERE line.lot_id IN ({{keys}}) AND entry.kind <> 'reverse' AND {STANDS.format(entry="entry.id")}
GROUP BY line.lot_id, line.location_id, place.name, place.kind, entry.day
ORDER BY line.lot_id, line.location_id, entry.day
"""
READINGS = """
SELECT reading.at, reading.temperature_mc, reading.humidity_pm FROM storage_room AS room
JOIN storage_reading AS reading ON reading.room_id = room.id
WHERE room.location_id = %s AND reading.at >= %s AND reading.at < %s ORDER BY reading.at LIMIT %s
"""


def lay_at(lot_ids: Collection[int]) -> tuple[LayAt, ...]:
    """Every stay of these lots, the oldest first. Days are business days: the journal keeps no hours."""
    lay: dict[tuple[int, int, str, str], list[tuple[date, int]]] = defaultdict(list)
    for lot_id, location_id, name, kind, on, net_g in rows(LAY, keys(lot_ids)) if lot_ids else ():
        lay[(lot_id, location_id, name, kind)].append((day(on), int(net_g)))
    found = [stay for spot, days in lay.items() for stay in _stays(spot, days)]
    return tuple(sorted(found, key=lambda stay: (stay.since, stay.lot_id, stay.location_id)))


def _stays(spot: tuple[int, int, str, str], days: list[tuple[date, int]]) -> list[LayAt]:
    found: list[LayAt] = []
    lies_g, since = 0, None
    for on, net_g in days:
        since = on if since is None else since
        lies_g += net_g
        if lies_g <= 0:
            found.append(LayAt(*spot, since, on))
            since = None
    return [*found, LayAt(*spot, since, None)] if since is not None else found


def air(location_id: int, since: date, until: date) -> Air:
    """What the loggers of a room said on these days: lowest, highest, mean, and every reading for the curve."""
    first, last = midnight(since), midnight(until + timedelta(days=1))
    found = rows(READINGS, location_id, stored(first), stored(last), MOST_READINGS)
    curve = tuple((moment(at), temperature_mc) for at, temperature_mc, _ in found)
    warmth = [temperature_mc for _, temperature_mc in curve]
    damp = [humidity_pm for *_, humidity_pm in found if humidity_pm is not None]
    return Air(
        readings=len(curve),
        coldest_mc=min(warmth, default=None),
        warmest_mc=max(warmth, default=None),
        mean_mc=round(sum(warmth) / len(warmth)) if warmth else None,
        driest_pm=min(damp, default=None),
        curve=curve,
    )


def rooms_air(lay: Collection[LayAt], *, today: date) -> tuple[RoomAir, ...]:
    """Of each cold room any of these lay in, from the first that came to the last that left; those without a reading
    are left out, and of many the ones that held it longest are kept."""
    by_room: dict[int, list[LayAt]] = defaultdict(list)
    for stay in lay:
        if stay.kind == "room":
            by_room[stay.location_id].append(stay)
    spans = sorted((_span(stays, today) for stays in by_room.values()), key=lambda one: one[1] - one[2])
    found = (_room_air(*span) for span in spans[:MOST_ROOMS])
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.since, one.place)))


def _span(stays: Collection[LayAt], today: date) -> tuple[LayAt, date, date]:
    last = today if any(stay.until is None for stay in stays) else max(stay.until or today for stay in stays)
    first = min(stays, key=lambda stay: stay.since)
    return first, first.since, last


def _room_air(stay: LayAt, since: date, until: date) -> RoomAir | None:
    found = air(stay.location_id, since, until)
    if found.coldest_mc is None or found.warmest_mc is None or found.mean_mc is None:
        return None
    by_day: dict[date, list[int]] = defaultdict(list)
    for at, temperature_mc in found.curve:
        by_day[timezone.localdate(at)].append(temperature_mc)
    days = tuple((on, min(read), max(read)) for on, read in sorted(by_day.items()))
    return RoomAir(stay.place, since, until, found.readings, found.coldest_mc, found.warmest_mc, found.mean_mc, days)
