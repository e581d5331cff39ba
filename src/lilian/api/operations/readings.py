"""Temperatures of rooms."""

from datetime import datetime
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import HumidityPm, Id, MilliDegrees, Moment, RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.flows import air
from lilian.kernel.marks import gettext_noop
from lilian.storage import queries
from lilian.storage.values import ReadingDraft

if TYPE_CHECKING:
    from lilian.storage.models import Reading

router = Router()
MOST_AT_ONCE = 2_000


class ReadingIn(Asked):
    room_id: Id = Field(description=gettext_noop("库房的记录编号"))
    at: Moment = Field(description=gettext_noop("测温的时刻，带时区"))
    temperature_mc: MilliDegrees = Field(description=gettext_noop("温度，千分之一摄氏度"), examples=[-500])
    humidity_pm: HumidityPm | None = Field(None, description=gettext_noop("相对湿度，千分之一"), examples=[920])


class ReadingsIn(Asked):
    readings: list[ReadingIn] = Field(
        min_length=1, max_length=MOST_AT_ONCE, description=gettext_noop("一次最多 2000 条")
    )


class ReadingOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    at: datetime = Field(description=gettext_noop("测温的时刻"))
    temperature_mc: int = Field(description=gettext_noop("温度，千分之一摄氏度"))
    humidity_pm: int | None = Field(description=gettext_noop("相对湿度，千分之一；没有测就是空"))
    source: str = Field(description=gettext_noop("怎么报来的"))


class RecordedOut(Schema):
    written: int = Field(description=gettext_noop("新记下几条"))
    there_already: int = Field(description=gettext_noop("以前就有几条：同一间、同一时刻"))


class ReadingAsk(Window):
    since: Moment | None = Field(None, description=gettext_noop("只要从这个时刻起的，带时区"))


def shape(row: "Reading") -> ReadingOut:
    return ReadingOut(
        id=row.pk,
        room_id=row.room_id,
        at=row.at,
        temperature_mc=row.temperature_mc,
        humidity_pm=row.humidity_pm,
        source=row.source,
    )


def recorded(request: Request, given: list[ReadingIn]) -> RecordedOut:
    rows = [ReadingDraft(one.room_id, one.at, one.temperature_mc, one.humidity_pm) for one in given]
    written, there_already = air.record_readings(**actor_and_now(request), rows=rows, source="api")
    return RecordedOut(written=written, there_already=there_already)


@read(
    router,
    "/stores/{store_id}/readings",
    answer=Page[ReadingOut],
    needs="storage.see",
    summary=gettext_noop("一个冷库的温度"),
    description=gettext_noop("这个冷库各间库房的温度，新的在前。"),
)
def list_readings(request: Request, store_id: RowId, asked: Query[ReadingAsk]) -> object:
    queries.store(request.auth, store_id)  # not found, if there is no such store
    return page_of(queries.readings(request.auth, store_id=store_id, since=asked.since), asked, shape)


@write(
    router,
    "POST /readings",
    answer=RecordedOut,
    status=201,
    needs="storage.report",
    summary=gettext_noop("报一次温度"),
    description=gettext_noop("报一间库房在一个时刻的温度。"),
)
def add_reading(request: Request, body: ReadingIn) -> object:
    return recorded(request, [body])


@write(
    router,
    "POST /readings/batch",
    answer=RecordedOut,
    status=201,
    needs="storage.report",
    summary=gettext_noop("报一批温度"),
    description=gettext_noop("一次报许多温度，全记或全不记；以前报过的不会重复。"),
)
def add_readings(request: Request, body: ReadingsIn) -> object:
    return recorded(request, body.readings)
