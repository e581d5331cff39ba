"""The file of a start or of a recall: asked for, written by the worker, taken away."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from ninja import Field, Router, Schema

from lilian.api.actors import Request, actor_and_now
from lilian.api.bounds import RowId
from lilian.api.operation import read, write
from lilian.api.operations.trace.starts import StartIn, StartOut
from lilian.api.progress import ProgressOut, progress
from lilian.api.shapes import Asked
from lilian.base import jobs
from lilian.kernel.marks import gettext_noop
from lilian.trace import actions, queries
from lilian.trace.values import FileForm, Start

if TYPE_CHECKING:
    from lilian.base.models import Job

router = Router()
XLSX, ZIP = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"
FORM = gettext_noop("xlsx 一个工作簿，一种事件一张表；csv 压缩包，每张表一个 CSV，另附凭证的记录和存证证明")


class FileWish(Asked):
    form: FileForm = Field(FileForm.EXCEL, description=FORM)


class StartFileIn(StartIn):
    form: FileForm = Field(FileForm.EXCEL, description=FORM)


class TraceFileOut(Schema):
    id: int = Field(description=gettext_noop("记录编号"))
    start: StartOut = Field(description=gettext_noop("从哪里查起"))
    form: FileForm = Field(description=FORM)
    asked_at: datetime = Field(description=gettext_noop("什么时刻要的"))
    progress: ProgressOut = Field(description=gettext_noop("写到哪一步了"))
    kept_until: datetime | None = Field(description=gettext_noop("写好的文件保留到什么时刻；没有写好时为空"))


def shape(job: "Job") -> TraceFileOut:
    start, form = queries.file_asked_for(job.arguments)
    return TraceFileOut(
        id=job.pk,
        start=StartOut(**vars(start)),
        form=form,
        asked_at=job.created_at,
        progress=progress(job),
        kept_until=jobs.kept_until(job),
    )


def asked(request: Request, start: Start, form: FileForm) -> TraceFileOut:
    made = actions.ask_file(**actor_and_now(request), start=start, form=form, client_key=request.client_key)
    return shape(queries.file_job(request.auth, made))


@write(
    router,
    "POST /trace/files",
    answer=TraceFileOut,
    status=202,
    needs="trace.see_recalls",
    summary=gettext_noop("要一份追溯明细"),
    description=gettext_noop(
        "从一个起点往两头查到的每一批、每一件事，按采收、存放、加工、包装、发件各一张表；后台去写，用记录编号看写好了没有。"
        "农户的姓名和电话，只写给有权看的人。"
    ),
)
def ask_trace_file(request: Request, body: StartFileIn) -> object:
    return asked(request, body.start(), body.form)


@write(
    router,
    "POST /recalls/{recall_id}/file",
    answer=TraceFileOut,
    status=202,
    needs="trace.see_recalls",
    summary=gettext_noop("要一次召回的明细"),
    description=gettext_noop("这次召回牵涉到的每一批、每一件事；同“要一份追溯明细”，起点就是这次召回的起点。"),
)
def ask_recall_file(request: Request, recall_id: RowId, body: FileWish) -> object:
    found = queries.recall(request.auth, recall_id)
    return asked(request, queries.start_of(found), body.form)


@read(
    router,
    "/trace/files/{file_id}",
    answer=TraceFileOut,
    needs="trace.see_recalls",
    summary=gettext_noop("一份明细写到哪一步了"),
    description=gettext_noop("只有要它的人和程序看得到。status 是 done 就可以取。"),
)
def get_trace_file(request: Request, file_id: RowId) -> object:
    return shape(queries.file_job(request.auth, file_id))


@read(
    router,
    "/trace/files/{file_id}/content",
    answer=None,
    formats=(XLSX, ZIP),
    needs="trace.see_recalls",
    summary=gettext_noop("取一份明细"),
    description=gettext_noop("文件本身，写好以后保留一天；没有写好时答 409。"),
    refusals=(409,),
)
def get_trace_file_content(request: Request, file_id: RowId) -> HttpResponse:
    found = queries.made_file(request.auth, file_id)
    answer = HttpResponse(found.data, content_type=ZIP if found.name.endswith(".zip") else XLSX)
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer
