"""Orders to suppliers: placed once, read by who placed them and by the supplier."""

from datetime import datetime
from typing import Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.purchasing import actions, queries

router = Router()


class PurchaseOrderOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    campaign_id: int = Field(description=gettext_noop("团购的记录编号"))
    number: str = Field(description=gettext_noop("采购单号"))
    supplier_id: int = Field(description=gettext_noop("供应商的记录编号"))
    goods_fen: int = Field(description=gettext_noop("货款，分"))
    rebate_fen: int = Field(description=gettext_noop("整单优惠，分"))
    order_fen: int = Field(description=gettext_noop("每单固定费用，分"))
    freight_fen: int = Field(description=gettext_noop("运费，分"))
    amount_fen: int = Field(description=gettext_noop("合计，分"))
    placed_at: datetime = Field(description=gettext_noop("什么时候下的单"))


class OrderLineOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    article_id: int = Field(description=gettext_noop("这次团购里这种农资的记录编号"))
    organisation_id: int = Field(description=gettext_noop("送到哪里：村社的记录编号"))
    quantity: int = Field(description=gettext_noop("几件"))
    amount_fen: int = Field(description=gettext_noop("金额，分"))


class PurchaseOrderWhole(PurchaseOrderOut):
    lines: list[OrderLineOut] = Field(description=gettext_noop("送到哪里、什么、几件"))


def order_shape(row: Any) -> PurchaseOrderOut:
    return PurchaseOrderOut(**{name: getattr(row, name) for name in PurchaseOrderOut.model_fields})


def order_line_shape(row: Any) -> OrderLineOut:
    return OrderLineOut(**{name: getattr(row, name) for name in OrderLineOut.model_fields})


@read(
    router,
    "/campaigns/{campaign_id}/orders",
    answer=Page[PurchaseOrderOut],
    needs="purchasing.see_orders",
    summary=gettext_noop("采购单列表"),
    description=gettext_noop("供应商只看得到自己的。"),
)
def list_purchase_orders(request: Request, campaign_id: RowId, asked: Query[Window]) -> object:
    return page_of(queries.orders(request.auth, campaign_id), asked, order_shape)


@read(
    router,
    "/purchase-orders/{order_id}",
    answer=PurchaseOrderWhole,
    needs="purchasing.see_orders",
    summary=gettext_noop("一张采购单"),
    description=gettext_noop("每一行送到哪里、什么、几件、多少钱；各行加起来就是合计。"),
)
def get_purchase_order(request: Request, order_id: RowId) -> object:
    found = queries.order(request.auth, order_id)
    lines = [order_line_shape(line) for line in found.lines.all()]
    return PurchaseOrderWhole(**order_shape(found).model_dump(), lines=lines)


@write(
    router,
    "POST /campaigns/{campaign_id}/orders",
    answer=list[PurchaseOrderOut],
    status=201,
    needs="purchasing.run",
    summary=gettext_noop("下采购单"),
    description=gettext_noop("按采纳的方案，每家中标的供应商一张；交过定金的预留一部分。"),
)
def place_purchase_orders(request: Request, campaign_id: RowId) -> object:
    actions.place_orders(**actor_and_now(request), campaign_id=campaign_id)
    return [order_shape(one) for one in queries.orders(request.auth, campaign_id)]
