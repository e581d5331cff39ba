"""Marks, and what each asks of fruit, in versions."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, Grade, Id, Line, Number, PersonName, PlaceName, Reason, RowId
from lilian.api.operation import read, write
from lilian.api.operations.named import variety_id
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.brand import actions, queries
from lilian.brand.values import Area, LabelDraft, MarkDraft, MarkKind, RulesDraft
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.brand.models import Mark, Rules

router = Router()
MOST_AREAS, MOST_LABELS = 500, 100
MarkCode = Annotated[Code, Field(max_length=12)]
LabelGrams = Annotated[int, Field(strict=True, ge=1, le=1_000_000)]
PerBox = Annotated[int, Field(strict=True, ge=1, le=100)]
PerThousand = Annotated[int, Field(strict=True, ge=0, le=999)]
MonthDay = Annotated[int, Field(strict=True, ge=1, le=28)]


class MarkIn(Asked):
    code: MarkCode = Field(description=gettext_noop("标志代码，授权编号以它开头"), examples=["XXL"])
    name: PlaceName = Field(min_length=1, description=gettext_noop("标志名称"))
    kind: MarkKind = Field(description=gettext_noop("origin 地理标志，brand 联盟品牌"))
    owner: PersonName = Field(min_length=1, description=gettext_noop("谁注册的"))
    registration: Number = Field("", description=gettext_noop("注册号"))


class AreaIn(Asked):
    township_code: Line = Field(description=gettext_noop("乡镇的区划代码"), examples=["141031100"])
    village: PlaceName = Field("", description=gettext_noop("村名；空着是整个乡镇"))


class LabelKindIn(Asked):
    spec_id: Id = Field(description=gettext_noop("包装规格的记录编号"))
    grams: LabelGrams = Field(description=gettext_noop("一枚标签代表多少克"), examples=[2_500])
    per_box: PerBox = Field(1, description=gettext_noop("一箱贴几枚"))


class MarkRulesIn(Asked):
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    version_id: Id = Field(description=gettext_noop("质量标准版本的记录编号"))
    grades: list[Grade] = Field(
        min_length=1, max_length=20, description=gettext_noop("哪些等级可以用，这一版标准里的代码")
    )
    areas: list[AreaIn] = Field(min_length=1, max_length=MOST_AREAS, description=gettext_noop("产地范围"))
    labels: list[LabelKindIn] = Field(
        min_length=1, max_length=MOST_LABELS, description=gettext_noop("哪些规格的箱子贴")
    )
    effective_from: Day = Field(description=gettext_noop("从哪天起执行"))
    source: Reason = Field(description=gettext_noop("依据"), examples=["用标管理办法"])
    outside: PerThousand = Field(0, description=gettext_noop("外地果最多千分之几"))
    report_day: MonthDay = Field(10, description=gettext_noop("每月几号前报上个月的用标"))


class LabelKindOut(Schema):
    spec_id: int = Field(description=gettext_noop("包装规格的记录编号"))
    spec: str = Field(description=gettext_noop("包装规格名称"))
    grams: int = Field(description=gettext_noop("一枚标签代表多少克"))
    per_box: int = Field(description=gettext_noop("一箱贴几枚"))


class AreaOut(Schema):
    township_code: str = Field(description=gettext_noop("乡镇的区划代码"))
    village: str = Field(description=gettext_noop("村名；空着是整个乡镇"))


class MarkRulesOut(Schema):
    number: int = Field(description=gettext_noop("第几版"))
    variety: str = Field(description=gettext_noop("品种代码"))
    version_id: int = Field(description=gettext_noop("质量标准版本的记录编号"))
    grades: list[str] = Field(description=gettext_noop("哪些等级可以用"))
    areas: list[AreaOut] = Field(description=gettext_noop("产地范围"))
    labels: list[LabelKindOut] = Field(description=gettext_noop("哪些规格的箱子贴"))
    outside: int = Field(description=gettext_noop("外地果最多千分之几"))
    report_day: int = Field(description=gettext_noop("每月几号前报上个月的用标"))
    effective_from: date = Field(description=gettext_noop("从哪天起执行"))
    source: str = Field(description=gettext_noop("依据"))


class MarkOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("标志代码"))
    name: str = Field(description=gettext_noop("标志名称"))
    kind: MarkKind = Field(description=gettext_noop("origin 地理标志，brand 联盟品牌"))
    owner: str = Field(description=gettext_noop("谁注册的"))
    registration: str = Field(description=gettext_noop("注册号"))


class MarkWhole(MarkOut):
    rules: list[MarkRulesOut] = Field(description=gettext_noop("各版用标规则，新的在前"))


def shape(row: "Mark") -> MarkOut:
    return MarkOut(
        id=row.pk,
        code=row.code,
        name=row.name,
        kind=MarkKind(row.kind),
        owner=row.owner,
        registration=row.registration,
    )


def rules_shape(row: "Rules") -> MarkRulesOut:
    return MarkRulesOut(
        number=row.number,
        variety=row.variety.code,
        version_id=row.version_id,
        grades=row.grades.strip(",").split(","),
        areas=[AreaOut(township_code=township, village=village) for township, village in row.areas],
        labels=[
            LabelKindOut(spec_id=kind.spec_id, spec=kind.spec.name, grams=kind.grams, per_box=kind.per_box)
            for kind in row.labels.all()
        ],
        outside=row.outside,
        report_day=row.report_day,
        effective_from=row.effective_from,
        source=row.source,
    )


def whole(mark_id: int) -> MarkWhole:
    """:raises NotFound: if there is none"""
    row = queries.mark(mark_id)
    return MarkWhole(**dict(shape(row)), rules=[rules_shape(one) for one in queries.rules_of(mark_id)])


@read(
    router,
    "/marks",
    answer=Page[MarkOut],
    needs="brand.see",
    summary=gettext_noop("标志列表"),
    description=gettext_noop("地理标志和联盟品牌，按代码排。"),
)
def list_marks(request: Request, asked: Query[Window]) -> object:  # noqa: ARG001 - the framework passes it
    return page_of(queries.marks(), asked, shape)


@read(
    router,
    "/marks/{mark_id}",
    answer=MarkWhole,
    needs="brand.see",
    summary=gettext_noop("一个标志"),
    description=gettext_noop("连同各版用标规则：品种、等级、产地、每枚标签代表多少克；过去的也在。"),
)
def get_mark(request: Request, mark_id: RowId) -> object:  # noqa: ARG001 - the framework passes it
    return whole(mark_id)


@write(
    router,
    "POST /marks",
    answer=MarkWhole,
    status=201,
    needs="brand.license",
    summary=gettext_noop("登记一个标志"),
    description=gettext_noop("登记了不能改；什么果可以用，写在用标规则里。"),
)
def add_mark(request: Request, body: MarkIn) -> object:
    return whole(actions.add_mark(**actor_and_now(request), draft=MarkDraft(**body.model_dump())))


@write(
    router,
    "POST /marks/{mark_id}/rules",
    answer=MarkWhole,
    status=201,
    needs="brand.license",
    summary=gettext_noop("发布一版用标规则"),
    description=gettext_noop(
        "从执行那天起，领标签、贴标都按这一版；第一版可以从任何一天起，以后的要晚于今天和上一版。"
    ),
)
def publish_mark_rules(request: Request, mark_id: RowId, body: MarkRulesIn) -> object:
    draft = RulesDraft(
        variety_id=variety_id(body.variety),
        version_id=body.version_id,
        grades=tuple(body.grades),
        areas=tuple(Area(one.township_code, one.village) for one in body.areas),
        labels=tuple(LabelDraft(one.spec_id, one.grams, one.per_box) for one in body.labels),
        effective_from=body.effective_from,
        source=body.source,
        outside=body.outside,
        report_day=body.report_day,
    )
    actions.publish_rules(**actor_and_now(request), mark_id=mark_id, draft=draft)
    return whole(mark_id)
