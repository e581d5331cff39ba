"""Pack specifications: what a box must be, version by version."""

from datetime import date
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field, Router, Schema
from pydantic import StringConstraints

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import CODE, LINE, Code, Day, Grade, Reason, RowId
from lilian.api.operation import read, write
from lilian.api.operations.named import variety_id
from lilian.api.shapes import Asked, shaped
from lilian.kernel.marks import gettext_noop
from lilian.packing import actions, queries
from lilian.packing.values import SpecCard, SpecDraft, SpecFigures
from lilian.planning.packing.shortage import allowed_shortage_g

router = Router()
BoxGrams = Annotated[int, Field(strict=True, ge=50, le=50_000)]
LackGrams = Annotated[int, Field(strict=True, ge=0, le=50_000)]
Fruits = Annotated[int, Field(strict=True, ge=1, le=1_000)]
EmptyGrams = Annotated[int, Field(strict=True, ge=0, le=10_000)]
PriceFen = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
SpecCode = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=20, pattern=CODE)]
SpecName = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40, pattern=LINE)]
Gtin = Annotated[str, StringConstraints(strict=True, max_length=14, pattern="^[0-9]*$")]


class SpecOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("包装规格代码"), examples=["YLX-10"])
    name: str = Field(description=gettext_noop("包装规格名称"))
    gtin: str = Field(description=gettext_noop("商品条码，14 位"))
    variety: str = Field(description=gettext_noop("品种名称"))
    grade: str = Field(description=gettext_noop("等级代码"), examples=["first"])
    version: int = Field(description=gettext_noop("第几版"))
    effective_from: date = Field(description=gettext_noop("从哪一天起实行"))
    label_g: int = Field(description=gettext_noop("标签净含量，克"))
    shortage_g: int = Field(description=gettext_noop("单箱允许短缺，克"))
    least_count: int = Field(description=gettext_noop("最少装几个果"))
    most_count: int = Field(description=gettext_noop("最多装几个果"))
    tare_g: int = Field(description=gettext_noop("空箱多重，克"))
    price_fen_per_kg: int = Field(description=gettext_noop("果价，每公斤多少分，用来把多送的折成钱"))
    source: str = Field(description=gettext_noop("依据"))


class SpecVersionIn(Asked):
    effective_from: Day = Field(description=gettext_noop("从哪一天起实行"))
    label_g: BoxGrams = Field(description=gettext_noop("标签净含量，克"), examples=[5_000])
    shortage_g: LackGrams | None = Field(
        None, description=gettext_noop("单箱允许短缺，克；不写就按国家规定的表取"), examples=[75]
    )
    least_count: Fruits = Field(description=gettext_noop("最少装几个果"), examples=[14])
    most_count: Fruits = Field(description=gettext_noop("最多装几个果"), examples=[16])
    tare_g: EmptyGrams = Field(description=gettext_noop("空箱多重，克"), examples=[420])
    price_fen_per_kg: PriceFen = Field(
        description=gettext_noop("果价，每公斤多少分，用来把多送的折成钱"), examples=[1_200]
    )
    source: Reason = Field(description=gettext_noop("依据"), examples=["联盟包装要求 2026"])


class SpecIn(SpecVersionIn):
    code: SpecCode = Field(description=gettext_noop("包装规格代码"), examples=["YLX-10"])
    name: SpecName = Field(description=gettext_noop("包装规格名称"), examples=["玉露香 5 公斤礼盒"])
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    grade: Grade = Field(description=gettext_noop("等级代码"), examples=["first"])
    gtin: Gtin = Field("", description=gettext_noop("商品条码，8 到 14 位数字；没有就空着，系统给一个"))


def spec_shape(card: SpecCard) -> SpecOut:
    return SpecOut.model_validate({**vars(card), **vars(card.figures), "id": card.spec_id, "version": card.number})


def figures(body: SpecVersionIn) -> SpecFigures:
    """A shortage that is not said is the law's."""
    lacks_g = allowed_shortage_g(body.label_g) if body.shortage_g is None else body.shortage_g
    said = body.model_dump(include={"label_g", "least_count", "most_count", "tare_g", "price_fen_per_kg"})
    return SpecFigures(shortage_g=lacks_g, **said)


def version(body: SpecVersionIn) -> dict[str, Any]:
    return {"figures": figures(body), "effective_from": body.effective_from, "source": body.source}


def newest(request: Request, spec_id: int) -> SpecOut:
    return spec_shape(queries.versions(request.auth, spec_id)[0])


@read(
    router,
    "/pack-specs",
    answer=list[SpecOut],
    needs="packing.see",
    summary=gettext_noop("包装规格"),
    description=gettext_noop("今天实行的每种包装规格，按代码排列。"),
)
def list_pack_specs(request: Request) -> object:
    return shaped(queries.specs(request.auth, timezone.localdate()), spec_shape)


@read(
    router,
    "/pack-specs/{spec_id}/versions",
    answer=list[SpecOut],
    needs="packing.see",
    summary=gettext_noop("一种包装规格的各版"),
    description=gettext_noop("以前的、现在的和以后要实行的，新的在前。"),
)
def list_pack_spec_versions(request: Request, spec_id: RowId) -> object:
    return shaped(queries.versions(request.auth, spec_id), spec_shape)


@write(
    router,
    "POST /pack-specs",
    answer=SpecOut,
    status=201,
    needs="packing.change_specs",
    summary=gettext_noop("加一种包装规格"),
    description=gettext_noop("连同第一版；代码和商品条码都不能重复。"),
)
def add_pack_spec(request: Request, body: SpecIn) -> object:
    draft = SpecDraft(body.code, body.name, variety_id(body.variety), body.grade, body.gtin)
    made = actions.add_spec(**actor_and_now(request), draft=draft, **version(body))
    return newest(request, made)


@write(
    router,
    "POST /pack-specs/{spec_id}/versions",
    answer=SpecOut,
    status=201,
    needs="packing.change_specs",
    summary=gettext_noop("给包装规格出新的一版"),
    description=gettext_noop("最早从明天起实行；已经装好的箱和正在装的不变。"),
)
def publish_pack_spec(request: Request, spec_id: RowId, body: SpecVersionIn) -> object:
    actions.publish_spec(**actor_and_now(request), spec_id=spec_id, **version(body))
    return newest(request, spec_id)
