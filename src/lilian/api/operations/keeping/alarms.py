"""Alarms of the rooms' air, and somebody who says what was done."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Reason, RowId
from lilian.api.operation import read, write
from lilian.api.operations.named import only
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.keeping import actions, queries
from lilian.keeping.values import AlarmKind
from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.keeping.models import Alarm

router = Router()


class AlarmOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    store: str = Field(description=gettext_noop("冷库代码"))
    room_id: int = Field(description=gettext_noop("库房的记录编号"))
    room: str = Field(description=gettext_noop("库房代码"))
    kind: AlarmKind = Field(
        description=gettext_noop("freezing 可能受冻，warm 偏热，dry 偏干，wet 偏湿，silent 很久没有读数")
    )
    since: datetime = Field(description=gettext_noop("从哪次读数起"))
    worst: int = Field(description=gettext_noop("最坏到多少：千分之一摄氏度、湿度千分之一，或几分钟没有读数"))
    limit: int = Field(description=gettext_noop("界限，单位同上"))
    ended_at: datetime | None = Field(description=gettext_noop("什么时候正常的；还没正常时为空"))
    acknowledged_at: datetime | None = Field(description=gettext_noop("什么时候有人确认的；还没确认时为空"))
    overdue: bool = Field(description=gettext_noop("是否过了时间还没人确认"))
    note: str = Field(description=gettext_noop("做了什么"))


class AlarmAsk(Window):
    open_only: bool = Field(False, description=gettext_noop("只要还没正常或还没确认的"))
    room_id: RowId | None = Field(None, description=gettext_noop("只要这间库房的"))


class SeenIn(Asked):
    note: Reason = Field(description=gettext_noop("做了什么"), examples=["关小了风机，温度在回升"])


def shape(row: "Alarm") -> AlarmOut:
    return AlarmOut(
        id=row.pk,
        store=row.room.store.code,
        room_id=row.room_id,
        room=row.room.code,
        kind=AlarmKind(row.kind),
        since=row.since,
        worst=row.worst,
        limit=row.limit,
        ended_at=row.ended_at,
        acknowledged_at=row.acknowledged_at,
        overdue=queries.is_overdue(row, timezone.now()),
        note=row.note,
    )


@read(
    router,
    "/alarms",
    answer=Page[AlarmOut],
    needs="keeping.see",
    summary=gettext_noop("库房告警列表"),
    description=gettext_noop("看得到的库房的空气告警，可能受冻的在前；正常了还要有人确认。"),
)
def list_alarms(request: Request, asked: Query[AlarmAsk]) -> object:
    found = queries.alarms(request.auth, open_only=asked.open_only)
    return page_of(found if asked.room_id is None else found.filter(room=asked.room_id), asked, shape)


@write(
    router,
    "POST /alarms/{alarm_id}/acknowledge",
    answer=AlarmOut,
    needs="keeping.acknowledge",
    summary=gettext_noop("确认一个告警"),
    description=gettext_noop("有人看过了，写明做了什么；空气正常以后告警自己结束。确认过的不能再确认。"),
)
def acknowledge_alarm(request: Request, alarm_id: RowId, body: SeenIn) -> object:
    actions.acknowledge(**actor_and_now(request), alarm_id=alarm_id, note=body.note)
    return shape(only(queries.alarms(request.auth).filter(pk=alarm_id)))
