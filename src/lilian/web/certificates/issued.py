"""Certificates that were issued, and one with its papers and its voiding."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lilian.certificates import actions, queries
from lilian.certificates.papers import SIZES
from lilian.certificates.values import FORM_NAMES, Form, spoken
from lilian.web.certificates.asked import VALID, VOID, Asked
from lilian.web.certificates.check import said
from lilian.web.certificates.forms import VoidForm
from lilian.web.certificates.tabs import tabs
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.requests import Request
from lilian.web.shell.tags import kilos


def state(row: Any) -> Any:
    is_void = hasattr(row, "void")
    tone, words = ("stop", gettext("已作废")) if is_void else ("good", gettext("有效"))
    return format_html('<span class="badge badge-{}">{}</span>', tone, words)


COLUMNS = (
    Column(
        "number",
        _("编号"),
        lambda row: spoken(row.number),
        card="lead",
        link=lambda row: reverse("certificates:certificate", args=[row.pk]),
        sub=lambda row: f"{row.promiser} · {gettext(FORM_NAMES[Form(row.form)])}",
    ),
    Column("variety", _("品种"), lambda row: row.variety.name),
    Column("weight", _("重量（公斤）"), lambda row: kilos(row.weight_g, 3), sort="weight_g", number=True, card="right"),
    Column("origin", _("产地"), lambda row: row.origin),
    Column("at", _("开具"), lambda row: timezone.localtime(row.issued_at).strftime("%Y-%m-%d %H:%M"), sort="issued_at"),
    Column("state", _("状态"), state),
)


@require_safe
@login_required
def certificates(request: Request) -> HttpResponse:
    """Those issued; what is shown is what is printed and exported."""
    actor, asked = request.actor, Asked.of(request)
    context = {
        "listing": Listing(request, COLUMNS, asked.certificates(actor)),
        "asked": asked,
        "tabs": tabs(actor, "certificates"),
        "states": chips(request, "state", (("", gettext("全部")), (VALID, gettext("有效")), (VOID, gettext("已作废")))),
        "sizes": SIZES,
        "query": request.GET.urlencode(),
        "may_issue": actor.may("certificates.issue"),
    }
    return render(request, "certificates/certificates.html", context)


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
        "row": found,
        "signed_by": found.signed_by,  # who may see the record may see whose hand it was
        "named": [spoken(number) for number in queries.named_numbers(found)],
        "left": kilos(queries.left_g(found), 3),
        "sizes": SIZES,
        "may_void": public.voided_at is None and request.actor.may("certificates.void"),
    }
    return FormPage("certificates/certificate.html", form, act, gettext("这张合格证作废了。"), context).answer(request)
