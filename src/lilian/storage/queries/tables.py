"""Rows as the Excel tables of `storage.sheets` hold them, for exports that read back unchanged."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lilian.base.actors import Actor
from lilian.members.values import masked_name
from lilian.storage.models import Store
from lilian.storage.queries.lots import lots
from lilian.storage.queries.outages import room_outages
from lilian.storage.queries.rooms import reports
from lilian.storage.queries.stores import store_cards
from lilian.storage.sheets.rooms import room_text

LITRES_PER_M3 = 1_000
MOST_ROWS = 20_000


def lot_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    for one in lots(actor):
        yield {
            "code": one.code,
            "point": one.point or None,
            "village": one.village or None,
            "lon": one.lon,
            "lat": one.lat,
            "variety": one.variety.name,
            "grade": one.grade,
            "weight_g": one.weight_g,
            "harvest_date": one.harvest_date,
            "grower": one.grower.code if one.grower else None,
            "note": one.note or None,
        }


def store_rows(actor: Actor, *, now: datetime) -> Iterator[dict[str, Any]]:
    found = Store.objects.select_related("organisation", "place", "keeper").prefetch_related("rooms")
    stores = {store.pk: store for store in found}
    for card in store_cards(actor, now=now):
        store = stores[card.id]
        rooms = sorted(store.rooms.all(), key=lambda room: room.code)
        yield {
            "code": card.code,
            "name": card.name,
            "town": card.township or None,
            "lon": card.lon,
            "lat": card.lat,
            "volume_m3": card.volume_l / LITRES_PER_M3,
            "capacity_g": card.capacity_g,
            "stock_g": card.stock_g,
            "reported_at": card.reported_at,
            "accepts": card.accepts,
            "intake_g_per_day": card.intake_g_per_day,
            "temperature_c": card.temperature_mc / 1_000,
            "fee_fen_per_tonne_month": card.fee_fen_per_tonne_month,
            "keeper": (store.keeper.code if store.keeper else None) or card.keeper or None,
            "organisation": store.organisation.code,
            "place": store.place.code,
            "rooms": tuple(room_text(room.code, room.capacity_g, room.volume_l) for room in rooms),
            "opening_hours": store.opening_hours or None,
        }


def outage_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    for one in room_outages(actor)[:MOST_ROWS]:
        yield {
            "store": one.room.store.code,
            "room": one.room.code,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            "reason": one.reason,
        }


def report_rows(actor: Actor, *, store_id: int | None = None) -> Iterator[dict[str, Any]]:
    for one in reports(actor, store_id=store_id)[:MOST_ROWS]:
        yield {
            "store": one.room.store.code,
            "room": one.room.code,
            "stock_g": one.stock_g,
            "reported_at": one.at,
            "keeper": masked_name(one.reporter),
            "note": one.note or None,
        }
