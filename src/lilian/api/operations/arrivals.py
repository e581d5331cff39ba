"""What adopted plans send to stores, and what came in."""

from datetime import date, datetime

from ninja import Field, Router, Schema

from lilian.api.bounds import Note, SomeGrams
from lilian.api.shapes import Asked
from lilian.kernel.marks import gettext_noop

router = Router()


class ExpectedOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    plan_id: int = Field(description=gettext_noop("计划的记录编号"))
    store: str = Field(description=gettext_noop("冷库代码"))
    lot: str = Field(description=gettext_noop("批次代码"))
    point: str = Field(description=gettext_noop("收购点"))
    village: str = Field(description=gettext_noop("村"))
    day: date = Field(description=gettext_noop("计划哪一天到"))
    weight_g: int = Field(description=gettext_noop("计划的重量，克"))
    arrived_g: int = Field(description=gettext_noop("已经到的重量，克"))
    is_cancelled: bool = Field(description=gettext_noop("是否已取消"))


class ArrivalIn(Asked):
    weight_g: SomeGrams = Field(description=gettext_noop("过磅的重量，克"), examples=[18_400_000])
    note: Note = Field("", description=gettext_noop("备注"))


class ArrivalOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    expected_id: int = Field(description=gettext_noop("到货计划的记录编号"))
    weight_g: int = Field(description=gettext_noop("过磅的重量，克"))
    at: datetime = Field(description=gettext_noop("登记的时刻"))
