"""Transfers of an adopted low-season plan: read, done, declined."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import RowId, SomeGrams
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Why, Window, page_of
from lilian.idling import actions, queries
from lilian.idling.values import TaskState
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.idling.models import TransferTask

router = Router()


class TaskOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    plan_id: int = Field(description=gettext_noop("计划的记录编号"))
    month: date = Field(description=gettext_noop("哪个月的月初，写成它的一号"))
    lot: str = Field(description=gettext_noop("果品批次代码"))
    from_room_id: int = Field(description=gettext_noop("从哪间库房，记录编号"))
    to_room_id: int = Field(description=gettext_noop("到哪间库房，记录编号"))
    weight_g: int = Field(description=gettext_noop("移多少，克"))
    state: TaskState = Field(description=gettext_noop("waiting 待搬，done 已搬，declined 没有搬，replaced 不用搬了"))
    moved_g: int | None = Field(description=gettext_noop("实际搬了多少，克；没有搬时为空"))
    reason: str = Field(description=gettext_noop("为什么没有搬"))
    ended_at: datetime | None = Field(description=gettext_noop("什么时候办的；还没办时为空"))


class TaskAsk(Window):
    plan_id: RowId | None = Field(None, description=gettext_noop("只要这个方案的"))
    open_only: bool = Field(False, description=gettext_noop("只要还没办的"))


class MovedIn(Asked):
    weight_g: SomeGrams = Field(description=gettext_noop("过磅的重量，克"), examples=[18_400_000])


def shape(row: "TransferTask") -> TaskOut:
    end = getattr(row, "end", None)
    state = TaskState(end.state) if end else TaskState.WAITING
    return TaskOut(
        id=row.pk,
        plan_id=row.plan_id,
        month=row.month,
        lot=row.lot.code,
        from_room_id=row.source_id,
        to_room_id=row.target_id,
        weight_g=row.weight_g,
        state=state,
        moved_g=end.weight_g if end and state is TaskState.DONE else None,
        reason=end.reason if end else "",
        ended_at=end.at if end else None,
    )


@read(
    router,
    "/transfer-tasks",
    answer=Page[TaskOut],
    needs="idling.see_tasks",
    summary=gettext_noop("并库的搬运"),
    description=gettext_noop("采纳的并库方案要搬的，按月排列；库管员只看得到从本单位库房搬出的。"),
)
def list_transfer_tasks(request: Request, asked: Query[TaskAsk]) -> object:
    found = queries.tasks(request.auth, plan_id=asked.plan_id)
    return page_of(found.filter(end__isnull=True) if asked.open_only else found, asked, shape)


@read(
    router,
    "/transfer-tasks/{task_id}",
    answer=TaskOut,
    needs="idling.see_tasks",
    summary=gettext_noop("一次并库的搬运"),
    description=gettext_noop("哪一批、从哪间到哪间、多少，搬了没有。"),
)
def get_transfer_task(request: Request, task_id: RowId) -> object:
    return shape(queries.task(request.auth, task_id))


@write(
    router,
    "POST /transfer-tasks/{task_id}/done",
    answer=TaskOut,
    needs="idling.do_task",
    summary=gettext_noop("报一次搬运搬好了"),
    description=gettext_noop("按过磅的重量，马上入账；搬过的、不用搬的不能再报。"),
)
def do_transfer_task(request: Request, task_id: RowId, body: MovedIn) -> object:
    actions.do_task(**actor_and_now(request), task_id=task_id, weight_g=body.weight_g)
    return shape(queries.task(request.auth, task_id))


@write(
    router,
    "POST /transfer-tasks/{task_id}/decline",
    answer=TaskOut,
    needs="idling.do_task",
    summary=gettext_noop("报一次搬运没有搬"),
    description=gettext_noop("没有搬，写明为什么；方案不再等它。"),
)
def decline_transfer_task(request: Request, task_id: RowId, body: Why) -> object:
    actions.decline_task(**actor_and_now(request), task_id=task_id, reason=body.reason)
    return shape(queries.task(request.auth, task_id))
