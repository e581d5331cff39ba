"""Runs: drafted, looked at, approved by two or sent back; and what cannot be settled yet."""

from datetime import date, datetime
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import MOST_FEN, Day, GradeCode, Id, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.settlement import actions, queries
from lilian.settlement.values import (
    RunDraft,
    RunKind,
    RunState,
    SharedDraft,
    SharedKind,
    ShareRule,
    Sold,
    Waiting,
    Waits,
)

router = Router()
SomeSum = Annotated[int, Field(strict=True, ge=1, le=MOST_FEN)]
KINDS = gettext_noop("delivery 交果结算，share 二次分配")
SHARED_KINDS = gettext_noop("freight 运费，storage 冷藏费，sorting 分选费，top_up 季末补差，surplus 盈余返还")
SHARE_RULES = gettext_noop("weight 按斤两，value 按金额，even 每户一样")


class SharedSumIn(Asked):
    kind: SharedKind = Field(description=SHARED_KINDS)
    rule: ShareRule = Field(description=SHARE_RULES)
    total_fen: SomeSum = Field(description=gettext_noop("一共多少分"))
    grade: GradeCode = Field("", description=gettext_noop("只分给这个等级的；不写就是全部"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class SoldIn(Asked):
    grade: GradeCode = Field(description=gettext_noop("等级的编号；空是未分级"))
    fen: SomeSum = Field(description=gettext_noop("卖得多少分"))


class SettlementRunIn(Asked):
    organisation_id: Id = Field(description=gettext_noop("谁结算，单位的记录编号"))
    kind: RunKind = Field(RunKind.DELIVERY, description=KINDS)
    since: Day = Field(description=gettext_noop("从哪天"))
    until: Day = Field(description=gettext_noop("到哪天，含这天"))
    shared: list[SharedSumIn] = Field([], max_length=20, description=gettext_noop("大家分摊或分得的"))
    sold: list[SoldIn] = Field(
        [], max_length=20, description=gettext_noop("各等级卖得多少；比已付多的按斤两补，只用于二次分配")
    )
    closes_season: bool = Field(False, description=gettext_noop("本季最后一次：没还完的转成欠款分期还"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class SharedSumOut(Schema):
    kind: SharedKind = Field(description=SHARED_KINDS)
    rule: ShareRule = Field(description=SHARE_RULES)
    total_fen: int = Field(description=gettext_noop("一共多少分"))
    grade: str = Field(description=gettext_noop("只分给这个等级的；- 是未分级的；空就是全部"))
    note: str = Field(description=gettext_noop("备注"))
    sold_fen: int | None = Field(description=gettext_noop("照填的，这个等级卖得多少分；不是按卖得的补就没有"))
    paid_fen: int | None = Field(description=gettext_noop("这些果以前已经付给农户多少分，连同以前补的"))


class BookRevenueOut(Schema):
    since: date = Field(description=gettext_noop("从哪天"))
    until: date = Field(description=gettext_noop("到哪天，含这天"))
    fen: int = Field(description=gettext_noop("账上记的销售收入多少分，不分品种和等级，冲销的已经减去"))


class ApprovalOut(Schema):
    agreed: bool = Field(description=gettext_noop("同意，还是退回"))
    note: str = Field(description=gettext_noop("退回的原因"))
    at: datetime = Field(description=gettext_noop("记下的时间"))
    given_by: str = Field(description=gettext_noop("谁批的"))


class SettlementRunOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    organisation_id: int = Field(description=gettext_noop("谁结算，单位的记录编号"))
    kind: RunKind = Field(description=KINDS)
    state: RunState = Field(description=gettext_noop("draft 待审批，half 一人已批，posted 已入账，dropped 已退回"))
    since: date = Field(description=gettext_noop("从哪天"))
    until: date = Field(description=gettext_noop("到哪天，含这天"))
    day: date = Field(description=gettext_noop("结算日"))
    closes_season: bool = Field(description=gettext_noop("是不是本季最后一次"))
    households: int = Field(description=gettext_noop("几户"))
    waiting: int = Field(description=gettext_noop("编的时候还有几张单不能结"))
    gross_fen: int = Field(description=gettext_noop("应付多少分"))
    net_fen: int = Field(description=gettext_noop("实付多少分"))
    note: str = Field(description=gettext_noop("备注"))


class SettlementRunWhole(SettlementRunOut):
    shared: list[SharedSumOut] = Field(description=gettext_noop("大家分摊或分得的"))
    revenue: BookRevenueOut | None = Field(
        description=gettext_noop(
            "拿来核对卖得多少：从交果第一天到编这一批那天；没有按卖得的补，或者您不能看账本，就没有"
        )
    )
    approvals: list[ApprovalOut] = Field(description=gettext_noop("谁批了"))


class SettlementRunAsk(Window):
    organisation_id: RowId | None = Field(None, description=gettext_noop("只要这个单位的"))


class WaitingSlipOut(Schema):
    slip_id: int = Field(description=gettext_noop("收果单的记录编号"))
    number: str = Field(description=gettext_noop("收果单的单号"))
    day: date = Field(description=gettext_noop("哪一天"))
    household_id: int = Field(description=gettext_noop("农户的记录编号"))
    net_g: int = Field(description=gettext_noop("净重多少克"))
    why: Waiting = Field(
        description=gettext_noop(
            "no_price 没定价，ungraded 等分级，no_grade_price 等级没有价，over 超出合同不收，unquoted 超出合同没行情"
        )
    )


class WaitingAsk(Window):
    organisation_id: RowId = Field(description=gettext_noop("哪个单位的收购点"))


def run_shape(row: Any) -> SettlementRunOut:
    """`row`: as `queries.runs` gives it."""
    return SettlementRunOut(**run_facts(row))


def run_facts(row: Any) -> dict[str, Any]:
    same = ("organisation_id", "since", "until", "day", "closes_season", "households", "gross_fen", "net_fen", "note")
    return {name: getattr(row, name) for name in same} | {
        "id": row.pk,
        "kind": RunKind(row.kind),
        "state": queries.state_of(row),
        "waiting": row.unpriced,
    }


def whole(request: Request, run_id: int) -> SettlementRunWhole:
    row = queries.run(request.auth, run_id)
    told = queries.proceeds(request.auth, row)
    revenue = BookRevenueOut.model_validate(vars(told.revenue)) if told and told.revenue else None
    return SettlementRunWhole(
        **run_facts(row),
        shared=[SharedSumOut.model_validate(one, from_attributes=True) for one in row.shared.all()],
        revenue=revenue,
        approvals=[ApprovalOut.model_validate(one, from_attributes=True) for one in row.approvals.all()],
    )


@read(
    router,
    "/settlement-runs",
    answer=Page[SettlementRunOut],
    needs="settlement.see_runs",
    summary=gettext_noop("结算批次"),
    description=gettext_noop("看得到的，新的在前。"),
)
def list_settlement_runs(request: Request, asked: Query[SettlementRunAsk]) -> object:
    return page_of(queries.runs(request.auth, organisation_id=asked.organisation_id), asked, run_shape)


@read(
    router,
    "/settlement-runs/{run_id}",
    answer=SettlementRunWhole,
    needs="settlement.see_runs",
    summary=gettext_noop("一批结算"),
    description=gettext_noop("连同分摊的和谁批了。"),
)
def get_settlement_run(request: Request, run_id: RowId) -> object:
    return whole(request, run_id)


@write(
    router,
    "POST /settlement-runs",
    answer=SettlementRunWhole,
    status=201,
    needs="settlement.draft",
    summary=gettext_noop("编一批结算"),
    description=gettext_noop("把这几天交的果算清；两个人审批以后才入账。结算过的不会再结。"),
)
def draft_settlement_run(request: Request, body: SettlementRunIn) -> object:
    said = actor_and_now(request)
    shared = tuple(SharedDraft(one.kind, one.rule, one.total_fen, one.grade, one.note) for one in body.shared)
    sold = tuple(Sold(one.grade, one.fen) for one in body.sold)
    plain = body.model_dump(exclude={"shared", "sold"})
    draft = RunDraft(**plain, day=timezone.localdate(said["now"]), shared=shared, sold=sold)
    made = actions.draft_run(**said, draft=draft, client_key=request.client_key)
    return whole(request, made)


@write(
    router,
    "POST /settlement-runs/{run_id}/approve",
    answer=SettlementRunWhole,
    needs="settlement.approve",
    summary=gettext_noop("审批一批结算"),
    description=gettext_noop("编的人不能批；第二个人批了就入账，单子或账变了就不入。"),
)
def approve_settlement_run(request: Request, run_id: RowId) -> object:
    actions.approve(**actor_and_now(request), run_id=run_id)
    return whole(request, run_id)


@write(
    router,
    "POST /settlement-runs/{run_id}/send-back",
    answer=SettlementRunWhole,
    needs="settlement.approve",
    summary=gettext_noop("退回一批结算"),
    description=gettext_noop("不再入账；单子可以重新结算。"),
)
def send_settlement_run_back(request: Request, run_id: RowId, body: Why) -> object:
    actions.send_back(**actor_and_now(request), run_id=run_id, reason=body.reason)
    return whole(request, run_id)


@read(
    router,
    "/settlement-waiting",
    answer=Page[WaitingSlipOut],
    needs="settlement.see_runs",
    summary=gettext_noop("还不能结算的果"),
    description=gettext_noop("收下了、还没有价的单子，和它在等什么。"),
)
def list_waiting(request: Request, asked: Query[WaitingAsk]) -> object:
    return page_of(queries.waiting(request.auth, asked.organisation_id), asked, waiting_shape)


def waiting_shape(one: Waits) -> WaitingSlipOut:
    return WaitingSlipOut.model_validate(vars(one))
