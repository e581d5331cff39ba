"""Fruit comes into a room: a load from the door, what somebody brought, what lay there before the books."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.keeping import queries
from lilian.keeping.actions.refusals import MoreThanCame, MovesByMoving, OtherStore, TakenBackAlready, WhoseFruit
from lilian.keeping.actions.rooms import check_space, held, mark_used, own_room, use_booking
from lilian.keeping.models import Booking, PutAway
from lilian.keeping.values import Fruit, Load, PutAwayDraft, Source
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import NotFound
from lilian.stock import actions as stock
from lilian.stock.values import LotDraft, Origin, Output, Posted, Receipt
from lilian.storage import actions as storage

FROM_THE_DOOR = (Source.ARRIVAL, Source.UNPLANNED)


@transaction.atomic
def put_away(*, actor: Actor, draft: PutAwayDraft, client_key: str, now: datetime) -> int:
    """So many grams become a lot in a room; return the put-away's key. The same client key again gives the same.

    :raises MoreThanCame, OtherStore, WhoseFruit, RoomPromised, RoomTooSmall, NotItsBooking: nothing is written then
    :raises MovesByMoving: if it is said to come from another room: that is `move`
    :raises NotOnBooks: if something lies in the room that nobody has registered
    :raises KeyReused: if the key came with another put-away before
    """
    if draft.source is Source.MOVED:
        raise MovesByMoving()
    room = own_room(actor, draft.room_id)
    held({room.id})
    if same := PutAway.objects.filter(client_key=client_key).first():
        return again(same, draft.room_id, draft.weight_g)
    fruit = _fruit(actor, draft, room.store_id)
    today = timezone.localdate(now)
    under = draft.booking_id and use_booking(draft.booking_id, room.id, fruit.owner_id, today)
    check_space(actor, room, draft.weight_g, under or None, now)
    is_opening = draft.source is Source.OPENING
    location_id = storage.put_on_books(actor=actor, room_id=room.id, now=now, with_stock=is_opening)
    receipt = _receipt(fruit, draft, location_id, now)
    posted = stock.receive(actor=actor, receipt=receipt, client_key=f"keeping:{client_key}"[:120], now=now)
    return written(actor, Written(draft, posted, posted.lot_ids[0], client_key), under or None, now)


@dataclass(frozen=True)
class Written:
    """A put-away whose entry stands in the goods journal."""

    draft: PutAwayDraft
    posted: Posted
    lot_id: int
    client_key: str


def written(actor: Actor, made: Written, booking: Booking | None, now: datetime) -> int:
    """Write it down; the last thing an act does."""
    draft = made.draft
    if booking is not None:
        mark_used(booking, draft.weight_g)
    kept = PutAway.objects.create(
        source=draft.source.value,
        arrival_id=draft.source_id if draft.source is Source.ARRIVAL else None,
        unplanned_id=draft.source_id if draft.source is Source.UNPLANNED else None,
        booking=booking,
        room_id=draft.room_id,
        lot_id=made.lot_id,
        entry_id=made.posted.entry_id,
        weight_g=draft.weight_g,
        maturity=draft.maturity.value,
        day=timezone.localdate(now),
        at=now,
        put_by=actor.name[:80],
        note=draft.note[:200],
        client_key=made.client_key,
    )
    data = {"source": draft.source.value, "lot": made.lot_id, "weight_g": draft.weight_g, "room": draft.room_id}
    audit.record(actor=actor, event="keeping.put_away", subject=kept, at=now, data=data)
    return kept.pk


def again(same: PutAway, room_id: int, weight_g: int) -> int:
    """:raises KeyReused: if it was another put-away"""
    if (same.room_id, same.weight_g) != (room_id, weight_g):
        raise KeyReused()
    return same.pk


def _fruit(actor: Actor, draft: PutAwayDraft, store_id: int) -> Fruit:
    """Whose and what it is: as the load says; what the load does not know, the keeper does.

    :raises MoreThanCame, OtherStore, WhoseFruit: as the names say
    """
    found = draft.fruit or Fruit(0, 0)
    if draft.source in FROM_THE_DOOR:
        found = _of_load(_load(actor, draft, store_id), found)
    if not found.owner_id or not found.variety_id:
        raise WhoseFruit()
    return found


def _load(actor: Actor, draft: PutAwayDraft, store_id: int) -> Load:
    load = queries.load(actor, draft.source, draft.source_id or 0)
    if load.store_id != store_id:
        raise OtherStore(store=load.store)
    if draft.weight_g > load.left_g:
        raise MoreThanCame(left=weight_text(load.left_g), given=weight_text(draft.weight_g))
    return load


def _of_load(load: Load, said: Fruit) -> Fruit:
    known = load.fruit
    if known.owner_id:
        return known
    return replace(said, variety_id=known.variety_id or said.variety_id)


def _receipt(fruit: Fruit, draft: PutAwayDraft, location_id: int, now: datetime) -> Receipt:
    maker_id = fruit.maker_id or fruit.owner_id
    lot = LotDraft(
        variety_id=fruit.variety_id,
        owner_id=fruit.owner_id,
        maker_id=maker_id,
        grade=fruit.grade,
        owner_person_id=fruit.owner_person_id,
        harvest_date=fruit.harvest_date,
        note=draft.note,
    )
    output = Output(lot, location_id, draft.weight_g)
    return Receipt(output, ((Origin(maker_id), draft.weight_g),), timezone.localdate(now), draft.note)


@transaction.atomic
def take_back_put_away(*, actor: Actor, put_away_id: int, reason: str, now: datetime) -> int:
    """Reverse the entry of a wrong one; the load waits for its room again. Return the reversing entry's number.

    :raises TakenBackAlready: if it was taken back before
    :raises NotEnough: if the fruit is not there any more
    """
    found = PutAway.objects.select_related("room__store").filter(pk=put_away_id).first()
    if found is None:
        raise NotFound()
    room = own_room(actor, found.room_id, "keeping.see")
    actor.must("stock.reverse", organisation_id=room.organisation_id)
    held({found.room_id})
    if hasattr(found.entry, "reversed_by"):
        raise TakenBackAlready()
    posted = stock.reverse(
        actor=actor,
        entry_id=found.entry_id,
        reason=reason,
        client_key=f"keeping back:{found.pk}",
        day=timezone.localdate(now),
        now=now,
        by="keeping",
    )
    audit.record(actor=actor, event="keeping.put_away_taken_back", subject=found, at=now, data={"reason": reason})
    return posted.entry_id
