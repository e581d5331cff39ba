"""Fruit goes from a room to another, of the same store or of another, or leaves the store."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.base.locks import hold_name
from lilian.keeping.actions.put_away import Written, again, written
from lilian.keeping.actions.refusals import NotThere, SameRoom
from lilian.keeping.actions.rooms import check_space, held, own_room, use_booking
from lilian.keeping.models import Booking, PutAway
from lilian.keeping.queries.stays import maturities
from lilian.keeping.values import Maturity, MoveDraft, PutAwayDraft, Source
from lilian.kernel.refusal import NotFound
from lilian.stock import actions as stock
from lilian.stock import queries as journal
from lilian.stock.values import Line, Outgoing, Spot, Transfer
from lilian.storage import actions as storage
from lilian.storage import queries as stores
from lilian.storage.queries import KeptRoom

SYSTEM = system("keeping")


@transaction.atomic
def move(*, actor: Actor, draft: MoveDraft, client_key: str, now: datetime) -> int:
    """A lot, or a part of it, to another room; return the put-away's key. The same client key again gives the same.

    Into another's room it goes under a booking there, and only so.

    :raises SameRoom, NotThere, NotEnough, RoomPromised, RoomTooSmall, NotItsBooking: nothing is written then
    """
    if draft.from_room_id == draft.to_room_id:
        raise SameRoom()
    start = own_room(actor, draft.from_room_id)
    held({draft.from_room_id, draft.to_room_id})
    if same := PutAway.objects.filter(client_key=client_key).first():
        return again(same, draft.to_room_id, draft.weight_g)
    if start.location_id is None:
        raise NotThere(lot=draft.lot_id)
    end, under = _to(actor, draft, now)
    check_space(actor, end, draft.weight_g, under, now)
    location_id = storage.put_on_books(actor=SYSTEM, room_id=end.id, now=now)
    transfer = Transfer(Line(Spot(draft.lot_id, start.location_id), draft.weight_g), location_id)
    posted = stock.move(
        actor=actor,
        transfers=[transfer],
        day=timezone.localdate(now),
        client_key=f"keeping:{client_key}"[:120],
        now=now,
        note=draft.note,
    )
    maturity = maturities([draft.lot_id]).get(draft.lot_id, Maturity.RIGHT)
    came = PutAwayDraft(end.id, draft.weight_g, Source.MOVED, maturity=maturity, note=draft.note)
    return written(actor, Written(came, posted, draft.lot_id, client_key), under, now)


def _to(actor: Actor, draft: MoveDraft, now: datetime) -> tuple[KeptRoom, Booking | None]:
    """The room it goes to, and the booking it comes under."""
    room = stores.kept_room(actor, draft.to_room_id)
    if draft.booking_id is not None:
        owner = journal.owners([draft.lot_id])[draft.lot_id][-1][1]
        today = timezone.localdate(now)
        return room, use_booking(draft.booking_id, room.id, owner, today)
    actor.must("keeping.work", organisation_id=room.organisation_id)
    return room, None


@transaction.atomic
def release(*, actor: Actor, room_id: int, taken_g: Mapping[int, int], to: str, client_key: str, now: datetime) -> int:
    """So many grams of these lots leave the store; `to` says for whom. Return the entry's number.

    :raises NotEnough, ConditionForbids: nothing is written then
    """
    room = own_room(actor, room_id)
    hold_name(f"keeping room {room.id}", wait=True)
    if room.location_id is None:
        raise NotFound()
    lines = tuple(Line(Spot(lot, room.location_id), weight_g) for lot, weight_g in sorted(taken_g.items()) if weight_g)
    outgoing = Outgoing(lines, timezone.localdate(now), note=to[:200])
    posted = stock.ship(actor=actor, outgoing=outgoing, client_key=f"keeping:{client_key}"[:120], now=now)
    data = {"room": room.id, "weight_g": sum(line.weight_g for line in lines), "to": to[:200]}
    audit.record(actor=actor, event="keeping.released", subject=f"stock.Entry:{posted.entry_id}", at=now, data=data)
    return posted.entry_id
