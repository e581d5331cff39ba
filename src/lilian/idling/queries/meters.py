"""Meters: what was read, what counts, and the periods between."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lilian.base.actors import Actor
from lilian.idling import rules
from lilian.idling.models import MeterReading
from lilian.idling.rules.energy import Read
from lilian.idling.values import MeterCard
from lilian.kernel.refusal import NotFound
from lilian.planning.consolidation import Period
from lilian.storage import queries as storage

MOST_ROWS = 20_000


def readings(actor: Actor, *, room_id: int | None = None) -> QuerySet[MeterReading]:
    """Readings that count, newest first: not the ones taken back, nor those that take them back."""
    actor.must("idling.see_meters")
    found = MeterReading.objects.filter(takes_back__isnull=True, taken_back_by__isnull=True)
    reach = actor.reach("idling.see_meters")
    if not reach.everywhere:
        found = found.filter(room__store__organisation_id__in=reach.organisation_ids)
    return found if room_id is None else found.filter(room_id=room_id)


def meter_cards(actor: Actor, *, text: str = "") -> list[MeterCard]:
    """A card for every room of an open store within the actor's reach, by store; one query however many."""
    actor.must("idling.see_meters")
    latest = MeterReading.objects.filter(
        room=OuterRef("pk"), takes_back__isnull=True, taken_back_by__isnull=True
    ).order_by("-at", "-pk")
    counts = MeterReading.objects.filter(room=OuterRef("pk"), takes_back__isnull=True, taken_back_by__isnull=True)
    rooms = storage.rooms(actor, reach=actor.reach("idling.see_meters"))
    if text:
        rooms = rooms.filter(Q(store__name__icontains=text) | Q(store__code__icontains=text))
    found = rooms.annotate(
        counter_wh=Subquery(latest.values("counter_wh")[:1]),
        read_at=Subquery(latest.values("at")[:1]),
        ran=Subquery(latest.values("ran")[:1]),
        times=Subquery(counts.order_by().values("room").annotate(n=Count("pk")).values("n")),
    )
    return [_card(room) for room in found]


def meter_card(actor: Actor, room_id: int) -> MeterCard:
    """:raises NotFound: if there is no such room within reach"""
    found = next((card for card in meter_cards(actor) if card.room_id == room_id), None)
    if found is None:
        raise NotFound()
    return found


def _card(room: Any) -> MeterCard:
    return MeterCard(
        room_id=room.pk,
        room=room.code,
        store_id=room.store_id,
        store=room.store.name,
        store_code=room.store.code,
        organisation_id=room.store.organisation_id,
        capacity_g=room.capacity_g,
        counter_wh=room.counter_wh,
        read_at=room.read_at,
        ran=True if room.ran is None else room.ran,
        readings=room.times or 0,
    )


def periods_of(room: Any, *, ran: bool = True) -> list[tuple[Period, Read, Read]]:
    """Between the readings of a room that count; the room comes with its store."""
    counting = MeterReading.objects.filter(room=room, takes_back__isnull=True, taken_back_by__isnull=True)
    return rules.between(
        list(counting.order_by("at", "pk")),
        volume_l=room.volume_l,
        inside_mc=room.store.temperature_mc,
        figures=rules.SHIPPED,
        ran=ran,
    )


def meter_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    """The newest readings as the Excel table holds them."""
    for one in readings(actor).select_related("room__store")[:MOST_ROWS]:
        yield {
            "store": one.room.store.code,
            "room": one.room.code,
            "at": one.at,
            "counter_kwh": one.counter_wh / 1_000,
            "ran": "开" if one.ran else "停",
            "outside_c": None if one.outside_mc is None else one.outside_mc / 1_000,
            "stock_g": one.stock_g,
            "loaded_g": one.loaded_g,
        }
