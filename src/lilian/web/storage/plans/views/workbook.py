"""The office's workbook: sent, looked through cell by cell, planned whole or by a second choice in its good rows."""

from pathlib import PurePath
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.sheets import LIMITS, Problem
from lilian.sheets.refusals import TooBig
from lilian.storage import actions, queries
from lilian.storage.sheets import PeakBook, read_peak
from lilian.web.shell.in_place import in_place
from lilian.web.shell.once import once
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import drafts
from lilian.web.shell.tables.drafts import Draft, Sent
from lilian.web.shell.tables.papers import as_download
from lilian.web.storage.plans.views.starting import WorkbookForm, start_page

TABLE = "peak"
GOOD_ROWS = "good"
PROBLEMS_SHOWN = 200


def own_draft(request: Request, key: str) -> Draft:
    """:raises NotFound: if it is another's, or is gone"""
    request.actor.must("storage.run_plan")
    return drafts.find(key, table=TABLE, user_id=request.actor.user_id)


def book_of(draft: Draft) -> PeakBook:
    """:raises FileRefused: if it cannot be read at all"""
    return read_peak(draft.given, bounds=queries.bounds(), name=draft.file_name)


def started(request: Request, draft: Draft, book: PeakBook) -> str:
    """Begin the plan; the address of its page."""
    title = PurePath(draft.file_name).stem
    made = actions.start_workbook_plan(actor=request.actor, book=book, title=title, now=request.now)
    return reverse("storage:plan", args=[made])


@require_POST
@login_required
def send_workbook(request: Request) -> HttpResponse:
    """A workbook without a fault is planned at once; one with faults is shown with each of them."""
    request.actor.must("storage.run_plan")
    form = WorkbookForm(request.POST, request.FILES)
    if not form.is_valid():
        return start_page(request, 422, sent=form)

    def again(status: int, told: Told) -> HttpResponse:
        return start_page(request, status, sent=form, sent_told=told)

    return in_place(lambda: once(request, lambda: received(request, form.cleaned_data["file"])), again)


def received(request: Request, file: Any) -> str:
    """Keep it, read it, begin; the address to go to.

    :raises FileRefused: if the file as a whole cannot be read
    """
    if file.size > LIMITS.file_bytes:
        raise TooBig(megabytes=round(file.size / 1e6, 1), limit=LIMITS.file_bytes // (1024 * 1024))
    draft = drafts.keep(Sent(TABLE, file.name, file.read()), actor=request.actor, now=request.now)
    book = book_of(draft)
    if book.problems:
        return reverse("storage:plan_workbook", args=[draft.key])
    return started(request, draft, book)


@require_safe
@login_required
def workbook(request: Request, key: str) -> HttpResponse:
    """Every fault at its cell, what to do, and the second choice."""
    draft = own_draft(request, key)
    return faults_page(request, draft, book_of(draft))


def faults_page(
    request: Request, draft: Draft, book: PeakBook, *, status: int = 200, said: Told | None = None
) -> HttpResponse:
    context = {
        "draft": draft,
        "book": book,
        "count": len(book.problems),
        "rows": len({(problem.sheet, problem.row) for problem in book.problems}),
        "problems": [shown(problem) for problem in book.problems[:PROBLEMS_SHOWN]],
        "can_use_good": bool(book.lots and book.stores and book.terms),
        "good_rows": GOOD_ROWS,
        "told": said,
    }
    return render(request, "storage/plans/workbook.html", context, status=status)


def shown(problem: Problem) -> dict[str, str]:
    return {
        "sheet": problem.sheet,
        "cell": problem.cell,
        "key": problem.row_key,
        "given": problem.given,
        "wrong": problem.wrong(gettext),
        "remedy": problem.remedy(gettext),
    }


@require_POST
@login_required
def start_workbook(request: Request, key: str) -> HttpResponse:
    """Plan the good rows only, because somebody said so."""
    draft = own_draft(request, key)
    book = book_of(draft)
    if request.POST.get("how") != GOOD_ROWS:
        return redirect("storage:plan_workbook", key)

    def again(status: int, told: Told) -> HttpResponse:
        return faults_page(request, draft, book, status=status, said=told)

    return in_place(lambda: once(request, lambda: started(request, draft, book.good())), again)


@require_safe
@login_required
def marked_workbook(request: Request, key: str) -> HttpResponse:
    """The sender's own workbook with every bad cell red and the list of problems."""
    draft = own_draft(request, key)
    name = f"{PurePath(draft.file_name).stem}-{gettext('标红')}.xlsx"
    return as_download(book_of(draft).marked(), name)
