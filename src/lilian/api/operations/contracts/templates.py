"""Templates of contracts and their versions, and markets that their rules name."""

from typing import Annotated, Any

import msgspec
from ninja import Field, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, FenPerKg, GradeCode, Line, PersonName, Reason, RowId
from lilian.api.operation import read, write
from lilian.api.operations.named import variety_id
from lilian.api.shapes import Asked, shaped
from lilian.contracts import actions, queries
from lilian.contracts.values import Basis, MarketDraft, Measure, Over, RuleKind, Sheet
from lilian.kernel.marks import gettext_noop

router = Router()
Permille = Annotated[int, Field(strict=True, ge=0, le=1_000)]
Days = Annotated[int, Field(strict=True, ge=0, le=366)]
Text = Annotated[str, Field(max_length=5_000)]


class MonthDayShape(Asked):
    month: Annotated[int, Field(strict=True, ge=1, le=12)]
    day: Annotated[int, Field(strict=True, ge=1, le=31)]


class PriceRuleShape(Asked):
    kind: RuleKind = Field(description=gettext_noop("fixed 固定，floor 保底随行，market_plus 上浮，floating 浮动"))
    floor_fen: FenPerKg = Field(description=gettext_noop("每公斤保底多少分"))
    market: Code | None = Field(None, description=gettext_noop("看哪个市场，编号；固定价不看"))
    premium_permille: Permille = Field(0, description=gettext_noop("比市场上浮千分之几"))
    share_permille: Permille = Field(1_000, description=gettext_noop("高出保底的部分给千分之几"))
    top_fen: FenPerKg | None = Field(None, description=gettext_noop("每公斤封顶多少分；为空就是不封顶"))
    basis: Basis = Field(Basis.LATEST, description=gettext_noop("latest 最近一次行情，mean 期内平均"))
    window_days: Days = Field(30, description=gettext_noop("看交果当天和往前共几天的行情"))
    quoted_grade: GradeCode = Field("", description=gettext_noop("市场用别的等级名时，写市场的"))


class GradeRuleShape(Asked):
    grade: GradeCode = Field(description=gettext_noop("等级的编号"), examples=["first"])
    share_permille: Permille = Field(description=gettext_noop("占千分之几；合起来是 1000"))
    rule: PriceRuleShape = Field(description=gettext_noop("这个等级的价格规则"))


class DeductionShape(Asked):
    measure: Measure = Field(description=gettext_noop("defects 每千个有缺陷的果，solids 糖度，十分之一度"))
    allowed: Annotated[int, Field(strict=True, ge=0, le=1_000)]
    step: Annotated[int, Field(strict=True, ge=1, le=1_000)]
    cut_permille: Permille
    most_permille: Permille


class PenaltiesShape(Asked):
    late_permille_a_day: Permille = Field(description=gettext_noop("迟付每天千分之几"))
    elsewhere_permille: Permille = Field(description=gettext_noop("卖给别人的千分之几"))
    refused_permille: Permille = Field(description=gettext_noop("无故拒收的千分之几"))
    deposit_rule: bool = Field(
        False, description=gettext_noop("定金罚则：收购方违约不退，果农违约双倍返还；不写就是没有约定")
    )


class YearlyMilestoneShape(Asked):
    key: Code = Field(description=gettext_noop("编号；estimate 是估产"))
    name: Line
    due: MonthDayShape


class ClauseShape(Asked):
    title: Line
    text: Text


class SheetShape(Asked):
    grades: list[GradeRuleShape] = Field(min_length=1, max_length=20)
    deliver_from: MonthDayShape = Field(description=gettext_noop("交果期从哪天"))
    deliver_until: MonthDayShape = Field(description=gettext_noop("交果期到哪天，含这天"))
    deductions: list[DeductionShape] = Field([], max_length=20)
    deposit_permille: Permille = Field(0, description=gettext_noop("定金占合同价款的千分之几，最多 200"))
    credit_permille: Permille = Field(0, description=gettext_noop("农资赊销额度占合同价款的千分之几"))
    tolerance_permille: Permille = Field(0, description=gettext_noop("超交容许千分之几"))
    over: Over = Field(
        Over.CONTRACT, description=gettext_noop("超出容许的果：contract 照合同价，market 按行情，refused 不收")
    )
    pay_within_days: Days = Field(0, description=gettext_noop("验收后几天内付款"))
    penalties: PenaltiesShape = Field(
        PenaltiesShape(late_permille_a_day=0, elsewhere_permille=0, refused_permille=0, deposit_rule=False),
        description=gettext_noop("违约金"),
    )
    milestones: list[YearlyMilestoneShape] = Field([], max_length=20)
    clauses: list[ClauseShape] = Field([], max_length=50)
    is_sample: bool = Field(False, description=gettext_noop("示范文本，每页印上"))


class ContractTemplateIn(Asked):
    code: Code = Field(description=gettext_noop("范本的编号"), examples=["HS"])
    name: Line = Field(description=gettext_noop("范本的名称"))
    variety: Code = Field(description=gettext_noop("品种代码"), examples=["YLX"])
    sheet: SheetShape


class ContractTemplateVersionIn(Asked):
    sheet: SheetShape
    reason: Reason = Field(description=gettext_noop("为什么有这一版"))


class ContractTemplateOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("范本的编号"))
    name: str = Field(description=gettext_noop("范本的名称"))
    variety: str = Field(description=gettext_noop("品种代码"))
    version: int = Field(description=gettext_noop("最新的是第几版"))
    version_id: int = Field(description=gettext_noop("最新一版的记录编号，订合同用它"))
    sheet: SheetShape = Field(description=gettext_noop("最新一版写了什么"))


class MarketIn(Asked):
    code: Code = Field(description=gettext_noop("市场的编号"), examples=["XH"])
    name: Line = Field(description=gettext_noop("市场的名称"))
    source: PersonName = Field(description=gettext_noop("谁公布的"))


class MarketOut(Schema):
    code: str = Field(description=gettext_noop("市场的编号"))
    name: str = Field(description=gettext_noop("市场的名称"))
    source: str = Field(description=gettext_noop("谁公布的"))


def sheet_of(said: SheetShape) -> Sheet:
    plain = said.model_dump(mode="json")
    for one in plain["grades"]:
        one["rule"]["market"] = one["rule"]["market"] or ""
    return msgspec.convert(plain, Sheet)


def sheet_shape(sheet: Sheet) -> SheetShape:
    plain = msgspec.to_builtins(sheet)
    for one in plain["grades"]:
        one["rule"]["market"] = one["rule"]["market"] or None
    return SheetShape.model_validate(plain)


def template_shape(version: Any) -> ContractTemplateOut:
    """`version`: as `queries.newest_versions` gives it."""
    of = version.template
    return ContractTemplateOut(
        id=of.pk,
        code=of.code,
        name=of.name,
        variety=of.variety.code,
        version=version.number,
        version_id=version.pk,
        sheet=sheet_shape(queries.sheet_of(version)),
    )


def newest(request: Request, template_id: int) -> ContractTemplateOut:
    queries.template(request.auth, template_id)
    return next(template_shape(one) for one in queries.newest_versions(request.auth) if one.template_id == template_id)


@read(
    router,
    "/contract-templates",
    answer=list[ContractTemplateOut],
    needs="contracts.make",
    summary=gettext_noop("合同范本"),
    description=gettext_noop("每个范本最新的一版。"),
)
def list_contract_templates(request: Request) -> object:
    return shaped(queries.newest_versions(request.auth), template_shape)


@write(
    router,
    "POST /contract-templates",
    answer=ContractTemplateOut,
    status=201,
    needs="contracts.change_templates",
    summary=gettext_noop("加一个合同范本"),
    description=gettext_noop("连同第一版。"),
)
def add_contract_template(request: Request, body: ContractTemplateIn) -> object:
    made = actions.add_template(
        **actor_and_now(request),
        code=body.code,
        name=body.name,
        variety_id=variety_id(body.variety),
        sheet=sheet_of(body.sheet),
    )
    return newest(request, made)


@write(
    router,
    "POST /contract-templates/{template_id}/versions",
    answer=ContractTemplateOut,
    status=201,
    needs="contracts.change_templates",
    summary=gettext_noop("公布范本的新一版"),
    description=gettext_noop("只管以后订的合同；订好的不变。"),
)
def publish_contract_template(request: Request, template_id: RowId, body: ContractTemplateVersionIn) -> object:
    actions.publish_template(
        **actor_and_now(request), template_id=template_id, sheet=sheet_of(body.sheet), reason=body.reason
    )
    return newest(request, template_id)


@read(
    router,
    "/markets",
    answer=list[MarketOut],
    needs="contracts.see_market",
    summary=gettext_noop("看行情的市场"),
    description=gettext_noop("价格规则可以写的市场。"),
)
def list_markets(request: Request) -> object:
    return shaped(queries.markets(request.auth), market_shape)


def market_shape(row: Any) -> MarketOut:
    return MarketOut(code=row.code, name=row.name, source=row.source)


@write(
    router,
    "POST /markets",
    answer=MarketOut,
    status=201,
    needs="contracts.quote",
    summary=gettext_noop("加一个市场"),
    description=gettext_noop("加了才能报它的行情。"),
)
def add_market(request: Request, body: MarketIn) -> object:
    actions.add_market(**actor_and_now(request), draft=MarketDraft(body.code, body.name, body.source))
    return market_shape(queries.market(request.auth, body.code))
