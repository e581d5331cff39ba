"""What every act on a room begins with: the room, nobody else's until the act is over, and what it still takes."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from lilian.base.actors import Actor
from lilian.base.locks import hold_name
from lilian.keeping.actions.refusals import NotItsBooking, RoomPromised, RoomTooSmall
from lilian.keeping.models import Booking, RoomDay
from lilian.keeping.rules import space
from lilian.kernel.quantity import weight_text
from lilian.storage import queries as storage
from lilian.storage.queries import KeptRoom


def held(room_ids: set[int]) -> None:
    """These rooms in one order, so that two acts never wait for each other."""
    for room_id in sorted(room_ids):
        hold_name(f"keeping room {room_id}", wait=True)


def own_room(actor: Actor, room_id: int, permission: str = "keeping.work") -> KeptRoom:
    """:raises NotAllowed, NotFound: if the actor may not work there"""
    return storage.kept_room(actor, room_id, permission=permission)


def check_space(actor: Actor, room: KeptRoom, weight_g: int, booking: Booking | None, now: datetime) -> None:
    """Whether so much more may come in; what is promised under `booking` is its own. What was only reported of a room
    that is not on the books is what is being entered, and lies there once.

    :raises RoomPromised: if it would take room that is promised to others
    :raises RoomTooSmall: if it is more than a room ever holds
    """
    (said,) = storage.rooms_said(actor, [room.id], now=now)
    stock_g = (said.stock_g or 0) if room.location_id else 0
    today = timezone.localdate(now)
    most_g = int(Decimal(room.capacity_g) * storage.thresholds().most_over_capacity)
    if stock_g + weight_g > most_g:
        raise RoomTooSmall(room=room.name, capacity=weight_text(room.capacity_g), then=weight_text(stock_g + weight_g))
    free_g = space.put_away_room(room.capacity_g, stock_g, _booked_by_others(room.id, today, booking, weight_g))
    if free_g is not None and weight_g > free_g:
        raise RoomPromised(room=room.name, free=weight_text(free_g), wanted=weight_text(weight_g))


def _booked_by_others(room_id: int, since: date, booking: Booking | None, weight_g: int) -> list[int]:
    days = RoomDay.objects.filter(room=room_id, day__gte=since).values_list("day", "booked_g")
    own = (booking and min(weight_g, booking.weight_g - booking.used_g)) or 0
    return [g - own if booking and booking.starts_on <= day < booking.ends_on else g for day, g in days]


def use_booking(booking_id: int, room_id: int, owner_id: int, today: date) -> Booking:
    """The booking, held, if this fruit may come under it.

    :raises NotItsBooking: if it is another's, of another room or time, or used up
    """
    found = Booking.objects.select_for_update().filter(pk=booking_id, room=room_id, ended_at__isnull=True).first()
    if (
        found is None
        or found.organisation_id != owner_id
        or not found.starts_on <= today < found.ends_on
        or found.used_g >= found.weight_g
    ):
        raise NotItsBooking()
    return found


def mark_used(booking: Booking, weight_g: int) -> None:
    """What came under it is stock now, and no promise any more; what came beyond it was checked as such."""
    used_g = min(booking.weight_g, booking.used_g + weight_g)
    Booking.objects.filter(pk=booking.pk).update(used_g=used_g)
