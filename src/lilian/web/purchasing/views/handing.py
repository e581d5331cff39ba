"""Who fetches how many of what at a place, where and why; and that it was fetched."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from lilian.members import queries as members
from lilian.purchasing import actions, queries
from lilian.purchasing.values import Buyer
from lilian.supplies import queries as supplies
from lilian.web.purchasing.words import why_words
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request


def handing_lines(request: Request, pk: int, place: int) -> list[dict[str, Any]]:
    """The hand-out list of a place, by pick-up point: who gets how many of what, why, and who has fetched it."""
    names = {article.pk: article.farm_input for article in queries.articles(request.actor, pk)}
    reasons = {
        (each.need.household_id, each.article_id): why_words(each)
        for each in queries.allotments(request.actor, pk).filter(need__organisation_id=place)
    }
    told: list[dict[str, Any]] = []
    for sheet in queries.bill_sheets(request.actor, pk, place):
        lines = [
            {
                "input": names[line.article_id],
                "units": line.received,
                "amount_fen": line.amount_fen,
                "why": reasons.get((sheet.buyer.household_id, line.article_id), ""),
            }
            for line in sheet.lines
        ]
        told.append({"buyer": sheet.buyer, "lines": lines, "amount_fen": sheet.amount_fen})
    return _named(request, pk, place, told)


def _named(request: Request, pk: int, place: int, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With names, points and signatures; whoever fetches at the place itself comes first."""
    households = [each["buyer"].household_id for each in told if each["buyer"].household_id]
    names, at = _names(request, place, households), supplies.pick_ups(households)
    points = {one.pk: one.name for one in supplies.points(request.actor, place)}
    signed = queries.fetched(request.actor, pk, place)
    for each in told:
        household = each["buyer"].household_id
        each["name"] = names.get(household, gettext("单位自用"))
        each["point"] = points.get(at.get(household) or 0, "")
        each["signed_by"] = signed.get(household, "")
    return sorted(told, key=lambda each: each["point"])


def _names(request: Request, place: int, household_ids: list[int]) -> dict[int, str]:
    """The head's name and the code, for whoever may know the people there; else the code."""
    codes = members.household_codes(household_ids)
    if not request.actor.may("members.see_people", organisation_id=place):
        return codes
    near = members.households(request.actor, organisation_id=place).filter(pk__in=codes)
    cards = members.household_cards(request.actor, near)
    return codes | {card.id: f"{card.head} {card.code}".strip() for card in cards}


@require_POST
@login_required
def hand_out(request: Request, pk: int, place: int) -> HttpResponse:
    """All of one buyer's share leaves the stock against a name."""
    household = request.POST.get("household", "")
    buyer = Buyer(place, int(household) if household.isascii() and household.isdigit() and int(household) else None)

    def act() -> str:
        signed_by = request.POST.get("signed_by", "")
        actions.hand_out(actor=request.actor, campaign_id=pk, buyer=buyer, signed_by=signed_by, now=request.now)
        return reverse("purchasing:receive", args=[pk, place])

    response = once(request, act)
    messages.success(request, gettext("发出去了，签收记下了。"))
    return response
