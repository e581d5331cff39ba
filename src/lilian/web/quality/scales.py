"""Scales: how each stands today, its checks, and how far it drifts."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.drawing import Series, line_chart
from lilian.members import queries as members
from lilian.quality import actions, queries
from lilian.quality.values import SCALE_STATE_NAMES, CheckCard, ScaleCard, ScaleDraft
from lilian.web.quality.forms import CalibrationForm, ScaleForm
from lilian.web.quality.keys import key_of
from lilian.web.shell.drawings import drawn
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.requests import Request

LAST_SHOWN, CHARTED = 14, 90


def told(card: ScaleCard) -> dict[str, Any]:
    return {"card": card, "state": card.state.value, "words": gettext(SCALE_STATE_NAMES[card.state])}


@require_safe
@login_required
def scale_list(request: Request) -> HttpResponse:
    found = queries.scales(request.actor, now=request.now)
    may_add = request.actor.may("quality.change_scales")
    return render(request, "quality/scales.html", {"scales": [told(card) for card in found], "may_add": may_add})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_scale(request: Request) -> HttpResponse:
    actor = request.actor
    actor.must("quality.change_scales")
    reach = actor.reach("quality.change_scales")
    owners = [(one.pk, one.name) for one in members.organisations(actor) if one.pk in reach]
    form = ScaleForm(request.POST if request.method == "POST" else None, organisations=owners)

    def act() -> str:
        said = form.cleaned_data
        draft = ScaleDraft(said["organisation"], said["code"], said["name"], said["division"], said["capacity"])
        return reverse("quality:scale", args=[actions.add_scale(actor=actor, draft=draft, now=request.now)])

    context = {"title": gettext("登记秤"), "back": reverse("quality:scales")}
    return FormPage("quality/form.html", form, act, gettext("登记好了，请校准一次。"), context).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def scale(request: Request, pk: int) -> HttpResponse:
    wanted = "quality.check" if request.method == "POST" else "quality.see"
    card = queries.scale(request.actor, pk, now=request.now, permission=wanted)
    form = CalibrationForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        actions.calibrate(
            actor=request.actor,
            scale_id=pk,
            points=form.points(),
            client_key=key_of(request),
            now=request.now,
            note=form.cleaned_data["note"],
        )
        return reverse("quality:scale", args=[pk])

    checks = queries.checks(pk, most=CHARTED)
    context = {
        **told(card),
        "checks": checks[:LAST_SHOWN],
        "chart": drift(checks),
        "may_check": request.actor.may("quality.check", organisation_id=card.organisation_id),
    }
    return FormPage("quality/scale.html", form, act, gettext("校准记下了。"), context).answer(request)


def drift(checks: Sequence[CheckCard]) -> SafeString:
    """How far off it was at its worst in the last check of each day, in grams; empty before two days."""
    by_day = {check.day: float(check.worst_g) for check in reversed(checks)}
    if len(by_day) < 2:
        return SafeString("")
    words = gettext("每天最大的偏差，克，到 %(day)s") % {"day": max(by_day)}
    return drawn(line_chart([Series(gettext("偏差"), sorted(by_day.items()))], unit=gettext("克"), words=words))
