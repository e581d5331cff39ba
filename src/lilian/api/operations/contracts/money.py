"""A contract's money beside the price: deposits, inputs on credit, penalties."""

from datetime import date
from typing import Annotated

from ninja import Field, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import MOST_FEN, Day, Fen, GradeCode, Grams, Id, Reason, RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Asked
from lilian.contracts import actions, queries
from lilian.contracts.values import DepositState, PenaltyDraft, PenaltyKind
from lilian.kernel.marks import gettext_noop

router = Router()
LateDays = Annotated[int, Field(strict=True, ge=0, le=366)]


class ContractMovedOut(Schema):
    posting_id: int = Field(description=gettext_noop("凭证的记录编号"))
    kind: str = Field(description=gettext_noop("deposit 定金，inputs 农资赊销，其余是违约金的种类"))
    day: date = Field(description=gettext_noop("哪一天"))
    fen: int = Field(description=gettext_noop("多少分"))
    note: str = Field(description=gettext_noop("摘要"))


class ContractMoneyOut(Schema):
    deposit: DepositState = Field(description=gettext_noop("none 没有，due 没预留，held 预留，paid 已付，let_go 放开"))
    deposit_fen: int = Field(description=gettext_noop("定金，分"))
    credit_limit_fen: int = Field(description=gettext_noop("农资赊销额度，分"))
    issued_fen: int = Field(description=gettext_noop("已经赊了多少分"))
    moved: list[ContractMovedOut] = Field(description=gettext_noop("每一笔，新的在前"))


class ContractIds(Asked):
    contract_ids: list[Id] = Field(min_length=1, max_length=5_000, description=gettext_noop("哪些合同"))


class DepositsDone(Schema):
    count: int = Field(description=gettext_noop("办了几份"))


class InputsIn(Asked):
    fen: Annotated[int, Field(strict=True, ge=1, le=MOST_FEN)] = Field(description=gettext_noop("值多少分"))
    what: Reason = Field(description=gettext_noop("发了什么"), examples=["有机肥 10 袋"])


class PenaltyIn(Asked):
    kind: PenaltyKind = Field(description=gettext_noop("elsewhere 卖给别人，refused 无故拒收，late 迟付"))
    day: Day = Field(description=gettext_noop("哪天的事"))
    note: Reason = Field(description=gettext_noop("为什么"))
    grade: GradeCode = Field("", description=gettext_noop("等级的编号；迟付不写"))
    weight_g: Grams = Field(0, description=gettext_noop("多少克；迟付不写"))
    late_fen: Fen = Field(0, description=gettext_noop("迟付了多少分"))
    late_days: LateDays = Field(0, description=gettext_noop("迟了几天"))


def money(request: Request, contract_id: int) -> ContractMoneyOut:
    found = queries.money_of(request.auth, contract_id)
    return ContractMoneyOut(
        deposit=found.deposit,
        deposit_fen=found.deposit_fen,
        credit_limit_fen=found.credit_limit_fen,
        issued_fen=found.issued_fen,
        moved=[ContractMovedOut.model_validate(vars(one)) for one in found.moved],
    )


@read(
    router,
    "/contracts/{contract_id}/money",
    answer=ContractMoneyOut,
    needs="contracts.see",
    summary=gettext_noop("一份合同的定金、赊销和违约金"),
    description=gettext_noop("都记在合作社的账里，结算时扣或者付。"),
)
def get_contract_money(request: Request, contract_id: RowId) -> object:
    return money(request, contract_id)


@write(
    router,
    "POST /contract-deposits/put-aside",
    answer=DepositsDone,
    needs="contracts.pay",
    summary=gettext_noop("预留定金"),
    description=gettext_noop("先在银行存款里占住；办过的不再办。"),
)
def put_deposits_aside(request: Request, body: ContractIds) -> object:
    done = actions.put_deposits_aside(**actor_and_now(request), contract_ids=body.contract_ids)
    return DepositsDone(count=done)


@write(
    router,
    "POST /contract-deposits/pay",
    answer=DepositsDone,
    needs="contracts.pay",
    summary=gettext_noop("付出定金"),
    description=gettext_noop("预留过的记成已付；付过的不再付。"),
)
def pay_deposits(request: Request, body: ContractIds) -> object:
    return DepositsDone(count=actions.pay_deposits(**actor_and_now(request), contract_ids=body.contract_ids))


@write(
    router,
    "POST /contracts/{contract_id}/inputs",
    answer=ContractMoneyOut,
    status=201,
    needs="contracts.pay",
    summary=gettext_noop("按合同赊发农资"),
    description=gettext_noop("不超过合同的额度；结算时扣回。"),
)
def issue_inputs(request: Request, contract_id: RowId, body: InputsIn) -> object:
    actions.issue_inputs(
        **actor_and_now(request),
        contract_id=contract_id,
        fen=body.fen,
        what=body.what,
        client_key=request.client_key,
    )
    return money(request, contract_id)


@write(
    router,
    "POST /contracts/{contract_id}/penalties",
    answer=ContractMoneyOut,
    status=201,
    needs="contracts.charge",
    summary=gettext_noop("收或付一笔违约金"),
    description=gettext_noop("按合同的比例算；农户欠的下次结算扣，欠农户的一起付。"),
)
def charge_penalty(request: Request, contract_id: RowId, body: PenaltyIn) -> object:
    draft = PenaltyDraft(**body.model_dump())
    actions.charge_penalty(
        **actor_and_now(request), contract_id=contract_id, draft=draft, client_key=request.client_key
    )
    return money(request, contract_id)
