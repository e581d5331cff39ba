"""Runs: opened, listed, read, ended."""

from typing import Annotated

from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import LINE, Code, Grade, Grams, Id, Moment, RowId, ShortNote, SomeGrams
from lilian.api.operation import read, write
from lilian.api.operations.named import goods_lot_id
from lilian.api.operations.sorting.shapes import (
    PackoutOut,
    RunOut,
    RunWhole,
    card_shape,
    grower_shape,
    whole,
)
from lilian.api.shapes import Asked, Page, Why, Window, page_made, shaped
from lilian.kernel.marks import gettext_noop
from lilian.sorting import actions, queries
from lilian.sorting.values import InputDraft, RunDraft, RunState

router = Router()
Tank = Annotated[int, Field(strict=True, ge=1, le=99)]
Mark = Annotated[str, StringConstraints(strict=True, max_length=40, pattern=LINE)]


class InputIn(Asked):
    lot: Code = Field(description=gettext_noop("果品批次代码"))
    location_id: Id = Field(description=gettext_noop("存放处的记录编号"))
    weight_g: SomeGrams = Field(description=gettext_noop("投料，克"), examples=[6_000_000])
    mark: Mark = Field("", description=gettext_noop("机器给这一批的记号；没有时为空"), examples=["A"])


class RunIn(Asked):
    line_id: Id = Field(description=gettext_noop("分选线的存放处记录编号"))
    inputs: list[InputIn] = Field(min_length=1, max_length=200, description=gettext_noop("投进去的批次"))
    cleaned_at: Moment = Field(description=gettext_noop("上次清池的时刻，带时区"))
    tank: Tank = Field(1, description=gettext_noop("几号池"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class RunAsk(Window):
    line_id: RowId | None = Field(None, description=gettext_noop("只要这条分选线的"))
    open_only: bool = Field(False, description=gettext_noop("只要正在分选的"))


class CloseIn(Asked):
    weighed_g: dict[Grade, Grams] = Field(
        {},
        max_length=50,
        description=gettext_noop("过磅称过的等级各多少，克；没有称的按机器称的"),
        examples=[{"first": 52_000_000}],
    )
    note: ShortNote = Field("", description=gettext_noop("备注"))


class ProfileOut(Schema):
    code: str = Field(description=gettext_noop("映射方案代码"), examples=["grader-csv-en"])
    name: str = Field(description=gettext_noop("映射方案名称"))
    note: str = Field(description=gettext_noop("备注"))
    grades: dict[str, str] = Field(description=gettext_noop("机器等级换成哪个等级代码；空是剔除"))
    defects: dict[str, str | None] = Field(description=gettext_noop("机器的缺陷代码换成哪种缺陷；null 是没有缺陷"))


@read(
    router,
    "/sorting/profiles",
    answer=list[ProfileOut],
    needs="sorting.see",
    summary=gettext_noop("映射方案"),
    description=gettext_noop("各种机器的文件怎么读、它的等级和缺陷代码换成什么。"),
)
def list_line_profiles(request: Request) -> object:
    return [
        {
            "code": one.code,
            "name": one.name,
            "note": one.note,
            "grades": one.mapping.grades,
            "defects": one.mapping.defects,
        }
        for one, _ in queries.profiles_with_newest(request.auth)
    ]


@read(
    router,
    "/sorting/runs",
    answer=Page[RunOut],
    needs="sorting.see",
    summary=gettext_noop("分选列表"),
    description=gettext_noop("看得到的分选线上的分选，新的在前；果农只看得到有自己果的。"),
)
def list_runs(request: Request, asked: Query[RunAsk]) -> object:
    found = queries.runs(request.auth)
    if asked.line_id is not None:
        found = found.filter(location=asked.line_id)
    if asked.open_only:
        found = found.filter(closing__isnull=True)
    return page_made(found, asked, lambda part: shaped(queries.cards(part), card_shape))


@read(
    router,
    "/sorting/runs/{run_id}",
    answer=RunWhole,
    needs="sorting.see",
    summary=gettext_noop("一次分选"),
    description=gettext_noop("投了什么、机器数出什么、各等级多少；结束以后还有入账的重量和新批次。"),
)
def get_run(request: Request, run_id: RowId) -> object:
    return whole(request, run_id)


@read(
    router,
    "/sorting/runs/{run_id}/packout",
    answer=PackoutOut,
    needs="sorting.see",
    summary=gettext_noop("一次分选里谁的果出了什么"),
    description=gettext_noop("已结束的分选按户分到各等级，每个等级加起来一克不差；没有结束的是空的。"),
)
def get_run_packout(request: Request, run_id: RowId) -> object:
    card = queries.card(request.auth, run_id)
    if card.state is not RunState.CLOSED:
        return {"measured": False, "growers": []}
    lines, measured = queries.by_grower(run_id)
    return {"measured": measured, "growers": shaped(queries.own_lines(request.auth, run_id, lines), grower_shape)}


@write(
    router,
    "POST /sorting/runs",
    answer=RunWhole,
    status=201,
    needs="sorting.run",
    summary=gettext_noop("开一次分选"),
    description=gettext_noop("写明哪条线、哪个池、投哪几批各多少；果到结束时才入账。一个池两次清池之间只有一次分选。"),
)
def open_run(request: Request, body: RunIn) -> object:
    inputs = tuple(
        InputDraft(goods_lot_id(request, one.lot), one.location_id, one.weight_g, one.mark) for one in body.inputs
    )
    draft = RunDraft(body.line_id, inputs, body.cleaned_at, body.tank, body.note)
    return whole(request, actions.open_run(**actor_and_now(request), draft=draft, client_key=request.client_key))


@write(
    router,
    "POST /sorting/runs/{run_id}/close",
    answer=RunWhole,
    needs="sorting.run",
    summary=gettext_noop("结束一次分选"),
    description=gettext_noop("各等级入账，差的是损耗。称过的等级按磅，没有称的按机器。有改等级没人答复的不能结束。"),
)
def close_run(request: Request, run_id: RowId, body: CloseIn) -> object:
    actions.close_run(
        **actor_and_now(request),
        run_id=run_id,
        weighed_g=body.weighed_g,
        client_key=request.client_key,
        note=body.note,
    )
    return whole(request, run_id)


@write(
    router,
    "POST /sorting/runs/{run_id}/break-off",
    answer=RunWhole,
    needs="sorting.run",
    summary=gettext_noop("作废一次分选"),
    description=gettext_noop("开错了的分选不入账，果还在原处。"),
)
def break_off_run(request: Request, run_id: RowId, body: Why) -> object:
    actions.break_off(**actor_and_now(request), run_id=run_id, reason=body.reason, client_key=request.client_key)
    return whole(request, run_id)
