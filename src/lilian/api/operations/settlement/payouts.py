"""Files for the bank and what it answered; where a household is paid."""

from datetime import date
from typing import Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Id, Line, PersonName, Reason, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of, shaped
from lilian.kernel.marks import gettext_noop
from lilian.payouts import actions, queries
from lilian.payouts.values import BankAnswer, Payee

router = Router()
MOST_ANSWERS = 10_000


class PayoutIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("谁付款，单位的记录编号"))


class PaymentOut(Schema):
    reference: str = Field(description=gettext_noop("流水号，银行原样带回"))
    statement_id: int = Field(description=gettext_noop("哪张结算单"))
    holder: str = Field(description=gettext_noop("户名"))
    bank: str = Field(description=gettext_noop("开户行"))
    number: str = Field(description=gettext_noop("账号"))
    amount_fen: int = Field(description=gettext_noop("多少分"))
    paid: bool | None = Field(description=gettext_noop("付成没有；银行还没答复为空"))
    reason: str = Field(description=gettext_noop("没付成的原因"))
    less_fen: int = Field(description=gettext_noop("这张单上抵掉或另外付了、所以没付的，分"))
    returned: bool = Field(description=gettext_noop("付成以后银行又退回来了"))


class PayoutOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    organisation_id: int = Field(description=gettext_noop("谁付款，单位的记录编号"))
    day: date = Field(description=gettext_noop("哪一天"))
    count: int = Field(description=gettext_noop("几笔"))
    total_fen: int = Field(description=gettext_noop("一共多少分"))


class PayoutWhole(PayoutOut):
    payments: list[PaymentOut] = Field(description=gettext_noop("每一笔"))


class BankAnswerIn(Asked):
    reference: Code = Field(description=gettext_noop("流水号，银行原样带回"))
    paid: bool = Field(description=gettext_noop("付成没有"))
    reason: ShortNote = Field("", description=gettext_noop("没付成的原因"))


class BankAnswersIn(Asked):
    answers: list[BankAnswerIn] = Field(min_length=1, max_length=MOST_ANSWERS)


class BankReturnIn(Asked):
    reference: Code = Field(description=gettext_noop("流水号，银行原样带回"))
    reason: Reason = Field(description=gettext_noop("银行为什么退回"))


class PayeeIn(Asked):
    holder: Line = Field(description=gettext_noop("户名"))
    bank: PersonName = Field("", description=gettext_noop("开户行"))
    number: Line = Field(description=gettext_noop("账号，8 到 32 位数字"))


class PayeeSet(Schema):
    household_id: int = Field(description=gettext_noop("农户的记录编号"))


def payout_shape(row: Any) -> PayoutOut:
    return PayoutOut.model_validate(row, from_attributes=True)


def payment_shape(row: Any) -> PaymentOut:
    answer = getattr(row, "answer", None)
    return PaymentOut(
        reference=queries.reference(row.pk),
        statement_id=row.statement_id,
        holder=row.payee.holder,
        bank=row.payee.bank,
        number=row.payee.number,
        amount_fen=row.amount_fen,
        paid=answer.paid if answer else None,
        reason=answer.reason if answer else "",
        less_fen=row.less_fen,
        returned=hasattr(row, "came_back"),
    )


def whole(request: Request, payout_id: int) -> PayoutWhole:
    row = queries.payout(request.auth, payout_id)
    payments = shaped(queries.payments(request.auth, payout_id), payment_shape)
    return PayoutWhole(**payout_shape(row).model_dump(), payments=payments)


@read(
    router,
    "/payouts",
    answer=Page[PayoutOut],
    needs="settlement.pay",
    summary=gettext_noop("付款文件"),
    description=gettext_noop("看得到的，新的在前。"),
)
def list_payouts(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.payouts(request.auth), asked, payout_shape)


@read(
    router,
    "/payouts/{payout_id}",
    answer=PayoutWhole,
    needs="settlement.pay",
    summary=gettext_noop("一份付款文件"),
    description=gettext_noop("每一笔付到哪里、银行怎么说。"),
)
def get_payout(request: Request, payout_id: RowId) -> object:
    return whole(request, payout_id)


@write(
    router,
    "POST /payouts",
    answer=PayoutWhole,
    status=201,
    needs="settlement.pay",
    summary=gettext_noop("做一份付款文件"),
    description=gettext_noop("入了账、还没付、登记了账号的都在里面；付过的和银行手里的不会再付。"),
)
def make_payout(request: Request, body: PayoutIn) -> object:
    made = actions.make_payout(
        **actor_and_now(request), organisation_id=body.organisation_id, client_key=request.client_key
    )
    return whole(request, made)


@write(
    router,
    "POST /payouts/{payout_id}/answers",
    answer=PayoutWhole,
    needs="settlement.pay",
    summary=gettext_noop("读回银行回单"),
    description=gettext_noop("付成的入账，没付成的可以再付；同样的回单再读一次没有影响。"),
)
def read_bank_answers(request: Request, payout_id: RowId, body: BankAnswersIn) -> object:
    answers = [BankAnswer(one.reference, one.paid, one.reason) for one in body.answers]
    actions.read_answers(**actor_and_now(request), payout_id=payout_id, answers=answers)
    return whole(request, payout_id)


@write(
    router,
    "POST /payouts/{payout_id}/returns",
    answer=PayoutWhole,
    needs="settlement.pay",
    summary=gettext_noop("登记银行退回"),
    description=gettext_noop("付成以后又退回来的，重新记为应付，跟下一份付款文件再付。"),
)
def record_bank_return(request: Request, payout_id: RowId, body: BankReturnIn) -> object:
    actions.record_return(**actor_and_now(request), payout_id=payout_id, **body.model_dump())
    return whole(request, payout_id)


@write(
    router,
    "POST /households/{household_id}/payee",
    answer=PayeeSet,
    status=201,
    needs="settlement.pay",
    summary=gettext_noop("登记农户的银行账号"),
    description=gettext_noop("以后的果款付到这里。"),
)
def set_payee(request: Request, household_id: RowId, body: PayeeIn) -> object:
    payee = Payee(body.holder, body.bank, body.number)
    actions.set_payee(**actor_and_now(request), household_id=household_id, payee=payee)
    return PayeeSet(household_id=household_id)
