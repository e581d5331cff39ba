"""Use of labels: months reported, and reports taken back."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Field, Query, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import Count, Day, RowId, ShortNote
from lilian.api.operation import read, write
from lilian.api.operations.brand.labels import OfLicence
from lilian.api.shapes import Asked, Page, page_of, shaped
from lilian.kernel.marks import gettext_noop
from lilian.usage import actions, queries
from lilian.usage.values import ReportDraft

if TYPE_CHECKING:
    from lilian.usage.models import Report

router = Router()


class UseReportIn(Asked):
    month: Day = Field(description=gettext_noop("哪个月，写那个月的任何一天"), examples=["2026-10-01"])
    on_hand: Count = Field(description=gettext_noop("月底数到多少枚"))
    note: ShortNote = Field("", description=gettext_noop("和账上不一样的，为什么"))


class UseReportOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    licence_id: int = Field(description=gettext_noop("用标授权的记录编号"))
    licence: str = Field(description=gettext_noop("授权编号"))
    month: date = Field(description=gettext_noop("哪个月的第一天"))
    used: int = Field(description=gettext_noop("这个月贴在箱上几枚"))
    spoiled: int = Field(description=gettext_noop("这个月损坏几枚"))
    returned: int = Field(description=gettext_noop("这个月交回几枚"))
    expected: int = Field(description=gettext_noop("月底账上应有几枚"))
    on_hand: int = Field(description=gettext_noop("月底数到几枚"))
    uncertified: int | None = Field(description=gettext_noop("报的时候，合格证作废了的标签有几枚；以前没有看的为空"))
    note: str = Field(description=gettext_noop("不一样的，为什么"))
    at: datetime = Field(description=gettext_noop("什么时候报的"))
    retracted_at: datetime | None = Field(description=gettext_noop("什么时候收回的；没有收回的为空"))
    retracted_why: str = Field(description=gettext_noop("为什么收回；没有收回的为空"))


class RetractionIn(Asked):
    reason: ShortNote = Field(description=gettext_noop("为什么收回"), min_length=1, examples=["漏数了一箱"])


class UseReportDueOut(Schema):
    licence_id: int = Field(description=gettext_noop("用标授权的记录编号"))
    licence: str = Field(description=gettext_noop("授权编号"))
    holder: str = Field(description=gettext_noop("持证单位"))
    month: date = Field(description=gettext_noop("哪个月的第一天"))
    due_on: date = Field(description=gettext_noop("最晚哪天报"))
    overdue: bool = Field(description=gettext_noop("过期了没有"))


def report_shape(row: "Report") -> UseReportOut:
    back = getattr(row, "retraction", None)
    return UseReportOut(
        id=row.pk,
        licence_id=row.licence_id,
        licence=row.licence.number,
        month=row.month,
        used=row.used,
        spoiled=row.spoiled,
        returned=row.returned,
        expected=row.expected,
        on_hand=row.on_hand,
        uncertified=row.uncertified,
        note=row.note,
        at=row.at,
        retracted_at=back.at if back else None,
        retracted_why=back.reason if back else "",
    )


def due_shape(one: queries.Due, day: date) -> UseReportDueOut:
    said = {**vars(one), "licence": one.number, "overdue": one.is_overdue(day)}
    return UseReportDueOut.model_validate(said)


@read(
    router,
    "/use-reports",
    answer=Page[UseReportOut],
    needs="brand.see",
    summary=gettext_noop("用标报告"),
    description=gettext_noop("交过的用标报告，新的月份在前。"),
)
def list_use_reports(request: Request, asked: Query[OfLicence]) -> object:
    return page_of(queries.reports(request.auth, licence_id=asked.licence_id), asked, report_shape)


@read(
    router,
    "/use-reports-due",
    answer=list[UseReportDueOut],
    needs="brand.see",
    summary=gettext_noop("还没交的用标报告"),
    description=gettext_noop("过完的、领过标签的、还没有报的月份，早的在前；最多往回看三个月。"),
)
def list_use_reports_due(request: Request) -> object:
    day = timezone.localdate()
    return shaped(queries.due(request.auth, day), lambda one: due_shape(one, day))


@write(
    router,
    "POST /mark-licences/{licence_id}/reports",
    answer=UseReportOut,
    status=201,
    needs="brand.report",
    summary=gettext_noop("交用标报告"),
    description=gettext_noop("用了、损坏、交回多少，账上有；报月底数到多少，不一样的写明原因。一个月交一次。"),
)
def report_use(request: Request, licence_id: RowId, body: UseReportIn) -> object:
    draft = ReportDraft(licence_id, body.month, body.on_hand, body.note)
    made = actions.report(**actor_and_now(request), draft=draft)
    return report_shape(queries.reports(request.auth, licence_id=licence_id).get(pk=made))


@write(
    router,
    "POST /use-reports/{report_id}/retraction",
    answer=UseReportOut,
    needs="brand.report",
    summary=gettext_noop("收回用标报告"),
    description=gettext_noop("报错了的，写明原因收回，这个月再交一份；原来的报告和原因都留着。"),
)
def retract_use_report(request: Request, report_id: RowId, body: RetractionIn) -> object:
    actions.retract(**actor_and_now(request), report_id=report_id, reason=body.reason)
    return report_shape(queries.report(request.auth, report_id))
