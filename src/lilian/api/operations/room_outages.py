"""Rooms out of use for a time: which they are, putting one out of use and back."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, Reason, RowId
from lilian.api.operation import read, write
from lilian.api.operations.stores import RoomOut
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.storage import actions, queries

router = Router()


class OutageIn(Asked):
    reason: Reason = Field(description=gettext_noop("为什么停用"), examples=["制冷机在修"])
    starts_on: Day = Field(description=gettext_noop("从哪一天起停用"), examples=["2026-09-18"])
    ends_on: Day | None = Field(None, description=gettext_noop("从哪一天起又能用；不知道时为空"))


class OutageOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    store: str = Field(description=gettext_noop("冷库代码"))
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    room: str = Field(description=gettext_noop("库房代码"))
    starts_on: date = Field(description=gettext_noop("从哪一天起停用"))
    ends_on: date | None = Field(description=gettext_noop("从哪一天起又能用；不知道时为空"))
    reason: str = Field(description=gettext_noop("为什么停用"))
    set_at: datetime = Field(description=gettext_noop("记下的时间"))


class OutageAsk(Window):
    store_id: RowId | None = Field(None, description=gettext_noop("只要这个冷库的"))
    since: Day | None = Field(None, description=gettext_noop("只要这一天或以后还停用着的"))


def shape(row: Any) -> OutageOut:
    return OutageOut(
        id=row.pk,
        store=row.room.store.code,
        room_id=row.room_id,
        room=row.room.code,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        reason=row.reason,
        set_at=row.set_at,
    )


@read(
    router,
    "/room-outages",
    answer=Page[OutageOut],
    needs="storage.see",
    summary=gettext_noop("库房停用列表"),
    description=gettext_noop("哪间库房从哪天到哪天停用、为什么，新的在前；停用的日子里方案不往那里送。"),
)
def list_room_outages(request: Request, asked: Query[OutageAsk]) -> object:
    found = queries.room_outages(request.auth, store_id=asked.store_id, since=asked.since)
    return page_of(found, asked, shape)


@write(
    router,
    "POST /rooms/{room_id}/out-of-use",
    answer=OutageOut,
    status=201,
    needs="storage.report",
    summary=gettext_noop("停用一间库房"),
    description=gettext_noop("停用的日子里方案不往这间送，库容比也不算它。同一天已经停用的不能再停用。"),
)
def put_room_out_of_use(request: Request, room_id: RowId, body: OutageIn) -> object:
    said = body.model_dump()
    made = actions.put_room_out_of_use(**actor_and_now(request), room_id=room_id, **said)
    return shape(queries.room_outage(request.auth, made))


@write(
    router,
    "POST /rooms/{room_id}/back-in-use",
    answer=RoomOut,
    needs="storage.report",
    summary=gettext_noop("恢复使用一间库房"),
    description=gettext_noop("从今天起又能用；还没开始的停用也不再生效。本来就在用的会被拒绝。"),
)
def put_room_back_in_use(request: Request, room_id: RowId) -> object:
    actions.put_room_back_in_use(**actor_and_now(request), room_id=room_id)
    return queries.room_card(request.auth, room_id, now=timezone.now())
