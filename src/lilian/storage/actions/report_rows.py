"""Rows of fill reports and temperatures: each written once, however often the file is brought."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from lilian.base.actors import Actor
from lilian.members.values import Applied
from lilian.storage import rules
from lilian.storage.actions.reports import record_readings, report_fill
from lilian.storage.actions.row_faults import RowFaults, UnknownRoom, UnknownStore
from lilian.storage.models import FillReport, Reading, Room
from lilian.storage.values import ReadingDraft

Rooms = dict[str, dict[str, Room]]


def write_reports(actor: Actor, rows: Sequence[Mapping[str, Any]], now: datetime) -> Applied:
    """A row without a room is for the whole store and is shared over its rooms by capacity.

    :raises RowsRefused: naming unknown stores and rooms, and figures that cannot be
    """
    rooms, faults, added = _rooms(rows), RowFaults(), []
    there = _told(FillReport.objects.filter(room__in=_keys(rooms)).values_list("room_id", "at", "stock_g"))
    unchanged = 0
    for row in rows:
        with faults.of(row["store"], "store"):
            said = _said(row, rooms)
            fresh = {pk: g for pk, g in said.items() if (pk, _second(row["reported_at"]), g) not in there}
            unchanged += not fresh
            if fresh:
                added.append(_write(actor, row, fresh, now))
    faults.check()
    return Applied("fill_reports", tuple(added), unchanged=unchanged)


def _keys(rooms: Rooms) -> list[int]:
    return [room.pk for of_store in rooms.values() for room in of_store.values()]


def _second(at: datetime) -> datetime:
    """Excel keeps moments to the second."""
    return at.replace(microsecond=0)


def _told(facts: Iterable[tuple[int, datetime, int]]) -> set[tuple[int, datetime, int]]:
    """What is known already, wherever it came from, so that a table taken out and sent back adds nothing."""
    return {(room_id, _second(at), value) for room_id, at, value in facts}


def _write(actor: Actor, row: Mapping[str, Any], said: dict[int, int], now: datetime) -> str:
    key = hashlib.sha256(f"{sorted(said.items())} {row['reported_at']}".encode()).hexdigest()[:40]
    report_fill(
        actor=actor,
        stock_g_by_room=said,
        client_key=f"file:{key}",
        now=now,
        at=row["reported_at"],
        note=row.get("note") or "",
        source="file",
    )
    return f"{row['store']} {row['reported_at']:%Y-%m-%d %H:%M}"


def _rooms(rows: Sequence[Mapping[str, Any]]) -> Rooms:
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


def _said(row: Mapping[str, Any], rooms: Rooms) -> dict[int, int]:
    store = row["store"]
    if row.get("room"):
        return {_room(rooms, store, row["room"]).pk: row["stock_g"]}
    if store not in rooms:
        raise UnknownStore(given=store)
    all_rooms = sorted(rooms[store].values(), key=lambda room: room.pk)
    parts = rules.shared_by_capacity(row["stock_g"], [room.capacity_g for room in all_rooms])
    return {room.pk: part for room, part in zip(all_rooms, parts, strict=True)}


def write_readings(actor: Actor, rows: Sequence[Mapping[str, Any]], now: datetime) -> Applied:
    """:raises RowsRefused: naming unknown stores and rooms"""
    rooms, faults = _rooms(rows), RowFaults()
    drafts: list[ReadingDraft] = []
    for row in rows:
        with faults.of(row["store"], "room"):
            room = _room(rooms, row["store"], row["room"])
            drafts.append(ReadingDraft(room.pk, row["at"], round(row["temperature_c"] * 1000)))
    faults.check()
    there = _told(Reading.objects.filter(room__in=_keys(rooms)).values_list("room_id", "at", "temperature_mc"))
    fresh = [one for one in drafts if (one.room_id, _second(one.at), one.temperature_mc) not in there]
    written, known = record_readings(actor=actor, rows=fresh, source="file", now=now) if fresh else (0, 0)
    return Applied("readings", ("",) * written, unchanged=known + len(drafts) - len(fresh))
