"""Recalls: opened, followed, ended."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.trace import actions, queries
from lilian.trace.values import START_NAMES, RecallDraft, StartKind
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.trace import calls
from lilian.web.trace.forms import EndForm, RecallForm
from lilian.web.trace.weights import kg

BOTH = ["GET", "HEAD", "POST"]


def began(row: Any) -> str:
    return f"{capfirst(gettext(START_NAMES[StartKind(row.kind)]))} {row.code}"


def answered(row: Any) -> str:
    return gettext("%(told)s 家里 %(answered)s 家") % vars(row) if row.told else "—"


COLUMNS = (
    Column(
        "start",
        _("从哪里召回"),
        began,
        card="lead",
        link=lambda row: reverse("trace:recall", args=[row.pk]),
        sub=lambda row: row.reason,
    ),
    Column("boxes", _("箱数"), lambda row: f"{row.figures.get('boxes', 0):,}", number=True, card="right"),
    Column("told", _("已答复"), answered, number=True),
    Column("at", _("什么时候"), lambda row: f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}", sort="at"),
    Column(
        "end",
        _("结束"),
        lambda row: f"{timezone.localtime(row.end.at):%Y-%m-%d}" if hasattr(row, "end") else gettext("还没结束"),
    ),
)


@require_safe
@login_required
def recall_list(request: Request) -> HttpResponse:
    listing = Listing(request, COLUMNS, queries.recalls(request.actor), default_sort="-at")
    may = request.actor.may("trace.recall")
    return render(request, "trace/recalls.html", {"listing": listing, "may_recall": may})


@require_http_methods(BOTH)
@login_required
def new_recall(request: Request) -> HttpResponse:
    """What it would reach is on the page of the trace; here it is done."""
    request.actor.must("trace.recall")
    form = RecallForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())

    def act() -> str:
        draft = RecallDraft(form.start(), form.cleaned_data["reason"])
        made = actions.open_recall(actor=request.actor, draft=draft, client_key=key_of(request), now=request.now)
        return reverse("trace:recall", args=[made])

    context = {"back": reverse("trace:recalls")}
    return FormPage("trace/new_recall.html", form, act, gettext("已经全部停下，通知也发出了。"), context).answer(
        request
    )


@require_safe
@login_required
def recall_page(request: Request, pk: int) -> HttpResponse:
    found = queries.recall(request.actor, pk)
    now = queries.recalled_now(found)
    context = {
        "recall": found,
        "title": began(found),
        "figures": [
            (gettext("在库"), f"{now.in_store:,}", gettext("当时 %s") % f"{found.figures.get('in_store', 0):,}"),
            (
                gettext("在路上"),
                f"{now.on_the_road:,}",
                gettext("当时 %s") % f"{found.figures.get('on_the_road', 0):,}",
            ),
            (gettext("已送到"), f"{now.delivered:,}", gettext("当时 %s") % f"{found.figures.get('delivered', 0):,}"),
        ],
        "loose": kg(now.loose_g),
        "lots": found.figures.get("lots", 0),
        "answered": f"{getattr(found, 'answered', 0):,}",
        "told": f"{getattr(found, 'told', 0):,}",
        "end": getattr(found, "end", None),
        "may_recall": request.actor.may("trace.recall"),
    } | calls.shown(request, pk)
    return render(request, "trace/recall.html", context)


@require_http_methods(BOTH)
@login_required
def end_recall(request: Request, pk: int) -> HttpResponse:
    request.actor.must("trace.recall")
    found, back = queries.recall(request.actor, pk), reverse("trace:recall", args=[pk])
    form = EndForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        report = form.cleaned_data["report"]
        actions.end_recall(actor=request.actor, recall_id=pk, report=report, now=request.now)
        return back

    return form_page(
        title=gettext("结束召回"),
        purpose=gettext("每一家都答复了才能结束；停下的批次不会再放行。"),
        back=back,
        back_label=began(found),
        submit=gettext("结束召回"),
        form=form,
        act=act,
        done=gettext("召回结束，报告已存档。"),
    ).answer(request)
