"""Lots waiting for a place."""

from datetime import date

from ninja import Field, Schema

from lilian.api.bounds import Code, Day, Id, Latitude, Line, Longitude, Note, SomeGrams
from lilian.api.shapes import Asked
from lilian.kernel.marks import gettext_noop
from lilian.storage.values import LotStatus


class LotIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("交货单位的记录编号"))
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: Line = Field(description=gettext_noop("等级"), examples=["一级"])
    weight_g: SomeGrams = Field(description=gettext_noop("重量，克"), examples=[18_400_000])
    harvest_date: Day = Field(description=gettext_noop("采收日期"))
    lat: Latitude = Field(description=gettext_noop("收购点纬度，度，WGS-84"), examples=[36.69])
    lon: Longitude = Field(description=gettext_noop("收购点经度，度，WGS-84"), examples=[110.94])
    point: Line | None = Field(None, description=gettext_noop("收购点名称"))
    village: Line | None = Field(None, description=gettext_noop("村"))
    note: Note = Field("", description=gettext_noop("备注"))


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
    status: LotStatus = Field(
        description=gettext_noop("waiting 待安排，planned 已安排，arrived 已入库，cancelled 已取消")
    )
