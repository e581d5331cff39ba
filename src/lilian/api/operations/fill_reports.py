"""What keepers say lies in their rooms."""

from datetime import datetime
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Grams, Id, Moment, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.storage import actions, queries

if TYPE_CHECKING:
    from lilian.storage.models import FillReport

router = Router()


class RoomTwice(Invalid):
    code = "api.room_twice"
    sentence = gettext_noop("同一间库房写了两次。")
    remedy = gettext_noop("请每间只写一次。")


class FillReportOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    store_id: int = Field(description=gettext_noop("冷库的记录编号"))
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    stock_g: int = Field(description=gettext_noop("已存重量，克"), examples=[120_000_000])
    at: datetime = Field(description=gettext_noop("什么时候的情况"))
    note: str = Field(description=gettext_noop("备注"))
    source: str = Field(description=gettext_noop("怎么报来的"))


class FillReportAsk(Window):
    store_id: RowId | None = Field(None, description=gettext_noop("只要这个冷库的填报"))


def shape(row: "FillReport") -> FillReportOut:
    return FillReportOut(
        id=row.pk,
        store_id=row.room.store_id,
        room_id=row.room_id,
        stock_g=row.stock_g,
        at=row.at,
        note=row.note,
        source=row.source,
    )


@read(
    router,
    "/fill-reports",
    answer=Page[FillReportOut],
    needs="storage.see",
    summary=gettext_noop("库容填报列表"),
    description=gettext_noop("各间库房的填报，新的在前。填报只增不改，报错了再报一次。"),
)
def list_fill_reports(request: Request, asked: Query[FillReportAsk]) -> object:
    return page_of(queries.reports(request.auth, store_id=asked.store_id), asked, shape)


class RoomStock(Asked):
    room_id: Id = Field(description=gettext_noop("库房的记录编号"))
    stock_g: Grams = Field(description=gettext_noop("已存重量，克"), examples=[120_000_000])


class FillReportIn(Asked):
    rooms: list[RoomStock] = Field(
        min_length=1, max_length=200, description=gettext_noop("同一个冷库的一间或几间，每间只写一次")
    )
    at: Moment | None = Field(None, description=gettext_noop("什么时候的情况，带时区；不写就是现在"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


@write(
    router,
    "POST /fill-reports",
    answer=list[FillReportOut],
    status=201,
    needs="storage.report",
    summary=gettext_noop("填报库容"),
    description=gettext_noop("报一个冷库的一间或几间现在存了多少。报错了不用改，再报一次。"),
)
def add_fill_report(request: Request, body: FillReportIn) -> object:
    stock_g_by_room = {one.room_id: one.stock_g for one in body.rooms}
    if len(stock_g_by_room) < len(body.rooms):
        raise RoomTwice()
    actions.report_fill(
        **actor_and_now(request),
        stock_g_by_room=stock_g_by_room,
        client_key=request.client_key,
        at=body.at,
        note=body.note,
        source="api",
    )
    written = queries.reports(request.auth).filter(client_key__startswith=f"{request.client_key}:")
    return [shape(row) for row in written]
