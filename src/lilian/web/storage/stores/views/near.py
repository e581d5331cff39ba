"""The nearest stores with room, from where one stands or from a village or collection point in a list."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from lilian.catalog import queries as catalog
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.storage import queries
from lilian.web.shell.listing import Listing, chips
from lilian.web.shell.requests import Request
from lilian.web.storage.stores.columns import NEAREST

SHOWN = 10


def starts(request: Request) -> list[tuple[str, list[tuple[int, str]]]]:
    """(township, [(key, name)]) of villages and collection points."""
    kinds = (PlaceKind.VILLAGE, PlaceKind.COLLECTION_POINT)
    found = [place for kind in kinds for place in members.places(request.actor, kind=kind)]
    named = sorted((str(place.township or ""), place.village, place.name, place.pk) for place in found)
    return [(town, [(pk, name) for _, _, name, pk in rows]) for town, rows in groupby(named, key=lambda row: row[0])]


def point(request: Request) -> tuple[float, float, str] | None:
    """(lat, lon, its name) the reader starts from, if they said one that is on earth."""
    asked = request.GET
    if asked.get("from", "").isdigit():
        place = members.place(request.actor, int(asked["from"]))
        return place.lat, place.lon, place.name
    try:
        lat, lon = float(asked.get("lat", "")), float(asked.get("lon", ""))
    except ValueError:
        return None
    on_earth = -90 <= lat <= 90 and -180 <= lon <= 180
    return (lat, lon, gettext("您现在的位置")) if on_earth else None


def kept_varieties(request: Request) -> list[str]:
    """Varieties that some store takes."""
    kept = {name for card in queries.store_cards(request.actor, now=request.now) for name in card.accepts}
    return [one.name for one in catalog.varieties() if one.name in kept]


@require_safe
@login_required
def near(request: Request) -> HttpResponse:
    request.actor.must("storage.see")
    try:
        start = point(request)
    except NotFound:
        start = None
    variety, names = request.GET.get("variety", ""), kept_varieties(request)
    context: dict[str, Any] = {
        "starts": starts(request),
        "chosen": request.GET.get("from", ""),
        "variety": variety,
        "chips": chips(request, "variety", [("", gettext("不限品种")), *((name, name) for name in names)]),
        "start": start[2] if start else "",
    }
    if start:
        cards = queries.nearest(
            request.actor, lat=start[0], lon=start[1], now=request.now, variety=variety, limit=SHOWN
        )
        context["listing"] = Listing(request, NEAREST, cards, per_page=SHOWN, row_key=lambda card: card.code)
        context["first"] = cards[0] if cards else None
    return render(request, "storage/stores/near.html", context)
