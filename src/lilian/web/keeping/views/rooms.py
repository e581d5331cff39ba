"""The keeper's rooms: what lies in each, whose it is, how cold it is."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lilian.keeping import queries
from lilian.keeping.values import KeptRoomCard
from lilian.storage.values import Fill
from lilian.web.keeping.places import may_work, stores_of
from lilian.web.shell.listing import Listing
from lilian.web.shell.requests import Request

SHEETS_SHOWN, STORES_A_PAGE = 6, 12


@require_safe
@login_required
def rooms(request: Request) -> HttpResponse:
    """By store, a dozen a page, with what waits at the doors; `?q=`: the stores called so."""
    text = request.GET.get("q", "").strip()
    cards = queries.rooms(request.actor, now=request.now)
    by_store = groupby(cards, key=lambda card: (card.store_id, card.store))
    stores = [Door(pk, name, list(of_store)) for (pk, name), of_store in by_store]
    waiting = queries.loads(request.actor, now=request.now)
    context = {
        "listing": Listing(request, (), [door for door in stores if text in door.name], per_page=STORES_A_PAGE),
        "many": len(stores) > STORES_A_PAGE,
        "text": text,
        "waiting": waiting,
        "may_put_away": request.actor.may("keeping.work"),
        "waiting_g": sum(load.left_g for load in waiting),
    }
    return render(request, "keeping/rooms.html", context)


class Door:
    """A store with its rooms, as the list shows it."""

    def __init__(self, pk: int, name: str, cards: list[KeptRoomCard]) -> None:
        self.id, self.name, self.rooms = pk, name, cards
        told = [card for card in cards if card.stock_g is not None]
        self.fill = Fill(sum(card.stock_g or 0 for card in told), sum(card.capacity_g for card in told))


@require_safe
@login_required
def room(request: Request, pk: int) -> HttpResponse:
    card = queries.room(request.actor, pk, now=request.now)
    context: dict[str, Any] = {
        "room": card,
        "today": timezone.localdate(request.now),
        "may_work": may_work(request, card),
        "may_take_back": may_work(request, card, "stock.reverse"),
        "put_aways": queries.put_aways(request.actor, pk)[:SHEETS_SHOWN],
        "counts": queries.counts(request.actor, pk)[:SHEETS_SHOWN],
        "siblings": stores_of(request, card),
    }
    return render(request, "keeping/room.html", context)
