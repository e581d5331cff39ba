"""Plans of which rooms run in which month, read."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request
from lilian.api.bounds import RowId
from lilian.api.operation import read
from lilian.api.operations.plans.run import ProgressOut, progress
from lilian.api.shapes import Page, Window, page_of
from lilian.idling import queries
from lilian.idling.papers import shown_rooms
from lilian.kernel.marks import gettext_noop
from lilian.storage.values import PlanStatus

if TYPE_CHECKING:
    from lilian.idling.models import IdlingPlan

router = Router()


class IdlingPlanOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    status: PlanStatus = Field(
        description=gettext_noop("computing 正在计算，ready 待采纳，adopted 已采纳，withdrawn 已撤回")
    )
    first_month: date = Field(description=gettext_noop("第一个月，写成它的一号"))
    months: int = Field(description=gettext_noop("一共几个月"))
    cost_fen: int | None = Field(description=gettext_noop("总费用，分；还没算好时为空"))
    lower_bound_fen: int | None = Field(description=gettext_noop("任何做法都不会低于的费用，分；还没算好时为空"))
    practice_cost_fen: int | None = Field(description=gettext_noop("照现在的做法的费用，分；还没算好时为空"))
    energy_wh: int | None = Field(description=gettext_noop("用电，瓦时；还没算好时为空"))
    practice_energy_wh: int | None = Field(description=gettext_noop("照现在的做法用电，瓦时；还没算好时为空"))
    created_at: datetime = Field(description=gettext_noop("什么时候开始的"))
    adopted_at: datetime | None = Field(description=gettext_noop("什么时候采纳的"))
    progress: ProgressOut | None = Field(description=gettext_noop("计算的进度"))


class RoomMonthsOut(Schema):
    room: str = Field(description=gettext_noop("冷库代码和库房代码"), examples=["K1-3"])
    store: str = Field(description=gettext_noop("冷库代码"))
    runs: list[bool] = Field(description=gettext_noop("每个月按方案开不开"))
    practice_runs: list[bool] = Field(description=gettext_noop("每个月照现在的做法开不开"))
    kept_g: list[int] = Field(description=gettext_noop("每个月按方案存多少，克"))


class PlannedMoveOut(Schema):
    month: date = Field(description=gettext_noop("哪个月的月初，写成它的一号"))
    source: str = Field(description=gettext_noop("从哪间库房"), examples=["K1-3"])
    target: str = Field(description=gettext_noop("到哪间库房"), examples=["K1-1"])
    variety: str = Field(description=gettext_noop("品种和等级"))
    weight_g: int = Field(description=gettext_noop("移多少，克"))


class CostOut(Schema):
    energy: int = Field(description=gettext_noop("电费，分"))
    starts_and_stops: int = Field(description=gettext_noop("开机停机，分"))
    moves: int = Field(description=gettext_noop("搬运和碰伤，分"))
    lost: int = Field(description=gettext_noop("放坏的果，分"))
    missing: int = Field(description=gettext_noop("交不出的果，分"))


class IdlingResultOut(Schema):
    months: list[date] = Field(description=gettext_noop("各个月，写成它的一号；下面的列表按它们的次序"))
    cost_fen: int = Field(description=gettext_noop("总费用，分"))
    lower_bound_fen: int = Field(description=gettext_noop("任何做法都不会低于的费用，分"))
    gap: float = Field(description=gettext_noop("总费用与下限的相对差；0 就是最省"))
    method: str = Field(description=gettext_noop("用的算法"))
    costs: CostOut = Field(description=gettext_noop("方案的费用，分项"))
    practice_costs: CostOut = Field(description=gettext_noop("照现在的做法的费用，分项"))
    rooms: list[RoomMonthsOut] = Field(description=gettext_noop("有一个月要开的库房"))
    moves: list[PlannedMoveOut] = Field(description=gettext_noop("移库"))


def shape(row: "IdlingPlan") -> IdlingPlanOut:
    return IdlingPlanOut(
        id=row.pk,
        status=PlanStatus(row.status),
        first_month=row.first_month,
        months=row.months,
        cost_fen=row.cost_fen,
        lower_bound_fen=row.lower_bound_fen,
        practice_cost_fen=row.practice_cost_fen,
        energy_wh=row.energy_wh,
        practice_energy_wh=row.practice_energy_wh,
        created_at=row.created_at,
        adopted_at=row.adopted_at,
        progress=progress(row.run.job) if row.run.job else None,
    )


def result(found: "IdlingPlan") -> IdlingResultOut:
    """:raises StillComputing: if there is no answer yet"""
    papers, months = queries.documents(found), queries.months_of(found)
    rooms = shown_rooms(papers.problem, papers.plan, papers.practice)
    moves = [{**vars(one), "month": months[one.month]} for one in papers.plan.moves]
    return IdlingResultOut.model_validate(
        {
            "months": months,
            "cost_fen": papers.plan.cost.total,
            "lower_bound_fen": papers.plan.lower_bound_fen,
            "gap": papers.plan.gap,
            "method": papers.plan.method,
            "costs": vars(papers.plan.cost),
            "practice_costs": vars(papers.practice.cost),
            "rooms": [{**vars(one), "room": one.code, "practice_runs": one.today} for one in rooms],
            "moves": moves,
        }
    )


@read(
    router,
    "/idling-plans",
    answer=Page[IdlingPlanOut],
    needs="idling.see_plan",
    summary=gettext_noop("并库方案列表"),
    description=gettext_noop("算过的淡季并库方案，新的在前。"),
)
def list_idling_plans(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.plans(request.auth), asked, shape)


@read(
    router,
    "/idling-plans/{plan_id}",
    answer=IdlingPlanOut,
    needs="idling.see_plan",
    summary=gettext_noop("一个并库方案的进度"),
    description=gettext_noop("算到哪一步了，采纳了没有。"),
)
def get_idling_plan(request: Request, plan_id: RowId) -> object:
    return shape(queries.plan(request.auth, plan_id))


@read(
    router,
    "/idling-plans/{plan_id}/result",
    answer=IdlingResultOut,
    needs="idling.see_plan",
    summary=gettext_noop("一个并库方案的结果"),
    description=gettext_noop("哪间库房哪个月开、移哪些、费用，和现在的做法比；没有算好时答 409。"),
    refusals=(409,),
)
def get_idling_plan_result(request: Request, plan_id: RowId) -> object:
    return result(queries.plan(request.auth, plan_id))
