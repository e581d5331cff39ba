"""Money put aside: listed, made, posted, let go."""

from datetime import datetime
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import MOST_FEN, Id, Line, Moment, RowId
from lilian.api.operation import read, write
from lilian.api.operations.ledger.postings import PostingOut, one
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.ledger import actions, queries
from lilian.ledger.values import HoldDraft, HoldEnding

router = Router()
SomeFen = Annotated[int, Field(strict=True, ge=1, le=MOST_FEN)]


class HoldIn(Asked):
    debit_id: Id = Field(description=gettext_noop("以后记在借方的账户，记录编号"))
    credit_id: Id = Field(description=gettext_noop("以后记在贷方的账户，记录编号"))
    amount_fen: SomeFen = Field(description=gettext_noop("预留多少，分"))
    note: Line = Field(description=gettext_noop("为什么"), examples=["定金"])
    until: Moment | None = Field(None, description=gettext_noop("到什么时候自己放开，带时区；不写就等人入账或取消"))


class PostHeldIn(Asked):
    amount_fen: SomeFen | None = Field(None, description=gettext_noop("入账多少，分；不写就是全部，余下的放开"))


class HoldOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    debit_id: int = Field(description=gettext_noop("以后记在借方的账户，记录编号"))
    credit_id: int = Field(description=gettext_noop("以后记在贷方的账户，记录编号"))
    amount_fen: int = Field(description=gettext_noop("预留多少，分"))
    note: str = Field(description=gettext_noop("为什么"))
    about: str = Field(description=gettext_noop("从哪里来，如 receiving.Slip:12"))
    until: datetime | None = Field(description=gettext_noop("到什么时候自己放开；等人入账或取消时为空"))
    ending: HoldEnding | None = Field(
        description=gettext_noop("posted 已入账，voided 已取消，expired 已过期；还在时为空")
    )
    posting_id: int | None = Field(description=gettext_noop("入账的凭证；没有入账时为空"))


class HoldAsk(Window):
    account_id: RowId | None = Field(None, description=gettext_noop("只要这个账户的"))
    ended: bool = Field(False, description=gettext_noop("要已经结束的，不要还在的"))


def shape(row: Any) -> HoldOut:
    end = getattr(row, "end", None)
    return HoldOut(
        id=row.pk,
        debit_id=row.debit_id,
        credit_id=row.credit_id,
        amount_fen=row.amount_fen,
        note=row.note,
        about=row.about,
        until=row.until,
        ending=HoldEnding(end.ending) if end else None,
        posting_id=end.posting_id if end else None,
    )


@read(
    router,
    "/holds",
    answer=Page[HoldOut],
    needs="ledger.see",
    summary=gettext_noop("预留的钱"),
    description=gettext_noop("看得到的账户上预留的，新的在前。预留的算已经用掉。"),
)
def list_holds(request: Request, asked: Query[HoldAsk]) -> object:
    return page_of(queries.holds(request.auth, asked.account_id, ended=asked.ended), asked, shape)


@write(
    router,
    "POST /holds",
    answer=HoldOut,
    status=201,
    needs="ledger.hold",
    summary=gettext_noop("预留一笔钱"),
    description=gettext_noop("先占住，以后入账或取消；两个账户在同一本账里，额度不够会被拒绝。"),
)
def hold(request: Request, body: HoldIn) -> object:
    draft = HoldDraft(body.debit_id, body.credit_id, body.amount_fen, body.note, until=body.until)
    made = actions.hold(**actor_and_now(request), draft=draft, client_key=request.client_key)
    return shape(queries.hold(request.auth, made))


@write(
    router,
    "POST /holds/{hold_id}/post",
    answer=PostingOut,
    status=201,
    needs="ledger.post",
    summary=gettext_noop("把预留的钱入账"),
    description=gettext_noop("全部或一部分，记在今天；余下的放开。结束了的不能再入账。"),
)
def post_held(request: Request, hold_id: RowId, body: PostHeldIn) -> object:
    said = actor_and_now(request)
    made = actions.post_held(
        **said,
        hold_id=hold_id,
        day=timezone.localdate(said["now"]),
        client_key=request.client_key,
        amount_fen=body.amount_fen,
    )
    return one(request, made)


@write(
    router,
    "POST /holds/{hold_id}/void",
    answer=HoldOut,
    needs="ledger.hold",
    summary=gettext_noop("取消一笔预留"),
    description=gettext_noop("放开占住的钱；结束了的不能再取消。"),
)
def void_hold(request: Request, hold_id: RowId) -> object:
    actions.void(**actor_and_now(request), hold_id=hold_id)
    return shape(queries.hold(request.auth, hold_id))
