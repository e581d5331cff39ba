"""Certificates that came with fruit: a list, one with its photo, and one that comes after its fruit."""

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
from lilian.certificates.values import MISFIT_NAMES, Misfit, is_ours, spoken
from lilian.flows import receiving as flow
from lilian.receiving import queries as receiving
from lilian.web.certificates.asked import FLAGGED, Asked
from lilian.web.certificates.forms import BringForm, PhotoForm
from lilian.web.certificates.tabs import tabs
from lilian.web.shell.form_page import FormPage, form_page
from lilian.web.shell.listing import Column, Listing, chips
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.shell.tables import made
from lilian.web.shell.tags import kilos


def standing(row: Any) -> tuple[str, str]:
    """How it stands for its fruit: tone and words."""
    if hasattr(row, "given_back"):
        return "", gettext("已退回")
    if row.misfit:
        return "stop", gettext(MISFIT_NAMES[Misfit(row.misfit)])
    if row.certificate is not None and hasattr(row.certificate, "void"):
        return "stop", gettext("后来作废了")
    return ("good", gettext("有效")) if row.certificate else ("", gettext("外来的，看原件"))


def badge(row: Any) -> Any:
    tone, words = standing(row)
    return format_html('<span class="badge{}">{}</span>', f" badge-{tone}" if tone else "", words)


def number(row: Any) -> str:
    return spoken(row.number) if is_ours(row.number) else row.number


COLUMNS = (
    Column(
        "number",
        _("编号"),
        number,
        card="lead",
        link=lambda row: reverse("certificates:one_collected", args=[row.pk]),
        sub=lambda row: row.issuer,
    ),
    Column("lot", _("批次"), lambda row: row.lot.code),
    Column("weight", _("重量（公斤）"), lambda row: kilos(row.weight_g, 3), sort="weight_g", number=True, card="right"),
    Column("holder", _("谁收取"), lambda row: row.organisation.name),
    Column("day", _("收取日期"), lambda row: row.day.isoformat(), sort="day"),
    Column("state", _("状态"), badge),
)


@require_safe
@login_required
def collected(request: Request) -> HttpResponse:
    actor, asked = request.actor, Asked.of(request)
    context = {
        "listing": Listing(request, COLUMNS, asked.collected(actor)),
        "asked": asked,
        "tabs": tabs(actor, "collected"),
        "states": chips(request, "state", (("", gettext("全部")), (FLAGGED, gettext("对不上的")))),
        "query": request.GET.urlencode(),
    }
    return render(request, "certificates/collected.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_collected(request: Request, pk: int) -> HttpResponse:
    """What it is, how it stands, what it looks like; a photo is added once."""
    actor = request.actor
    wanted = "certificates.collect" if request.method == "POST" else "certificates.see_collected"
    found = queries.one_collected(actor, pk, permission=wanted)
    form = PhotoForm(request.POST or None, request.FILES or None)

    def act() -> str:
        picture = form.cleaned_data["photo"]
        actions.add_photo(actor=actor, collected_id=pk, picture=picture, now=request.now)
        return reverse("certificates:one_collected", args=[pk])

    tone, words = standing(found)
    slip = receiving.slips(actor).filter(lot=found.lot_id).first() if actor.may("receiving.see") else None
    may_collect = actor.may("certificates.collect", organisation_id=found.organisation_id)
    context = {
        "row": found,
        "number": number(found),
        "tone": tone,
        "words": words,
        "slip": slip,
        "has_photo": queries.has_photo(found),
        "may_collect": may_collect,
        "may_bring": may_collect and slip is not None and tone == "stop" and not queries.stands_with(found.lot_id),
    }
    return FormPage("certificates/one_collected.html", form, act, gettext("照片存好了。"), context).answer(request)


@require_safe
@login_required
def photo(request: Request, pk: int) -> HttpResponse:
    response = made.answer(queries.photo_of(request.actor, pk), f"{pk}.jpg", "image/jpeg")
    response["Content-Disposition"] = "inline"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def bring(request: Request, pk: int) -> HttpResponse:
    """The certificate of a slip's fruit comes now."""
    actor = request.actor
    slip = receiving.slip(actor, pk, permission="certificates.collect")
    form = BringForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        said = form.cleaned_data
        taken = flow.bring_certificate(
            actor=actor,
            slip_id=pk,
            number=said["number"],
            issuer=said["issuer"],
            client_key=key_of(request),
            now=request.now,
        )
        return reverse("certificates:one_collected", args=[taken])

    return form_page(
        title=gettext("补收合格证"),
        purpose=gettext("收果单 %(number)s，%(kilos)s 公斤，%(day)s 收的。")
        % {"number": slip.number, "kilos": kilos(slip.net_g, 3), "day": timezone.localtime(slip.weighed_at).date()},
        back=reverse("certificates:collected"),
        back_label=gettext("收取的合格证"),
        submit=gettext("收取"),
        form=form,
        act=act,
        done=gettext("合格证收好了。"),
    ).answer(request)
