"""Numbered bins: which lot lies in which, from when until when."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import LINE, Code, Moment, RowId
from lilian.api.operation import read, write
from lilian.api.operations.named import crate_id, goods_lot_id, only
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.crates import actions, queries
from lilian.crates.values import Filled
from lilian.kernel.marks import gettext_noop

router = Router()
MOST_AT_ONCE = 500
BinCode = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40, pattern=LINE)]


class CrateBinOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    code: str = Field(description=gettext_noop("大箱的箱号"), examples=["D-0001"])
    crate: str = Field(description=gettext_noop("是哪种周转箱，编号"))
    owner_id: int = Field(description=gettext_noop("箱主的记录编号"))
    lot: str | None = Field(description=gettext_noop("里面是哪一批，果品批次代码；空箱时为空"))


class FilledOut(Schema):
    lot: str = Field(description=gettext_noop("果品批次代码"))
    since: datetime = Field(description=gettext_noop("什么时候装的"))
    until: datetime | None = Field(description=gettext_noop("什么时候倒空的；还在里面时为空"))


class BinWhole(CrateBinOut):
    filled: list[FilledOut] = Field(description=gettext_noop("装过哪些批次，新的在前"))


class BinsIn(Asked):
    crate: Code = Field(description=gettext_noop("是哪种周转箱，编号"), examples=["K1"])
    codes: list[BinCode] = Field(
        min_length=1, max_length=MOST_AT_ONCE, description=gettext_noop("箱号，一次最多 500 个"), examples=[["D-0001"]]
    )


class BinsMade(Schema):
    made: int = Field(description=gettext_noop("登记了几只"))


class FillIn(Asked):
    lot: Code = Field(description=gettext_noop("果品批次代码"))
    since: Moment | None = Field(None, description=gettext_noop("什么时候装的，带时区；不写就是现在"))


class EmptyIn(Asked):
    at: Moment | None = Field(None, description=gettext_noop("什么时候倒空的，带时区；不写就是现在"))


class BinAsk(Window):
    code: BinCode | None = Field(None, description=gettext_noop("只要这个箱号的"))
    lot: Code | None = Field(None, description=gettext_noop("只要现在装着这一批的"))


def bin_shape(row: Any) -> CrateBinOut:
    """`row`: a bin with `lot_code`, as `queries.bins` gives it."""
    return CrateBinOut(id=row.pk, code=row.code, crate=row.crate.code, owner_id=row.crate.owner_id, lot=row.lot_code)


def filled_shape(one: Filled) -> FilledOut:
    return FilledOut(lot=one.lot, since=one.since, until=one.until)


def bin_now(request: Request, bin_id: int) -> BinWhole:
    """:raises NotFound: if there is none, or the caller may not see it"""
    found = bin_shape(only(queries.bins(request.auth).filter(pk=bin_id)))
    lay_in = [filled_shape(one) for one in queries.lots_of_bin(request.auth, bin_id)]
    return BinWhole(**dict(found), filled=lay_in)


@read(
    router,
    "/bins",
    answer=Page[CrateBinOut],
    needs="crates.see",
    summary=gettext_noop("大箱列表"),
    description=gettext_noop("看得到的每只有号的大箱，里面是哪一批，按箱号排列。"),
)
def list_bins(request: Request, asked: Query[BinAsk]) -> object:
    found = queries.bins(request.auth).order_by("code")
    if asked.code is not None:
        found = found.filter(code=asked.code)
    if asked.lot is not None:
        found = found.filter(fillings__lot__code=asked.lot, fillings__end__isnull=True)
    return page_of(found, asked, bin_shape)


@read(
    router,
    "/bins/{bin_id}",
    answer=BinWhole,
    needs="crates.see",
    summary=gettext_noop("一只大箱"),
    description=gettext_noop("里面是哪一批，以前从哪天到哪天装过哪些批次。"),
)
def get_bin(request: Request, bin_id: RowId) -> object:
    return bin_now(request, bin_id)


@write(
    router,
    "POST /bins",
    answer=BinsMade,
    status=201,
    needs="crates.add",
    summary=gettext_noop("登记一些大箱"),
    description=gettext_noop("给一种箱编上号；有一个号登记过就都不登记，说出是哪一个。"),
)
def add_bins(request: Request, body: BinsIn) -> object:
    kind = crate_id(request, body.crate)
    return BinsMade(made=actions.add_bins(**actor_and_now(request), crate_id=kind, codes=body.codes))


@write(
    router,
    "POST /bins/{bin_id}/fill",
    answer=BinWhole,
    needs="crates.move",
    summary=gettext_noop("一批果装进大箱"),
    description=gettext_noop("一只箱一次只装一批，倒空了才能再装。"),
)
def fill_bin(request: Request, bin_id: RowId, body: FillIn) -> object:
    said, lot_id = actor_and_now(request), goods_lot_id(request, body.lot)
    actions.fill(**said, bin_id=bin_id, lot_id=lot_id, since=body.since or said["now"])
    return bin_now(request, bin_id)


@write(
    router,
    "POST /bins/{bin_id}/empty",
    answer=BinWhole,
    needs="crates.move",
    summary=gettext_noop("大箱倒空了"),
    description=gettext_noop("倒空以后可以装别的批次；已经是空的不能再倒。"),
)
def empty_bin(request: Request, bin_id: RowId, body: EmptyIn) -> object:
    said = actor_and_now(request)
    actions.empty(**said, bin_id=bin_id, at=body.at or said["now"])
    return bin_now(request, bin_id)
