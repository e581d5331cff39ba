"""The line's file comes in: a small one is read at once, a large one by the worker."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.base import jobs
from lilian.kernel.refusal import NotFound
from lilian.sheets.refusals import TooBig
from lilian.sorting import actions, queries
from lilian.sorting.actions.refusals import BadRows
from lilian.sorting.queries import RunCard
from lilian.sorting.sheets import LINE_LIMITS, LineFault
from lilian.web.shell.form_page import UNPROCESSABLE
from lilian.web.shell.in_place import in_place
from lilian.web.shell.job_progress import progress_of
from lilian.web.shell.once import once
from lilian.web.shell.refusals import Told, status_of, told
from lilian.web.shell.requests import Request
from lilian.web.shell.tables.drafts import Sent
from lilian.web.shell.tables.refused import told_of
from lilian.web.sorting import work
from lilian.web.sorting.forms import FileForm
from lilian.web.sorting.views.reach import run_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def send(request: Request, pk: int) -> HttpResponse:
    card = run_of(request, pk, "sorting.run")
    if request.method != "POST":
        return page(request, card, FileForm(profiles=queries.profiles()))
    form = FileForm(request.POST, request.FILES, profiles=queries.profiles())
    if not form.is_valid():
        return page(request, card, form, status=UNPROCESSABLE)

    def again(status: int, told: Told) -> HttpResponse:
        return page(request, card, form, status=status, told=told)

    return in_place(lambda: received(request, card, form), again)


def received(request: Request, card: RunCard, form: FileForm) -> HttpResponse:
    """:raises Refusal: whatever is wrong with the file as a whole"""
    said = form.cleaned_data
    file, profile, good_only = said["file"], said["profile"], said["good_only"]
    if file.size > LINE_LIMITS.file_bytes:
        raise TooBig(megabytes=round(file.size / 1e6, 1), limit=LINE_LIMITS.file_bytes // 1024**2)
    sent = Sent(work.KEPT_AS, file.name, file.read())
    if file.size > work.LARGE_BYTES:
        job = work.start(card.run_id, sent, profile=profile, good_only=good_only, actor=request.actor, now=request.now)
        return redirect("sorting:reading", card.run_id, job.pk)
    report = work.report_of(card.standard_id, name=sent.file_name, data=sent.data, profile=profile)

    def act() -> str:
        actions.take_file(
            actor=request.actor, run_id=card.run_id, report=report, now=request.now, take_good_rows=good_only
        )
        return reverse("sorting:run", args=[card.run_id])

    try:
        response = once(request, act)
    except BadRows as bad:
        faults = report.data.faults[: work.MOST_FAULTS]
        return page(request, card, form, status=status_of(bad), told=told(bad), faults=in_words(faults))
    messages.success(request, gettext("收进来了。"))
    return response


@require_safe
@login_required
def reading(request: Request, pk: int, job: int) -> HttpResponse:
    """How far the worker is; then the run, or what is wrong with the file."""
    request.actor.must("sorting.run")
    card = queries.card(request.actor, pk)
    found = jobs.jobs(request.actor).filter(pk=job, kind=work.READING).first()
    if found is None or found.arguments["run"] != pk:
        raise NotFound()
    progress = progress_of(found, request.now)
    context = {"card": card, "job": found, "progress": progress}
    if request.htmx:
        if progress.is_under_way:
            return render(request, "sorting/progress.html", context)
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if progress.state != "done":
        return render(request, "sorting/reading.html", context)
    if refusal := told_of(found):
        form = FileForm(profiles=queries.profiles(), initial={"profile": found.arguments["profile"]})
        faults = in_words(work.faults_of(found))
        return page(request, card, form, status=UNPROCESSABLE, told=refusal, faults=faults)
    return redirect("sorting:run", pk)


def in_words(faults: Sequence[LineFault]) -> list[dict[str, str]]:
    return [{"where": one.where(gettext), "text": one.text(gettext)} for one in faults]


def page(request: Request, card: RunCard, form: FileForm, *, status: int = 200, **more: Any) -> HttpResponse:
    action = reverse("sorting:send_file", args=[card.run_id])
    profiles = list(queries.profiles().values())
    context = {"card": card, "form": form, "action": action, "profiles": profiles, **more}
    return render(request, "sorting/send.html", context, status=status)
