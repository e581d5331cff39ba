"""Labels: asked for and answered, spoiled, handed back; the month reported."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.brand import actions, queries
from lilian.brand.values import ReportDraft
from lilian.web.brand.forms import AnswerForm, AskForm, RangeForm, ReportForm, RetractForm
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request


def _said(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Words:
    """Of a page: its name, what it is for, its button, what is said when it is done."""

    title: str
    purpose: str
    submit: str
    done: str


AT = {actions.LabelNotOnHand: "first", actions.UnexplainedDifference: "note"}


def _page(found: Any, words: Words, form: forms.Form, act: Callable[[], object]) -> FormPage:
    """A form of a licence's page, to which it leads back."""
    back = reverse("brand:licence", args=[found.pk])

    def acted() -> str:
        act()
        return back

    return form_page(back=back, back_label=found.number, form=form, act=acted, at=AT, **vars(words))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: Request, pk: int) -> HttpResponse:
    found = queries.licence(request.actor, pk, permission="brand.ask")
    allowance = queries.allowance(request.actor, found, timezone.localdate(request.now))
    form = AskForm(_said(request), allowance=allowance)

    def act() -> int:
        said = form.cleaned_data
        return actions.ask(
            actor=request.actor,
            licence_id=pk,
            spec_id=said["spec"],
            count=said["count"],
            note=said["note"],
            client_key=key_of(request),
            now=request.now,
        )

    purpose = gettext("够等级、在产地、有合格证的果有多少，标签才发多少。")
    words = Words(gettext("领标签"), purpose, gettext("交申请"), gettext("申请交上去了，等联盟办发。"))
    return _page(found, words, form, act).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def spoil(request: Request, pk: int) -> HttpResponse:
    found = queries.licence(request.actor, pk, permission="brand.report")
    form = RangeForm(_said(request))

    def act() -> int:
        return actions.spoil(actor=request.actor, licence_id=pk, now=request.now, **form.cleaned_data)

    purpose = gettext("损坏、丢失的标签不能再贴，它们代表的果也不再另发标签。")
    words = Words(gettext("报损坏"), purpose, gettext("报损坏"), gettext("记下了。"))
    return _page(found, words, form, act).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_back(request: Request, pk: int) -> HttpResponse:
    found = queries.licence(request.actor, pk, permission="brand.issue")
    form = RangeForm(_said(request))

    def act() -> int:
        return actions.take_back(actor=request.actor, licence_id=pk, now=request.now, **form.cleaned_data)

    purpose = gettext("没用的标签交回联盟办，它们代表的果可以再领。")
    words = Words(gettext("收回标签"), purpose, gettext("收回"), gettext("记下了。"))
    return _page(found, words, form, act).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: Request, pk: int) -> HttpResponse:
    found = queries.licence(request.actor, pk, permission="brand.report")
    day = timezone.localdate(request.now)
    months = [one.month for one in queries.due(request.actor, day, licence_id=pk)]
    if not months:
        return _nothing_due(request, found, day)
    form = ReportForm(_said(request), months=months)

    def act() -> int:
        said = form.cleaned_data
        draft = ReportDraft(pk, date.fromisoformat(said["month"]), said["on_hand"], said["note"])
        return actions.report(actor=request.actor, draft=draft, now=request.now)

    purpose = gettext("用了多少、损坏多少，账上有；请数一数月底手里还有多少。")
    if bare := queries.uncertified([pk]).get(pk):
        purpose += gettext("有 %(count)s 枚标签的合格证后来作废了，报告里会写上。") % {"count": f"{bare:,}"}
    words = Words(gettext("用标报告"), purpose, gettext("交报告"), gettext("报告交了。"))
    return _page(found, words, form, act).answer(request)


def _nothing_due(request: Request, found: Any, day: date) -> HttpResponse:
    """Whoever comes too early, or again, is told when to come back."""
    coming = queries.next_due(request.actor, day, licence_id=found.pk)
    context = {"number": found.number, "back": reverse("brand:licence", args=[found.pk]), "coming": coming}
    return render(request, "brand/nothing_due.html", context, status=409 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def retract(request: Request, pk: int) -> HttpResponse:
    found = queries.report(request.actor, pk, permission="brand.report")
    form = RetractForm(_said(request))

    def act() -> int:
        return actions.retract(actor=request.actor, report_id=pk, now=request.now, **form.cleaned_data)

    said = {"month": f"{found.month:%Y-%m}", "on_hand": f"{found.on_hand:,}"}
    title = gettext("收回 %(month)s 的用标报告") % said
    purpose = gettext("报的是月底手里 %(on_hand)s 枚。收回以后，这个月要重新交一份。") % said
    words = Words(title, purpose, gettext("收回"), gettext("收回了，请重新交一份。"))
    return _page(found.licence, words, form, act).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: Request, pk: int) -> HttpResponse:
    """Labels are issued, or refused where a reason is written."""
    found = queries.ask(request.actor, pk, permission="brand.issue")
    form = AnswerForm(_said(request))

    def act() -> str:
        reason = form.cleaned_data["reason"].strip()
        if reason:
            actions.refuse(actor=request.actor, ask_id=pk, reason=reason, now=request.now)
        else:
            actions.issue(actor=request.actor, ask_id=pk, now=request.now)
        return reverse("brand:licence", args=[found.licence_id])

    said = {"holder": found.licence.holder, "count": f"{found.count:,}", "spec": found.kind.spec.name}
    return form_page(
        title=gettext("发标签"),
        purpose=gettext("%(holder)s要 %(count)s 枚，贴“%(spec)s”。写了原因就是不发。") % said,
        back=reverse("brand:licences"),
        back_label=gettext("用标管理"),
        submit=gettext("答复"),
        form=form,
        act=act,
        done=gettext("答复了。"),
    ).answer(request)
