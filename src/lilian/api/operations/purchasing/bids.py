"""Bids of suppliers: handed in sealed, read by nobody else before they are opened."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, Fen, Id, Number, RowId
from lilian.api.operation import read, write
from lilian.api.operations.purchasing.campaigns import MOST_STEPS, PriceStep, Units
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Basket, Paper, PaperKind, QuoteDraft, QuoteLineDraft, Tiering

router = Router()
MOST_LINES, MOST_PLACES, MOST_PAPERS = 3_000, 1_000, 20
Pack = Annotated[int, Field(strict=True, ge=1, le=100_000)]
Parts = Annotated[int, Field(strict=True, ge=0, le=9_999)]
TIERING = gettext_noop("all_units 到量全部按新价，incremental 超出部分按新价")


class BidLine(Asked):
    article_id: Id = Field(description=gettext_noop("这次团购里这种农资的记录编号"))
    steps: list[PriceStep] = Field(
        min_length=1, max_length=MOST_STEPS, description=gettext_noop("价格档次，从 0 件起，数量一档比一档多")
    )
    tiering: Tiering = Field(Tiering.ALL_UNITS, description=TIERING)
    pack: Pack = Field(1, description=gettext_noop("整包几件"))
    minimum: Units = Field(0, description=gettext_noop("起订几件"))
    capacity: Units | None = Field(None, description=gettext_noop("最多能供几件；不写就不限"))
    brand: Number = Field("", description=gettext_noop("品牌"))
    batch: Annotated[Number, Field(max_length=40)] = Field("", description=gettext_noop("批号"))
    expires_on: Day | None = Field(None, description=gettext_noop("有效期到哪天"))


class DiscountStep(Asked):
    start_fen: Fen = Field(description=gettext_noop("整单满多少分起"))
    parts: Parts = Field(description=gettext_noop("减万分之几"))


class FreightTo(Asked):
    place: Code = Field(description=gettext_noop("村社的单位编号"))
    fen: Fen | None = Field(description=gettext_noop("每件运费，分；空就是不送"))


class PaperShape(Asked):
    kind: PaperKind = Field(description=gettext_noop("哪种证照"))
    number: Number = Field(description=gettext_noop("号码"))
    valid_until: Day = Field(description=gettext_noop("有效期到哪天"))


class BidIn(Asked):
    supplier_id: Id = Field(description=gettext_noop("供应商的记录编号"))
    lines: list[BidLine] = Field(min_length=1, max_length=MOST_LINES, description=gettext_noop("每种农资的报价"))
    discounts: list[DiscountStep] = Field(
        default_factory=list, max_length=MOST_STEPS, description=gettext_noop("整单优惠的档次；没有就空着")
    )
    discount_tiering: Tiering = Field(Tiering.ALL_UNITS, description=TIERING)
    minimum_fen: Fen = Field(0, description=gettext_noop("最少要买多少分才送"))
    capacity: Units | None = Field(None, description=gettext_noop("总共最多能供几件；不写就不限"))
    order_fen: Fen = Field(0, description=gettext_noop("每单固定费用，分"))
    freight_fen: Fen = Field(0, description=gettext_noop("每件送到村的运费，分"))
    freight_to: list[FreightTo] = Field(
        default_factory=list, max_length=MOST_PLACES, description=gettext_noop("运费不一样的村社，或者不送的")
    )
    papers: list[PaperShape] = Field(
        min_length=1, max_length=MOST_PAPERS, description=gettext_noop("证照；经营许可证一定要有")
    )


class BidLineOut(Schema):
    article_id: int = Field(description=gettext_noop("这次团购里这种农资的记录编号"))
    steps: list[list[int]] = Field(description=gettext_noop("价格档次：几件起、每件多少分"))
    tiering: Tiering = Field(description=TIERING)
    pack: int = Field(description=gettext_noop("整包几件"))
    minimum: int = Field(description=gettext_noop("起订几件"))
    capacity: int | None = Field(description=gettext_noop("最多能供几件；不限时为空"))
    brand: str = Field(description=gettext_noop("品牌"))
    batch: str = Field(description=gettext_noop("批号"))
    expires_on: date | None = Field(description=gettext_noop("有效期到哪天"))


class BidOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    supplier_id: int = Field(description=gettext_noop("供应商的记录编号"))
    version: int = Field(description=gettext_noop("第几版"))
    at: datetime = Field(description=gettext_noop("什么时候交的"))
    discounts: list[list[int]] = Field(description=gettext_noop("整单优惠：满多少分、减万分之几"))
    discount_tiering: Tiering = Field(description=TIERING)
    minimum_fen: int = Field(description=gettext_noop("最少要买多少分才送"))
    capacity: int | None = Field(description=gettext_noop("总共最多能供几件；不限时为空"))
    order_fen: int = Field(description=gettext_noop("每单固定费用，分"))
    freight_fen: int = Field(description=gettext_noop("每件送到村的运费，分"))
    freight_to: dict[str, int | None] = Field(description=gettext_noop("运费不一样的村社；空就是不送"))
    lines: list[BidLineOut] = Field(description=gettext_noop("每种农资的报价"))


def bid_shape(row: Any) -> BidOut:
    own = {name: getattr(row, name) for name in BidOut.model_fields if hasattr(row, name) and name != "lines"}
    lines = [BidLineOut(**{name: getattr(line, name) for name in BidLineOut.model_fields}) for line in row.lines.all()]
    return BidOut(**own, discounts=row.basket, discount_tiering=row.basket_tiering, lines=lines)


def basket(body: BidIn) -> Basket:
    """Nothing off at first, then the steps."""
    steps = [(0, 0), *((one.start_fen, one.parts) for one in body.discounts if one.start_fen)]
    starts, parts = zip(*steps, strict=True)
    return Basket(body.discount_tiering, starts, parts)


def bid_line(one: BidLine) -> QuoteLineDraft:
    said = one.model_dump(exclude={"steps"})
    starts = tuple(step.start for step in one.steps)
    return QuoteLineDraft(**said, starts=starts, prices_fen=tuple(step.price_fen for step in one.steps))


@read(
    router,
    "/campaigns/{campaign_id}/bids",
    answer=Page[BidOut],
    needs="purchasing.see_quotes",
    summary=gettext_noop("一次团购的报价"),
    description=gettext_noop("供应商只看得到自己的；开标以前联盟办也看不到。每家只有最后一版。"),
)
def list_bids(request: Request, campaign_id: RowId, asked: Query[Window]) -> object:
    return page_of(queries.quotes(request.auth, campaign_id, now=actor_and_now(request)["now"]), asked, bid_shape)


@write(
    router,
    "POST /campaigns/{campaign_id}/bids",
    answer=BidOut,
    status=201,
    needs="purchasing.quote",
    summary=gettext_noop("密封交报价"),
    description=gettext_noop("开标以前可以再交，以最后一次为准；在那以前别家和联盟办都看不到。"),
)
def submit_bid(request: Request, campaign_id: RowId, body: BidIn) -> object:
    draft = QuoteDraft(
        campaign_id=campaign_id,
        supplier_id=body.supplier_id,
        lines=tuple(bid_line(one) for one in body.lines),
        basket=basket(body),
        minimum_fen=body.minimum_fen,
        capacity=body.capacity,
        order_fen=body.order_fen,
        freight_fen=body.freight_fen,
        freight_to={one.place: one.fen for one in body.freight_to},
        papers=tuple(Paper(one.kind, one.number, one.valid_until) for one in body.papers),
    )
    said = actor_and_now(request)
    made = actions.submit_quote(**said, draft=draft, client_key=request.client_key)
    return bid_shape(queries.quote(request.auth, made, now=said["now"]))
