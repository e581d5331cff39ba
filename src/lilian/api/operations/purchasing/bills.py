"""Deposits paid in, and what each buyer owes."""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import MOST_FEN, Id, RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Buyer

router = Router()
MOST_BUYERS = 3_000
PaidFen = Annotated[int, Field(strict=True, ge=1, le=MOST_FEN)]


class DepositIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("村社的记录编号"))
    household_id: Id | None = Field(None, description=gettext_noop("农户的记录编号；不写就是单位自己"))
    amount_fen: PaidFen = Field(description=gettext_noop("交了多少分"))


class DepositOut(Schema):
    posting_id: int = Field(description=gettext_noop("凭证的记录编号"))


class PlaceBillIn(Asked):
    on_credit: list[Id] = Field(
        default_factory=list, max_length=MOST_BUYERS, description=gettext_noop("哪几户赊账：农户的记录编号；要有额度")
    )
    own_on_credit: bool = Field(False, description=gettext_noop("单位自用的也赊账"))


class BilledLine(Schema):
    article_id: int = Field(description=gettext_noop("这次团购里这种农资的记录编号"))
    units: int = Field(description=gettext_noop("几件"))
    amount_fen: int = Field(description=gettext_noop("多少分"))


class InputBillOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    organisation_id: int = Field(description=gettext_noop("村社的记录编号"))
    household_id: int | None = Field(description=gettext_noop("农户的记录编号；单位自用时为空"))
    day: date = Field(description=gettext_noop("记在哪天"))
    amount_fen: int = Field(description=gettext_noop("应付多少分"))
    deposit_fen: int = Field(description=gettext_noop("其中用了定金多少分"))
    on_credit: bool = Field(description=gettext_noop("其余是不是赊账"))
    posting_id: int | None = Field(description=gettext_noop("凭证的记录编号；什么也不欠时为空"))
    lines: list[BilledLine] = Field(description=gettext_noop("什么、几件、多少钱"))


def bill_shape(row: Any) -> InputBillOut:
    own = {name: getattr(row, name) for name in InputBillOut.model_fields if name != "lines"}
    lines = [BilledLine(article_id=article, units=units, amount_fen=fen) for article, units, fen in row.lines]
    return InputBillOut(**own, lines=lines)


@write(
    router,
    "POST /campaigns/{campaign_id}/deposits",
    answer=DepositOut,
    status=201,
    needs="purchasing.bill",
    summary=gettext_noop("收定金"),
    description=gettext_noop("现金交进来，下单时预留一部分，出账单时先用它。"),
)
def take_deposit(request: Request, campaign_id: RowId, body: DepositIn) -> object:
    posting = actions.take_deposit(
        **actor_and_now(request),
        campaign_id=campaign_id,
        buyer=Buyer(body.organisation_id, body.household_id),
        amount_fen=body.amount_fen,
        client_key=request.client_key,
    )
    return DepositOut(posting_id=posting)


@read(
    router,
    "/campaigns/{campaign_id}/bills",
    answer=Page[InputBillOut],
    needs="purchasing.see_bills",
    summary=gettext_noop("农资账单"),
    description=gettext_noop("各家应付多少，用了多少定金，其余付现还是赊账；只看得到自己的。"),
)
def list_input_bills(request: Request, campaign_id: RowId, asked: Query[Window]) -> object:
    return page_of(queries.bills(request.auth, campaign_id), asked, bill_shape)


@write(
    router,
    "POST /campaigns/{campaign_id}/places/{organisation_id}/bills",
    answer=list[InputBillOut],
    status=201,
    needs="purchasing.bill",
    summary=gettext_noop("出一个地方的账单"),
    description=gettext_noop("货都点收了才能出，一次出全；额度不够会被拒绝，什么都不记。"),
)
def bill_place(request: Request, campaign_id: RowId, organisation_id: RowId, body: PlaceBillIn) -> object:
    buyers = [Buyer(organisation_id, household_id) for household_id in body.on_credit]
    buyers += [Buyer(organisation_id)] if body.own_on_credit else []
    actions.bill_place(
        **actor_and_now(request), campaign_id=campaign_id, organisation_id=organisation_id, on_credit=buyers
    )
    return [bill_shape(one) for one in queries.bills(request.auth, campaign_id).filter(organisation_id=organisation_id)]
