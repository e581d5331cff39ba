"""Places: points of the county."""

from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import RowId, Search
from lilian.api.operation import read
from lilian.api.shapes import Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.members import queries
from lilian.members.values import PlaceKind

if TYPE_CHECKING:
    from lilian.members.models import Place

router = Router()


class PlaceOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("地点代码"), examples=["SGD-003"])
    name: str = Field(description=gettext_noop("地点名称"))
    kind: PlaceKind = Field(description=gettext_noop("地点类别"))
    lat: float = Field(description=gettext_noop("纬度，度，WGS-84"), examples=[36.69])
    lon: float = Field(description=gettext_noop("经度，度，WGS-84"), examples=[110.94])
    organisation_id: int | None = Field(description=gettext_noop("所属单位的记录编号"))
    township: str | None = Field(description=gettext_noop("乡镇"))
    village: str = Field(description=gettext_noop("村"))
    area_m2: int | None = Field(description=gettext_noop("地块面积，平方米；只有地块才有"))


class PlaceAsk(Window):
    kind: PlaceKind | None = Field(None, description=gettext_noop("只要这一类地点"))
    organisation_id: RowId | None = Field(None, description=gettext_noop("只要这个单位的地点"))
    text: Search = Field("", description=gettext_noop("名称、拼音、首字母或代码里的几个字"))


def shape(row: "Place") -> PlaceOut:
    return PlaceOut(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=PlaceKind(row.kind),
        lat=row.lat,
        lon=row.lon,
        organisation_id=row.organisation_id,
        township=row.township.name if row.township else None,
        village=row.village,
        area_m2=row.area_m2,
    )


@read(
    router,
    "/places",
    answer=Page[PlaceOut],
    needs="members.see",
    summary=gettext_noop("地点列表"),
    description=gettext_noop("收购点、冷库、配送中心等地点，按代码排列。地块只给有权查看人员的角色。"),
)
def list_places(request: Request, asked: Query[PlaceAsk]) -> object:
    found = queries.places(request.auth, kind=asked.kind, organisation_id=asked.organisation_id, text=asked.text)
    return page_of(found, asked, shape)


@read(
    router,
    "/places/{place_id}",
    answer=PlaceOut,
    needs="members.see",
    summary=gettext_noop("一个地点"),
    description=gettext_noop("按记录编号读一个地点。"),
)
def get_place(request: Request, place_id: RowId) -> object:
    return shape(queries.place(request.auth, place_id))
