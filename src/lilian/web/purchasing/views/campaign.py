"""One campaign: where it stands, what is asked together, what is to be done next by whoever looks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lilian.purchasing import actions, queries
from lilian.purchasing.values import ArticleTotal, Stage
from lilian.web.purchasing.words import moment, stage_tone, stage_words, steps_of, why_words
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request


@require_safe
@login_required
def campaign(request: Request, pk: int) -> HttpResponse:
    found = queries.campaign(request.actor, pk)
    context = frame(request, found) | {"lines": article_lines(request, found)}
    for part in (_needs_part, _quotes_part, _shares_part, _goods_part):
        context |= part(request, found)
    return render(request, "purchasing/campaign.html", context)


def frame(request: Request, found: Any) -> dict[str, Any]:
    """What every page of a campaign begins with."""
    actor = request.actor
    return {
        "campaign": found,
        "stage": stage_words(found),
        "tone": stage_tone(found),
        "steps": steps_of(found),
        "needs_until": moment(found.needs_until),
        "quotes_until": moment(found.quotes_until),
        "takes_needs": queries.takes_needs(found, request.now),
        "takes_quotes": queries.takes_quotes(found, request.now),
        "bids_open": queries.bids_are_open(found, request.now),
        "may_run": actor.may("purchasing.run"),
        "may_need": actor.may("purchasing.need"),
        "may_quote": actor.may("purchasing.quote"),
        "may_receive": actor.may("purchasing.receive"),
        "may_bill": actor.may("purchasing.bill"),
    }


def article_lines(request: Request, found: Any) -> list[dict[str, Any]]:
    """Each article: what all ask together, one's own part, and how far it is to the next price step."""
    actor = request.actor
    pooled = queries.pooled(actor, found.pk)
    own = queries.totals(actor, found.pk) if actor.may("purchasing.see_needs") else {}
    collecting = found.stage == Stage.COLLECTING
    return [
        _line(article, pooled.get(article.pk, ArticleTotal(article.pk)), own.get(article.pk), collecting)
        for article in queries.articles(actor, found.pk)
    ]


def _line(article: Any, total: ArticleTotal, own: ArticleTotal | None, collecting: bool) -> dict[str, Any]:
    """The next step is told while it can still be reached, and once somebody has asked."""
    units = total.approved or total.asked
    price_fen, following = queries.standing_price(article, units)
    return {
        "article": article,
        "input": article.farm_input,
        "total": total,
        "own": own,
        "price_fen": price_fen,
        "next": following if collecting and units else None,
    }


def _needs_part(request: Request, found: Any) -> dict[str, Any]:
    """Places that asked, for whoever rules on needs."""
    if not request.actor.may("purchasing.confirm"):
        return {}
    places = queries.places(request.actor, found.pk)
    return {
        "places": places,
        "waiting": sum(place.asked + place.confirmed for place in places),
        "to_approve": sum(place.confirmed for place in places),
    }


def _quotes_part(request: Request, found: Any) -> dict[str, Any]:
    """How many bid; the bids themselves once they are open."""
    if not request.actor.may("purchasing.run"):
        return {}
    opened = queries.bids_are_open(found, request.now)
    return {
        "sealed": queries.sealed_count(request.actor, found.pk),
        "bids": list(queries.quotes(request.actor, found.pk, now=request.now)) if opened else [],
        "decisions": list(queries.decisions(request.actor, found.pk)) if opened else [],
    }


def _shares_part(request: Request, found: Any) -> dict[str, Any]:
    """What one's own household or organisation gets, and why."""
    if found.stage not in (Stage.DECIDED, Stage.ORDERED, Stage.CLOSED) or request.actor.may("purchasing.run"):
        return {}
    if not request.actor.may("purchasing.see_bills"):
        return {}
    own: list[dict[str, Any]] = [
        {"allotment": each, "why": why_words(each), "input": each.article.farm_input}
        for each in queries.allotments(request.actor, found.pk).order_by("need__household__code", "article__number")
    ]
    return {
        "shares": own,
        "share_fen": sum(each["allotment"].amount_fen for each in own),
        "bills": list(queries.bills(request.actor, found.pk)),
    }


def _goods_part(request: Request, found: Any) -> dict[str, Any]:
    """Orders, and where goods are received."""
    if found.stage not in (Stage.ORDERED, Stage.CLOSED):
        return {}
    actor = request.actor
    orders = list(queries.orders(actor, found.pk)) if actor.may("purchasing.see_orders") else []
    receiving = queries.places_to_receive(actor, found.pk) if actor.may("purchasing.receive") else []
    return {"orders": orders, "receiving": receiving}


def acted(request: Request, pk: int, act: Callable[[], object], words: str) -> HttpResponse:
    """Do it once and go back to the campaign."""

    def done() -> str:
        act()
        return reverse("purchasing:campaign", args=[pk])

    response = once(request, done)
    messages.success(request, words)
    return response


@require_POST
@login_required
def close(request: Request, pk: int) -> HttpResponse:
    leave_out = bool(request.POST.get("leave_out"))

    def act() -> None:
        actions.close_needs(actor=request.actor, campaign_id=pk, leave_out=leave_out, now=request.now)

    return acted(request, pk, act, gettext("需求截止了，供应商可以报价了。"))


@require_POST
@login_required
def cancel(request: Request, pk: int) -> HttpResponse:
    def act() -> None:
        reason = request.POST.get("reason", "")
        actions.cancel_campaign(actor=request.actor, campaign_id=pk, reason=reason, now=request.now)

    return acted(request, pk, act, gettext("这次团购取消了。"))
