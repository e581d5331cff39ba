"""Drills: run by a button, their reports kept."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.trace import actions, queries
from lilian.trace.values import GAP_NAMES, START_NAMES, GapKind, StartKind
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.requests import Request
from lilian.web.trace.forms import StartForm

STEPS = {
    "start": _("找到起点"),
    "back": _("往回查到果园"),
    "forward": _("往前查到每一箱"),
    "holders": _("在谁手里"),
    "balances": _("逐批对数量"),
    "gaps": _("找断点"),
}


def about(row: Any) -> str:
    return f"{capfirst(gettext(START_NAMES[StartKind(row.kind)]))} {row.code}"


def seconds(row: Any) -> str:
    return f"{row.took_ms / 1000:.3f}"


COLUMNS = (
    Column("start", _("从哪里查起"), about, card="lead", link=lambda row: reverse("trace:drill", args=[row.pk])),
    Column("passed", _("结果"), lambda row: gettext("通过") if row.passed else gettext("没有通过"), card="right"),
    Column("took", _("用时（秒）"), seconds, number=True, sort="took_ms"),
    Column("boxes", _("箱数"), lambda row: f"{row.report['figures']['boxes']:,}", number=True),
    Column("at", _("什么时候"), lambda row: f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}", sort="at"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def drill_list(request: Request) -> HttpResponse:
    """What was drilled, and the next one."""
    request.actor.must("trace.drill" if request.method == "POST" else "trace.see_recalls")
    form = StartForm(request.POST if request.method == "POST" else None, initial={"kind": "box"})

    def act() -> str:
        made = actions.run_drill(actor=request.actor, start=form.start(), now=request.now)
        return reverse("trace:drill", args=[made])

    context = {
        "listing": Listing(request, COLUMNS, queries.drills(request.actor), default_sort="-at"),
        "may_drill": request.actor.may("trace.drill"),
    }
    return FormPage("trace/drills.html", form, act, gettext("演练做完了。"), context).answer(request)


@require_safe
@login_required
def drill_page(request: Request, pk: int) -> HttpResponse:
    row = queries.drill(request.actor, pk)
    gaps = [
        (
            each["place"],
            parse_datetime(each["since"]),
            parse_datetime(each["until"]),
            gettext(GAP_NAMES[GapKind(each["kind"])]),
        )
        for each in row.report["gaps"]
    ]
    context = {
        "drill": row,
        "title": about(row),
        "seconds": seconds(row),
        "steps": [(STEPS[step], f"{taken / 1000:.3f}") for step, taken in row.report["steps_ms"].items()],
        "figures": row.report["figures"],
        "gaps": gaps,
        "flagged": row.report["flagged"],
    }
    return render(request, "trace/drill.html", context)
