"""Contracts are made by the hundred, amended, renewed and ended."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from lilian.catalog.queries import grade_names
from lilian.contracts import actions, queries
from lilian.contracts.values import BatchDraft
from lilian.web.contracts import making
from lilian.web.contracts.forms.making import AmendForm, EndForm, ManyForm, RenewForm
from lilian.web.shell.form_page import form_page
from lilian.web.shell.in_place import acted, in_place
from lilian.web.shell.once import key_of
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request

BOTH = ["GET", "HEAD", "POST"]
AT_ONCE = 100  # take a quarter of a second


@require_http_methods(BOTH)
@login_required
def many(request: Request) -> HttpResponse:
    """First what it would come to, then the contracts themselves: all or none, many of them by the worker."""
    request.actor.must("contracts.make")
    today = timezone.localdate(request.now)
    data = request.POST if request.method == "POST" else None
    form = ManyForm(data, actor=request.actor, today=today)
    if data is None or not form.is_valid():
        return _many_page(request, form, 200 if data is None else 422)

    def again(status: int, told: Told) -> HttpResponse:
        return _many_page(request, form, status, told=told)

    def answer() -> HttpResponse:
        batch = queries.drafts(request.actor, form.many(), today)
        if not form.cleaned_data["sure"]:
            is_long = len(batch.contracts) > AT_ONCE
            return _many_page(request, form, 200, sum=queries.batch_sum(batch), is_long=is_long)
        act, done = _making(request, form.many(), batch)
        return acted(request, act, done=done, again=again)

    return in_place(answer, again)


def _making(request: Request, wanted: queries.Many, batch: BatchDraft) -> tuple[Callable[[], str], str]:
    """Makes them, or has them made, and gives the address to go to; and what is said there."""

    def make() -> str:
        key = key_of(request)
        actions.make_contracts(actor=request.actor, batch=batch, client_key=key, now=request.now)
        return f"{reverse('contracts:contracts')}?{urlencode({'batch': key})}"

    def have_made() -> str:
        return reverse("jobs:job", args=[making.start(request, wanted, batch).pk])

    if len(batch.contracts) > AT_ONCE:
        return have_made, gettext("在后台订，订好了从这里看。")
    return make, gettext("合同订好了，等三方签字。")


def _many_page(request: Request, form: ManyForm, status: int, **more: Any) -> HttpResponse:
    return render(request, "contracts/many.html", {"form": form, **more}, status=status)


def own(request: Request, pk: int) -> Any:
    """:raises NotFound: if the contract is not the actor's to change"""
    request.actor.must("contracts.make")
    found = queries.contract(request.actor, pk)
    request.actor.must("contracts.make", organisation_id=found.coop_id)
    return found


@require_http_methods(BOTH)
@login_required
def amend(request: Request, pk: int) -> HttpResponse:
    found, address = own(request, pk), reverse("contracts:contract", args=[pk])
    newest = queries.versions(request.actor, pk)[0]
    lines = list(newest.lines.all())
    form = AmendForm(
        request.POST if request.method == "POST" else None,
        terms=queries.said(newest, lines),
        blocks=[line.block.name if line.block else gettext("全部果园") for line in lines],
        grades=grade_names(),
        today=timezone.localdate(request.now),
    )

    def act() -> str:
        said = form.cleaned_data
        actions.amend(
            actor=request.actor,
            contract_id=pk,
            terms=form.draft(),
            effective_from=said["effective_from"],
            reason=form.amend_reason,
            note=said["note"],
            now=request.now,
        )
        return address

    return form_page(
        title=gettext("变更条款"),
        purpose=gettext("原来的条款不动；新的一版要三方再签一次，签齐以后从写的那天起算。"),
        back=address,
        back_label=found.number,
        form=form,
        act=act,
        done=gettext("新的一版写好了，等三方签字。"),
        submit=gettext("写成新的一版"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def end(request: Request, pk: int) -> HttpResponse:
    found, address = own(request, pk), reverse("contracts:contract", args=[pk])
    form = EndForm(request.POST or None, initial={"day": timezone.localdate(request.now)})

    def act() -> str:
        said = form.cleaned_data
        actions.end_contract(
            actor=request.actor,
            contract_id=pk,
            day=said["day"],
            reason=form.end_reason,
            note=said["note"],
            now=request.now,
        )
        return address

    return form_page(
        title=gettext("终止合同"),
        purpose=gettext("从这天起不再约束双方；以前交的果仍按合同结算。"),
        back=address,
        back_label=found.number,
        form=form,
        act=act,
        done=gettext("合同终止了。"),
        submit=gettext("终止"),
    ).answer(request)


@require_http_methods(BOTH)
@login_required
def renew(request: Request, pk: int) -> HttpResponse:
    found, address = own(request, pk), reverse("contracts:contract", args=[pk])
    form = RenewForm(request.POST or None, actor=request.actor, after=found.season.starts_on)

    def act() -> str:
        said = form.cleaned_data
        batches = queries.renewals(request.actor, [pk], said["season"], said["version"])
        if not batches:
            raise actions.AlreadyRenewed(number=found.number)
        (made,) = actions.make_contracts(
            actor=request.actor, batch=batches[0], client_key=key_of(request), now=request.now
        )
        return reverse("contracts:contract", args=[made])

    return form_page(
        title=gettext("续签到下一季"),
        purpose=gettext("地块和数量照旧，价格和条款按选的范本。"),
        back=address,
        back_label=found.number,
        form=form,
        act=act,
        done=gettext("续签的合同订好了，等三方签字。"),
        submit=gettext("续签"),
    ).answer(request)
