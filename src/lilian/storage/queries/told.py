"""What lies in each room: from the goods journal where the room is on its books, else as somebody last reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.utils import timezone

from lilian.stock import queries as stock
from lilian.storage.models import FillReport, Room
from lilian.storage.queries.latest import latest


@dataclass(frozen=True)
class Told:
    """Grams in a room, as known at a moment; what the books say is known now, and by nobody's report."""

    stock_g: int
    at: datetime
    reporter: str = ""


def told(rooms: Iterable[Room], now: datetime) -> dict[int, Told]:
    """By room id; a room of which nothing is known is missing."""
    known = list(rooms)
    at_location = stock.weights(_on_books(known)) if _on_books(known) else {}
    found = {
        pk: Told(report.stock_g, report.at, report.reporter)
        for pk, report in latest(FillReport, [room for room in known if room.location_id is None]).items()
    }
    return found | {
        room.pk: Told(at_location.get(room.location_id, 0), now) for room in known if room.location_id is not None
    }


def booked_evenings(rooms: Iterable[Room], evenings: Sequence[date]) -> dict[int, dict[date, tuple[datetime, int]]]:
    """Of rooms on the books, by room id: what lay there each evening from the day of its first entry on."""
    room_of = {room.location_id: room.pk for room in rooms if room.location_id is not None}
    if not room_of:
        return {}
    changes = sorted(stock.daily(list(room_of), through=evenings[-1]), key=lambda one: (one.location_id, one.day))
    found: dict[int, dict[date, tuple[datetime, int]]] = {}
    for location_id, of_room in groupby(changes, key=lambda one: one.location_id):
        found[room_of[location_id]] = _evenings([(one.day, one.weight_g) for one in of_room], evenings)
    return found


def _evenings(changes: list[tuple[date, int]], evenings: Sequence[date]) -> dict[date, tuple[datetime, int]]:
    found, lies_g, coming = {}, 0, iter(changes)
    following = next(coming, None)
    for evening in evenings:
        while following and following[0] <= evening:
            lies_g += following[1]
            following = next(coming, None)
        if evening >= changes[0][0]:
            found[evening] = timezone.make_aware(datetime.combine(evening, time.max)), lies_g
    return found


def _on_books(rooms: Iterable[Room]) -> list[int]:
    return [room.location_id for room in rooms if room.location_id is not None]
