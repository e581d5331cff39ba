"""The sortable file of a start: asked for, and taken away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from lilian.base import jobs
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, NotFound
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request
from lilian.web.trace import filing
from lilian.web.trace.forms import StartForm


class NoStart(Invalid):
    code = "trace.no_start"
    sentence = gettext_noop("请先查到一个起点，再导出明细。")


@require_POST
@login_required
def ask(request: Request) -> HttpResponse:
    request.actor.must("trace.see_recalls")
    form = StartForm(request.POST)
    if not form.is_valid():
        raise NoStart()

    def act() -> str:
        job = filing.start(request, form.start(), as_csv=bool(request.POST.get("csv")))
        return reverse("jobs:job", args=[job.pk])

    return once(request, act)


@require_safe
@login_required
def made(request: Request, pk: int) -> HttpResponse:
    """What a job wrote, for who asked for it."""
    request.actor.must("trace.see_recalls")
    job = jobs.jobs(request.actor).filter(pk=pk, kind=filing.KIND).first()
    if job is None or job.user_id != request.actor.user_id:
        raise NotFound()
    draft = filing.file_of(job)
    answer = HttpResponse(draft.given, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, draft.file_name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer
