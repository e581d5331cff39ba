"""Who has how many of whose against which deposit, and crates that move."""

from datetime import date
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, Id, ShortNote, SomeCount
from lilian.api.operation import read, write
from lilian.api.operations.named import crate_id, only
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.crates import actions, queries
from lilian.crates.values import Holder, MoveDraft, MoveKind
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.crates.models import Balance, Move

router = Router()
KINDS = gettext_noop("buy 购入，hand_out 领出，take_back 交回，lose 丢失，scrap 报损")


class HeldOut(Schema):
    crate: str = Field(description=gettext_noop("周转箱编号"))
    owner_id: int = Field(description=gettext_noop("箱主的记录编号"))
    organisation_id: int = Field(description=gettext_noop("在哪个单位手里，记录编号"))
    household: str | None = Field(description=gettext_noop("在它的哪户农户手里，农户编号；在单位自己手里时为空"))
    count: int = Field(description=gettext_noop("几只"))
    deposit_fen: int = Field(description=gettext_noop("押着的押金，分"))


class CrateMoveIn(Asked):
    kind: MoveKind = Field(description=KINDS)
    crate: Code = Field(description=gettext_noop("周转箱编号"), examples=["K1"])
    count: SomeCount = Field(description=gettext_noop("几只"), examples=[40])
    day: Day = Field(description=gettext_noop("哪一天"))
    organisation_id: Id | None = Field(None, description=gettext_noop("谁领、谁交：单位的记录编号；购入和报损不写"))
    household_id: Id | None = Field(None, description=gettext_noop("它的哪户农户，记录编号；单位自己领就不写"))
    note: ShortNote = Field("", description=gettext_noop("备注；丢失和报损要写明情况"))


class CrateMoveOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    kind: MoveKind = Field(description=KINDS)
    crate: str = Field(description=gettext_noop("周转箱编号"))
    organisation_id: int = Field(description=gettext_noop("谁领、谁交：单位的记录编号"))
    household: str | None = Field(description=gettext_noop("它的哪户农户，农户编号；单位自己时为空"))
    count: int = Field(description=gettext_noop("几只"))
    deposit_fen: int = Field(description=gettext_noop("押金变了多少，分；退的是负数"))
    day: date = Field(description=gettext_noop("哪一天"))
    note: str = Field(description=gettext_noop("备注"))


def held_shape(row: "Balance") -> HeldOut:
    return HeldOut(
        crate=row.crate.code,
        owner_id=row.crate.owner_id,
        organisation_id=row.organisation_id,
        household=row.household.code if row.household else None,
        count=row.count,
        deposit_fen=row.deposit_fen,
    )


def move_shape(row: "Move") -> CrateMoveOut:
    return CrateMoveOut(
        id=row.pk,
        kind=MoveKind(row.kind),
        crate=row.crate.code,
        organisation_id=row.organisation_id,
        household=row.household.code if row.household else None,
        count=row.count,
        deposit_fen=row.deposit_fen,
        day=row.day,
        note=row.note,
    )


@read(
    router,
    "/crate-balances",
    answer=Page[HeldOut],
    needs="crates.see",
    summary=gettext_noop("谁领着几只周转箱"),
    description=gettext_noop("还在农户和别的单位手里的；农户只看得到自己的。"),
)
def list_crate_balances(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.held(request.auth), asked, held_shape)


@read(
    router,
    "/crate-moves",
    answer=Page[CrateMoveOut],
    needs="crates.see",
    summary=gettext_noop("周转箱的进出"),
    description=gettext_noop("购入、领出、交回、丢失、报损，新的在前。"),
)
def list_crate_moves(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.moves(request.auth), asked, move_shape)


@write(
    router,
    "POST /crate-moves",
    answer=CrateMoveOut,
    status=201,
    needs="crates.move",
    summary=gettext_noop("记一笔周转箱进出"),
    description=gettext_noop("谁领走或交回几只；押金按今天的标准收，按交回的只数退。手里没有那么多的会被拒绝。"),
)
def move_crates(request: Request, body: CrateMoveIn) -> object:
    holder = Holder(body.organisation_id, body.household_id) if body.organisation_id is not None else None
    draft = MoveDraft(body.kind, crate_id(request, body.crate), body.count, body.day, holder, body.note)
    made = actions.move(**actor_and_now(request), draft=draft, client_key=request.client_key)
    return move_shape(only(queries.moves(request.auth).filter(pk=made)))
