"""The Excel table of meter readings comes in: all rows or none, kept so that the import can be taken back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit, imports
from lilian.base.actors import Actor
from lilian.idling import planner
from lilian.idling.actions.meters import held_rooms, refit, take_back_reading, written
from lilian.idling.models import MeterReading
from lilian.idling.sheets import METERS, STOOD
from lilian.idling.values import MeterDraft
from lilian.members.values import Applied
from lilian.storage import queries as storage
from lilian.storage.actions.row_faults import RowFaults, UnknownRoom, UnknownStore

Row = Mapping[str, Any]
TABLE = f"idling.{METERS.name}"


def write_rows(actor: Actor, rows: Sequence[Row], now: datetime) -> Applied:
    """Readings not known yet, oldest first; a moment of a room that is there already is left as it is.

    :raises RowsRefused: naming unknown stores and rooms, and figures that cannot be
    """
    actor.must("idling.read_meter")
    known = _rooms(actor)
    faults, added, touched = RowFaults(), dict[str, dict[str, list[Any]]](), dict[int, Any]()
    places = planner.locations_by_code(actor)
    for place, row in sorted(enumerate(rows), key=lambda item: item[1]["at"]):
        with faults.of(str(place), _column(row, known)):
            room_id = _room_id(known, row)
            if MeterReading.objects.filter(room=room_id, at=row["at"], taken_back_by__isnull=True).exists():
                continue
            room = touched.get(room_id) or held_rooms(actor, {room_id})[room_id]
            key = f"file:{room_id}:{row['at']:%Y%m%d%H%M%S}:{now:%Y%m%d%H%M%S%f}"
            made = written(actor, room, _draft(room_id, row), key, ("file", now), places)
            touched[room_id] = room
            added[f"{row['store']} {row['room']} {row['at']:%Y-%m-%d %H:%M}"] = {"reading": [None, made.pk]}
    faults.check()
    for room in touched.values():
        refit(room, now)
    return Applied(METERS.name, tuple(added), unchanged=len(rows) - len(added), before=added)


def _rooms(actor: Actor) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for pk, store, code in storage.rooms(actor).values_list("pk", "store__code", "code"):
        found.setdefault(store, {})[code] = pk
    return found


def _column(row: Row, known: Mapping[str, Mapping[str, int]]) -> str:
    if row["store"] not in known:
        return "store"
    return "counter_kwh" if row["room"] in known[row["store"]] else "room"


def _room_id(known: Mapping[str, Mapping[str, int]], row: Row) -> int:
    if row["store"] not in known:
        raise UnknownStore(given=row["store"])
    if row["room"] not in known[row["store"]]:
        raise UnknownRoom(store=row["store"], given=row["room"])
    return known[row["store"]][row["room"]]


def _draft(room_id: int, row: Row) -> MeterDraft:
    outside = row.get("outside_c")
    return MeterDraft(
        room_id=room_id,
        counter_wh=round(row["counter_kwh"] * 1_000),
        at=row["at"],
        ran=row.get("ran") != STOOD,
        outside_mc=None if outside is None else round(outside * 1_000),
        stock_g=row.get("stock_g"),
        loaded_g=row.get("loaded_g"),
    )


@transaction.atomic
def import_rows(*, actor: Actor, rows: Sequence[Row], file_name: str, file_digest: str, now: datetime) -> int:
    """Return the key of the import.

    :raises RowsRefused, NothingToImport: nothing is written then
    """
    applied = write_rows(actor, rows, now)
    taken = imports.TakenIn(
        table=TABLE,
        file_name=file_name,
        file_digest=file_digest,
        counts=imports.Counts(len(applied.added), len(applied.changed), applied.unchanged),
        before=[{"added": list(applied.added), "before": applied.before}],
    )
    kept = imports.record(actor=actor, taken=taken, now=now)
    audit.record(actor=actor, event="idling.file_imported", subject=METERS.name, at=now, data={"import": kept.pk})
    return int(kept.pk)


@contextmanager
def taking_back(actor: Actor, batch: Any) -> Iterator[imports.TakeBack]:
    """Every reading of the import, by its counter-row."""

    def back(now: datetime) -> None:
        for change in batch.before[0]["before"].values():
            take_back_reading(actor=actor, reading_id=change["reading"][1], now=now)

    yield back


imports.register(TABLE, taking_back)
