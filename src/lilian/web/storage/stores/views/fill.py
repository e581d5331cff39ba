"""A keeper says on a phone what lies in the store."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lilian.kernel.refusal import NotFound
from lilian.storage import actions, queries
from lilian.storage.values import Freshness, StoreCard
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of
from lilian.web.shell.requests import Request
from lilian.web.storage.stores.filters import is_open
from lilian.web.storage.stores.forms.fill import FillForm
from lilian.web.storage.stores.views.store import REPORTS_SHOWN, occasions


def own_stores(request: Request) -> list[StoreCard]:
    """Stores in use the reader may report for, the longest silent first."""
    cards = filter(is_open, queries.store_cards(request.actor, now=request.now, own=True))
    return sorted(cards, key=lambda card: card.reported_at.timestamp() if card.reported_at else 0.0)


@require_safe
@login_required
def own(request: Request) -> HttpResponse:
    """Straight to the form where there is but one store; otherwise choose."""
    request.actor.must("storage.report")
    cards = own_stores(request)
    if len(cards) == 1:
        return HttpResponseRedirect(reverse("storage:report_fill", args=[cards[0].id]))
    return render(request, "storage/stores/own.html", {"cards": cards})


def reported(request: Request, pk: int) -> StoreCard:
    """The store, if the reader may report for it.

    :raises NotFound: if it is another's
    """
    request.actor.must("storage.report")
    card = queries.store_card(request.actor, pk, now=request.now)
    request.actor.must("storage.report", organisation_id=card.organisation_id)
    return card


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report_fill(request: Request, pk: int) -> HttpResponse:
    card = reported(request, pk)
    rooms = queries.room_cards(request.actor, pk, now=request.now)
    form = FillForm(request.POST if request.method == "POST" else None, rooms=rooms)

    def act() -> str:
        actions.report_fill(
            actor=request.actor,
            stock_g_by_room=form.stock_g_by_room,
            client_key=key_of(request),
            note=form.cleaned_data["note"],
            now=request.now,
        )
        return reverse("storage:fill_receipt", args=[pk])

    context: dict[str, Any] = {"card": card, "rooms": rooms, "draft": f"fill-{pk}"}
    page = FormPage("storage/stores/fill.html", form, act, gettext("已报上去。"), context)
    return page.answer(request)


@require_safe
@login_required
def receipt(request: Request, pk: int) -> HttpResponse:
    """What was just said, and how to put it right."""
    card = reported(request, pk)
    told = occasions(queries.reports(request.actor, store_id=pk)[:REPORTS_SHOWN], clear=True)
    if not told:
        raise NotFound()
    others = [one for one in own_stores(request) if one.id != pk and one.freshness is not Freshness.FRESH]
    context = {"card": card, "told": told[0], "next": others[0] if others else None}
    return render(request, "storage/stores/receipt.html", context)
