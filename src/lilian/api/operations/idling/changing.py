"""Low-season plans started, adopted, taken back; an address is one router's, so these stand on that of the reads."""

from typing import Annotated

from ninja import Field

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Day, RowId
from lilian.api.operation import write
from lilian.api.operations.idling.plans import IdlingPlanOut, router, shape
from lilian.api.shapes import Asked, Why
from lilian.idling import actions, queries
from lilian.kernel.marks import gettext_noop

Months = Annotated[int, Field(strict=True, ge=1, le=12)]


class IdlingPlanIn(Asked):
    first_month: Day = Field(description=gettext_noop("第一个月里的任何一天；最早是本月"), examples=["2026-12-01"])
    months: Months = Field(description=gettext_noop("一共几个月"), examples=[6])


@write(
    router,
    "POST /idling-plans",
    answer=IdlingPlanOut,
    status=202,
    needs="idling.run_plan",
    summary=gettext_noop("开始算一个并库方案"),
    description=gettext_noop(
        "按现在各库的果、计划出库和有效的人工安排，在后台算哪间哪个月开、搬哪些；改了安排再开始一次就是重算。"
    ),
)
def start_idling_plan(request: Request, body: IdlingPlanIn) -> object:
    said = actor_and_now(request)
    made = actions.start_plan(**said, first_month=body.first_month, months=body.months)
    return shape(queries.plan(request.auth, made))


@write(
    router,
    "POST /idling-plans/{plan_id}/adopt",
    answer=IdlingPlanOut,
    needs="idling.adopt_plan",
    summary=gettext_noop("采纳一个并库方案"),
    description=gettext_noop("先按现在的存量再核对一遍，再定下来：各库看到要搬的。以前采纳的方案不再算数。"),
)
def adopt_idling_plan(request: Request, plan_id: RowId) -> object:
    actions.adopt_plan(**actor_and_now(request), plan_id=plan_id)
    return shape(queries.plan(request.auth, plan_id))


@write(
    router,
    "POST /idling-plans/{plan_id}/withdraw",
    answer=IdlingPlanOut,
    needs="idling.adopt_plan",
    summary=gettext_noop("撤回采纳了的并库方案"),
    description=gettext_noop("还没有搬的不用再搬；已经搬了的不动。"),
)
def withdraw_idling_plan(request: Request, plan_id: RowId, body: Why) -> object:
    actions.withdraw_plan(**actor_and_now(request), plan_id=plan_id, reason=body.reason)
    return shape(queries.plan(request.auth, plan_id))
