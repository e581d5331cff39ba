"""Alarms are opened and ended by what is read, and acknowledged by a person."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.base.locks import hold_name
from lilian.keeping.actions.refusals import Acknowledged, SayWhatWasDone
from lilian.keeping.models import Alarm
from lilian.keeping.rules import climate
from lilian.keeping.values import AlarmKind
from lilian.kernel.refusal import NotFound
from lilian.storage import queries as storage
from lilian.storage.queries import KeptRoom

SYSTEM = system("keeping")
LOOKED_BACK = timedelta(days=3)


@transaction.atomic
def watch_air(*, now: datetime, actor: Actor = SYSTEM) -> int:
    """Look at what was read in every room; open and end alarms. Return how many were opened.

    One open alarm a room and kind, whoever looks and however often: done by every worker, and after each reading.
    """
    hold_name("keeping air", wait=True)
    rooms = {room.id: room for room in storage.kept_rooms(actor) if room.closed_on is None}
    standing = {(one.room_id, AlarmKind(one.kind)): one for one in Alarm.objects.filter(ended_at__isnull=True)}
    wrong = _wrong(rooms, now)
    opened = _opened(rooms, {key: one for key, one in wrong.items() if key not in standing}, now)
    ended = [alarm.pk for key, alarm in standing.items() if key not in wrong]
    Alarm.objects.filter(pk__in=ended).update(ended_at=now)
    _keep_worst(standing, wrong)
    if opened or ended:
        kinds = sorted(f"{alarm.room_id}:{alarm.kind}" for alarm in opened)
        data = {"opened": kinds, "ended": ended}
        audit.record(actor=actor, event="keeping.air_watched", subject="keeping.Alarm", at=now, data=data)
    return len(opened)


@transaction.atomic
def acknowledge(*, actor: Actor, alarm_id: int, note: str, now: datetime) -> None:
    """Somebody has seen it and says what was done; the alarm goes on until the air is right again.

    :raises Acknowledged, SayWhatWasDone: nothing is written then
    """
    actor.must("keeping.acknowledge")
    found = Alarm.objects.select_for_update().filter(pk=alarm_id).first()
    if found is None:
        raise NotFound()
    storage.kept_room(actor, found.room_id, permission="keeping.acknowledge")
    if not note.strip():
        raise SayWhatWasDone()
    if found.acknowledged_at is not None:
        raise Acknowledged(name=found.acknowledged_by)
    said = {"acknowledged_at": now, "acknowledged_by": actor.name[:80], "note": note.strip()[:200]}
    Alarm.objects.filter(pk=found.pk).update(**said)
    audit.record(actor=actor, event="keeping.alarm_acknowledged", subject=found, at=now, data={"note": note.strip()})


def _wrong(rooms: Iterable[int], now: datetime) -> dict[tuple[int, AlarmKind], climate.Wrong]:
    airs: dict[int, list[climate.Air]] = {}
    for one in storage.measured(list(rooms), since=now - LOOKED_BACK):
        if one.at <= now:
            airs.setdefault(one.room_id, []).append(climate.Air(one.at, one.temperature_mc, one.humidity_pm))
    return {
        (room_id, wrong.kind): wrong
        for room_id, readings in airs.items()
        for wrong in climate.judged(readings, climate.shipped(), now)
    }


def _opened(
    rooms: dict[int, KeptRoom], fresh: dict[tuple[int, AlarmKind], climate.Wrong], now: datetime
) -> list[Alarm]:
    return Alarm.objects.bulk_create(
        Alarm(
            room_id=room_id,
            kind=kind.value,
            since=wrong.since,
            opened_at=now,
            worst=wrong.worst,
            limit=wrong.limit,
            responsible_id=rooms[room_id].keeper_id,
        )
        for (room_id, kind), wrong in fresh.items()
    )


def _keep_worst(
    standing: dict[tuple[int, AlarmKind], Alarm], wrong: dict[tuple[int, AlarmKind], climate.Wrong]
) -> None:
    """How bad it was at the worst, not how bad it is now."""
    bands = {band.kind: band for band in climate.shipped().bands}
    for (room_id, kind), alarm in standing.items():
        if (now_wrong := wrong.get((room_id, kind))) is None:
            continue
        worst = bands[kind].worse(alarm.worst, now_wrong.worst)
        if worst != alarm.worst:
            Alarm.objects.filter(pk=alarm.pk).update(worst=worst)
