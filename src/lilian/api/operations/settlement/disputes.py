"""Somebody says a line is wrong; it is answered."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import MOST_FEN, Number, Reason, RowId
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.settlement import actions, queries

router = Router()


class DisputeIn(Asked):
    words: Reason = Field(description=gettext_noop("哪里不对"))
    about: Number = Field("", description=gettext_noop("关于哪一行，如 receiving.Slip:12"))


class DisputeAnswerIn(Asked):
    more_fen: Annotated[int, Field(strict=True, ge=-MOST_FEN, le=MOST_FEN)] = Field(
        description=gettext_noop("补给农户多少分；从农户扣回为负；没有错是 0")
    )
    words: Reason = Field(description=gettext_noop("怎么答复"))


class DisputeOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    statement_id: int = Field(description=gettext_noop("哪张结算单"))
    about: str = Field(description=gettext_noop("关于哪一行，如 receiving.Slip:12"))
    words: str = Field(description=gettext_noop("哪里不对"))
    at: datetime = Field(description=gettext_noop("记下的时间"))
    answer: str | None = Field(description=gettext_noop("怎么答复；还没答复为空"))
    more_fen: int | None = Field(description=gettext_noop("补了多少分；还没答复为空"))
    posting_id: int | None = Field(description=gettext_noop("更正的凭证；没有更正为空"))


class DisputeAsk(Window):
    open_only: bool = Field(False, description=gettext_noop("只要等答复的"))


def dispute_shape(row: Any) -> DisputeOut:
    answer = getattr(row, "answer", None)
    return DisputeOut(
        id=row.pk,
        statement_id=row.statement_id,
        about=row.about,
        words=row.words,
        at=row.at,
        answer=answer.words if answer else None,
        more_fen=answer.more_fen if answer else None,
        posting_id=answer.posting_id if answer else None,
    )


@read(
    router,
    "/settlement-disputes",
    answer=Page[DisputeOut],
    needs="settlement.see",
    summary=gettext_noop("结算异议"),
    description=gettext_noop("看得到的，新的在前。"),
)
def list_settlement_disputes(request: Request, asked: Query[DisputeAsk]) -> object:
    return page_of(queries.disputes(request.auth, open_only=asked.open_only), asked, dispute_shape)


@write(
    router,
    "POST /settlement-statements/{statement_id}/disputes",
    answer=DisputeOut,
    status=201,
    needs="settlement.dispute",
    summary=gettext_noop("对结算单提异议"),
    description=gettext_noop("入了账的才能提；由合作社答复。"),
)
def raise_settlement_dispute(request: Request, statement_id: RowId, body: DisputeIn) -> object:
    made = actions.raise_dispute(**actor_and_now(request), statement_id=statement_id, **body.model_dump())
    return dispute_shape(queries.dispute(request.auth, made))


@write(
    router,
    "POST /settlement-disputes/{dispute_id}/answer",
    answer=DisputeOut,
    needs="settlement.answer",
    summary=gettext_noop("答复异议"),
    description=gettext_noop("答复一次；错了的另记一笔更正，跟下一批一起付。"),
)
def answer_settlement_dispute(request: Request, dispute_id: RowId, body: DisputeAnswerIn) -> object:
    actions.answer_dispute(**actor_and_now(request), dispute_id=dispute_id, **body.model_dump())
    return dispute_shape(queries.dispute(request.auth, dispute_id))
