"""Postings: read, made, taken back."""

from datetime import date, datetime
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import MOST_FEN, Day, Id, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.ledger import actions, queries
from lilian.ledger.values import Line, PostingDraft, PostingKind

router = Router()
MOST_LINES = 1_000
About = Annotated[str, Field(strict=True, max_length=80, pattern=r"^([A-Za-z_]+\.[A-Za-z]+:[0-9]{1,19})?$")]
SignedFen = Annotated[int, Field(strict=True, ge=-MOST_FEN, le=MOST_FEN)]


class LineIn(Asked):
    account_id: Id = Field(description=gettext_noop("账户的记录编号"))
    amount_fen: SignedFen = Field(description=gettext_noop("多少分：借方为正，贷方为负"), examples=[50_000])


class PostingIn(Asked):
    book_id: Id = Field(description=gettext_noop("账本的记录编号"))
    day: Day = Field(description=gettext_noop("哪一天"))
    lines: list[LineIn] = Field(
        min_length=2, max_length=MOST_LINES, description=gettext_noop("每一边；加起来是 0，账户都在这本账里")
    )
    about: About = Field("", description=gettext_noop("从哪里来，如 receiving.Slip:12"))
    note: ShortNote = Field("", description=gettext_noop("摘要"))


class LineOut(Schema):
    account_id: int = Field(description=gettext_noop("账户的记录编号"))
    amount_fen: int = Field(description=gettext_noop("多少分：借方为正，贷方为负"))


class PostingOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    book_id: int = Field(description=gettext_noop("账本的记录编号"))
    kind: PostingKind = Field(description=gettext_noop("post 记账，reverse 冲销"))
    day: date = Field(description=gettext_noop("哪一天"))
    at: datetime = Field(description=gettext_noop("记下的时间"))
    about: str = Field(description=gettext_noop("从哪里来，如 receiving.Slip:12"))
    note: str = Field(description=gettext_noop("摘要"))
    reverses_id: int | None = Field(description=gettext_noop("冲销的是哪张凭证；不是冲销时为空"))
    lines: list[LineOut] = Field(description=gettext_noop("看得到的每一边"))


class PostingAsk(Window):
    book_id: RowId | None = Field(None, description=gettext_noop("只要这本账的"))
    about: About = Field("", description=gettext_noop("只要从这里来的，如 receiving.Slip:12"))


def shape(row: Any, lines: Any = None) -> PostingOut:
    lines = row.lines.all() if lines is None else lines
    return PostingOut(
        id=row.pk,
        book_id=row.book_id,
        kind=PostingKind(row.kind),
        day=row.day,
        at=row.at,
        about=row.about,
        note=row.note,
        reverses_id=row.reverses_id,
        lines=[LineOut(account_id=line.account_id, amount_fen=line.amount_fen) for line in lines],
    )


def one(request: Request, posting_id: int) -> PostingOut:
    return shape(queries.posting(request.auth, posting_id), queries.lines(request.auth, posting_id))


@read(
    router,
    "/postings",
    answer=Page[PostingOut],
    needs="ledger.see_books",
    summary=gettext_noop("凭证列表"),
    description=gettext_noop("看得到的账本的凭证，新的在前。"),
)
def list_postings(request: Request, asked: Query[PostingAsk]) -> object:
    found = queries.postings(request.auth, book_id=asked.book_id, about=asked.about)
    return page_of(found, asked, shape)


@read(
    router,
    "/postings/{posting_id}",
    answer=PostingOut,
    needs="ledger.see",
    summary=gettext_noop("一张凭证"),
    description=gettext_noop("农户只看得到自己名下的那一边。"),
)
def get_posting(request: Request, posting_id: RowId) -> object:
    return one(request, posting_id)


@write(
    router,
    "POST /postings",
    answer=PostingOut,
    status=201,
    needs="ledger.post",
    summary=gettext_noop("记一笔账"),
    description=gettext_noop("两边相等才能记；超过额度、结过账的日子会被拒绝，什么都不记。"),
)
def post(request: Request, body: PostingIn) -> object:
    lines = tuple(Line(line.account_id, line.amount_fen) for line in body.lines)
    draft = PostingDraft(body.book_id, body.day, request.client_key, lines, body.about, body.note)
    return one(request, actions.post(**actor_and_now(request), draft=draft))


@write(
    router,
    "POST /postings/{posting_id}/reverse",
    answer=PostingOut,
    status=201,
    needs="ledger.reverse",
    summary=gettext_noop("冲销一张凭证"),
    description=gettext_noop("今天记一笔相反的，原来的留着；冲销过的和冲销本身不能再冲。"),
)
def reverse_posting(request: Request, posting_id: RowId, body: Why) -> object:
    said = actor_and_now(request)
    made = actions.reverse(
        **said,
        posting_id=posting_id,
        reason=body.reason,
        client_key=request.client_key,
        day=timezone.localdate(said["now"]),
    )
    return one(request, made)
