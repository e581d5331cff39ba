"""Lots waiting for a place."""

from datetime import date
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, Grade, Id, Latitude, Longitude, PlaceName, Search, ShortNote, SomeGrams
from lilian.api.operation import read, write
from lilian.api.operations.named import only, person_id, variety_id
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.members import queries as members
from lilian.storage import actions, queries
from lilian.storage.values import LotDraft, LotStatus

if TYPE_CHECKING:
    from lilian.storage.models import PendingLot

router = Router()


class LotIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("交货单位的记录编号"))
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: Grade = Field(description=gettext_noop("等级"), examples=["一级"])
    weight_g: SomeGrams = Field(description=gettext_noop("重量，克"), examples=[18_400_000])
    harvest_date: Day = Field(description=gettext_noop("采收日期"))
    lat: Latitude = Field(description=gettext_noop("收购点纬度，度，WGS-84"), examples=[36.69])
    lon: Longitude = Field(description=gettext_noop("收购点经度，度，WGS-84"), examples=[110.94])
    point: PlaceName = Field("", description=gettext_noop("收购点名称"))
    village: PlaceName = Field("", description=gettext_noop("村"))
    note: ShortNote = Field("", description=gettext_noop("备注"))
    grower: Code | None = Field(
        None, description=gettext_noop("哪位果农的果：人员编号；不知道就不填"), examples=["R0004"]
    )


class LotOut(Schema):
    code: str = Field(description=gettext_noop("批次代码"), examples=["PC-0012"])
    organisation_id: int = Field(description=gettext_noop("交货单位的记录编号"))
    variety: str = Field(description=gettext_noop("品种代码"))
    grade: str = Field(description=gettext_noop("等级"))
    weight_g: int = Field(description=gettext_noop("重量，克"))
    harvest_date: date = Field(description=gettext_noop("采收日期"))
    lat: float = Field(description=gettext_noop("收购点纬度，度，WGS-84"))
    lon: float = Field(description=gettext_noop("收购点经度，度，WGS-84"))
    point: str = Field(description=gettext_noop("收购点名称"))
    village: str = Field(description=gettext_noop("村"))
    note: str = Field(description=gettext_noop("备注"))
    grower: str | None = Field(description=gettext_noop("哪位果农的果：人员编号"), examples=["R0004"])
    status: LotStatus = Field(
        description=gettext_noop("waiting 待安排，planned 已安排，arrived 已入库，cancelled 已取消")
    )


class LotAsk(Window):
    status: LotStatus | None = Field(None, description=gettext_noop("只要这种状态的批次"))
    text: Search = Field("", description=gettext_noop("代码、村名或收购点里的几个字"))


def shape(row: "PendingLot") -> LotOut:
    return LotOut(
        code=row.code,
        organisation_id=row.organisation_id,
        variety=row.variety.code,
        grade=row.grade,
        weight_g=row.weight_g,
        harvest_date=row.harvest_date,
        lat=row.lat,
        lon=row.lon,
        point=row.point,
        village=row.village,
        note=row.note,
        grower=row.grower.code if row.grower else None,
        status=LotStatus(row.status),
    )


def known(request: Request, code: str) -> "PendingLot":
    """:raises NotFound: if there is no such lot, or the actor may not know of it"""
    found: PendingLot = only(queries.lots(request.auth).filter(code=code))
    return found


@read(
    router,
    "/lots",
    answer=Page[LotOut],
    needs="storage.see_lots",
    summary=gettext_noop("待储批次列表"),
    description=gettext_noop("等着入库的批次，按代码排列。合作社只看得到本社的，果农只看得到自己的。"),
)
def list_lots(request: Request, asked: Query[LotAsk]) -> object:
    return page_of(queries.lots(request.auth, status=asked.status or "", text=asked.text), asked, shape)


@read(
    router,
    "/lots/{code}",
    answer=LotOut,
    needs="storage.see_lots",
    summary=gettext_noop("一个待储批次"),
    description=gettext_noop("按批次代码读一个批次。"),
)
def get_lot(request: Request, code: Code) -> object:
    return shape(known(request, code))


def draft(request: Request, code: str, body: LotIn) -> LotDraft:
    """:raises NotFound: if the organisation, the variety or the grower is not there"""
    members.organisation(request.auth, body.organisation_id)
    said = body.model_dump(exclude={"variety", "grower"})
    grower_id = person_id(request, body.grower)
    return LotDraft(code=code, variety_id=variety_id(body.variety), grower_id=grower_id, **said)


@write(
    router,
    "PUT /lots/{code}",
    answer=LotOut,
    needs="storage.change_lots",
    summary=gettext_noop("登记或修改一个批次"),
    description=gettext_noop("没有这个代码就新登记，有就改成这里写的样子。已经安排或入库的批次不能改。"),
)
def put_lot(request: Request, code: Code, body: LotIn) -> object:
    facts = draft(request, code, body)
    there = queries.lots(request.auth).filter(code=code).first()
    if there is None:
        actions.add_lot(**actor_and_now(request), draft=facts)
    else:
        actions.change_lot(**actor_and_now(request), lot_id=there.pk, draft=facts)
    return shape(known(request, code))


@write(
    router,
    "POST /lots/{code}/cancel",
    answer=LotOut,
    needs="storage.change_lots",
    summary=gettext_noop("取消一个批次"),
    description=gettext_noop("批次不再等待入库。已经安排或入库的批次不能取消。"),
)
def cancel_lot(request: Request, code: Code, body: Why) -> object:
    actions.cancel_lot(**actor_and_now(request), lot_id=known(request, code).pk, reason=body.reason)
    return shape(known(request, code))
