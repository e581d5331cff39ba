"""The operations on plans."""

from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext
from ninja import Field, Query, Router

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, RowId
from lilian.api.operation import read, write
from lilian.api.operations.plans.result import PlanOut
from lilian.api.operations.plans.run import PlanRunOut, shape
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.storage import actions, papers, queries

router = Router()
Days = Annotated[int, Field(strict=True, ge=1, le=31)]


class PlanIn(Asked):
    first_day: Day = Field(description=gettext_noop("从哪一天起安排"))
    days: Days | None = Field(None, description=gettext_noop("安排几天；不写就按参数里的天数"), examples=[3])


@write(
    router,
    "POST /plans",
    answer=PlanRunOut,
    status=202,
    needs="storage.run_plan",
    summary=gettext_noop("开始算一个入库计划"),
    description=gettext_noop("按现在等待的批次和冷库的空位，在后台算出最省的入库计划。用记录编号看进度和结果。"),
)
def start_plan(request: Request, body: PlanIn) -> object:
    made = actions.start_live_plan(**actor_and_now(request), first_day=body.first_day, days=body.days)
    return shape(queries.plan(request.auth, made))


@read(
    router,
    "/plans",
    answer=Page[PlanRunOut],
    needs="storage.see_plan",
    summary=gettext_noop("入库计划列表"),
    description=gettext_noop("算过的入库计划，新的在前。"),
)
def list_plans(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.plans(request.auth), asked, shape)


@read(
    router,
    "/plans/{plan_id}",
    answer=PlanRunOut,
    needs="storage.see_plan",
    summary=gettext_noop("一个入库计划的进度"),
    description=gettext_noop("算到哪一步了，采纳了没有。"),
)
def get_plan(request: Request, plan_id: RowId) -> object:
    return shape(queries.plan(request.auth, plan_id))


@read(
    router,
    "/plans/{plan_id}/result",
    answer=PlanOut,
    needs="storage.see_plan",
    summary=gettext_noop("一个入库计划的结果"),
    description=gettext_noop("哪一批、哪一天、进哪个库，费用，和现在的做法比省多少；没有算好时答 409。"),
    refusals=(409,),
)
def get_plan_result(request: Request, plan_id: RowId) -> object:
    found = queries.plan(request.auth, plan_id)
    known, made_at = queries.documents(found), timezone.localtime(found.run.solved_at)
    return papers.plan_json(papers.paper_of(known, made_at=made_at, title=found.title), translate=gettext)


@write(
    router,
    "POST /plans/{plan_id}/adopt",
    answer=PlanRunOut,
    needs="storage.adopt_plan",
    summary=gettext_noop("采纳一个入库计划"),
    description=gettext_noop("先按现在的情况再核对一遍，再定下来：各冷库看到要到的货。"),
)
def adopt_plan(request: Request, plan_id: RowId) -> object:
    actions.adopt_plan(**actor_and_now(request), plan_id=plan_id)
    return shape(queries.plan(request.auth, plan_id))
