"""What a sent file would do, and doing it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound, Refusal
from lilian.web.shell.job_progress import Progress, progress_of
from lilian.web.shell.refusals import Told, status_of, told
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import drafts, work
from lilian.web.shell.tables.changes import told as told_changes
from lilian.web.shell.tables.check import Check
from lilian.web.shell.tables.drafts import Draft, Sent
from lilian.web.shell.tables.flow import TableFlow
from lilian.web.shell.tables.refused import told_of
from lilian.web.shell.tables.registry import flow_named
from lilian.web.shell.tables.taking_in import ALL, GOOD_ROWS, ChangedMeanwhile, check_of, close, ready, take_in
from lilian.web.shell.tables.views.sending import received

PROBLEMS_SHOWN = 100


@dataclass(frozen=True)
class ProblemLine:
    cell: str
    key: str
    given: str
    wrong: str
    remedy: str


def own_draft(request: Request, name: str, key: str) -> tuple[TableFlow, Draft]:
    """The flow and the reader's own draft.

    :raises NotAllowed: if they may not take in this table
    :raises NotFound: if the draft is not theirs, or is gone
    """
    flow = flow_named(name)
    request.actor.must(flow.change)
    return flow, drafts.find(key, table=name, user_id=request.actor.user_id)


def job_of(actor: Actor, draft: Draft) -> Any:
    """The draft's newest job, None if it never needed one."""
    for kind in (work.TAKING_IN, work.CHECKING):
        try:
            return jobs.job_by_key(actor, work.job_key(kind, draft))
        except NotFound:
            continue
    return None


@require_safe
@login_required
def preview(request: Request, name: str, key: str) -> HttpResponse:
    """The numbers and the problems; or how far the worker is; or, once taken in, the receipt."""
    flow, draft = own_draft(request, name, key)
    job = job_of(request.actor, draft)
    batch = draft.batch or (job and job.result.get("batch"))
    if batch:
        return redirect("tables:receipt", batch)
    context = {"flow": flow, "draft": draft, "label": gettext(flow.label)}
    if job and progress_of(job, request.now).state != "done":
        return render(request, "tables/waiting.html", context | {"progress": progress_of(job, request.now)})
    return found_page(request, context, check_of(draft), told_of(job))


def found_page(request: Request, context: dict[str, Any], found: Check | None, refused: Told | None) -> HttpResponse:
    if found is None:
        return render(request, "tables/unreadable.html", context | {"told": refused}, status=422)
    titles, changes = told_changes(context["flow"], found.changes)
    more = {
        "check": found,
        "titles": titles,
        "changes": changes,
        "problems": problem_lines(found),
        "told": refused,
        "how_all": ALL,
        "how_good": GOOD_ROWS,
        "new": found.counts[0],
        "changed": found.counts[1],
        "same": found.counts[2],
        "bad": len(found.bad_numbers),
    }
    return render(request, "tables/preview.html", context | more)


def problem_lines(found: Check) -> list[ProblemLine]:
    return [
        ProblemLine(one.cell, one.row_key, one.given, one.wrong(gettext), one.remedy(gettext))
        for one in found.problems[:PROBLEMS_SHOWN]
    ]


@require_safe
@login_required
def progress(request: Request, name: str, key: str) -> HttpResponse:
    """The bar alone, asked for every two seconds; when the work is over the page is shown anew."""
    _, draft = own_draft(request, name, key)
    job = job_of(request.actor, draft)
    shown: Progress | None = progress_of(job, request.now) if job else None
    if shown is None or shown.state == "done":
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "tables/progress.html", {"progress": shown, "draft": draft})


@require_POST
@login_required
def apply(request: Request, name: str, key: str) -> HttpResponse:
    """Take all of it in, or by a second explicit choice the good rows."""
    flow, draft = own_draft(request, name, key)
    how = GOOD_ROWS if request.POST.get("how") == GOOD_ROWS else ALL
    if draft.batch is not None:
        return redirect("tables:receipt", draft.batch)
    if work.is_large(draft):
        work.start(work.TAKING_IN, draft, actor=request.actor, now=request.now, how=how)
        return redirect("tables:preview", name, key)
    try:
        with ready(flow, draft, how=how, actor=request.actor, now=request.now) as made:
            batch = take_in(flow, made, actor=request.actor, now=request.now)
    except ChangedMeanwhile as refusal:
        messages.warning(request, refusal.text(gettext))
        return redirect("tables:preview", name, looked_at_again(request, flow, draft))
    except Refusal as refusal:
        context = {"flow": flow, "draft": draft, "label": gettext(flow.label)}
        response = found_page(request, context, check_of(draft), told(refusal))
        response.status_code = status_of(refusal)
        return response
    close(draft, batch=batch, how=how)
    messages.success(request, gettext("已导入。"))
    left = f"?left={draft.key}" if how == GOOD_ROWS else ""
    return redirect(redirect("tables:receipt", batch).url + left)


@require_POST
@login_required
def again(request: Request, name: str, key: str) -> HttpResponse:
    """Look the same file through once more, against what stands now."""
    flow, draft = own_draft(request, name, key)
    return redirect("tables:preview", name, looked_at_again(request, flow, draft))


def looked_at_again(request: Request, flow: TableFlow, draft: Draft) -> str:
    return received(request, flow, Sent(draft.table, draft.file_name, draft.given, draft.pasted))
