"""What keepers and loggers say is written down, once each; a correction is a new report."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import Invalid, NotFound
from lilian.storage import queries
from lilian.storage.models import FillReport, Reading, Room, Store
from lilian.storage.rules import Thresholds
from lilian.storage.values import ReadingDraft

COLDEST_MC, WARMEST_MC = -40_000, 60_000
WETTEST_PM = 1_000


class TooMuchReported(Invalid):
    code = "storage.too_much_reported"
    sentence = gettext_noop("{room} 申报库容 {capacity}，填了 {given}，多得不合常理。")
    remedy = gettext_noop("请核对单位（吨），或先请联盟办改申报库容。")


class InTheFuture(Invalid):
    code = "storage.in_the_future"
    sentence = gettext_noop("时间还没有到。")
    remedy = gettext_noop("请核对日期和钟点。")


class OneStoreAtATime(Invalid):
    code = "storage.one_store_at_a_time"
    sentence = gettext_noop("一次只能填一座库。")


class NothingReported(Invalid):
    code = "storage.nothing_reported"
    sentence = gettext_noop("一间库房也没有填。")
    remedy = gettext_noop("请至少填一间。")


class NoSuchTemperature(Invalid):
    code = "storage.no_such_temperature"
    sentence = gettext_noop("{given} ℃ 不像库温。")
    remedy = gettext_noop("请核对小数点和正负号。")


class NoSuchHumidity(Invalid):
    code = "storage.no_such_humidity"
    sentence = gettext_noop("{given}% 不像湿度。")
    remedy = gettext_noop("请填 0 到 100 之间的数。")


@transaction.atomic
def report_fill(
    *,
    actor: Actor,
    stock_g_by_room: Mapping[int, int],
    client_key: str,
    now: datetime,
    at: datetime | None = None,
    note: str = "",
    source: str = "form",
) -> int:
    """Write what lies in some rooms of one store; return how many reports were written (0 for a repeated key).

    :raises TooMuchReported, InTheFuture, OneStoreAtATime, NothingReported: nothing is written then
    :raises KeyReused: if the key came with other figures before
    """
    actor.must("storage.report")
    rooms = _rooms(stock_g_by_room)
    store = Store.objects.select_for_update().get(pk=rooms[0].store_id)  # the same form sent twice waits here
    actor.must("storage.report", organisation_id=store.organisation_id)
    keys = {room.pk: f"{client_key}:{room.pk}" for room in rooms}
    if said := dict(FillReport.objects.filter(client_key__in=keys.values()).values_list("room_id", "stock_g")):
        _check_same(said, stock_g_by_room)
        return 0
    moment = at or now
    limits = queries.thresholds()
    check_moment(moment, now, limits)
    for room in rooms:
        check_stock(room, stock_g_by_room[room.pk], limits)
    written = FillReport.objects.bulk_create(
        FillReport(
            room=room,
            stock_g=stock_g_by_room[room.pk],
            at=moment,
            person_id=actor.person_id,
            reporter=actor.name[:80],
            note=note[:200],
            source=source,
            client_key=keys[room.pk],
            written_at=now,
        )
        for room in rooms
    )
    data = {room.code: stock_g_by_room[room.pk] for room in rooms}
    audit.record(actor=actor, event="storage.fill_reported", subject=store, at=now, data=data)
    return len(written)


def _check_same(said: Mapping[int, int], stock_g_by_room: Mapping[int, int]) -> None:
    """A corrected figure under the old key would be lost without a word."""
    if said != dict(stock_g_by_room):
        raise KeyReused()


def _rooms(stock_g_by_room: Mapping[int, int]) -> list[Room]:
    rooms = list(Room.objects.select_related("store").filter(pk__in=stock_g_by_room).order_by("pk"))
    if not stock_g_by_room:
        raise NothingReported()
    if len(rooms) != len(stock_g_by_room):
        raise NotFound()
    if len({room.store_id for room in rooms}) > 1:
        raise OneStoreAtATime()
    return rooms


def check_moment(at: datetime, now: datetime, limits: Thresholds) -> None:
    """:raises InTheFuture: if it is further ahead than clocks differ"""
    if at > now + limits.clock_slack:
        raise InTheFuture()


def check_temperature(temperature_mc: int) -> None:
    """:raises NoSuchTemperature: if no room is ever so cold or so warm"""
    if not COLDEST_MC <= temperature_mc <= WARMEST_MC:
        raise NoSuchTemperature(given=temperature_mc / 1000)


def check_humidity(humidity_pm: int | None) -> None:
    """:raises NoSuchHumidity: if it is no share of saturation"""
    if humidity_pm is not None and not 0 <= humidity_pm <= WETTEST_PM:
        raise NoSuchHumidity(given=humidity_pm / 10)


def check_stock(room: Room, stock_g: int, limits: Thresholds) -> None:
    """:raises TooMuchReported: if the room cannot hold it"""
    if stock_g < 0 or stock_g > room.capacity_g * limits.most_over_capacity:
        raise TooMuchReported(room=room.code, capacity=weight_text(room.capacity_g), given=weight_text(stock_g))


@transaction.atomic
def record_readings(*, actor: Actor, rows: Sequence[ReadingDraft], source: str, now: datetime) -> tuple[int, int]:
    """Write temperatures; return (written, already there: same room, moment and source).

    :raises InTheFuture: if one is not yet; nothing is written then
    """
    actor.must("storage.report")
    rooms = {
        room.pk: room for room in Room.objects.select_related("store").filter(pk__in={row.room_id for row in rows})
    }
    limits = queries.thresholds()
    for row in rows:
        if row.room_id not in rooms:
            raise NotFound()
        check_moment(row.at, now, limits)
        check_temperature(row.temperature_mc)
        check_humidity(row.humidity_pm)
    for organisation_id in sorted({room.store.organisation_id for room in rooms.values()}):
        actor.must("storage.report", organisation_id=organisation_id)
    moments = [row.at for row in rows]
    around = Reading.objects.filter(room__in=rooms, source=source)
    around = around.filter(at__range=(min(moments), max(moments))) if moments else around.none()
    before = around.count()
    Reading.objects.bulk_create(
        (
            Reading(
                room_id=row.room_id,
                at=row.at,
                temperature_mc=row.temperature_mc,
                humidity_pm=row.humidity_pm,
                source=source,
                written_at=now,
            )
            for row in rows
        ),
        ignore_conflicts=True,
        batch_size=400,
    )
    written = around.count() - before
    data = {"written": written, "given": len(rows), "source": source}
    audit.record(actor=actor, event="storage.readings_recorded", subject="storage.Reading", at=now, data=data)
    return written, len(rows) - written
