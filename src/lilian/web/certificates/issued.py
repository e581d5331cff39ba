"""Certificates that were issued, lots that lack one, a new one, one with its voiding."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.certificates import actions, queries
from lilian.certificates.values import Basis, spoken
from lilian.kernel.refusal import NotFound
from lilian.web.certificates.check import said
from lilian.web.certificates.forms import IssueForm, VoidForm
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.listing import Column, Listing
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import kilos

MOST_LACKING = 20
COLUMNS = (
    Column(
        "number",
        _("编号"),
        lambda row: spoken(row.number),
        card="lead",
        link=lambda row: reverse("certificates:certificate", args=[row.pk]),
        sub=lambda row: row.promiser,
    ),
    Column("variety", _("品种"), lambda row: row.variety.name),
    Column("weight", _("重量（公斤）"), lambda row: kilos(row.weight_g), sort="weight_g", number=True, card="right"),
    Column("origin", _("产地"), lambda row: row.origin),
    Column("at", _("开具"), lambda row: timezone.localtime(row.issued_at).strftime("%Y-%m-%d %H:%M"), sort="issued_at"),
    Column("state", _("状态"), lambda row: gettext("已作废") if hasattr(row, "void") else gettext("有效")),
)


@require_safe
@login_required
def certificates(request: Request) -> HttpResponse:
    """Those issued, and before them what lacks one."""
    actor, text = request.actor, request.GET.get("q", "")[:80]
    found = queries.certificates(actor, text=text)
    may_issue = actor.may("certificates.issue")
    context = {
        "listing": Listing(request, COLUMNS, found),
        "text": text,
        "may_issue": may_issue,
        "lacking": queries.told(queries.lacking(actor)[:MOST_LACKING]) if may_issue else [],
    }
    return render(request, "certificates/certificates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: Request) -> HttpResponse:
    """For fruit that is to come, or for the lot the address names."""
    actor = request.actor
    actor.must("certificates.issue")
    asked = request.GET.get("lot", "")
    lot = _lot(request, int(asked)) if asked.isdecimal() and len(asked) < 19 else None
    promisers = [one for one in queries.promisers(actor) if lot is None or one.organisation_id == lot.owner_id]
    proposal = queries.proposal(actor, [lot.lot_id], lot.owner_id) if lot else None
    form = IssueForm(
        request.POST if request.method == "POST" else None,
        promisers=promisers,
        lot_id=lot.lot_id if lot else None,
        proposal=proposal,
        initial=_usual(promisers, proposal.lots[lot.lot_id] if lot and proposal else 0),
    )

    def act() -> str:
        made = actions.issue(actor=actor, draft=form.draft(), client_key=key_of(request), now=request.now)
        return reverse("certificates:certificate", args=[made])

    return form_page(
        title=gettext("开合格证：批次 %(lot)s") % {"lot": lot.code} if lot else gettext("开合格证"),
        purpose=gettext("承诺的重量不超过这批果的重量；开了不能改，只能作废。"),
        back=reverse("certificates:certificates"),
        back_label=gettext("合格证"),
        submit=gettext("我承诺，开具"),
        form=form,
        act=act,
        done=gettext("合格证开好了。"),
    ).answer(request)


def _lot(request: Request, lot_id: int) -> Any:
    """:raises NotFound: unless it lacks one and the actor may issue it"""
    found = queries.told(queries.lacking(request.actor).filter(pk=lot_id))
    if not found:
        raise NotFound()
    return found[0]


def _usual(promisers: list[Any], weight_g: int) -> dict[str, Any]:
    first = promisers[0] if promisers else None
    return {
        "bases": [Basis.CONTROL.value],
        "weight": kilos(weight_g).replace(",", "") if weight_g else "",
        "signed_by": first.signer if first else "",
        "contact": first.contact if first else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def certificate(request: Request, pk: int) -> HttpResponse:
    wanted = "certificates.void" if request.method == "POST" else "certificates.see"
    found = queries.certificate(request.actor, pk, permission=wanted)
    form = VoidForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        actions.void(actor=request.actor, certificate_id=pk, reason=reason, now=request.now)
        return reverse("certificates:certificate", args=[pk])

    public = queries.public(found.number)
    context = {
        **said(public),
        "left": kilos(queries.left_g(found)),
        "may_void": public.voided_at is None and request.actor.may("certificates.void"),
    }
    return FormPage("certificates/certificate.html", form, act, gettext("这张合格证作废了。"), context).answer(request)
