"""Whom to buy from: asked for, watched, read with its proof, taken."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, RowId
from lilian.api.operation import read, write
from lilian.api.operations.plans.run import ProgressOut, progress
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.purchasing import actions, queries
from lilian.purchasing.values import DecisionStatus

router = Router()
MOST_LEFT_OUT = 200
Winners = Annotated[int, Field(strict=True, ge=1, le=1_000)]


class AwardIn(Asked):
    excluded: list[Code] = Field(
        default_factory=list, max_length=MOST_LEFT_OUT, description=gettext_noop("这次测算不用哪几家：单位编号")
    )
    max_winners: Winners | None = Field(None, description=gettext_noop("最多几家中标；不写就不限"))


class AwardOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    campaign_id: int = Field(description=gettext_noop("团购的记录编号"))
    status: DecisionStatus = Field(description=gettext_noop("computing 正在计算，ready 算好了，adopted 已采纳"))
    version: int | None = Field(description=gettext_noop("采纳的是第几版；没有采纳时为空"))
    excluded: list[str] = Field(description=gettext_noop("这次测算不用哪几家：单位编号"))
    max_winners: int | None = Field(description=gettext_noop("最多几家中标；不限时为空"))
    cost_fen: int | None = Field(description=gettext_noop("一共要付多少分；还没算好时为空"))
    lower_bound_fen: int | None = Field(description=gettext_noop("任何买法都不会低于的费用，分；还没算好时为空"))
    practice_cost_fen: int | None = Field(description=gettext_noop("一种一种挑最低价要多少分；还没算好时为空"))
    apart_cost_fen: int | None = Field(description=gettext_noop("各村各买要多少分；还没算好时为空"))
    reason: str = Field(description=gettext_noop("为什么采纳它"))
    created_at: datetime = Field(description=gettext_noop("什么时候开始的"))
    adopted_at: datetime | None = Field(description=gettext_noop("什么时候采纳的"))


class PurchaseOut(Schema):
    supplier: str = Field(description=gettext_noop("供应商的单位编号"))
    article_id: int = Field(description=gettext_noop("这次团购里这种农资的记录编号"))
    quantity: int = Field(description=gettext_noop("买几件"))
    goods_fen: int = Field(description=gettext_noop("货款，分"))


class ShareOut(Schema):
    place: str = Field(description=gettext_noop("村社的单位编号"))
    share_fen: int = Field(description=gettext_noop("分摊多少分"))
    alone_fen: int = Field(description=gettext_noop("自己买要多少分"))


class DecisionWhole(AwardOut):
    progress: ProgressOut | None = Field(description=gettext_noop("计算的进度"))
    purchases: list[PurchaseOut] = Field(description=gettext_noop("向谁买什么；还没算好时为空"))
    shares: list[ShareOut] = Field(description=gettext_noop("各村社付多少；还没算好时为空"))


class AllotmentOut(Schema):
    need_id: int = Field(description=gettext_noop("需求的记录编号"))
    article_id: int = Field(description=gettext_noop("这次团购里这种农资的记录编号"))
    asked: int = Field(description=gettext_noop("要几件"))
    given: int = Field(description=gettext_noop("分到几件"))
    extra: int = Field(description=gettext_noop("其中多要的几件"))
    amount_fen: int = Field(description=gettext_noop("要付多少分"))
    why: str = Field(
        description=gettext_noop("为什么：full 给足，short 不够分，more 多要的，substitute 换的，none 没有")
    )


def decision_shape(row: Any) -> AwardOut:
    return AwardOut(**{name: getattr(row, name) for name in AwardOut.model_fields})


def decision_now(request: Request, decision_id: int) -> DecisionWhole:
    found = queries.decision(request.auth, decision_id)
    said = decision_shape(found).model_dump() | {"progress": progress(found.run.job) if found.run.job else None}
    if found.status == DecisionStatus.COMPUTING:
        return DecisionWhole(**said, purchases=[], shares=[])
    papers = queries.documents(found)
    division = papers.report.division
    return DecisionWhole(
        **said,
        purchases=[
            PurchaseOut(supplier=one.supplier, article_id=int(one.item), quantity=one.quantity, goods_fen=one.goods_fen)
            for one in papers.plan.purchases
        ],
        shares=[
            ShareOut(place=one.player, share_fen=one.share_fen, alone_fen=one.alone_fen)
            for one in (division.shares if division else ())
        ],
    )


@read(
    router,
    "/campaigns/{campaign_id}/decisions",
    answer=Page[AwardOut],
    needs="purchasing.run",
    summary=gettext_noop("一次团购的测算"),
    description=gettext_noop("算过的买法，新的在前。"),
)
def list_decisions(request: Request, campaign_id: RowId, asked: Query[Window]) -> object:
    return page_of(queries.decisions(request.auth, campaign_id), asked, decision_shape)


@write(
    router,
    "POST /campaigns/{campaign_id}/decisions",
    answer=AwardOut,
    status=202,
    needs="purchasing.run",
    summary=gettext_noop("算一算向谁买最省"),
    description=gettext_noop("开标以后在后台算；可以不用哪几家，可以限几家中标。用记录编号看进度和结果。"),
)
def start_decision(request: Request, campaign_id: RowId, body: AwardIn) -> object:
    made = actions.start_decision(**actor_and_now(request), campaign_id=campaign_id, **body.model_dump())
    return decision_shape(queries.decision(request.auth, made))


@read(
    router,
    "/decisions/{decision_id}",
    answer=DecisionWhole,
    needs="purchasing.run",
    summary=gettext_noop("一份测算"),
    description=gettext_noop("算到哪一步了；算好的话向谁买什么、要多少钱、下限、各村社付多少。"),
)
def get_decision(request: Request, decision_id: RowId) -> object:
    return decision_now(request, decision_id)


@write(
    router,
    "POST /decisions/{decision_id}/adopt",
    answer=DecisionWhole,
    needs="purchasing.run",
    summary=gettext_noop("采纳一份测算"),
    description=gettext_noop("价格和各家分得的数量从此定下来；一次团购只采纳一份。"),
)
def adopt_decision(request: Request, decision_id: RowId, body: Why) -> object:
    actions.adopt_decision(**actor_and_now(request), decision_id=decision_id, reason=body.reason)
    return decision_now(request, decision_id)


@read(
    router,
    "/campaigns/{campaign_id}/allotments",
    answer=Page[AllotmentOut],
    needs="purchasing.see_bills",
    summary=gettext_noop("各家分到多少"),
    description=gettext_noop("按采纳的方案，每条需求分到几件、要付多少、为什么；只看得到自己的。"),
)
def list_allotments(request: Request, campaign_id: RowId, asked: Query[Window]) -> object:
    found = queries.allotments(request.auth, campaign_id)
    names = AllotmentOut.model_fields
    return page_of(found, asked, lambda row: AllotmentOut(**{name: getattr(row, name) for name in names}))
