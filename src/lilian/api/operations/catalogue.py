"""Varieties, and the quality standard in force on a day."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import Day
from lilian.api.operation import read
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.catalog import queries
from lilian.catalog.values import Defect
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound

if TYPE_CHECKING:
    from lilian.catalog.models import Variety

router = Router()


class VarietyOut(Schema):
    code: str = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    name: str = Field(description=gettext_noop("品种名称"), examples=["玉露香"])
    aliases: list[str] = Field(description=gettext_noop("别的叫法"))


class LimitsOut(Schema):
    least_diameter: int | None = Field(description=gettext_noop("最小果径，0.1 毫米；没有要求时为空"), examples=[750])
    least_solids: int | None = Field(description=gettext_noop("最低糖度，0.1 °Brix；没有要求时为空"), examples=[115])
    barred: list[Defect] = Field(description=gettext_noop("不许有的缺陷"))
    most_defects: int | None = Field(description=gettext_noop("一个果上最多几种缺陷；没有要求时为空"))
    tolerance: int = Field(description=gettext_noop("每千个果里容许多少个不够这一级"), examples=[50])


class BandOut(Schema):
    grade: str = Field(description=gettext_noop("等级代码"), examples=["first"])
    name: str = Field(description=gettext_noop("等级名称"))
    low_g: int = Field(description=gettext_noop("单果重下限，克，含这个数"), examples=[300])
    high_g: int | None = Field(description=gettext_noop("单果重上限，克，不含这个数；没有上限时为空"), examples=[450])
    limits: LimitsOut = Field(description=gettext_noop("重量以外的要求；达不到的果落到下面第一个达得到的等级"))


class StandardOut(Schema):
    code: str = Field(description=gettext_noop("标准代码"))
    name: str = Field(description=gettext_noop("标准名称"))
    number: int = Field(description=gettext_noop("第几版"))
    effective_from: date = Field(description=gettext_noop("从哪一天起实行"))
    source: str = Field(description=gettext_noop("依据"))
    bands: list[BandOut] = Field(description=gettext_noop("按单果重分的等级，从轻到重"))


class StandardAsk(Asked):
    on: Day | None = Field(None, description=gettext_noop("哪一天的标准；不写就是今天"))
    variety: str = Field("", max_length=40, description=gettext_noop("品种代码或名称；不写就是通用标准"))


def shape(row: "Variety") -> VarietyOut:
    return VarietyOut(code=row.code, name=row.name, aliases=row.aliases)


@read(
    router,
    "/varieties",
    answer=Page[VarietyOut],
    needs="catalog.see",
    summary=gettext_noop("品种列表"),
    description=gettext_noop("联盟登记的果品品种。"),
)
def list_varieties(request: Request, asked: Query[Window]) -> object:  # noqa: ARG001 - the framework passes it
    return page_of(queries.varieties(), asked, shape)


@read(
    router,
    "/standard",
    answer=StandardOut,
    needs="catalog.see",
    summary=gettext_noop("某一天实行的等级标准"),
    description=gettext_noop("某一天、某个品种实行的质量标准和按单果重分的等级。品种没有自己的标准时，给通用标准。"),
)
def get_standard(request: Request, asked: Query[StandardAsk]) -> object:  # noqa: ARG001 - the framework passes it
    day = asked.on or timezone.localdate()
    variety = queries.variety_named(asked.variety) if asked.variety else None
    if asked.variety and variety is None:
        raise NotFound()
    return queries.standard_on(day, variety)
