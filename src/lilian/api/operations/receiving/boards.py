"""Collection points, and the prices on their boards."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, FenPerKg, GradeCode, Id, Moment, RowId
from lilian.api.operation import read, write
from lilian.api.operations.goods import LocationOut, location_shape
from lilian.api.operations.named import only, variety_id
from lilian.api.shapes import Asked, Page, Window, page_of, shaped
from lilian.kernel.marks import gettext_noop
from lilian.receiving import actions, queries
from lilian.receiving.values import PriceDraft

if TYPE_CHECKING:
    from lilian.receiving.models import PostedPrice

router = Router()


class PriceOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    point_id: int | None = Field(description=gettext_noop("收购点的记录编号；全县的价是空"))
    variety: str = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: str = Field(description=gettext_noop("等级代码；没有分级时为空"))
    fen_per_kg: int | None = Field(description=gettext_noop("每公斤多少分；不再挂牌时为空"), examples=[620])
    effective_from: datetime = Field(description=gettext_noop("从什么时候起"))


class PriceIn(Asked):
    point_id: Id | None = Field(None, description=gettext_noop("收购点的记录编号；不写就是全县的价"))
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: GradeCode = Field("", description=gettext_noop("等级代码；没有分级时为空"))
    fen_per_kg: FenPerKg | None = Field(description=gettext_noop("每公斤多少分；null 是不再挂牌"), examples=[620])
    effective_from: Moment | None = Field(None, description=gettext_noop("从什么时候起；不写就是现在"))


class BoardAsk(Asked):
    at: Moment | None = Field(None, description=gettext_noop("哪个时刻的价；不写就是现在"))


def shape(row: "PostedPrice") -> PriceOut:
    return PriceOut(
        id=row.pk,
        point_id=row.location_id,
        variety=row.variety.code,
        grade=row.grade,
        fen_per_kg=row.fen_per_kg,
        effective_from=row.effective_from,
    )


@read(
    router,
    "/collection-points",
    answer=Page[LocationOut],
    needs="receiving.see",
    summary=gettext_noop("收购点列表"),
    description=gettext_noop("正在收果的收购点，按代码排列；过磅时写它的记录编号。"),
)
def list_collection_points(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.points(request.auth), asked, location_shape)


@read(
    router,
    "/collection-points/{point_id}/prices",
    answer=list[PriceOut],
    needs="receiving.see",
    summary=gettext_noop("一个收购点现在的挂牌价"),
    description=gettext_noop("这个时刻在这里每个品种、等级按什么价收：有本点的价按本点，没有按全县。"),
)
def list_prices_at_point(request: Request, point_id: RowId, asked: Query[BoardAsk]) -> object:
    point = queries.point(request.auth, point_id)
    hanging = queries.prices_at(point.pk, asked.at or timezone.now())
    return shaped(hanging.values(), shape)


@read(
    router,
    "/posted-prices",
    answer=Page[PriceOut],
    needs="receiving.see",
    summary=gettext_noop("挂过的价"),
    description=gettext_noop("全县和看得到的收购点挂过的价，新的在前。"),
)
def list_posted_prices(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.prices(request.auth), asked, shape)


@write(
    router,
    "POST /posted-prices",
    answer=PriceOut,
    status=201,
    needs="receiving.post_price",
    summary=gettext_noop("挂一个价"),
    description=gettext_noop("从现在或以后起按这个价收；已经过磅的单子保持原价。全县的价只有联盟办能挂。"),
)
def post_price(request: Request, body: PriceIn) -> object:
    said = actor_and_now(request)
    draft = PriceDraft(
        variety_id=variety_id(body.variety),
        effective_from=body.effective_from or said["now"],
        fen_per_kg=body.fen_per_kg,
        location_id=body.point_id,
        grade=body.grade,
    )
    made = actions.post_price(**said, draft=draft)
    return shape(only(queries.prices(request.auth).filter(pk=made)))
