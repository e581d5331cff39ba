"""People overrule low-season plans: a room must run or stand, a lot stays where it is."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Code, Day, Id, Reason, RowId
from lilian.api.operation import read, write
from lilian.api.operations.named import goods_lot_id, only
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.idling import actions, queries
from lilian.idling.values import DecisionKind
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.idling.models import Decision

router = Router()
KINDS = gettext_noop("run 必须开着，shut 必须停，stay 这一批不许搬")


class DecisionIn(Asked):
    kind: DecisionKind = Field(description=KINDS)
    room_id: Id = Field(description=gettext_noop("库房的记录编号"))
    month: Day | None = Field(None, description=gettext_noop("哪个月，里面的任何一天；不写就是每个月"))
    lot: Code | None = Field(None, description=gettext_noop("果品批次代码；只有 stay 要写"))
    reason: Reason = Field(description=gettext_noop("为什么"), examples=["这间要留给早收的"])


class DecisionOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    kind: DecisionKind = Field(description=KINDS)
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    month: date | None = Field(description=gettext_noop("哪个月，写成它的一号；每个月都是时为空"))
    lot: str | None = Field(description=gettext_noop("果品批次代码；不是 stay 时为空"))
    reason: str = Field(description=gettext_noop("为什么"))
    set_at: datetime = Field(description=gettext_noop("什么时候定的"))
    withdrawn_at: datetime | None = Field(description=gettext_noop("什么时候撤销的；还有效时为空"))


class DecisionAsk(Window):
    in_force: bool = Field(False, description=gettext_noop("只要还有效的"))


def shape(row: "Decision") -> DecisionOut:
    return DecisionOut(
        id=row.pk,
        kind=DecisionKind(row.kind),
        room_id=row.room_id,
        month=row.month,
        lot=row.lot.code if row.lot else None,
        reason=row.reason,
        set_at=row.set_at,
        withdrawn_at=row.withdrawn_at,
    )


@read(
    router,
    "/idling-decisions",
    answer=Page[DecisionOut],
    needs="idling.see_plan",
    summary=gettext_noop("并库的人工安排"),
    description=gettext_noop("哪间必须开、必须停，哪一批不许搬，新的在前；撤销了的也在。"),
)
def list_idling_decisions(request: Request, asked: Query[DecisionAsk]) -> object:
    found = queries.decisions(request.auth)
    return page_of(found.filter(withdrawn_at__isnull=True) if asked.in_force else found, asked, shape)


@write(
    router,
    "POST /idling-decisions",
    answer=DecisionOut,
    status=201,
    needs="idling.run_plan",
    summary=gettext_noop("定一条人工安排"),
    description=gettext_noop("从下一次算方案起算数；和还有效的安排相反的会被拒绝。"),
)
def decide_idling(request: Request, body: DecisionIn) -> object:
    said = actor_and_now(request)
    lot_id = goods_lot_id(request, body.lot) if body.lot is not None else None
    made = actions.decide(
        **said, kind=body.kind, room_id=body.room_id, month=body.month, lot_id=lot_id, reason=body.reason
    )
    return shape(only(queries.decisions(request.auth).filter(pk=made)))


@write(
    router,
    "POST /idling-decisions/{decision_id}/withdraw",
    answer=DecisionOut,
    needs="idling.run_plan",
    summary=gettext_noop("撤销一条人工安排"),
    description=gettext_noop("从下一次算方案起不再算数。"),
)
def withdraw_idling_decision(request: Request, decision_id: RowId) -> object:
    actions.withdraw_decision(**actor_and_now(request), decision_id=decision_id)
    return shape(only(queries.decisions(request.auth).filter(pk=decision_id)))
