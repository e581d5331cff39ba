"""Farm inputs in stock, and a share that was fetched and signed for."""

from datetime import date
from typing import Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Id, Line, RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Buyer
from lilian.supplies import queries as supplies

router = Router()


class InputStockOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    farm_input_id: int = Field(description=gettext_noop("农资的记录编号"))
    organisation_id: int = Field(description=gettext_noop("村社的记录编号"))
    point_id: int | None = Field(description=gettext_noop("领货点的记录编号；单位自己的库房时为空"))
    batch: str = Field(description=gettext_noop("批号"))
    expires_on: date | None = Field(description=gettext_noop("有效期到哪天"))
    count: int = Field(description=gettext_noop("几件"))


class InputStockAsk(Window):
    organisation_id: RowId | None = Field(None, description=gettext_noop("只要这个村社的"))


class HandOutIn(Asked):
    household_id: Id | None = Field(None, description=gettext_noop("农户的记录编号；不写就是单位自用"))
    signed_by: Line = Field(description=gettext_noop("谁签的字"))


class HandedOut(Schema):
    household_id: int | None = Field(description=gettext_noop("农户的记录编号；单位自用时为空"))
    signed_by: str = Field(description=gettext_noop("谁签的字"))


def stock_shape(row: Any) -> InputStockOut:
    return InputStockOut(**{name: getattr(row, name) for name in InputStockOut.model_fields})


@read(
    router,
    "/input-stock",
    answer=Page[InputStockOut],
    needs="supplies.see",
    summary=gettext_noop("农资库存"),
    description=gettext_noop("每个批号在哪里、还剩几件。"),
)
def list_input_stock(request: Request, asked: Query[InputStockAsk]) -> object:
    return page_of(supplies.stock(request.auth, organisation_id=asked.organisation_id), asked, stock_shape)


@write(
    router,
    "POST /campaigns/{campaign_id}/places/{organisation_id}/hand-outs",
    answer=HandedOut,
    status=201,
    needs="purchasing.receive",
    summary=gettext_noop("发一家的农资"),
    description=gettext_noop("点收完了，按发放单把一家的全部发走，记下谁签的字；一家只发一次，过了有效期的不发。"),
)
def hand_out_inputs(request: Request, campaign_id: RowId, organisation_id: RowId, body: HandOutIn) -> object:
    buyer = Buyer(organisation_id, body.household_id)
    actions.hand_out(**actor_and_now(request), campaign_id=campaign_id, buyer=buyer, signed_by=body.signed_by)
    signed = queries.fetched(request.auth, campaign_id, organisation_id)
    return HandedOut(household_id=body.household_id, signed_by=signed[body.household_id])
