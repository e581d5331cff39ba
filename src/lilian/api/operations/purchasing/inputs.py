"""Farm inputs as they are registered."""

from typing import Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import Search
from lilian.api.operation import read
from lilian.api.shapes import Page, Window, page_of
from lilian.catalog import queries
from lilian.catalog.values import InputCategory
from lilian.kernel.marks import gettext_noop

router = Router()


class FarmInputOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("农资编号"))
    name: str = Field(description=gettext_noop("名称"))
    category: InputCategory = Field(description=gettext_noop("种类"))
    unit: str = Field(description=gettext_noop("按什么数：袋、瓶、件"))
    pack: str = Field(description=gettext_noop("一件装多少"))
    registration: str = Field(description=gettext_noop("登记证号；没有就空着"))
    active_ingredient: str = Field(description=gettext_noop("有效成分"))
    crops: list[str] = Field(description=gettext_noop("登记在哪些作物上用"))
    interval_days: int | None = Field(description=gettext_noop("安全间隔期，天；不是农药时为空"))
    most_uses: int | None = Field(description=gettext_noop("一季最多用几次；不是农药时为空"))


class FarmInputAsk(Window):
    text: Search = Field("", description=gettext_noop("名称、编号、登记证号或有效成分的一部分"))


def input_shape(row: Any) -> FarmInputOut:
    names = FarmInputOut.model_fields
    return FarmInputOut(**{name: getattr(row, name) for name in names})


@read(
    router,
    "/farm-inputs",
    answer=Page[FarmInputOut],
    needs="purchasing.see",
    summary=gettext_noop("农资目录"),
    description=gettext_noop("登记的农资：登记证号、有效成分、安全间隔期、最多用几次。"),
)
def list_farm_inputs(request: Request, asked: Query[FarmInputAsk]) -> object:  # noqa: ARG001 - the framework passes it
    return page_of(queries.farm_inputs(asked.text), asked, input_shape)
