"""Through the season: milestones, deliveries against contract, what is still to buy, purchases refused."""

from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, GradeCode, Grams, Reason, RowId, ShortNote, SomeGrams
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of, shaped
from lilian.contracts import actions, queries
from lilian.contracts.values import Refused
from lilian.flows import deliveries
from lilian.kernel.marks import gettext_noop

router = Router()


class MilestoneOut(Schema):
    key: str = Field(description=gettext_noop("节点的编号"))
    name: str = Field(description=gettext_noop("节点的名称"))
    due_on: date = Field(description=gettext_noop("该在哪天"))
    done_on: date | None = Field(description=gettext_noop("哪天办的；没办为空"))
    estimate_g: int | None = Field(description=gettext_noop("估产多少克"))


class MilestoneIn(Asked):
    milestone: Code = Field(description=gettext_noop("节点的编号"))
    day: Day = Field(description=gettext_noop("哪天办的"))
    estimate_g: Grams | None = Field(None, description=gettext_noop("估产多少克；只有估产要写"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class StandingOut(Schema):
    contract_id: int = Field(description=gettext_noop("合同的记录编号"))
    number: str = Field(description=gettext_noop("合同编号"))
    promised_g: int = Field(description=gettext_noop("约定多少克"))
    delivered_g: int = Field(description=gettext_noop("交了多少克"))
    due_g: int = Field(description=gettext_noop("到这天该交多少克"))
    forecast_g: int = Field(description=gettext_noop("预计共有多少克"))
    behind_g: int = Field(description=gettext_noop("落后多少克"))
    elsewhere_g: int = Field(description=gettext_noop("没按这份合同交的多少克"))
    refused_g: int = Field(description=gettext_noop("复核拒收的多少克"))


class ExposureOut(Schema):
    variety_id: int = Field(description=gettext_noop("品种的记录编号"))
    grade: str = Field(description=gettext_noop("等级的编号"))
    outstanding_g: int = Field(description=gettext_noop("还要收多少克"))
    today_fen: int = Field(description=gettext_noop("按这天的价要多少分"))
    floor_fen: int = Field(description=gettext_noop("按保底价要多少分"))


class ContractSeasonOut(Schema):
    day: date = Field(description=gettext_noop("哪天"))
    standings: list[StandingOut] = Field(description=gettext_noop("每份生效的合同，落后多的在前"))
    exposures: list[ExposureOut] = Field(description=gettext_noop("每个等级还要收的"))


class SeasonAsk(Asked):
    day: Day | None = Field(None, description=gettext_noop("哪天；不写是今天"))


class PurchaseRefusalIn(Asked):
    grade: GradeCode = Field(description=gettext_noop("等级的编号"))
    weight_g: SomeGrams = Field(description=gettext_noop("多少克"))
    day: Day = Field(description=gettext_noop("哪天"))
    reason: Refused = Field(description=gettext_noop("为什么，只有这几种，如 residue、interval、spoilt"))
    note: Reason = Field(description=gettext_noop("情况，有检测单的写编号"))


class PurchaseRefusalOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    contract_id: int = Field(description=gettext_noop("合同的记录编号"))
    grade: str = Field(description=gettext_noop("等级的编号"))
    weight_g: int = Field(description=gettext_noop("多少克"))
    day: date = Field(description=gettext_noop("哪天"))
    reason: Refused = Field(description=gettext_noop("为什么"))
    is_upheld: bool | None = Field(description=gettext_noop("复核同意拒收没有；还没复核为空"))


class RefusalAnswerIn(Asked):
    is_upheld: bool = Field(description=gettext_noop("同意拒收"))
    note: ShortNote = Field("", description=gettext_noop("备注"))


class RefusalAsk(Window):
    open_only: bool = Field(False, description=gettext_noop("只要等复核的"))


def milestone_shape(state: queries.MilestoneState) -> MilestoneOut:
    return MilestoneOut.model_validate(vars(state))


def refusal_shape(row: Any) -> PurchaseRefusalOut:
    return PurchaseRefusalOut(
        id=row.pk,
        contract_id=row.contract_id,
        grade=row.grade,
        weight_g=row.weight_g,
        day=row.day,
        reason=Refused(row.reason),
        is_upheld=row.answer.is_upheld if hasattr(row, "answer") else None,
    )


def standing_shape(one: deliveries.Standing) -> StandingOut:
    return StandingOut(
        contract_id=one.terms.contract_id,
        number=one.terms.number,
        promised_g=one.whole.promised_g,
        delivered_g=one.whole.delivered_g,
        due_g=one.due_g,
        forecast_g=one.forecast_g,
        behind_g=one.behind_g,
        elsewhere_g=one.elsewhere_g,
        refused_g=one.refused_g,
    )


@read(
    router,
    "/contracts/{contract_id}/milestones",
    answer=list[MilestoneOut],
    needs="contracts.see",
    summary=gettext_noop("一份合同的服务节点"),
    description=gettext_noop("该在哪天、哪天办的；估产以最近一次为准。"),
)
def list_milestones(request: Request, contract_id: RowId) -> object:
    return shaped(queries.milestones(request.auth, contract_id), milestone_shape)


@write(
    router,
    "POST /contracts/{contract_id}/milestones",
    answer=list[MilestoneOut],
    status=201,
    needs="contracts.follow",
    summary=gettext_noop("记一个节点"),
    description=gettext_noop("办过一次就不再记；估产可以再估。"),
)
def record_milestone(request: Request, contract_id: RowId, body: MilestoneIn) -> object:
    actions.record_milestone(**actor_and_now(request), contract_id=contract_id, **body.model_dump())
    return shaped(queries.milestones(request.auth, contract_id), milestone_shape)


@read(
    router,
    "/contract-season",
    answer=ContractSeasonOut,
    needs="contracts.follow",
    summary=gettext_noop("订单履约"),
    description=gettext_noop("谁交了多少、谁落后、谁卖给别人，联盟还要收多少、要多少钱。"),
)
def get_contract_season(request: Request, asked: Query[SeasonAsk]) -> object:
    day = asked.day or timezone.localdate(actor_and_now(request)["now"])
    found = deliveries.standings(request.auth, day)
    return ContractSeasonOut(
        day=day,
        standings=shaped(found, standing_shape),
        exposures=[ExposureOut.model_validate(vars(one)) for one in deliveries.exposures(found, day)],
    )


@read(
    router,
    "/purchase-refusals",
    answer=Page[PurchaseRefusalOut],
    needs="contracts.see",
    summary=gettext_noop("提出过的拒收"),
    description=gettext_noop("看得到的合同的，新的在前；两个人同意才算拒收。"),
)
def list_purchase_refusals(request: Request, asked: Query[RefusalAsk]) -> object:
    return page_of(queries.refusals(request.auth, open_only=asked.open_only), asked, refusal_shape)


@write(
    router,
    "POST /contracts/{contract_id}/refusals",
    answer=PurchaseRefusalOut,
    status=201,
    needs="contracts.refuse",
    summary=gettext_noop("提出拒收"),
    description=gettext_noop("合同保证收购：只有写明的几种情况可以拒收，还要另一个人复核。"),
)
def ask_refusal(request: Request, contract_id: RowId, body: PurchaseRefusalIn) -> object:
    made = actions.ask_refusal(**actor_and_now(request), contract_id=contract_id, **body.model_dump())
    return refusal_shape(queries.refusal(request.auth, made))


@write(
    router,
    "POST /purchase-refusals/{refusal_id}/answer",
    answer=PurchaseRefusalOut,
    needs="contracts.answer_refusal",
    summary=gettext_noop("复核拒收"),
    description=gettext_noop("提出的人不能自己复核。"),
)
def answer_refusal(request: Request, refusal_id: RowId, body: RefusalAnswerIn) -> object:
    actions.answer_refusal(**actor_and_now(request), refusal_id=refusal_id, **body.model_dump())
    return refusal_shape(queries.refusal(request.auth, refusal_id))
