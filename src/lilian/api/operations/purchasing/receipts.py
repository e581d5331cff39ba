"""What came to a place of what was ordered."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, Id, Number, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.operations.purchasing.campaigns import Units
from lilian.api.operations.purchasing.orders import OrderLineOut, order_line_shape
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Counted

router = Router()
MOST_LINES = 3_000


class CountedLineIn(Asked):
    order_line_id: Id = Field(description=gettext_noop("采购单一行的记录编号"))
    delivered: Units = Field(description=gettext_noop("实到几件"))
    damaged: Units = Field(0, description=gettext_noop("其中坏的几件"))
    batch: Annotated[Number, Field(max_length=40)] = Field("", description=gettext_noop("批号"))
    expires_on: Day | None = Field(None, description=gettext_noop("有效期到哪天"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class CountedLinesIn(Asked):
    counted: list[CountedLineIn] = Field(
        min_length=1, max_length=MOST_LINES, description=gettext_noop("点收的几行；全记或全不记")
    )


class ReceiptOut(Schema):
    delivered: int = Field(description=gettext_noop("实到几件"))
    damaged: int = Field(description=gettext_noop("其中坏的几件"))
    accepted: int = Field(description=gettext_noop("收下几件"))
    short: int = Field(description=gettext_noop("短少几件"))
    over: int = Field(description=gettext_noop("多送、退回几件"))
    payable_fen: int = Field(description=gettext_noop("应付供应商多少分"))
    batch: str = Field(description=gettext_noop("批号"))
    expires_on: date | None = Field(description=gettext_noop("有效期到哪天"))
    note: str = Field(description=gettext_noop("备注"))
    at: datetime = Field(description=gettext_noop("什么时候点收的"))


class ReceivedLineOut(OrderLineOut):
    order_id: int = Field(description=gettext_noop("采购单的记录编号"))
    receipt: ReceiptOut | None = Field(description=gettext_noop("点收的结果；还没点收时为空"))


def received_shape(row: Any) -> ReceivedLineOut:
    receipt = getattr(row, "receipt", None)
    said = {name: getattr(receipt, name) for name in ReceiptOut.model_fields} if receipt else None
    return ReceivedLineOut(
        **order_line_shape(row).model_dump(), order_id=row.order_id, receipt=ReceiptOut(**said) if said else None
    )


@read(
    router,
    "/campaigns/{campaign_id}/places/{organisation_id}/lines",
    answer=Page[ReceivedLineOut],
    needs="purchasing.receive",
    summary=gettext_noop("送到一个地方的货"),
    description=gettext_noop("订了什么、几件，点收了没有，短少、多送、坏的各几件。"),
)
def list_received_lines(request: Request, campaign_id: RowId, organisation_id: RowId, asked: Query[Window]) -> object:
    return page_of(queries.lines_to(request.auth, campaign_id, organisation_id), asked, received_shape)


@write(
    router,
    "POST /campaigns/{campaign_id}/places/{organisation_id}/receipts",
    answer=list[ReceivedLineOut],
    status=201,
    needs="purchasing.receive",
    summary=gettext_noop("点收"),
    description=gettext_noop("一行只点收一次。没到的、坏的不付钱，也不收大家的钱。"),
)
def receive_inputs(request: Request, campaign_id: RowId, organisation_id: RowId, body: CountedLinesIn) -> object:
    counted = [Counted(**one.model_dump()) for one in body.counted]
    actions.receive(**actor_and_now(request), campaign_id=campaign_id, organisation_id=organisation_id, counted=counted)
    lines = queries.lines_to(request.auth, campaign_id, organisation_id)
    return [received_shape(one) for one in lines.filter(pk__in=[each.order_line_id for each in counted])]
