"""Kinds of crates: added, changed, and how many are where."""

from typing import Annotated, Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Id, Line
from lilian.api.operation import read, write
from lilian.api.operations.named import crate_id, only
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.crates import actions, queries
from lilian.crates.values import CrateDraft
from lilian.kernel.marks import gettext_noop

router = Router()
TareGrams = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
DepositFen = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]


class CrateOut(Schema):
    code: str = Field(description=gettext_noop("周转箱编号"), examples=["K1"])
    name: str = Field(description=gettext_noop("周转箱名称"))
    owner_id: int = Field(description=gettext_noop("箱主的记录编号"))
    tare_g: int = Field(description=gettext_noop("一只空箱多重，克"))
    deposit_fen: int = Field(description=gettext_noop("一只的押金，分"))
    in_yard: int = Field(description=gettext_noop("箱主手里几只"))
    out: int = Field(description=gettext_noop("领出去几只"))
    standing_fen: int = Field(description=gettext_noop("押着的押金，分"))


class CrateIn(Asked):
    code: Code = Field(description=gettext_noop("周转箱编号"), examples=["K1"])
    name: Line = Field(description=gettext_noop("周转箱名称"), examples=["塑料周转箱 25 公斤"])
    owner_id: Id = Field(description=gettext_noop("箱主的记录编号"))
    tare_g: TareGrams = Field(description=gettext_noop("一只空箱多重，克"), examples=[1_500])
    deposit_fen: DepositFen = Field(description=gettext_noop("一只的押金，分"), examples=[2_000])


class CrateChangeIn(Asked):
    name: Line = Field(description=gettext_noop("周转箱名称"), examples=["塑料周转箱 25 公斤"])
    deposit_fen: DepositFen = Field(description=gettext_noop("一只的押金，分"), examples=[2_000])


def crate_shape(row: Any) -> CrateOut:
    """`row`: a kind of crate with its sums, as `queries.crates` gives it."""
    return CrateOut(
        code=row.code,
        name=row.name,
        owner_id=row.owner_id,
        tare_g=row.tare_g,
        deposit_fen=row.deposit_fen,
        in_yard=row.in_yard,
        out=row.out,
        standing_fen=row.standing_fen,
    )


@read(
    router,
    "/crates",
    answer=Page[CrateOut],
    needs="crates.see",
    summary=gettext_noop("周转箱列表"),
    description=gettext_noop("看得到的每种周转箱：在箱主手里几只、领出去几只、押着多少押金，按编号排列。"),
)
def list_crates(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.crates(request.auth), asked, crate_shape)


@write(
    router,
    "POST /crates",
    answer=CrateOut,
    status=201,
    needs="crates.add",
    summary=gettext_noop("登记一种周转箱"),
    description=gettext_noop("谁的箱、空箱多重、一只押金多少；登记以后记“购入”才有箱。"),
)
def add_crate(request: Request, body: CrateIn) -> object:
    made = actions.add_crate(**actor_and_now(request), draft=CrateDraft(**body.model_dump()))
    return crate_shape(only(queries.crates(request.auth).filter(pk=made)))


@write(
    router,
    "POST /crates/{code}/change",
    answer=CrateOut,
    needs="crates.add",
    summary=gettext_noop("改一种周转箱的名称或押金"),
    description=gettext_noop("以后领的按新押金收，以前收的不变。"),
)
def change_crate(request: Request, code: Code, body: CrateChangeIn) -> object:
    wanted = crate_id(request, code)
    actions.change_crate(**actor_and_now(request), crate_id=wanted, **body.model_dump())
    return crate_shape(queries.crate(request.auth, wanted))
