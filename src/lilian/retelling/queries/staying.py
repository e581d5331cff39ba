"""How fruit had been kept in a room that it leaves: what the room's loggers had said since it came."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from lilian.base.plain_sql import day, keys, moment, rows, stored
from lilian.retelling.rules.facts import EntryFacts, Kept, LotFacts, Place
from lilian.retelling.rules.happening import happened_at
from lilian.stock.values import EntryKind, LocationKind

LEAVES = frozenset({EntryKind.MOVE, EntryKind.CONVERT, EntryKind.SHIP, EntryKind.WRITE_OFF})
# What was taken back counts here as long as it stood: an event is told once, and by what was known then.
CHANGES = """
SELECT line.lot_id, line.location_id, entry.id, entry.day, entry.at, sum(line.weight_g)
FROM stock_line AS line JOIN stock_entry AS entry ON entry.id = line.entry_id
JOIN stock_location AS place ON place.id = line.location_id AND place.kind = 'room'
WHERE line.lot_id IN ({keys})
GROUP BY line.lot_id, line.location_id, entry.id, entry.day, entry.at ORDER BY entry.id
"""
READINGS = """
SELECT min(reading.temperature_mc), max(reading.temperature_mc), sum(reading.temperature_mc), count(*),
    min(reading.humidity_pm), max(reading.humidity_pm), sum(reading.humidity_pm), count(reading.humidity_pm)
FROM storage_room AS room JOIN storage_reading AS reading ON reading.room_id = room.id
WHERE room.location_id = %s AND reading.at >= %s AND reading.at <= %s AND reading.written_at <= %s
"""
Air = tuple[int, int, int, int | None, int | None, int | None]
Spot = tuple[int, int]  # lot, location


@dataclass(frozen=True)
class _Came:
    """An entry that changed what lay of a lot in a room."""

    entry_id: int
    on: date
    at: datetime
    weight_g: int


def kept(entries: Mapping[int, EntryFacts]) -> dict[int, EntryFacts]:
    """The same entries, those that take fruit out of a room with how it had been kept there."""
    leaving = {entry.entry_id: _spots(entry) for entry in entries.values() if entry.kind in LEAVES}
    lots = {lot_id for spots in leaving.values() for lot_id, _ in spots}
    if not lots:
        return dict(entries)
    changes = _changes(lots)
    found = dict(entries)
    for entry_id, spots in leaving.items():
        if spots:
            entry = entries[entry_id]
            found[entry_id] = replace(entry, kept=tuple(_kept(entry, spots, changes)))
    return found


def _spots(entry: EntryFacts) -> dict[Spot, tuple[Place, LotFacts]]:
    return {
        (line.lot.lot_id, line.place.location_id): (line.place, line.lot)
        for line in entry.lines
        if line.place.kind is LocationKind.ROOM and line.weight_g < 0
    }


def _changes(lot_ids: Iterable[int]) -> dict[Spot, list[_Came]]:
    found = defaultdict[Spot, list[_Came]](list)
    for lot_id, location_id, entry_id, on, at, weight_g in rows(CHANGES, keys(lot_ids)):
        found[lot_id, location_id].append(_Came(entry_id, day(on), moment(at), int(weight_g)))
    return found


def _kept(
    entry: EntryFacts, spots: Mapping[Spot, tuple[Place, LotFacts]], changes: Mapping[Spot, list[_Came]]
) -> Iterator[Kept]:
    """A room's lots that came together are told together."""
    zone = timezone.get_current_timezone()
    stays = defaultdict[tuple[int, datetime], list[Spot]](list)
    for spot in sorted(spots):
        since = _since(entry, changes[spot])
        if since is not None:
            stays[spot[1], happened_at(since.on, since.at, zone=zone)].append(spot)
    for (location_id, since_at), alike in sorted(stays.items()):
        air = _air(location_id, since_at, entry)
        if air is not None and since_at <= entry.happened_at:
            place = spots[alike[0]][0]
            yield Kept(place, tuple(spots[spot][1] for spot in alike), since_at, entry.happened_at, *air)


def _since(entry: EntryFacts, changes: Sequence[_Came]) -> _Came | None:
    """The entry by which the lot came to where it now leaves: the first since nothing of it lay there."""
    lies_g, first = 0, None
    for change in changes:
        if change.entry_id >= entry.entry_id:
            break
        first = change if lies_g <= 0 else first
        lies_g += change.weight_g
    return first


def _air(location_id: int, since: datetime, entry: EntryFacts) -> Air | None:
    """Least, most and mean temperature and humidity, of what was known when the entry was written."""
    until, known_at = stored(entry.happened_at), stored(entry.written_at)
    [found] = rows(READINGS, location_id, stored(since), until, known_at)
    coldest, warmest, sum_mc, count, driest, dampest, sum_pm, damp = found
    if not count:
        return None
    return coldest, warmest, round(sum_mc / count), driest, dampest, round(sum_pm / damp) if damp else None
