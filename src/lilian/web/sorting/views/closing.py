"""A run ends: what came out is posted, or it is broken off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lilian.sorting import actions, queries
from lilian.sorting.queries import RunFigures
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import kilos
from lilian.web.sorting.forms import CloseForm
from lilian.web.sorting.views.reach import run_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close(request: Request, pk: int) -> HttpResponse:
    card, found = run_of(request, pk, "sorting.run"), queries.figures(pk)
    form = CloseForm(request.POST or None, grades=said_by_the_line(found))
    address = reverse("sorting:run", args=[pk])

    def act() -> str:
        actions.close_run(
            actor=request.actor,
            run_id=pk,
            weighed_g=form.weighed_g(),
            client_key=key_of(request),
            now=request.now,
            note=form.cleaned_data["note"],
        )
        return address

    line_g = sum(one.line_dg for one in found.grades) // 10
    context = {"card": card, "back": address, "line_g": line_g, "missing_g": max(0, card.taken_g - line_g)}
    return FormPage("sorting/close.html", form, act, gettext("结束了，各等级已入账。"), context).answer(request)


def said_by_the_line(found: RunFigures) -> list[tuple[str, str, str]]:
    """Code, name and what the line's scales say of each grade."""
    said = gettext("机器称得 %(kilos)s 公斤")
    return [
        (one.grade, one.name, said % {"kilos": kilos(one.line_dg // 10, 1)} if one.line_dg else "")
        for one in found.grades
    ]


@require_POST
@login_required
def break_off(request: Request, pk: int) -> HttpResponse:
    run_of(request, pk, "sorting.run")

    def act() -> str:
        actions.break_off(
            actor=request.actor,
            run_id=pk,
            reason=request.POST.get("reason", ""),
            client_key=key_of(request),
            now=request.now,
        )
        return reverse("sorting:runs")

    response = once(request, act)
    messages.success(request, gettext("作废了，没有入账，果还在原处。"))
    return response
