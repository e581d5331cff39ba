"""A plan as a list shows it, with the progress of its job."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from ninja import Field, Schema

from lilian.api.progress import ProgressOut, progress
from lilian.kernel.marks import gettext_noop
from lilian.storage.values import PlanStatus

if TYPE_CHECKING:
    from lilian.storage.models import StoragePlan


class PlanRunOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    title: str = Field(description=gettext_noop("名称"))
    status: PlanStatus = Field(
        description=gettext_noop("computing 正在计算，ready 待采纳，adopted 已采纳，withdrawn 已撤回")
    )
    is_live: bool = Field(description=gettext_noop("是否按系统里的数据算的"))
    first_day: date = Field(description=gettext_noop("第一天"))
    days: int = Field(description=gettext_noop("一共几天"))
    created_at: datetime = Field(description=gettext_noop("什么时候开始的"))
    adopted_at: datetime | None = Field(description=gettext_noop("什么时候采纳的"))
    progress: ProgressOut | None = Field(description=gettext_noop("计算的进度"))


def shape(row: "StoragePlan") -> PlanRunOut:
    return PlanRunOut(
        id=row.pk,
        title=row.title,
        status=PlanStatus(row.status),
        is_live=row.is_live,
        first_day=row.first_day,
        days=row.days,
        created_at=row.created_at,
        adopted_at=row.adopted_at,
        progress=progress(row.run.job) if row.run.job else None,
    )
