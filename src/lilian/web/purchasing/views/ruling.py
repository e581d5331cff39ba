"""A co-operative, a village or the alliance looks through what was asked, cuts with a reason, and hands it on."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lilian.members import queries as members
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Ruled
from lilian.web.purchasing.views.campaign import acted, frame
from lilian.web.purchasing.words import state_tone, state_words
from lilian.web.shell.in_place import in_place
from lilian.web.shell.once import once
from lilian.web.shell.refusals import Told
from lilian.web.shell.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def place(request: Request, pk: int, place: int) -> HttpResponse:
    """The needs of one place, one below the other."""
    actor = request.actor
    actor.must("purchasing.confirm")
    found = queries.campaign(actor, pk)
    home = members.organisation(actor, place)
    asked = list(queries.needs(actor, pk, organisation_id=place).order_by("household__code", "article__number"))
    context = frame(request, found) | {"place": home, "lines": _lines(asked), "may_rule": found.stage == "collecting"}
    if request.method != "POST":
        return render(request, "purchasing/place.html", context)

    def act() -> str:
        _rule(request, pk, place, ruled_in(request, asked))
        return reverse("purchasing:campaign", args=[pk])

    def again(status: int, told: Told) -> HttpResponse:
        return render(request, "purchasing/place.html", context | {"told": told}, status=status)

    return in_place(lambda: once(request, act), again)


def _rule(request: Request, pk: int, place: int, ruled: list[Ruled]) -> None:
    said: dict[str, Any] = {"campaign_id": pk, "organisation_id": place, "ruled": ruled, "now": request.now}
    if request.actor.may("purchasing.run"):
        actions.approve_needs(actor=request.actor, **said)
    else:
        actions.confirm_needs(actor=request.actor, **said)


def _lines(asked: list[Any]) -> list[dict[str, Any]]:
    reasons = queries.reasons(asked)
    return [
        {
            "need": need,
            "input": need.article.farm_input,
            "granted": need.quantity if need.granted is None else need.granted,
            "state": state_words(need.state),
            "tone": state_tone(need.state),
            "reason": reasons.get(need.pk, ""),
        }
        for need in asked
    ]


def ruled_in(request: Request, asked: list[Any]) -> list[Ruled]:
    """What the form changes: lines left as they stand pass as they came."""
    found = []
    for need in asked:
        granted = request.POST.get(f"granted_{need.pk}", "").strip()
        standing = need.quantity if need.granted is None else need.granted
        if granted.isascii() and granted.isdigit() and int(granted[:9]) != standing:
            found.append(Ruled(need.pk, int(granted[:9]), request.POST.get(f"reason_{need.pk}", "")))
    return found


@require_POST
@login_required
def approve(request: Request, pk: int) -> HttpResponse:
    """All that places have handed in, at once."""

    def act() -> None:
        actions.approve_needs(actor=request.actor, campaign_id=pk, now=request.now)

    return acted(request, pk, act, gettext("都审核通过了。"))
