"""The rooms a row of the table of stores says, beside those that are registered."""

from collections.abc import Mapping
from typing import Any

from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import Invalid, Refusal
from lilian.storage.models import FillReport, Reading, Room, RoomOutage, Store
from lilian.storage.sheets.rooms import RoomSaid, rooms_of

LITRES_PER_M3 = 1_000
ONLY_ROOM = "1"
Row = Mapping[str, Any]
Rooms = list[list[Any]]  # [code, volume_l, capacity_g], by code: as an undo keeps them


class RoomsDoNotSum(Invalid):
    code = "storage.rooms_do_not_sum"
    sentence = gettext_noop("各间库房合计 {rooms}，和这一行的库容 {given} 对不上。")
    remedy = gettext_noop("请在“库房”一列写明每一间的库容，合计要等于库容。")


class RoomLeftOut(Invalid):
    code = "storage.room_left_out"
    sentence = gettext_noop("少写了已经登记的库房“{given}”。")
    remedy = gettext_noop("已登记的库房不能在表里删去；不用了请把它停用。")


class RoomUsed(Refusal):
    code = "storage.room_used"
    sentence = gettext_noop("库房“{given}”已经有填报、温度或停用记录，不能撤销登记。")
    remedy = gettext_noop("不用了请把它停用。")


def registered(store: Store) -> Rooms:
    return [[room.code, room.volume_l, room.capacity_g] for room in sorted(store.rooms.all(), key=lambda r: r.code)]


def rooms_said(row: Row, there: Rooms) -> Rooms:
    """What the rooms are by this row; a store in one room needs no column for it.

    :raises UnreadableRoom, RoomTwice, RoomLeftOut, RoomsDoNotSum: what is wrong with it
    """
    before = {code: (volume_l, capacity_g) for code, volume_l, capacity_g in there}
    if row.get("rooms"):
        said = rooms_of(row["rooms"])
    elif len(before) > 1:
        said = {code: RoomSaid(code, capacity_g, volume_l) for code, (volume_l, capacity_g) in before.items()}
    else:
        said = _alone(row, next(iter(before), ONLY_ROOM))
    left_out = sorted(before.keys() - said.keys())
    if left_out:
        raise RoomLeftOut(given=left_out[0])
    together = sum(room.capacity_g for room in said.values())
    if together != row["capacity_g"]:
        raise RoomsDoNotSum(rooms=weight_text(together), given=weight_text(row["capacity_g"]))
    known = {code: volume_l for code, (volume_l, _) in before.items()}
    return [[one.code, _volume(one, known), one.capacity_g] for one in sorted(said.values(), key=lambda one: one.code)]


def _alone(row: Row, code: str) -> dict[str, RoomSaid]:
    volume = row.get("volume_m3")
    return {code: RoomSaid(code, row["capacity_g"], None if volume is None else round(volume * LITRES_PER_M3))}


def _volume(said: RoomSaid, known: Mapping[str, int]) -> int:
    return known.get(said.code, 0) if said.volume_l is None else said.volume_l


def write_rooms(store: Store, wanted: Rooms) -> None:
    """Add and change; rooms that are no longer there go, if nothing was ever said of them.

    :raises RoomUsed: if something was
    """
    for room in store.rooms.exclude(code__in=[code for code, _, _ in wanted]):
        remove_room(room)
    for code, volume_l, capacity_g in wanted:
        Room.objects.update_or_create(store=store, code=code, defaults={"volume_l": volume_l, "capacity_g": capacity_g})


def remove_room(room: Room) -> None:
    said = any(kind._default_manager.filter(room=room).exists() for kind in (FillReport, Reading, RoomOutage))
    if said or room.location_id is not None:
        raise RoomUsed(given=room.code)
    room.delete()
