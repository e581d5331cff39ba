"""Labels: asked for and answered, spoiled, handed back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.brand import actions, queries
from lilian.kernel.refusal import Refusal
from lilian.web.brand.forms import AnswerForm, AskForm, RangeForm
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request


def sent(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True)
class Words:
    """Of a page: its name, what it is for, its button, what is said when it is done."""

    title: str
    purpose: str
    submit: str
    done: str


AT: Mapping[type[Refusal], str] = {actions.LabelNotOnHand: "first"}


def page(
    found: Any, words: Words, form: forms.Form, act: Callable[[], object], at: Mapping[type[Refusal], str] = AT
) -> FormPage:
    """A form of a licence's page, to which it leads back."""
    back = reverse("brand:licence", args=[found.pk])

    def acted() -> str:
        act()
        return back

    return form_page(back=back, back_label=found.number, form=form, act=acted, at=at, **vars(words))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request: Request, pk: int) -> HttpResponse:
    found = queries.licence(request.actor, pk, permission="brand.ask")
    allowance = queries.allowance(request.actor, found, timezone.localdate(request.now))
    form = AskForm(sent(request), allowance=allowance)

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
    return page(found, words, form, act).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def spoil(request: Request, pk: int) -> HttpResponse:
    found = queries.licence(request.actor, pk, permission="brand.report")
    form = RangeForm(sent(request))

    def act() -> int:
        return actions.spoil(actor=request.actor, licence_id=pk, now=request.now, **form.cleaned_data)

    purpose = gettext("损坏、丢失的标签不能再贴，它们代表的果也不再另发标签。")
    words = Words(gettext("报损坏"), purpose, gettext("报损坏"), gettext("记下了。"))
    return page(found, words, form, act).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_back(request: Request, pk: int) -> HttpResponse:
    found = queries.licence(request.actor, pk, permission="brand.issue")
    form = RangeForm(sent(request))

    def act() -> int:
        return actions.take_back(actor=request.actor, licence_id=pk, now=request.now, **form.cleaned_data)

    purpose = gettext("没用的标签交回联盟办，它们代表的果可以再领。")
    words = Words(gettext("收回标签"), purpose, gettext("收回"), gettext("记下了。"))
    return page(found, words, form, act).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: Request, pk: int) -> HttpResponse:
    """Labels are issued, or refused where a reason is written."""
    found = queries.ask(request.actor, pk, permission="brand.issue")
    form = AnswerForm(sent(request))

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
