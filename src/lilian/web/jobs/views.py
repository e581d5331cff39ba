"""Work in the background: the list, one job, trying again."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.base import jobs
from lilian.kernel.refusal import NotFound
from lilian.web.jobs.columns import columns, took
from lilian.web.jobs.kinds import kind_name, result_url
from lilian.web.jobs.told import why_stopped
from lilian.web.shell.job_progress import progress_of
from lilian.web.shell.listing import Listing, chips
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request

STATES = ("queued", "running", "needs_person", "done")
UNDER_WAY = ("queued", "running")


@require_safe
@login_required
def job_list(request: Request) -> HttpResponse:
    """Every job for those who watch over them, one's own for everyone; fresh by itself while work goes on."""
    everything, chosen = jobs.jobs(request.actor), request.GET.get("state", "")
    found = everything.filter(status=chosen) if chosen in STATES else everything
    numbers = {state: everything.filter(status=state).count() for state in STATES}
    names = (gettext("等待中"), gettext("进行中"), gettext("需要人处理"), gettext("已完成"))
    options = [("", gettext("全部")), *zip(STATES, names, strict=True)]
    context = {
        "listing": Listing(request, columns(request), found.order_by("-pk")),
        "chips": chips(request, "state", options, {"": sum(numbers.values()), **numbers}),
        "is_busy": any(numbers[state] for state in UNDER_WAY),
        "address": request.get_full_path(),
    }
    return render(request, "jobs/list_part.html" if request.htmx else "jobs/list.html", context)


def job_of(request: Request, pk: int) -> Any:
    """:raises NotFound: if there is none that the reader may see"""
    found = jobs.jobs(request.actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


@require_safe
@login_required
def job_page(request: Request, pk: int) -> HttpResponse:
    """One job: how far it is, who wanted it, and what to do if it stopped."""
    job = job_of(request, pk)
    progress = progress_of(job, request.now)
    if request.htmx:
        if not progress.is_under_way:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return render(request, "jobs/progress.html", {"job": job, "progress": progress})
    context = {
        "job": job,
        "name": kind_name(job.kind),
        "progress": progress,
        "took": took(job, request.now),
        "told": why_stopped(job.fault, job.fault_fields) if progress.state == "failed" else None,
        "may_retry": progress.state == "failed" and request.actor.may("base.retry_jobs"),
        "moments": moments(job),
        "result_url": result_url(job),
    }
    return render(request, "jobs/job.html", context)


def moments(job: Any) -> list[tuple[str, str]]:
    """(when, what) of what has happened so far."""
    words = ((job.created_at, gettext("提出")), (job.started_at, gettext("开始办")), (job.finished_at, gettext("办完")))
    if job.status == "needs_person":
        words = (*words[:2], (job.finished_at, gettext("停下来，等人处理")))
    return [(timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S"), what) for at, what in words if at]


@require_POST
@login_required
def retry(request: Request, pk: int) -> HttpResponse:
    """Put a job that stopped back in the queue."""
    job_of(request, pk)

    def act() -> str:
        jobs.retry(actor=request.actor, job_id=pk, now=request.now)
        return reverse("jobs:job", args=[pk])

    response = once(request, act)
    messages.success(request, gettext("已重新排队。"))
    return response
