"""All stores: as a list, and on the map with the same list beside it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lilian.storage import queries
from lilian.storage.values import StoreCard
from lilian.web.shell.listing import Listing, with_query
from lilian.web.shell.requests import Request
from lilian.web.storage.stores import columns, county
from lilian.web.storage.stores.filters import Choice, chip_rows
from lilian.web.storage.stores.scene import map_legend, store_map


def found(request: Request) -> tuple[Choice, list[StoreCard], dict[str, Any]]:
    """What was asked for, all stores the words match, and what list and map share."""
    choice, actor = Choice.of(request), request.actor
    matching = queries.store_cards(actor, now=request.now, text=choice.text)
    shared = {
        "choice": choice,
        "chip_rows": chip_rows(request, choice, matching),
        "query": with_query(request.GET) if choice.is_narrow else "",
        "may_change": actor.may("storage.change"),
    }
    return choice, matching, shared


@require_safe
@login_required
def store_list(request: Request) -> HttpResponse:
    choice, matching, shared = found(request)
    everything = queries.store_cards(request.actor, now=request.now) if choice.text else matching
    shown = choice.narrowed(matching)
    listing = Listing(
        request,
        columns.STORES,
        shown,
        default_sort="name",
        totals=columns.totals(shown),
        row_key=lambda card: card.code,
    )
    context = {
        **shared,
        "listing": listing,
        "figures": [*county.figures(request.actor, request.now, everything), county.full_figure(everything)],
        "is_empty": not everything,
    }
    return render(request, "storage/stores/list.html", context)


@require_safe
@login_required
def store_map_page(request: Request) -> HttpResponse:
    choice, matching, shared = found(request)
    shown = choice.narrowed(matching)
    drawn = store_map(shown, matching) if shown else ""
    by_room = sorted(shown, key=lambda card: (card.closed_on is not None, -card.free_g))
    return render(
        request, "storage/stores/map.html", {**shared, "map": drawn, "legend": map_legend(), "cards": by_room}
    )
