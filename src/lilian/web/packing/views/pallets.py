"""Pallets: boxes are scanned on, and taken off all at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from lilian.packing import actions, queries
from lilian.packing.queries.pallets import pallet_cards, stowings
from lilian.stock import queries as stock
from lilian.web.packing.forms import StowForm
from lilian.web.packing.views.packings import PACKED_AT
from lilian.web.shell.form_page import FormPage
from lilian.web.shell.once import key_of, once
from lilian.web.shell.requests import Request

MOST_SHOWN, MOST_STOOD = 60, 100


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pallet_list(request: Request) -> HttpResponse:
    """All pallets; sent, a new one of the organisation that is named."""
    actor = request.actor
    actor.must("packing.pack")
    places = stock.locations(actor, permission="packing.pack", kinds=PACKED_AT)
    owners = {place.organisation_id: place.organisation for place in places}
    if request.method == "POST":
        owner = int(request.POST.get("organisation", "").strip()[:18] or 0)

        def act() -> str:
            made = actions.make_pallet(actor=actor, organisation_id=owner, client_key=key_of(request), now=request.now)
            return reverse("packing:pallet", args=[made])

        return once(request, act)
    context = {"pallets": pallet_cards(queries.pallets(actor)[:MOST_SHOWN]), "owners": list(owners.values())}
    return render(request, "packing/pallets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pallet(request: Request, pk: int) -> HttpResponse:
    request.actor.must("packing.pack")
    card, form = queries.pallet(request.actor, pk), StowForm(request.POST or None)

    def act() -> str:
        actions.stow(actor=request.actor, pallet_id=pk, codes=form.said(), now=request.now)
        return reverse("packing:pallet", args=[pk])

    context = {"card": card, "stood": stowings(request.actor, pk)[:MOST_STOOD]}
    return FormPage("packing/pallet.html", form, act, gettext("放上去了。"), context).answer(request)


@require_POST
@login_required
def empty(request: Request, pk: int) -> HttpResponse:
    request.actor.must("packing.pack")
    queries.pallet(request.actor, pk)

    def act() -> str:
        actions.take_off(actor=request.actor, pallet_id=pk, now=request.now)
        return reverse("packing:pallet", args=[pk])

    response = once(request, act)
    messages.success(request, gettext("托盘腾空了，可以再用。"))
    return response
