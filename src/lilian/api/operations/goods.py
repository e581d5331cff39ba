"""The goods journal, read: where fruit may lie, and the lots that lie there."""

from datetime import date
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import Code, RowId
from lilian.api.operation import read
from lilian.api.operations.named import goods_lot_id
from lilian.api.shapes import Page, Window, page_made, page_of
from lilian.kernel.marks import gettext_noop
from lilian.stock import queries
from lilian.stock.values import LocationKind, LotState

if TYPE_CHECKING:
    from lilian.stock.models import Location

router = Router()


class LocationOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("存放处代码"), examples=["SGD-003"])
    name: str = Field(description=gettext_noop("存放处名称"))
    kind: LocationKind = Field(description=gettext_noop("存放处类别"))
    organisation_id: int | None = Field(description=gettext_noop("所属单位的记录编号"))
    place_id: int | None = Field(description=gettext_noop("地点的记录编号；没有登记地点时为空"))


class LyingOut(Schema):
    location_id: int = Field(description=gettext_noop("存放处的记录编号"))
    location: str = Field(description=gettext_noop("存放处名称"))
    weight_g: int = Field(description=gettext_noop("在那里的重量，克"))
    free_g: int = Field(description=gettext_noop("其中没有留置、没有预留的，克"))
    pieces: int = Field(description=gettext_noop("在那里的件数（筐、箱）"))


class GoodsLotOut(Schema):
    code: str = Field(description=gettext_noop("果品批次代码"))
    variety: str = Field(description=gettext_noop("品种名称"))
    grade: str = Field(description=gettext_noop("等级代码；没有分级时为空"))
    owner_id: int = Field(description=gettext_noop("货主的记录编号"))
    owner: str = Field(description=gettext_noop("货主"))
    made_on: date = Field(description=gettext_noop("哪一天成的批"))
    harvest_date: date | None = Field(description=gettext_noop("采收日期；不知道时为空"))
    state: LotState = Field(description=gettext_noop("批次的状态"))
    lies: list[LyingOut] = Field(description=gettext_noop("现在在哪里、多少"))


class LocationAsk(Window):
    kind: LocationKind | None = Field(None, description=gettext_noop("只要这一类存放处"))


class GoodsLotAsk(Window):
    location_id: RowId | None = Field(None, description=gettext_noop("只要现在在这个存放处的批次"))


def location_shape(row: "Location") -> LocationOut:
    return LocationOut(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=LocationKind(row.kind),
        organisation_id=row.organisation_id,
        place_id=row.place_id,
    )


@read(
    router,
    "/locations",
    answer=Page[LocationOut],
    needs="stock.see",
    summary=gettext_noop("存放处列表"),
    description=gettext_noop("果品账上能放果的地方：收购点、库房、分选线、包装间、车、网店仓，按代码排列。"),
)
def list_locations(request: Request, asked: Query[LocationAsk]) -> object:
    kinds = [asked.kind] if asked.kind else []
    return page_of(queries.locations(request.auth, kinds=kinds).order_by("code"), asked, location_shape)


@read(
    router,
    "/goods-lots",
    answer=Page[GoodsLotOut],
    needs="stock.see",
    summary=gettext_noop("果品批次列表"),
    description=gettext_noop("果品账上的批次，新的在前；写了存放处就只给现在在那里的，老的在前。"),
)
def list_goods_lots(request: Request, asked: Query[GoodsLotAsk]) -> object:
    found = queries.lots(request.auth).order_by("-pk")
    if asked.location_id is not None:
        found = queries.lots_at(request.auth, queries.location(request.auth, asked.location_id).pk)
    return page_made(found, asked, queries.cards)


@read(
    router,
    "/goods-lots/{code}",
    answer=GoodsLotOut,
    needs="stock.see",
    summary=gettext_noop("一个果品批次"),
    description=gettext_noop("按批次代码读它是什么果、是谁的、现在在哪里。"),
)
def get_goods_lot(request: Request, code: Code) -> object:
    return queries.lot(request.auth, goods_lot_id(request, code))
