"""The sortable file of a start: asked for, and taken away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.trace import actions, queries
from lilian.trace.values import FileForm
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import made
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
    way = FileForm.CSV if request.POST.get("csv") else FileForm.EXCEL

    def act() -> str:
        job = actions.ask_file(
            actor=request.actor, start=form.start(), form=way, client_key=key_of(request), now=request.now
        )
        return reverse("jobs:job", args=[job])

    return once(request, act)


@require_safe
@login_required
def taken(request: Request, pk: int) -> HttpResponse:
    """What a job wrote, for who asked for it."""
    found = queries.made_file(request.actor, pk)
    return made.answer(found.data, found.name, "application/octet-stream")
