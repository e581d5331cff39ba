"""Rooms as their keeper sees them, and loads that wait at the door."""

from datetime import date, datetime

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import RowId
from lilian.api.operation import read
from lilian.api.shapes import Asked, shaped
from lilian.keeping import queries
from lilian.keeping.values import KeptRoomCard, Load, Source
from lilian.kernel.marks import gettext_noop

router = Router()


class LyingLotOut(Schema):
    lot: str = Field(description=gettext_noop("果品批次代码"))
    variety: str = Field(description=gettext_noop("品种名称"))
    grade: str = Field(description=gettext_noop("等级代码；没有分级时为空"))
    owner: str = Field(description=gettext_noop("货主"))
    harvest_date: date | None = Field(description=gettext_noop("采收日期；不知道时为空"))
    weight_g: int = Field(description=gettext_noop("在那里的重量，克"))
    free_g: int = Field(description=gettext_noop("其中没有留置、没有预留的，克"))
    since: date | None = Field(description=gettext_noop("哪一天入的库；不知道时为空"))


class KeptRoomOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("库房代码"), examples=["3"])
    store_id: int = Field(description=gettext_noop("冷库的记录编号"))
    store: str = Field(description=gettext_noop("冷库名称"))
    capacity_g: int = Field(description=gettext_noop("申报库容，克"))
    stock_g: int | None = Field(description=gettext_noop("已存，克；没有账也没有填报时为空"))
    booked_g: int = Field(description=gettext_noop("答应给别人的，一天里最多，克"))
    free_g: int = Field(description=gettext_noop("没有存、也没有答应给别人的，克"))
    is_on_books: bool = Field(description=gettext_noop("已存是不是果品账上的；不是就是填报的"))
    temperature_mc: int | None = Field(description=gettext_noop("最近的温度，千分之一摄氏度"))
    humidity_pm: int | None = Field(description=gettext_noop("相对湿度，千分之一；没有测就是空"))
    measured_at: datetime | None = Field(description=gettext_noop("最近测温的时刻"))
    lots: list[LyingLotOut] = Field(description=gettext_noop("里面的批次"))


class LoadOut(Schema):
    source: Source = Field(description=gettext_noop("arrival 方案到货，unplanned 计划外到货"))
    source_id: int = Field(description=gettext_noop("那次到货的记录编号"))
    store_id: int = Field(description=gettext_noop("冷库的记录编号"))
    label: str = Field(description=gettext_noop("批次、村或谁送来的"))
    weight_g: int = Field(description=gettext_noop("过磅的重量，克"))
    left_g: int = Field(description=gettext_noop("还没有入库的，克"))
    at: datetime = Field(description=gettext_noop("记下的时间"))
    owner_id: int | None = Field(description=gettext_noop("货主的记录编号；到货没有写时为空，入库时要写"))


class RoomAsk(Asked):
    store_id: RowId | None = Field(None, description=gettext_noop("只要这个冷库的"))


def room_shape(card: KeptRoomCard) -> KeptRoomOut:
    lots = [LyingLotOut.model_validate({**vars(lot), "lot": lot.code}) for lot in card.lots]
    return KeptRoomOut.model_validate({**vars(card), "free_g": card.free_g, "lots": lots})


def room_now(request: Request, room_id: int) -> KeptRoomOut:
    """:raises NotFound: if there is none, or the caller may not look into it"""
    return room_shape(queries.room(request.auth, room_id, now=timezone.now()))


def load_shape(load: Load) -> LoadOut:
    return LoadOut.model_validate({**vars(load), "owner_id": load.fruit.owner_id or None})


@read(
    router,
    "/kept-rooms",
    answer=list[KeptRoomOut],
    needs="keeping.see",
    summary=gettext_noop("我管的库房"),
    description=gettext_noop("看得到的库房，每间里面有哪些批次、是谁的，还空多少，多冷；按冷库和代码排列。"),
)
def list_kept_rooms(request: Request, asked: Query[RoomAsk]) -> object:
    return shaped(queries.rooms(request.auth, now=timezone.now(), store_id=asked.store_id), room_shape)


@read(
    router,
    "/kept-rooms/{room_id}",
    answer=KeptRoomOut,
    needs="keeping.see",
    summary=gettext_noop("一间我管的库房"),
    description=gettext_noop("里面有哪些批次、是谁的，还空多少，多冷。"),
)
def get_kept_room(request: Request, room_id: RowId) -> object:
    return room_now(request, room_id)


@read(
    router,
    "/loads",
    answer=list[LoadOut],
    needs="keeping.see",
    summary=gettext_noop("等着入库的车"),
    description=gettext_noop("门口过了磅、还没有全部入库的到货，老的在前。"),
)
def list_loads(request: Request, asked: Query[RoomAsk]) -> object:
    return shaped(queries.loads(request.auth, now=timezone.now(), store_id=asked.store_id), load_shape)
