"""Books: which there are, their trial balances, their days."""

from datetime import date
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, Id, RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of, shaped
from lilian.kernel.marks import gettext_noop
from lilian.ledger import actions, queries
from lilian.ledger.values import Purpose, TrialLine

if TYPE_CHECKING:
    from lilian.ledger.models import Book

router = Router()
PURPOSES = gettext_noop(
    "bank 银行存款，cash 现金，receivable 应收款，input_credit 农资赊欠，debt 转下期的欠款，advance 预付果款，"
    "deposit_paid 付出的定金，penalty 应收违约金，inputs 农资，purchase 收购果款，cost 费用，payable 应付款，"
    "deposit 收到的定金，compensation 应付违约金，fee 联盟服务费，revenue 销售收入，surplus 盈余，opening 期初"
)


class BookOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    organisation_id: int = Field(description=gettext_noop("谁的账，单位的记录编号"))
    organisation: str = Field(description=gettext_noop("单位名称"))
    opened_on: date = Field(description=gettext_noop("从哪一天起"))
    closed_through: date | None = Field(description=gettext_noop("结到哪一天；还没结过账时为空"))


class BookIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("谁的账，单位的记录编号"))
    opened_on: Day = Field(description=gettext_noop("从哪一天起；更早的日子不能记"))


class CloseDaysIn(Asked):
    through: Day = Field(description=gettext_noop("结到哪一天，那天和以前都不能再记"))


class TrialAsk(Asked):
    until: Day | None = Field(None, description=gettext_noop("到哪一天为止；不写就是全部"))


class TrialOut(Schema):
    purpose: Purpose = Field(description=PURPOSES)
    accounts: int = Field(description=gettext_noop("几户"))
    debit_fen: int = Field(description=gettext_noop("借方发生额，分"))
    credit_fen: int = Field(description=gettext_noop("贷方发生额，分"))
    balance_fen: int = Field(description=gettext_noop("余额，分；借方为正，贷方为负"))


def book_shape(row: "Book") -> BookOut:
    return BookOut(
        id=row.pk,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        opened_on=row.opened_on,
        closed_through=row.closed_through,
    )


def trial_shape(line: TrialLine) -> TrialOut:
    return TrialOut.model_validate({**vars(line), "balance_fen": line.balance_fen})


@read(
    router,
    "/books",
    answer=Page[BookOut],
    needs="ledger.see_books",
    summary=gettext_noop("账本列表"),
    description=gettext_noop("看得到的单位的账，按单位编号排列。"),
)
def list_books(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.books(request.auth), asked, book_shape)


@write(
    router,
    "POST /books",
    answer=BookOut,
    status=201,
    needs="ledger.open_book",
    summary=gettext_noop("开一本账"),
    description=gettext_noop("一个单位一本；已经有的会被拒绝。"),
)
def open_book(request: Request, body: BookIn) -> object:
    made = actions.open_book(**actor_and_now(request), **body.model_dump())
    return book_shape(queries.book(request.auth, made))


@read(
    router,
    "/books/{book_id}/trial-balance",
    answer=list[TrialOut],
    needs="ledger.see_books",
    summary=gettext_noop("一本账的试算表"),
    description=gettext_noop("每个科目一行；借方合计总等于贷方合计。"),
)
def get_trial_balance(request: Request, book_id: RowId, asked: Query[TrialAsk]) -> object:
    return shaped(queries.trial_balance(request.auth, book_id, until=asked.until), trial_shape)


@write(
    router,
    "POST /books/{book_id}/close",
    answer=BookOut,
    needs="ledger.close_days",
    summary=gettext_noop("结账"),
    description=gettext_noop("结过的日子不能再记，也不能打开；记错的以后用冲销更正。"),
)
def close_days(request: Request, book_id: RowId, body: CloseDaysIn) -> object:
    actions.close_days(**actor_and_now(request), book_id=book_id, through=body.through)
    return book_shape(queries.book(request.auth, book_id))
