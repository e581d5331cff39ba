"""Electricity meters of rooms."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Grams, Id, MilliDegrees, Moment, RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of, shaped
from lilian.idling import actions, queries
from lilian.idling.values import MeterCard, MeterDraft
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.idling.models import MeterReading

router = Router()
MOST_AT_ONCE = 500
WattHours = Annotated[int, Field(strict=True, ge=0, le=10**12)]


class MeterOut(Schema):
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    room: str = Field(description=gettext_noop("库房代码"), examples=["3"])
    store_id: int = Field(description=gettext_noop("冷库的记录编号"))
    store_code: str = Field(description=gettext_noop("冷库代码"))
    counter_wh: int | None = Field(description=gettext_noop("上次抄的数，瓦时；没有抄过时为空"))
    read_at: datetime | None = Field(description=gettext_noop("上次抄表的时刻；没有抄过时为空"))
    ran: bool = Field(description=gettext_noop("上次抄表以前开着没有"))
    readings: int = Field(description=gettext_noop("抄过几次"))


class MeterIn(Asked):
    room_id: Id = Field(description=gettext_noop("库房的记录编号"))
    counter_wh: WattHours = Field(description=gettext_noop("电表上的数，瓦时"), examples=[12_345_600])
    at: Moment = Field(description=gettext_noop("抄表的时刻，带时区"))
    ran: bool = Field(True, description=gettext_noop("从上次抄表到现在开着没有"))
    is_new_meter: bool = Field(False, description=gettext_noop("是不是换过电表"))
    outside_mc: MilliDegrees | None = Field(
        None, description=gettext_noop("这段时间室外平均温度，千分之一摄氏度；不写就按当地平均")
    )
    stock_g: Grams | None = Field(None, description=gettext_noop("库房里多少果，克；不写就按账"))
    loaded_g: Grams | None = Field(None, description=gettext_noop("这段时间入了多少果，克；不写就按账"))


class MetersIn(Asked):
    readings: list[MeterIn] = Field(min_length=1, max_length=MOST_AT_ONCE, description=gettext_noop("一次最多 500 条"))


class MeterReadingOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    at: datetime = Field(description=gettext_noop("抄表的时刻"))
    counter_wh: int = Field(description=gettext_noop("电表上的数，瓦时"))
    ran: bool = Field(description=gettext_noop("从上次抄表到现在开着没有"))
    is_new_meter: bool = Field(description=gettext_noop("是不是换过电表"))
    outside_mc: int | None = Field(description=gettext_noop("这段时间室外平均温度，千分之一摄氏度；按当地平均时为空"))
    stock_g: int = Field(description=gettext_noop("库房里多少果，克"))
    loaded_g: int = Field(description=gettext_noop("这段时间入了多少果，克"))
    source: str = Field(description=gettext_noop("怎么报来的"))


class MeterAsk(Window):
    room_id: RowId | None = Field(None, description=gettext_noop("只要这间库房的"))


def card_shape(card: MeterCard) -> MeterOut:
    return MeterOut.model_validate(vars(card))


def shape(row: "MeterReading") -> MeterReadingOut:
    return MeterReadingOut(
        id=row.pk,
        room_id=row.room_id,
        at=row.at,
        counter_wh=row.counter_wh,
        ran=row.ran,
        is_new_meter=row.is_new_meter,
        outside_mc=row.outside_mc,
        stock_g=row.stock_g,
        loaded_g=row.loaded_g,
        source=row.source,
    )


@read(
    router,
    "/meters",
    answer=list[MeterOut],
    needs="idling.see_meters",
    summary=gettext_noop("电表"),
    description=gettext_noop("看得到的每间库房的电表：上次什么时候抄的、抄到多少。"),
)
def list_meters(request: Request) -> object:
    return shaped(queries.meter_cards(request.auth), card_shape)


@read(
    router,
    "/meter-readings",
    answer=Page[MeterReadingOut],
    needs="idling.see_meters",
    summary=gettext_noop("抄表记录"),
    description=gettext_noop("算数的抄表，新的在前；撤回的不在。"),
)
def list_meter_readings(request: Request, asked: Query[MeterAsk]) -> object:
    return page_of(queries.readings(request.auth, room_id=asked.room_id), asked, shape)


@write(
    router,
    "POST /meter-readings",
    answer=list[MeterReadingOut],
    status=201,
    needs="idling.read_meter",
    summary=gettext_noop("报一批抄表"),
    description=gettext_noop("一间或许多间一次报，全记或全不记；每间库房用多少电的模型跟着重算。电表不会倒走。"),
)
def read_meters(request: Request, body: MetersIn) -> object:
    drafts = [MeterDraft(**one.model_dump()) for one in body.readings]
    said = actor_and_now(request)
    made = actions.read_meters(**said, drafts=drafts, client_key=request.client_key, source="api")
    return shaped(queries.readings(request.auth).filter(pk__in=made).order_by("at", "pk"), shape)


@write(
    router,
    "POST /meter-readings/{reading_id}/take-back",
    answer=list[MeterReadingOut],
    needs="idling.read_meter",
    summary=gettext_noop("撤回一次抄表"),
    description=gettext_noop("抄错了的不再算数，模型重算；撤回过的不能再撤回。答的是这间库房最近还算数的 20 次。"),
)
def take_back_meter_reading(request: Request, reading_id: RowId) -> object:
    room_id = queries.readings(request.auth).filter(pk=reading_id).values_list("room_id", flat=True).first()
    actions.take_back_reading(**actor_and_now(request), reading_id=reading_id)
    return shaped(queries.readings(request.auth, room_id=room_id)[:20], shape)
