"""How far a work in the background is."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from ninja import Field, Schema

from lilian.kernel.marks import gettext_noop

if TYPE_CHECKING:
    from lilian.base.models import Job


class ProgressOut(Schema):
    status: str = Field(
        description=gettext_noop("queued 等待中，running 进行中，done 已完成，needs_person 需要人工处理")
    )
    done: int = Field(description=gettext_noop("做完几步"))
    total: int = Field(description=gettext_noop("一共几步；还不知道时为 0"))
    message: str = Field(description=gettext_noop("正在做什么"))


def progress(job: "Job") -> ProgressOut:
    message = gettext(job.message).format(**job.message_fields) if job.message else ""
    return ProgressOut(status=job.status, done=job.progress_done, total=job.progress_total, message=message)
