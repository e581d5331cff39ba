"""Cold stores and their rooms."""

from datetime import date, datetime

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import Few, FreeGrams, RowId, Search
from lilian.api.operation import read
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.storage import queries
from lilian.storage.values import Freshness, StoreCard

router = Router()


class StoreOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("冷库代码"), examples=["LK-07"])
    name: str = Field(description=gettext_noop("冷库名称"))
    organisation_id: int = Field(description=gettext_noop("所属单位的记录编号"))
    township: str = Field(description=gettext_noop("乡镇"))
    lat: float = Field(description=gettext_noop("纬度，度，WGS-84"), examples=[36.69])
    lon: float = Field(description=gettext_noop("经度，度，WGS-84"), examples=[110.94])
    accepts: list[str] = Field(description=gettext_noop("收哪些品种"), examples=[["玉露香"]])
    volume_l: int = Field(description=gettext_noop("容积，升"))
    capacity_g: int = Field(description=gettext_noop("申报库容，克"))
    stock_g: int = Field(description=gettext_noop("最近填报的已存重量，克"))
    expected_g: int = Field(description=gettext_noop("已采纳的计划还要送来的重量，克"))
    booked_g: int = Field(description=gettext_noop("空位里已经答应给别人的重量，克，现在的和以后的"))
    free_g: int = Field(description=gettext_noop("空位，克：库容减已存、减还要送来的、减答应给别人的"))
    intake_g_per_day: int = Field(description=gettext_noop("每天最多能收的重量，克"))
    fee_fen_per_tonne_month: int = Field(description=gettext_noop("储存费，分每吨每月"))
    temperature_mc: int = Field(description=gettext_noop("库温，千分之一摄氏度"))
    opening_hours: str = Field(description=gettext_noop("收货时间"))
    closed_on: date | None = Field(description=gettext_noop("从哪一天起关库；开着时为空"))
    rooms: int = Field(description=gettext_noop("库房间数"))
    rooms_out: int = Field(description=gettext_noop("今天停用的库房间数；空位和库容比不算它们"))
    reported_at: datetime | None = Field(description=gettext_noop("各间里最早的那次填报是什么时候；没有时为空"))
    freshness: Freshness = Field(
        description=gettext_noop(
            "填报有多新：fresh 刚填不久，ageing 该催了，stale 已过期，never 没有填报；多久算过期由联盟办定"
        )
    )
    distance_km: float | None = Field(description=gettext_noop("离所问地点的直线距离，公里；没有问时为空"))


class RoomOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("库房代码"), examples=["3"])
    volume_l: int = Field(description=gettext_noop("容积，升"))
    capacity_g: int = Field(description=gettext_noop("申报库容，克"))
    stock_g: int | None = Field(description=gettext_noop("最近填报的已存重量，克；没有填报时为空"))
    reported_at: datetime | None = Field(description=gettext_noop("最近填报的时刻"))
    freshness: Freshness = Field(
        description=gettext_noop(
            "填报有多新：fresh 刚填不久，ageing 该催了，stale 已过期，never 没有填报；多久算过期由联盟办定"
        )
    )
    temperature_mc: int | None = Field(description=gettext_noop("最近的温度，千分之一摄氏度"))
    measured_at: datetime | None = Field(description=gettext_noop("最近测温的时刻"))
    is_out_of_band: bool = Field(description=gettext_noop("温度是否超出这间库房的范围"))
    out_from: date | None = Field(description=gettext_noop("从哪一天起停用，现在或以后；在用时为空"))
    out_until: date | None = Field(description=gettext_noop("从哪一天起又能用；不知道时为空"))
    out_reason: str = Field(description=gettext_noop("为什么停用"))


class StoreAsk(Window):
    text: Search = Field("", description=gettext_noop("名称、代码或村名里的几个字"))
    variety: Search = Field("", description=gettext_noop("只要收这个品种的冷库，写品种名称"))
    least_free_g: FreeGrams = Field(0, description=gettext_noop("只要至少还有这么多空位的冷库，克"))
    open_only: bool = Field(False, description=gettext_noop("只要开着的冷库"))


class NearAsk(Asked):
    lat: float = Field(
        ge=-90, le=90, allow_inf_nan=False, description=gettext_noop("纬度，度，WGS-84"), examples=[36.69]
    )
    lon: float = Field(
        ge=-180, le=180, allow_inf_nan=False, description=gettext_noop("经度，度，WGS-84"), examples=[110.94]
    )
    variety: Search = Field("", description=gettext_noop("只要收这个品种的冷库，写品种名称"))
    limit: Few = Field(10, description=gettext_noop("最多几个"))


def fits(card: StoreCard, asked: StoreAsk) -> bool:
    return (
        card.free_g >= asked.least_free_g
        and (not asked.variety or asked.variety in card.accepts)
        and not (asked.open_only and card.closed_on is not None)
    )


@read(
    router,
    "/stores",
    answer=Page[StoreOut],
    needs="storage.see",
    summary=gettext_noop("冷库列表"),
    description=gettext_noop(
        "每个冷库的库容、已存、空位、收货能力和收费，按代码排列。空位是估算，填报越旧越不准，看 freshness。"
    ),
)
def list_stores(request: Request, asked: Query[StoreAsk]) -> object:
    cards = queries.store_cards(request.auth, now=timezone.now(), text=asked.text)
    return page_of([card for card in cards if fits(card, asked)], asked, StoreOut.model_validate)


@read(
    router,
    "/stores/near",
    answer=list[StoreOut],
    needs="storage.see",
    summary=gettext_noop("附近有空位的冷库"),
    description=gettext_noop("开着、有空位的冷库，从近到远。"),
)
def list_stores_near(request: Request, asked: Query[NearAsk]) -> object:
    return queries.nearest(request.auth, now=timezone.now(), **asked.model_dump())


@read(
    router,
    "/stores/{store_id}",
    answer=StoreOut,
    needs="storage.see",
    summary=gettext_noop("一个冷库"),
    description=gettext_noop("按记录编号读一个冷库。"),
)
def get_store(request: Request, store_id: RowId) -> object:
    return queries.store_card(request.auth, store_id, now=timezone.now())


@read(
    router,
    "/stores/{store_id}/rooms",
    answer=list[RoomOut],
    needs="storage.see",
    summary=gettext_noop("冷库的各间库房"),
    description=gettext_noop("每间库房的容积、库容，以及最近的填报和温度。"),
)
def list_rooms(request: Request, store_id: RowId) -> object:
    queries.store(request.auth, store_id)  # not found, if there is no such store
    return queries.room_cards(request.auth, store_id, now=timezone.now())
