"""Rows of the table of stores, by code: new stores with their rooms, and changed facts of those that are registered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import ProtectedError

from lilian.base import imports
from lilian.base.actors import Actor
from lilian.kernel.geo import distance_km
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, Refusal
from lilian.members import actions as members
from lilian.members.actions.resolve import TownshipUnknown
from lilian.members.queries import township_named
from lilian.members.values import Applied, PlaceDraft, PlaceKind, masked_name
from lilian.storage.actions.row_faults import RowFaults
from lilian.storage.actions.store_known import Known, NoOwner
from lilian.storage.actions.store_rooms import registered, remove_room, rooms_said, write_rooms
from lilian.storage.actions.stores import PlaceTaken, add_room, add_store
from lilian.storage.models import Store
from lilian.storage.values import RoomDraft, StoreDraft

Row = Mapping[str, Any]
PLAIN = ("name", "intake_g_per_day", "fee_fen_per_tonne_month")


class StoreMoved(Invalid):
    code = "storage.store_moved"
    sentence = gettext_noop("这个位置离登记的地点 {km} 公里。")
    remedy = gettext_noop("库的位置请在“地点”里改；这里照登记的填，或换一个地点编号。")


class StoreUsed(Refusal):
    code = "storage.store_used"
    sentence = gettext_noop("{store} 登记以后已经有填报、到货或方案，不能撤销登记。")
    remedy = gettext_noop("不用了请把它停用。")


def write_stores(actor: Actor, rows: Sequence[Row], now: datetime) -> Applied:
    """Unknown codes are registered, known ones changed; stock and temperature come by report, not by this table.

    :raises RowsRefused: naming every cell that cannot be taken
    """
    actor.must("storage.change")
    found = Store.objects.select_for_update(of=("self",)).select_related("place", "organisation", "keeper")
    there = {store.code: store for store in found.filter(code__in=[row["code"] for row in rows])}
    known, faults = Known.of(actor, rows), RowFaults()
    before: dict[str, dict[str, list[Any]]] = {}
    for row in rows:
        code = row["code"]
        if code in there:
            before[code] = _changes(there[code], _wanted(row, there[code], known, faults))
        else:
            before[code] = _register(actor, row, known, faults, now)
    faults.check()
    changed = {code: change for code, change in before.items() if code in there and change}
    for code, change in changed.items():
        _write(there[code], {name: values[1] for name, values in change.items()})
    added = tuple(code for code in before if code not in there)
    made = {code: before[code] for code in added if before[code]}
    return Applied("stores", added, tuple(changed), len(there) - len(changed), changed | made)


def _wanted(row: Row, store: Store, known: Known, faults: RowFaults) -> dict[str, Any]:
    """What the row says of a registered store; each cell that cannot be taken is a fault of its own."""
    code, wanted = row["code"], {name: row[name] for name in PLAIN}
    with faults.of(code, "accepts"):
        wanted["accepts"] = known.variety_ids(row["accepts"])
    with faults.of(code, _cell(row, "rooms", "capacity_g")):
        wanted["rooms"] = rooms_said(row, registered(store))
    if said := row.get("organisation"):
        with faults.of(code, "organisation"):
            same = said in (store.organisation.code, store.organisation.name)
            wanted["organisation_id"] = store.organisation_id if same else known.owner_id(said)
    if (said := row.get("place")) and said != store.place.code:
        with faults.of(code, "place"):
            wanted["place_id"] = _free(known.place(said).pk)
    else:
        with faults.of(code, "lon"):
            _check_there(row, store, known.near_km)
    if "opening_hours" in row:
        wanted["opening_hours"] = row["opening_hours"] or ""
    if (said := row.get("keeper")) and not _is_keeper(store, said):
        with faults.of(code, "keeper"):
            wanted["keeper_id"] = known.people.key(said, store.organisation_id)
    return wanted


def _is_keeper(store: Store, said: str) -> bool:
    """Offices' own sheets write the name, whole or as our lists mask it."""
    return store.keeper is not None and said in (store.keeper.code, store.keeper.name, masked_name(store.keeper.name))


def _check_there(row: Row, store: Store, near_km: Decimal) -> None:
    km = distance_km(row["lat"], row["lon"], store.place.lat, store.place.lon)
    if km > near_km:
        raise StoreMoved(km=f"{km:.1f}")


def _free(place_id: int) -> int:
    if Store.objects.filter(place_id=place_id).exists():
        raise PlaceTaken()
    return place_id


def _changes(store: Store, wanted: dict[str, Any]) -> dict[str, list[Any]]:
    have = _standing(store, wanted)
    return {name: [have[name], value] for name, value in wanted.items() if have[name] != value}


def _standing(store: Store, names: Iterable[str]) -> dict[str, Any]:
    have = {name: getattr(store, name) for name in names if name not in ("accepts", "rooms")}
    return have | {"accepts": sorted(store.accepts.values_list("pk", flat=True)), "rooms": registered(store)}


def _register(actor: Actor, row: Row, known: Known, faults: RowFaults, now: datetime) -> dict[str, list[Any]]:
    """A new store; returns the place made for it, if one was. The row's own point is used where no place is named."""
    code, said = row["code"], dict[str, Any]()
    place = None
    if row.get("place"):
        with faults.of(code, "place"):
            place = known.place(row["place"])
            _free(place.pk)
    with faults.of(code, _cell(row, "organisation", "code")):
        said["owner"] = _owner(row, known, place)
    with faults.of(code, "accepts"):
        said["accepts"] = known.variety_ids(row["accepts"])
    with faults.of(code, _cell(row, "rooms", "capacity_g")):
        said["rooms"] = rooms_said(row, [])
    with faults.of(code, "town"):
        _check_town(row.get("town") or "")
    with faults.of(code, "keeper"):
        said["keeper"] = known.people.key(row["keeper"], said.get("owner", 0)) if row.get("keeper") else None
    if code in {fault.key for fault in faults.found}:
        return {}
    made: dict[str, list[Any]] = {}
    with faults.of(code, "code"):
        place_id = place.pk if place else _new_place(actor, row, said["owner"], now)
        made = {} if place else {"place_id": [None, place_id]}
        store_id = add_store(actor=actor, draft=_draft(row, said, place_id), now=now)
        for room in said["rooms"]:
            add_room(actor=actor, store_id=store_id, draft=RoomDraft(*room), now=now)
    return made


def _cell(row: Row, column: str, otherwise: str) -> str:
    """Where to name a fault: a sheet may lack the column."""
    return column if row.get(column) else otherwise


def _check_town(said: str) -> None:
    if said and township_named(said) is None:
        raise TownshipUnknown(township=said)


def _owner(row: Row, known: Known, place: Any) -> int:
    if row.get("organisation"):
        return known.owner_id(row["organisation"])
    if place is None or place.organisation_id is None:
        raise NoOwner()
    return int(place.organisation_id)


def _new_place(actor: Actor, row: Row, owner_id: int, now: datetime) -> int:
    draft = PlaceDraft(
        code=row["code"],
        name=row["name"],
        kind=PlaceKind.STORE,
        lat=row["lat"],
        lon=row["lon"],
        organisation_id=owner_id,
        township_code=row.get("town") or "",
    )
    return members.add_place(actor=actor, draft=draft, now=now)


def _draft(row: Row, said: dict[str, Any], place_id: int) -> StoreDraft:
    return StoreDraft(
        code=row["code"],
        name=row["name"],
        organisation_id=said["owner"],
        place_id=place_id,
        variety_ids=tuple(said["accepts"]),
        intake_g_per_day=row["intake_g_per_day"],
        fee_fen_per_tonne_month=row["fee_fen_per_tonne_month"],
        temperature_mc=round(row["temperature_c"] * 1_000),
        keeper_id=said["keeper"],
        opening_hours=row.get("opening_hours") or "",
    )


def _write(store: Store, values: dict[str, Any]) -> None:
    accepts, rooms = values.pop("accepts", None), values.pop("rooms", None)
    if values:
        Store.objects.filter(pk=store.pk).update(**values)
    if accepts is not None:
        store.accepts.set(accepts)
    if rooms is not None:
        write_rooms(store, rooms)


def take_back_stores(actor: Actor, kept: Mapping[str, Any], now: datetime) -> None:
    """The counter-entry: what was changed stands as before, what was registered is gone with its rooms and its place.

    :raises StoreUsed, RoomUsed: if something was said of it since; nothing is taken back then
    :raises ChangedSince: if a changed store was changed again; nothing is taken back then
    """
    actor.must("storage.change")
    codes = {*kept["added"], *kept["before"]}
    for store in Store.objects.select_for_update().filter(code__in=codes):
        change = kept["before"].get(store.code, {})
        if store.code in kept["added"]:
            _unregister(actor, store, change.get("place_id"), now)
        else:
            imports.check_as_left(store.code, change, _standing(store, change))
            _write(store, {name: values[0] for name, values in change.items()})


def _unregister(actor: Actor, store: Store, place_made: list[Any] | None, now: datetime) -> None:
    for room in store.rooms.all():
        remove_room(room)
    store.accepts.clear()
    try:
        store.delete()
    except ProtectedError:
        raise StoreUsed(store=store.name) from None
    if place_made:
        members.remove_place(actor=actor, place_id=place_made[1], now=now)
