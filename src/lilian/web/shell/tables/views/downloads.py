"""Workbooks that go out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.kernel.refusal import NotFound
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import drafts, papers
from lilian.web.shell.tables.registry import flow_named


@require_safe
@login_required
def export(request: Request, name: str) -> HttpResponse:
    """The whole table as the reader may see it; read back in, it changes nothing."""
    flow = flow_named(name)
    request.actor.must(flow.see)
    data = papers.exported(flow, request.actor, request.now)
    return papers.as_download(data, papers.file_name(flow, gettext("导出"), request.now))


@require_safe
@login_required
def form(request: Request, name: str) -> HttpResponse:
    """The empty form to fill in."""
    flow = flow_named(name)
    request.actor.must(flow.change)
    return papers.as_download(papers.empty_form(flow), f"{flow.table.sheet}-{gettext('空表')}.xlsx")


def of_draft(request: Request, name: str, key: str, paper: str, word: str) -> HttpResponse:
    flow = flow_named(name)
    draft = drafts.find(key, table=name, user_id=request.actor.user_id)
    data = draft.read(paper)
    if data is None:
        raise NotFound()
    return papers.as_download(data, papers.file_name(flow, word, request.now))


@require_safe
@login_required
def marked(request: Request, name: str, key: str) -> HttpResponse:
    """The sender's own workbook with every bad cell red."""
    return of_draft(request, name, key, drafts.MARKED, gettext("标红"))


@require_safe
@login_required
def rest(request: Request, name: str, key: str) -> HttpResponse:
    """The rows that were not taken in."""
    return of_draft(request, name, key, drafts.REST, gettext("待改"))
