"""Recalls: begun, looked at, ended."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Reason, RowId
from lilian.api.operation import read, write
from lilian.api.operations.trace.starts import StartIn, StartOut
from lilian.api.operations.trace.traces import WhereaboutsOut
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.trace import actions, queries
from lilian.trace.values import RecallDraft

if TYPE_CHECKING:
    from lilian.trace.models import Recall

router = Router()
Report = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=4_000, pattern=r"^[^\x00]*$")]


class RecallFigures(WhereaboutsOut):
    lots: int = Field(description=gettext_noop("停下的批次"))
    boxes: int = Field(description=gettext_noop("牵涉的箱"))


class RecallOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    start: StartOut = Field(description=gettext_noop("从哪里召回"))
    reason: str = Field(description=gettext_noop("为什么召回"))
    at: datetime = Field(description=gettext_noop("什么时刻停下的"))
    opened_by: str = Field(description=gettext_noop("谁发起的"))
    figures: RecallFigures = Field(description=gettext_noop("停下的那一刻在哪里、多少"))
    told: int = Field(description=gettext_noop("通知了几家"))
    answered: int = Field(description=gettext_noop("几家答复了"))
    ended_at: datetime | None = Field(description=gettext_noop("什么时刻结束的；没有结束时为空"))
    report: str | None = Field(description=gettext_noop("召回报告；没有结束时为空"))


class HolderCounts(Schema):
    untried: int = Field(description=gettext_noop("没打过电话，也没答复的"))
    tried: int = Field(description=gettext_noop("打过电话，没打通的"))
    reached: int = Field(description=gettext_noop("已答复的"))


class RecallNow(RecallOut):
    now: WhereaboutsOut = Field(description=gettext_noop("现在在哪里、多少"))
    calls: HolderCounts = Field(description=gettext_noop("电话单上各有几家"))


class RecallIn(StartIn):
    reason: Reason = Field(description=gettext_noop("为什么召回"), examples=["农残超标"])


class RecallEndIn(Asked):
    report: Report = Field(description=gettext_noop("召回报告"))


def shape(row: "Recall") -> RecallOut:
    return RecallOut.model_validate(facts(row))


def facts(row: "Recall") -> dict[str, object]:
    end = getattr(row, "end", None)
    return {
        "id": row.pk,
        "start": vars(queries.start_of(row)),
        "reason": row.reason,
        "at": row.at,
        "opened_by": row.opened_by,
        "figures": row.figures,
        "told": getattr(row, "told", 0),
        "answered": getattr(row, "answered", 0),
        "ended_at": end.at if end else None,
        "report": end.report if end else None,
    }


def recall_now(request: Request, recall_id: int) -> RecallNow:
    """:raises NotFound: if there is none, or the caller may not see it"""
    row = queries.recall(request.auth, recall_id)
    calls = vars(queries.call_counts(request.auth, recall_id))
    return RecallNow.model_validate(facts(row) | {"now": vars(queries.recalled_now(row)), "calls": calls})


@read(
    router,
    "/recalls",
    answer=Page[RecallOut],
    needs="trace.see_recalls",
    summary=gettext_noop("召回列表"),
    description=gettext_noop("每次召回从哪里起、停下多少、通知了几家、几家答复了，新的在前。"),
)
def list_recalls(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.recalls(request.auth), asked, shape)


@read(
    router,
    "/recalls/{recall_id}",
    answer=RecallNow,
    needs="trace.see_recalls",
    summary=gettext_noop("一次召回"),
    description=gettext_noop("停下那一刻和现在：在库、在路上、已送到各多少箱。"),
)
def get_recall(request: Request, recall_id: RowId) -> object:
    return recall_now(request, recall_id)


@write(
    router,
    "POST /recalls",
    answer=RecallNow,
    status=201,
    needs="trace.recall",
    summary=gettext_noop("发起召回"),
    description=gettext_noop(
        "查得到的每一批、每一箱在同一刻停下：不能再分选、装箱、发出或卖；还在装的班次也停；手里有箱的每一家收到通知。停下以后不能放行。"
    ),
)
def open_recall(request: Request, body: RecallIn) -> object:
    draft = RecallDraft(body.start(), body.reason)
    made = actions.open_recall(**actor_and_now(request), draft=draft, client_key=request.client_key)
    return recall_now(request, made)


@write(
    router,
    "POST /recalls/{recall_id}/end",
    answer=RecallNow,
    needs="trace.recall",
    summary=gettext_noop("结束召回"),
    description=gettext_noop("每一家都答复了才能结束；报告和那一刻的数字存档，停下的批次不会再放行。"),
)
def end_recall(request: Request, recall_id: RowId, body: RecallEndIn) -> object:
    actions.end_recall(**actor_and_now(request), recall_id=recall_id, report=body.report)
    return recall_now(request, recall_id)
