"""Rooms as their keeper sees them."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.keeping.queries.stays import lying, most_booked
from lilian.keeping.values import KeptRoomCard, LyingLot
from lilian.storage import queries as storage
from lilian.storage.queries import KeptRoom
from lilian.storage.values import RoomCard


def rooms(actor: Actor, *, now: datetime, store_id: int | None = None) -> list[KeptRoomCard]:
    """Rooms within the actor's reach by store and code, with what lies in them."""
    return _cards(actor, storage.kept_rooms(actor, permission="keeping.see", store_id=store_id), now)


def room(actor: Actor, pk: int, *, now: datetime) -> KeptRoomCard:
    """:raises NotFound: if there is none, or the actor may not look into it"""
    return _cards(actor, [storage.kept_room(actor, pk, permission="keeping.see")], now)[0]


def _cards(actor: Actor, kept: Sequence[KeptRoom], now: datetime) -> list[KeptRoomCard]:
    lots, booked = lying(actor, kept), most_booked([one.id for one in kept], since=timezone.localdate(now))
    said = {card.id: card for card in storage.rooms_said(actor, [one.id for one in kept], now=now)}
    return [_card(one, said[one.id], lots.get(one.id, []), booked.get(one.id, 0)) for one in kept]


def _card(one: KeptRoom, said: RoomCard, lots: Sequence[LyingLot], booked_g: int) -> KeptRoomCard:
    return KeptRoomCard(
        id=one.id,
        code=one.code,
        store_id=one.store_id,
        store=one.store,
        capacity_g=one.capacity_g,
        stock_g=said.stock_g,
        booked_g=booked_g,
        is_on_books=said.is_on_books,
        temperature_mc=said.temperature_mc,
        humidity_pm=said.humidity_pm,
        measured_at=said.measured_at,
        lots=tuple(lots),
    )
