"""Accounts: how they stand, what moved on them, how far they may go."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, Fen, Id, Reason, RowId, Search
from lilian.api.operation import read, write
from lilian.api.operations.ledger.books import PURPOSES
from lilian.api.shapes import Asked, Page, Window, page_of, shaped
from lilian.kernel.marks import gettext_noop
from lilian.ledger import actions, queries
from lilian.ledger.values import AccountKey, Limits, Purpose, Side, StatementLine, side_of

if TYPE_CHECKING:
    from lilian.ledger.models import Limit

router = Router()
SIDES = gettext_noop("在哪一边增加：debit 借方，credit 贷方")


class AccountOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    book_id: int = Field(description=gettext_noop("账本的记录编号"))
    purpose: Purpose = Field(description=PURPOSES)
    side: Side = Field(description=SIDES)
    organisation_id: int | None = Field(description=gettext_noop("关于哪个单位，记录编号；不分户或是农户时为空"))
    household: str | None = Field(description=gettext_noop("关于哪户农户，农户编号；不是农户时为空"))
    balance_fen: int = Field(description=gettext_noop("余额，分；在它增加的一边为正"))
    most_debit_fen: int | None = Field(description=gettext_noop("借方最多到多少，分；为空就是不限"))
    most_credit_fen: int | None = Field(description=gettext_noop("贷方最多到多少，分；为空就是不限"))


class AccountIn(Asked):
    book_id: Id = Field(description=gettext_noop("账本的记录编号"))
    purpose: Purpose = Field(description=PURPOSES)
    organisation_id: Id | None = Field(None, description=gettext_noop("关于哪个单位，记录编号"))
    household_id: Id | None = Field(None, description=gettext_noop("关于哪户农户，记录编号；单位和农户只写一个"))


class AccountAsk(Window):
    book_id: RowId | None = Field(None, description=gettext_noop("只要这本账的"))
    purpose: Purpose | None = Field(None, description=PURPOSES)
    text: Search = Field("", description=gettext_noop("只要名称或编号里有这几个字的成员的"))


class StatementAsk(Asked):
    since: Day = Field(description=gettext_noop("从哪一天起"), examples=["2026-01-01"])
    until: Day | None = Field(None, description=gettext_noop("到哪一天为止；不写就是今天"))


class StatementLineOut(Schema):
    posting_id: int = Field(description=gettext_noop("凭证的记录编号"))
    day: date = Field(description=gettext_noop("哪一天"))
    amount_fen: int = Field(description=gettext_noop("增加多少，分；减少为负"))
    balance_fen: int = Field(description=gettext_noop("这一笔以后的余额，分"))
    about: str = Field(description=gettext_noop("从哪里来，如 receiving.Slip:12"))
    note: str = Field(description=gettext_noop("摘要"))
    reverses_id: int | None = Field(description=gettext_noop("冲销的是哪张凭证；不是冲销时为空"))


class StatementOut(Schema):
    since: date = Field(description=gettext_noop("从哪一天起"))
    until: date = Field(description=gettext_noop("到哪一天为止"))
    opening_fen: int = Field(description=gettext_noop("期初余额，分"))
    closing_fen: int = Field(description=gettext_noop("期末余额，分"))
    lines: list[StatementLineOut] = Field(description=gettext_noop("每一笔，按先后"))


class LimitIn(Asked):
    most_debit_fen: Fen | None = Field(description=gettext_noop("借方最多到多少，分；为空就是不限"))
    most_credit_fen: Fen | None = Field(description=gettext_noop("贷方最多到多少，分；为空就是不限"))
    reason: Reason = Field(description=gettext_noop("为什么"), examples=["春季农资，社务会定"])


class LimitOut(Schema):
    most_debit_fen: int | None = Field(description=gettext_noop("借方最多到多少，分；为空就是不限"))
    most_credit_fen: int | None = Field(description=gettext_noop("贷方最多到多少，分；为空就是不限"))
    reason: str = Field(description=gettext_noop("为什么"))
    at: datetime = Field(description=gettext_noop("记下的时间"))
    actor_name: str = Field(description=gettext_noop("谁定的"))


def account_shape(row: Any) -> AccountOut:
    """`row`: an account as `queries.accounts` gives it."""
    return AccountOut(
        id=row.pk,
        book_id=row.book_id,
        purpose=Purpose(row.purpose),
        side=side_of(Purpose(row.purpose)),
        organisation_id=row.organisation_id,
        household=row.household.code if row.household else None,
        balance_fen=queries.own_side_fen(row),
        most_debit_fen=row.balance.most_debit_fen,
        most_credit_fen=row.balance.most_credit_fen,
    )


def line_shape(line: StatementLine) -> StatementLineOut:
    return StatementLineOut.model_validate(vars(line))


def limit_shape(row: "Limit") -> LimitOut:
    return LimitOut(
        most_debit_fen=row.most_debit_fen,
        most_credit_fen=row.most_credit_fen,
        reason=row.reason,
        at=row.at,
        actor_name=row.actor_name,
    )


@read(
    router,
    "/accounts",
    answer=Page[AccountOut],
    needs="ledger.see",
    summary=gettext_noop("账户列表"),
    description=gettext_noop("看得到的账户：自己单位账里的，和别家账里关于自己的。"),
)
def list_accounts(request: Request, asked: Query[AccountAsk]) -> object:
    found = queries.accounts(request.auth, book_id=asked.book_id, purpose=asked.purpose, text=asked.text)
    return page_of(found, asked, account_shape)


@write(
    router,
    "POST /accounts",
    answer=AccountOut,
    status=201,
    needs="ledger.post",
    summary=gettext_noop("开一个账户"),
    description=gettext_noop("已经有的就给那一个。农资赊欠的额度从 0 开始，要有人定。"),
)
def open_account(request: Request, body: AccountIn) -> object:
    key = AccountKey(**body.model_dump())
    made = actions.open_accounts(**actor_and_now(request), keys=[key])[key]
    return account_shape(queries.account(request.auth, made))


@read(
    router,
    "/accounts/{account_id}/statement",
    answer=StatementOut,
    needs="ledger.see",
    summary=gettext_noop("一个账户的对账单"),
    description=gettext_noop("从一天到另一天：期初、每一笔、每一笔以后的余额。"),
)
def get_statement(request: Request, account_id: RowId, asked: Query[StatementAsk]) -> object:
    until = asked.until or timezone.localdate()
    said = queries.statement(request.auth, account_id, since=asked.since, until=until)
    return StatementOut(
        since=said.since,
        until=said.until,
        opening_fen=said.opening_fen,
        closing_fen=said.closing_fen,
        lines=shaped(said.lines, line_shape),
    )


@read(
    router,
    "/accounts/{account_id}/limits",
    answer=list[LimitOut],
    needs="ledger.see",
    summary=gettext_noop("一个账户定过的额度"),
    description=gettext_noop("新的在前，最新的算数。"),
)
def list_limits(request: Request, account_id: RowId) -> object:
    return shaped(queries.limits_of(request.auth, account_id), limit_shape)


@write(
    router,
    "POST /accounts/{account_id}/limits",
    answer=AccountOut,
    status=201,
    needs="ledger.set_limits",
    summary=gettext_noop("定额度"),
    description=gettext_noop("以后两边各最多到多少；定得比已有的低会被拒绝。"),
)
def set_limits(request: Request, account_id: RowId, body: LimitIn) -> object:
    limits = Limits(body.most_debit_fen, body.most_credit_fen)
    actions.set_limits(**actor_and_now(request), account_id=account_id, limits=limits, reason=body.reason)
    return account_shape(queries.account(request.auth, account_id))
