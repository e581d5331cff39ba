"""What happened to a box's fruit, day by day, and the air it lay in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lilian.packing.queries import Labelled
from lilian.parcels import queries as parcels
from lilian.passport.queries.reader import READER
from lilian.passport.values import Air, Event, Step
from lilian.stock import queries as stock
from lilian.stock.queries import Stayed
from lilian.stock.values import EntryKind, LocationKind
from lilian.storage import queries as storage

MOST_POINTS, MOST_ROOMS, LEAST_READINGS = 72, 2, 3


@dataclass(frozen=True)
class Journey:
    """`stays` are rooms (key, in, out) of fruit of the box; `picked` the first day any of it was picked."""

    events: tuple[Event, ...]
    air: tuple[Air, ...]
    picked: date | None
    stays: tuple[tuple[int, datetime, datetime], ...]


def journey(box: Labelled, lot_ids: Sequence[int]) -> Journey:
    lots = list(
        stock.lots(READER).select_related("born").filter(pk__in=[each for each in lot_ids if each != box.lot_id])
    )
    lay = stock.stayed([lot.pk for lot in lots])
    came_from = [lot for lot in lots if lot.born.kind == EntryKind.RECEIVE]
    picked = sorted(lot.harvest_date for lot in came_from if lot.harvest_date)
    rooms = _rooms(lay, box.packed_at)
    events = [
        *([Event(Step.PICKED, picked[0], picked[-1])] if picked else []),
        *_received(came_from, lay),
        *(Event(Step.STORED, _day(each.since), _day(each.until), each.name, each.owner) for each in rooms),
        *_sorted(lots, lay),
        Event(Step.PACKED, _day(box.packed_at), _day(box.packed_at), "", box.packer),
        *_sent(box.box_id),
    ]
    stays = tuple((each.room_id, each.since, each.until) for each in rooms)
    return Journey(_in_order(events), _air(rooms), picked[0] if picked else None, stays)


@dataclass(frozen=True)
class Lay:
    """Fruit of the box lay in a room."""

    room_id: int
    name: str
    owner: str
    since: datetime
    until: datetime


def _rooms(lay: Iterable[Stayed], packed_at: datetime) -> list[Lay]:
    """Each cold room once, from the first of its fruit that came to the last that left, or was packed."""
    in_rooms = [each for each in lay if each.kind is LocationKind.ROOM and each.since < packed_at]
    room_of = storage.rooms_at({each.location_id for each in in_rooms})
    by_room: dict[int, list[Stayed]] = defaultdict(list)
    for each in in_rooms:
        if each.location_id in room_of:
            by_room[room_of[each.location_id]].append(each)
    return [
        Lay(
            room_id,
            some[0].location,
            some[0].organisation,
            min(each.since for each in some),
            min(packed_at, max(each.until or packed_at for each in some)),
        )
        for room_id, some in by_room.items()
    ]


def _received(lots: Sequence[Any], lay: Iterable[Stayed]) -> list[Event]:
    """Once for each place fruit was taken over at."""
    first = _first_places(lay)
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    for lot in lots:
        if lot.pk in first:
            days[first[lot.pk]].append(lot.born.day)
    return [Event(Step.RECEIVED, min(some), max(some), *place) for place, some in days.items()]


def _sorted(lots: Sequence[Any], lay: Iterable[Stayed]) -> list[Event]:
    """Once for each line that graded some of it."""
    first = _first_places(lay)
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    for lot in lots:
        if lot.born.kind == EntryKind.CONVERT and lot.grade and lot.pk in first:
            days[first[lot.pk]].append(lot.born.day)
    return [Event(Step.SORTED, min(some), max(some), *place) for place, some in days.items()]


def _sent(box_id: int) -> Iterator[Event]:
    """Its last parcel: whose it was, never who got it."""
    last = parcels.travelled(box_id)
    if last is None:
        return
    yield Event(Step.SENT, _day(last.loaded_at), _day(last.loaded_at), "", last.organisation)
    for step, at in ((Step.ARRIVED, last.arrived_at), (Step.BACK, last.back_at)):
        if at is not None:
            yield Event(step, _day(at), _day(at))


def _first_places(lay: Iterable[Stayed]) -> dict[int, tuple[str, str]]:
    """Where each lot was made: (location, whose)."""
    found: dict[int, tuple[str, str]] = {}
    for each in lay:
        found.setdefault(each.lot_id, (each.location, each.organisation))
    return found


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    order = list(Step)
    return tuple(sorted(events, key=lambda event: (order.index(event.step), event.first)))


def _air(rooms: Sequence[Lay]) -> tuple[Air, ...]:
    """What was read in the rooms it lay in longest; a room hardly read is left out."""
    longest = sorted(rooms, key=lambda each: each.since - each.until)[:MOST_ROOMS]
    found = []
    for lay in longest:
        read = [
            (one.at, one.temperature_mc)
            for one in storage.measured([lay.room_id], since=lay.since)
            if one.at <= lay.until
        ]
        if len(read) >= LEAST_READINGS:
            found.append(Air(lay.name, tuple(thinned(read))))
    return tuple(found)


def thinned(read: Sequence[tuple[datetime, int]], most: int = MOST_POINTS) -> list[tuple[datetime, int]]:
    """No more than so many points: of each stretch its coldest and its warmest, so that no warm night is lost."""
    if len(read) <= most:
        return list(read)
    size = -(-len(read) // (most // 2))
    kept = []
    for start in range(0, len(read), size):
        stretch = read[start : start + size]
        ends = {min(stretch, key=lambda one: one[1]), max(stretch, key=lambda one: one[1])}
        kept += sorted(ends)
    return kept


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
