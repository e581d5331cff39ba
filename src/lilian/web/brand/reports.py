"""Use of a month is reported; a report that was wrong is taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.brand import queries as brand
from lilian.kernel.refusal import Refusal
from lilian.usage import actions, queries
from lilian.usage.values import ReportDraft
from lilian.web.brand.forms import ReportForm, RetractForm
from lilian.web.brand.labels import Words, page, sent
from lilian.web.shell.requests import Request

AT: Mapping[type[Refusal], str] = {actions.UnexplainedDifference: "note"}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: Request, pk: int) -> HttpResponse:
    found = brand.licence(request.actor, pk, permission="brand.report")
    day = timezone.localdate(request.now)
    months = [one.month for one in queries.due(request.actor, day, licence_id=pk)]
    if not months:
        return _nothing_due(request, found, day)
    form = ReportForm(sent(request), months=months)

    def act() -> int:
        said = form.cleaned_data
        draft = ReportDraft(pk, date.fromisoformat(said["month"]), said["on_hand"], said["note"])
        return actions.report(actor=request.actor, draft=draft, now=request.now)

    purpose = gettext("用了多少、损坏多少，账上有；请数一数月底手里还有多少。")
    if bare := brand.uncertified([pk]).get(pk):
        purpose += gettext("有 %(count)s 枚标签的合格证后来作废了，报告里会写上。") % {"count": f"{bare:,}"}
    words = Words(gettext("用标报告"), purpose, gettext("交报告"), gettext("报告交了。"))
    return page(found, words, form, act, AT).answer(request)


def _nothing_due(request: Request, found: Any, day: date) -> HttpResponse:
    """Whoever comes too early, or again, is told when to come back."""
    coming = queries.next_due(request.actor, day, licence_id=found.pk)
    context = {"number": found.number, "back": reverse("brand:licence", args=[found.pk]), "coming": coming}
    return render(request, "brand/nothing_due.html", context, status=409 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def retract(request: Request, pk: int) -> HttpResponse:
    found = queries.report(request.actor, pk, permission="brand.report")
    form = RetractForm(sent(request))

    def act() -> int:
        return actions.retract(actor=request.actor, report_id=pk, now=request.now, **form.cleaned_data)

    said = {"month": f"{found.month:%Y-%m}", "on_hand": f"{found.on_hand:,}"}
    title = gettext("收回 %(month)s 的用标报告") % said
    purpose = gettext("报的是月底手里 %(on_hand)s 枚。收回以后，这个月要重新交一份。") % said
    words = Words(title, purpose, gettext("收回"), gettext("收回了，请重新交一份。"))
    return page(found.licence, words, form, act, AT).answer(request)
