"""One store with its people and place, and temperatures as they were read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lilian.base.actors import Actor
from lilian.kernel.refusal import NotFound
from lilian.storage.models import Reading, Store

MOST_ROWS = 20_000


def store(actor: Actor, pk: int) -> Store:
    """:raises NotFound: if there is no such store"""
    actor.must("storage.see")
    found = Store.objects.select_related("organisation", "place__township", "keeper").prefetch_related("accepts")
    record = found.filter(pk=pk).first()
    if record is None:
        raise NotFound()
    return record


def places_taken(actor: Actor) -> frozenset[int]:
    """Keys of places where a store stands."""
    actor.must("storage.see")
    return frozenset(Store.objects.values_list("place_id", flat=True))


def readings(actor: Actor, *, store_id: int, since: datetime | None = None) -> QuerySet[Reading]:
    """Temperatures of a store's rooms, newest first."""
    actor.must("storage.see")
    found = Reading.objects.select_related("room").filter(room__store_id=store_id)
    return found if since is None else found.filter(at__gte=since)


def reading_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    """The newest temperatures as the Excel table of `storage.sheets` holds them."""
    actor.must("storage.see")
    for one in Reading.objects.select_related("room__store")[:MOST_ROWS]:
        yield {
            "store": one.room.store.code,
            "room": one.room.code,
            "at": one.at,
            "temperature_c": one.temperature_mc / 1000,
            "humidity": None if one.humidity_pm is None else one.humidity_pm / 10,
        }
