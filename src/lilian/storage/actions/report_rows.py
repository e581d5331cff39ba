"""Rows of fill reports and temperatures: each written once, however often the file is brought."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from lilian.base.actors import Actor
from lilian.base.bulk import Upsert, Weighed
from lilian.members.values import Applied
from lilian.storage import queries, rules
from lilian.storage.actions.reports import check_moment, check_stock, check_temperature
from lilian.storage.actions.row_faults import RowFaults, UnknownRoom, UnknownStore
from lilian.storage.models import FillReport, Reading, Room
from lilian.storage.rules import Thresholds

Row = Mapping[str, Any]
Values = dict[str, Any]
Rooms = dict[str, dict[str, Room]]
Fact = tuple[int, datetime, int]  # room, moment to the second, figure
SOURCE = "file"


def weigh_reports(actor: Actor, rows: Sequence[Row], now: datetime) -> Weighed[Applied]:
    """A row without a room is for the whole store and is shared over its rooms by capacity. Only reads.

    :raises RowsRefused: naming unknown stores and rooms, and figures that cannot be
    """
    actor.must("storage.report")
    rooms, faults, limits = _rooms(rows), RowFaults(), queries.thresholds()
    there = _told(FillReport.objects.filter(room__in=_keys(rooms)).values_list("room_id", "at", "stock_g"))
    added, fresh = list[str](), list[Values]()
    for place, row in enumerate(rows):
        with faults.of(str(place), "store"):
            made = list(_reports(actor, row, rooms, there, now, limits))
            fresh += made
            added += [f"{row['store']} {row['reported_at']:%Y-%m-%d %H:%M}"] if made else []
    faults.check()
    applied = Applied("fill_reports", tuple(added), unchanged=len(rows) - len(added))
    return Weighed(applied, Upsert(FillReport, fresh, ()))


def _reports(
    actor: Actor, row: Row, rooms: Rooms, there: set[Fact], now: datetime, limits: Thresholds
) -> Iterator[Values]:
    """What the row says that is not known yet; known from then on."""
    at, said = row["reported_at"], _said(row, rooms)
    check_moment(at, now, limits)
    fresh = {room: stock_g for room, stock_g in said.items() if (room.pk, _second(at), stock_g) not in there}
    for room, stock_g in fresh.items():
        actor.must("storage.report", organisation_id=room.store.organisation_id)
        check_stock(room, stock_g, limits)
    there |= {(room.pk, _second(at), stock_g) for room, stock_g in fresh.items()}
    key = hashlib.sha256(f"{sorted((room.pk, g) for room, g in fresh.items())} {at}".encode()).hexdigest()[:40]
    for room, stock_g in fresh.items():
        yield {
            "room_id": room.pk,
            "stock_g": stock_g,
            "at": at,
            "person_id": actor.person_id,
            "reporter": actor.name[:80],
            "note": (row.get("note") or "")[:200],
            "source": SOURCE,
            "client_key": f"file:{key}:{room.pk}",
            "written_at": now,
        }


def _keys(rooms: Rooms) -> list[int]:
    return [room.pk for of_store in rooms.values() for room in of_store.values()]


def _second(at: datetime) -> datetime:
    """Excel keeps moments to the second."""
    return at.replace(microsecond=0)


def _told(facts: Iterable[Fact]) -> set[Fact]:
    """What is known already, wherever it came from, so that a table taken out and sent back adds nothing."""
    return {(room_id, _second(at), value) for room_id, at, value in facts}


def _rooms(rows: Sequence[Row]) -> Rooms:
    found: Rooms = defaultdict(dict)
    for room in Room.objects.select_related("store").filter(store__code__in={row["store"] for row in rows}):
        found[room.store.code][room.code] = room
    return found


def _room(rooms: Rooms, store: str, code: str) -> Room:
    if store not in rooms:
        raise UnknownStore(given=store)
    if code not in rooms[store]:
        raise UnknownRoom(store=store, given=code)
    return rooms[store][code]


def _said(row: Row, rooms: Rooms) -> dict[Room, int]:
    store = row["store"]
    if row.get("room"):
        return {_room(rooms, store, row["room"]): row["stock_g"]}
    if store not in rooms:
        raise UnknownStore(given=store)
    all_rooms = sorted(rooms[store].values(), key=lambda room: room.pk)
    parts = rules.shared_by_capacity(row["stock_g"], [room.capacity_g for room in all_rooms])
    return dict(zip(all_rooms, parts, strict=True))


def weigh_readings(actor: Actor, rows: Sequence[Row], now: datetime) -> Weighed[Applied]:
    """One reading of a room and moment from files, the first that came. Only reads.

    :raises RowsRefused: naming unknown stores and rooms, and temperatures that cannot be
    """
    actor.must("storage.report")
    rooms, faults, fresh = _rooms(rows), RowFaults(), list[Values]()
    limits = queries.thresholds()
    known = Reading.objects.filter(room__in=_keys(rooms)).values_list("room_id", "at", "temperature_mc", "source")
    told, written = set[Fact](), set[tuple[int, datetime]]()
    for room_id, at, value, source in known:
        told.add((room_id, _second(at), value))
        written |= {(room_id, at)} if source == SOURCE else set()
    for place, row in enumerate(rows):
        with faults.of(str(place), "room"):
            made = _reading(actor, row, rooms, now, limits)
            moment = made["room_id"], made["at"]
            if (moment[0], _second(moment[1]), made["temperature_mc"]) not in told and moment not in written:
                written.add(moment)
                fresh.append(made)
    faults.check()
    applied = Applied("readings", ("",) * len(fresh), unchanged=len(rows) - len(fresh))
    return Weighed(applied, Upsert(Reading, fresh, ()))


def _reading(actor: Actor, row: Row, rooms: Rooms, now: datetime, limits: Thresholds) -> Values:
    room = _room(rooms, row["store"], row["room"])
    actor.must("storage.report", organisation_id=room.store.organisation_id)
    temperature_mc, humidity = round(row["temperature_c"] * 1000), row.get("humidity")
    check_moment(row["at"], now, limits)
    check_temperature(temperature_mc)
    return {
        "room_id": room.pk,
        "at": row["at"],
        "temperature_mc": temperature_mc,
        "humidity_pm": None if humidity is None else round(humidity * 10),
        "source": SOURCE,
        "written_at": now,
    }
