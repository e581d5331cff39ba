"""What becomes of deposits that were paid: what is left of each, asked back by one person, answered by another."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import MOST_FEN, Reason, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.deposits import actions, queries
from lilian.deposits.values import ClosingDraft, Way, Why
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound

router = Router()


class DepositLeftOut(Schema):
    contract_id: int = Field(description=gettext_noop("合同的记录编号"))
    posting_id: int = Field(description=gettext_noop("付定金的凭证的记录编号"))
    paid_fen: int = Field(description=gettext_noop("付了多少分"))
    settled_fen: int = Field(description=gettext_noop("结算抵了多少分"))
    closed_fen: int = Field(description=gettext_noop("退回或不退多少分"))
    left_fen: int = Field(description=gettext_noop("还剩多少分"))


class DepositClosingOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    contract_id: int = Field(description=gettext_noop("合同的记录编号"))
    why: Why = Field(description=gettext_noop("为什么"))
    way: Way = Field(description=gettext_noop("怎么付"))
    fen: int = Field(description=gettext_noop("定金的多少分；双倍返还的付两倍"))
    note: str = Field(description=gettext_noop("怎么回事"))
    at: datetime = Field(description=gettext_noop("什么时候提出的"))
    agreed: bool | None = Field(description=gettext_noop("复核的人同不同意；null 是还没复核"))
    posting_id: int | None = Field(description=gettext_noop("凭证的记录编号；没有入账的是 null"))


class DepositClosingIn(Asked):
    why: Why = Field(
        description=gettext_noop(
            "fulfilled 履行完毕，agreed 双方同意解除，force_majeure 不可抗力，mistake 付错了：退回；"
            "buyer_breach 收购方违约：不退；household_breach 果农违约：双倍返还"
        )
    )
    way: Way = Field(description=gettext_noop("bank 转账，cash 现金，settlement 从下次结算里扣，none 不用付"))
    note: Reason = Field(description=gettext_noop("怎么回事"))
    fen: Annotated[int, Field(strict=True, ge=1, le=MOST_FEN)] | None = Field(
        None, description=gettext_noop("定金的多少分；不写就是还剩的全部")
    )


class DepositAnswerIn(Asked):
    agreed: bool = Field(description=gettext_noop("同不同意"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class DepositClosingAsk(Window):
    open_only: bool = Field(False, description=gettext_noop("只要还没复核的"))


def shape(found: Any) -> DepositClosingOut:
    answer = getattr(found, "answer", None)
    return DepositClosingOut(
        id=found.pk,
        contract_id=found.contract_id,
        why=found.why,
        way=found.way,
        fen=found.fen,
        note=found.note,
        at=found.at,
        agreed=answer.agreed if answer else None,
        posting_id=answer.posting_id if answer else None,
    )


@read(
    router,
    "/contracts/{contract_id}/deposit",
    answer=DepositLeftOut,
    needs="contracts.see",
    summary=gettext_noop("一份合同的定金还剩多少"),
    description=gettext_noop("结算从户头上先抵先付的；没有付过定金的答 404。"),
)
def get_contract_deposit(request: Request, contract_id: RowId) -> object:
    found = queries.standing(request.auth, contract_id)
    if found is None:
        raise NotFound()
    return DepositLeftOut(**{name: getattr(found, name) for name in DepositLeftOut.model_fields})


@read(
    router,
    "/deposit-closings",
    answer=Page[DepositClosingOut],
    needs="contracts.see",
    summary=gettext_noop("提出过的退定金"),
    description=gettext_noop("看得到的合同的，新的在前；两个人同意才入账。"),
)
def list_deposit_closings(request: Request, asked: Query[DepositClosingAsk]) -> object:
    return page_of(queries.closings(request.auth, open_only=asked.open_only), asked, shape)


@write(
    router,
    "POST /contracts/{contract_id}/deposit-closings",
    answer=DepositClosingOut,
    status=201,
    needs="deposits.ask",
    summary=gettext_noop("提出退定金"),
    description=gettext_noop("退回、不退或双倍返还，由原因定；要另一个人复核才入账。"),
)
def ask_deposit_closing(request: Request, contract_id: RowId, body: DepositClosingIn) -> object:
    draft = ClosingDraft(contract_id=contract_id, **body.model_dump())
    made = actions.ask_closing(**actor_and_now(request), draft=draft)
    return shape(queries.closing(request.auth, made))


@write(
    router,
    "POST /deposit-closings/{closing_id}/answer",
    answer=DepositClosingOut,
    needs="deposits.answer",
    summary=gettext_noop("复核退定金"),
    description=gettext_noop("提出的人不能自己复核；同意就入账。"),
)
def answer_deposit_closing(request: Request, closing_id: RowId, body: DepositAnswerIn) -> object:
    actions.answer_closing(**actor_and_now(request), closing_id=closing_id, **body.model_dump())
    return shape(queries.closing(request.auth, closing_id))
