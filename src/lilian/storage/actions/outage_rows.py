"""Rows of the table of rooms out of use, by room and first day: new ones, and those whose end or reason changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from lilian.base.actors import Actor
from lilian.base.imports import plain
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Refusal
from lilian.members.values import Applied
from lilian.storage.actions.outages import change_outage, put_room_out_of_use
from lilian.storage.actions.row_faults import RowFaults, UnknownRoom, UnknownStore
from lilian.storage.models import Room, RoomOutage, Store

Row = Mapping[str, Any]
Rooms = Mapping[str, Mapping[str, int]]


class OutageMoved(Refusal):
    code = "storage.outage_moved"
    sentence = gettext_noop("库房 {room} 的停用导入以后又改过，不能撤销导入。")
    remedy = gettext_noop("请在库的页面上改。")


def write_outages(actor: Actor, rows: Sequence[Row], now: datetime) -> Applied:
    """A room and first day not known yet puts the room out of use; a known one takes the row's end and reason.

    :raises RowsRefused: naming unknown stores and rooms, and days that cannot be
    """
    actor.must("storage.report")
    rooms, faults = _rooms(rows), RowFaults()
    added, before = list[str](), dict[str, dict[str, list[Any]]]()
    for place, row in enumerate(rows):
        with faults.of(str(place), _cell(row, rooms)):
            room_id = _room_id(rooms, row)
            there = RoomOutage.objects.filter(room=room_id, starts_on=row["starts_on"]).order_by("pk").last()
            done = _new(actor, room_id, row, now) if there is None else _changed(actor, there, row, now)
            label = f"{row['store']} {row['room']} {row['starts_on']}"
            before |= {label: done} if done else {}
            added += [label] if there is None else []
    faults.check()
    changed = tuple(label for label in before if label not in added)
    return Applied("room_outages", tuple(added), changed, len(rows) - len(added) - len(changed), before)


def _rooms(rows: Sequence[Row]) -> Rooms:
    found: dict[str, dict[str, int]] = {store: {} for store in _codes(rows)}
    for pk, store, code in Room.objects.filter(store__code__in=found).values_list("pk", "store__code", "code"):
        found[store][code] = pk
    return found


def _codes(rows: Sequence[Row]) -> list[str]:
    return list(Store.objects.filter(code__in={row["store"] for row in rows}).values_list("code", flat=True))


def _cell(row: Row, rooms: Rooms) -> str:
    """Where to name a fault: the store or the room if it is unknown, else the days."""
    if row["store"] not in rooms:
        return "store"
    return "starts_on" if row["room"] in rooms[row["store"]] else "room"


def _room_id(rooms: Rooms, row: Row) -> int:
    if row["store"] not in rooms:
        raise UnknownStore(given=row["store"])
    if row["room"] not in rooms[row["store"]]:
        raise UnknownRoom(store=row["store"], given=row["room"])
    return rooms[row["store"]][row["room"]]


def _new(actor: Actor, room_id: int, row: Row, now: datetime) -> dict[str, list[Any]]:
    said = {"reason": row["reason"], "starts_on": row["starts_on"], "ends_on": row.get("ends_on")}
    made = put_room_out_of_use(actor=actor, room_id=room_id, now=now, **said)
    return {"outage": [None, made], "ends_on": [row["starts_on"].isoformat(), plain(row.get("ends_on"))]}


def _changed(actor: Actor, there: RoomOutage, row: Row, now: datetime) -> dict[str, list[Any]]:
    """What changed; nothing where the row says what stands. A sheet without the column leaves the end as it is."""
    ends_on = row.get("ends_on", there.ends_on)
    if (ends_on, row["reason"]) == (there.ends_on, there.reason):
        return {}
    change_outage(actor=actor, outage_id=there.pk, reason=row["reason"], ends_on=ends_on, now=now)
    ends = [plain(there.ends_on), plain(ends_on)]
    return {"outage": [there.pk, there.pk], "ends_on": ends, "reason": [there.reason, row["reason"]]}


def take_back_outages(actor: Actor, kept: Mapping[str, Any], now: datetime) -> None:  # noqa: ARG001
    """The counter-entry: a room put out of use was never out (it ends the day it starts), a change is as before.

    :raises OutageMoved: if one was changed since; nothing is taken back then
    """
    actor.must("storage.report")
    for change in kept["before"].values():
        outage = RoomOutage.objects.select_for_update(of=("self",)).select_related("room").get(pk=change["outage"][1])
        if plain(outage.ends_on) != change["ends_on"][1]:
            raise OutageMoved(room=outage.room.code)
        ends_on = change["ends_on"][0]
        outage.ends_on = date.fromisoformat(ends_on) if ends_on else None
        outage.reason = change.get("reason", [outage.reason])[0]
        outage.save(update_fields=["ends_on", "reason"])
