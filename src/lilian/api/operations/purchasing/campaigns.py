"""Campaigns: opened, read with what is asked together, closed for needs, cancelled."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Id, Line, Moment, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.purchasing import actions, queries
from lilian.purchasing.values import ArticleDraft, ArticleTotal, CampaignDraft, Stage, Tier

router = Router()
MOST_ARTICLES = 3_000
MOST_STEPS = 12
Units = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
UnitFen = Annotated[int, Field(strict=True, ge=1, le=100_000_000)]
Permille = Annotated[int, Field(strict=True, ge=0, le=1_000)]


class PriceStep(Asked):
    start: Units = Field(description=gettext_noop("从几件起"))
    price_fen: UnitFen = Field(description=gettext_noop("每件多少分"))


class ArticleIn(Asked):
    farm_input_id: Id = Field(description=gettext_noop("农资的记录编号"))
    steps: list[PriceStep] = Field(
        default_factory=list,
        max_length=MOST_STEPS,
        description=gettext_noop("上次的价格档次，给大家参考；不知道就空着"),
    )


class CampaignIn(Asked):
    name: Line = Field(description=gettext_noop("叫什么"), examples=["2027 春季农资"])
    organiser_id: Id = Field(description=gettext_noop("谁组织、记在谁的账上：单位的记录编号"))
    needs_until: Moment = Field(description=gettext_noop("需求报到什么时候，带时区"))
    quotes_until: Moment = Field(description=gettext_noop("什么时候开标，带时区；开标以前谁也看不到报价"))
    deposit_permille: Permille = Field(0, description=gettext_noop("下单时从已交的定金里预留应付的千分之几"))
    note: ShortNote = Field("", description=gettext_noop("备注"))
    articles: list[ArticleIn] = Field(min_length=1, max_length=MOST_ARTICLES, description=gettext_noop("团购哪些农资"))


class NextStepOut(Schema):
    short_by: int = Field(description=gettext_noop("大家再要几件就到下一档"))
    saving_fen: int = Field(description=gettext_noop("到了下一档每件省多少分"))
    price_fen: int = Field(description=gettext_noop("每件多少分"))


class ArticleOut(Schema):
    id: int = Field(description=gettext_noop("这次团购里这种农资的记录编号"))
    number: int = Field(description=gettext_noop("第几种"))
    farm_input_id: int = Field(description=gettext_noop("农资的记录编号"))
    code: str = Field(description=gettext_noop("农资编号"))
    name: str = Field(description=gettext_noop("名称"))
    unit: str = Field(description=gettext_noop("按什么数：袋、瓶、件"))
    asked_units: int = Field(description=gettext_noop("大家一共要几件"))
    most_units: int = Field(description=gettext_noop("大家一共最多能要几件"))
    approved_units: int = Field(description=gettext_noop("审核通过几件"))
    price_fen: int | None = Field(description=gettext_noop("按上次的价，现在这个量每件多少分；不知道时为空"))
    next_step: NextStepOut | None = Field(description=gettext_noop("离下一档还差多少；没有更低的档时为空"))


class CampaignOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    name: str = Field(description=gettext_noop("叫什么"))
    organiser_id: int = Field(description=gettext_noop("谁组织、记在谁的账上：单位的记录编号"))
    stage: Stage = Field(description=gettext_noop("到哪一步"))
    needs_until: datetime = Field(description=gettext_noop("需求报到什么时候，带时区"))
    quotes_until: datetime = Field(description=gettext_noop("什么时候开标，带时区；开标以前谁也看不到报价"))
    deposit_permille: int = Field(description=gettext_noop("下单时从已交的定金里预留应付的千分之几"))
    note: str = Field(description=gettext_noop("备注"))


class CampaignWhole(CampaignOut):
    articles: list[ArticleOut] = Field(description=gettext_noop("团购哪些农资，大家一起要多少"))


class CampaignAsk(Window):
    stage: Stage | None = Field(None, description=gettext_noop("只要到这一步的"))


class CampaignCloseIn(Asked):
    leave_out: bool = Field(False, description=gettext_noop("没审核的不算；不写就要先审核完"))


def campaign_shape(row: Any) -> CampaignOut:
    return CampaignOut(**{name: getattr(row, name) for name in CampaignOut.model_fields})


def article_shape(row: Any, total: ArticleTotal) -> ArticleOut:
    price_fen, following = queries.standing_price(row, total.approved or total.asked)
    return ArticleOut(
        id=row.pk,
        number=row.number,
        farm_input_id=row.farm_input_id,
        code=row.farm_input.code,
        name=row.farm_input.name,
        unit=row.farm_input.unit,
        asked_units=total.asked,
        most_units=total.most,
        approved_units=total.approved,
        price_fen=price_fen,
        next_step=NextStepOut(**vars(following)) if following else None,
    )


def campaign_now(request: Request, campaign_id: int) -> CampaignWhole:
    found = queries.campaign(request.auth, campaign_id)
    pooled = queries.pooled(request.auth, found.pk)
    articles = [
        article_shape(one, pooled.get(one.pk, ArticleTotal(one.pk))) for one in queries.articles(request.auth, found.pk)
    ]
    return CampaignWhole(**campaign_shape(found).model_dump(), articles=articles)


@read(
    router,
    "/campaigns",
    answer=Page[CampaignOut],
    needs="purchasing.see",
    summary=gettext_noop("团购列表"),
    description=gettext_noop("开过的团购，新的在前。"),
)
def list_campaigns(request: Request, asked: Query[CampaignAsk]) -> object:
    found = queries.campaigns(request.auth)
    return page_of(found.filter(stage=asked.stage) if asked.stage else found, asked, campaign_shape)


@read(
    router,
    "/campaigns/{campaign_id}",
    answer=CampaignWhole,
    needs="purchasing.see",
    summary=gettext_noop("一次团购"),
    description=gettext_noop("到哪一步了，每种农资大家一起要多少，离下一档差多少；不说是谁要的。"),
)
def get_campaign(request: Request, campaign_id: RowId) -> object:
    return campaign_now(request, campaign_id)


@write(
    router,
    "POST /campaigns",
    answer=CampaignWhole,
    status=201,
    needs="purchasing.run",
    summary=gettext_noop("开一次团购"),
    description=gettext_noop("从现在起征集需求；开标时间要在需求截止以后。"),
)
def open_campaign(request: Request, body: CampaignIn) -> object:
    said = body.model_dump(exclude={"articles"})
    articles = [
        ArticleDraft(one.farm_input_id, tuple(Tier(step.start, step.price_fen) for step in one.steps))
        for one in body.articles
    ]
    made = actions.open_campaign(**actor_and_now(request), draft=CampaignDraft(**said), articles=articles)
    return campaign_now(request, made)


@write(
    router,
    "POST /campaigns/{campaign_id}/close-needs",
    answer=CampaignOut,
    needs="purchasing.run",
    summary=gettext_noop("截止需求"),
    description=gettext_noop("以后谁也不能再改需求，供应商按审核通过的数量报价。"),
)
def close_campaign_needs(request: Request, campaign_id: RowId, body: CampaignCloseIn) -> object:
    actions.close_needs(**actor_and_now(request), campaign_id=campaign_id, leave_out=body.leave_out)
    return campaign_shape(queries.campaign(request.auth, campaign_id))


@write(
    router,
    "POST /campaigns/{campaign_id}/cancel",
    answer=CampaignOut,
    needs="purchasing.run",
    summary=gettext_noop("取消一次团购"),
    description=gettext_noop("定供应商以前可以取消；报过的需求和报价都留着备查。"),
)
def cancel_campaign(request: Request, campaign_id: RowId, body: Why) -> object:
    actions.cancel_campaign(**actor_and_now(request), campaign_id=campaign_id, reason=body.reason)
    return campaign_shape(queries.campaign(request.auth, campaign_id))
