"""What holders are told, and what they answer."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Count, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.shapes import Asked, Page, Window, page_of
from lilian.kernel.marks import gettext_noop
from lilian.parcels.values import parcel_code
from lilian.trace import actions, queries

if TYPE_CHECKING:
    from lilian.trace.models import Notice

router = Router()


class NoticeOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    recall_id: int = Field(description=gettext_noop("哪次召回的记录编号"))
    reason: str = Field(description=gettext_noop("为什么召回"))
    organisation_id: int | None = Field(description=gettext_noop("成员单位的记录编号；外面的人为空"))
    holder: str = Field(description=gettext_noop("通知谁"))
    phone: str = Field(description=gettext_noop("电话；成员单位在自己的页面上看到通知"))
    boxes: int = Field(description=gettext_noop("要退回几箱"))
    net_g: int = Field(description=gettext_noop("一共净重，克"))
    parcels: list[str] = Field(description=gettext_noop("在哪几票发件里"))
    at: datetime = Field(description=gettext_noop("什么时刻通知的"))
    found: int | None = Field(description=gettext_noop("答复还剩几箱；没有答复时为空"))
    note: str = Field(description=gettext_noop("答复里怎么处理的"))
    answered_by: str = Field(description=gettext_noop("谁记的答复；没有答复时为空"))
    answered_at: datetime | None = Field(description=gettext_noop("什么时刻答复的；没有答复时为空"))


class NoticeAnswerIn(Asked):
    found: Count = Field(description=gettext_noop("还剩几箱"))
    note: ShortNote = Field("", description=gettext_noop("怎么处理的"))


def shape(row: "Notice") -> NoticeOut:
    return NoticeOut(**facts(row))


def facts(row: "Notice") -> dict[str, Any]:
    answer = getattr(row, "answer", None)
    return {
        "id": row.pk,
        "recall_id": row.recall_id,
        "reason": row.recall.reason,
        "organisation_id": row.organisation_id,
        "holder": row.organisation.name if row.organisation else row.name,
        "phone": row.phone,
        "boxes": row.boxes,
        "net_g": row.net_g,
        "parcels": [parcel_code(key) for key in row.parcels],
        "at": row.at,
        "found": answer.found if answer else None,
        "note": answer.note if answer else "",
        "answered_by": answer.answered_by if answer else "",
        "answered_at": answer.at if answer else None,
    }


@read(
    router,
    "/recall-notices",
    answer=Page[NoticeOut],
    needs="trace.answer",
    summary=gettext_noop("召回通知列表"),
    description=gettext_noop("手里有召回的箱的每一家一份；成员单位只看得到自己的。还没答复的在前。"),
)
def list_recall_notices(request: Request, asked: Query[Window]) -> object:
    return page_of(queries.notices(request.auth), asked, shape)


@read(
    router,
    "/recall-notices/{notice_id}",
    answer=NoticeOut,
    needs="trace.answer",
    summary=gettext_noop("一份召回通知"),
    description=gettext_noop("要停售、下架、退回哪几票里的几箱，为什么。"),
)
def get_recall_notice(request: Request, notice_id: RowId) -> object:
    return shape(queries.notice(request.auth, notice_id))


@write(
    router,
    "POST /recall-notices/{notice_id}/answer",
    answer=NoticeOut,
    needs="trace.answer",
    summary=gettext_noop("答复召回通知"),
    description=gettext_noop("这一家还剩几箱、怎么处理的；一份通知答复一次。"),
)
def answer_recall_notice(request: Request, notice_id: RowId, body: NoticeAnswerIn) -> object:
    actions.answer_notice(**actor_and_now(request), notice_id=notice_id, found=body.found, note=body.note)
    return shape(queries.notice(request.auth, notice_id))
