"""Room asked for, room that could be offered, room that is promised."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from lilian.base.actors import Actor
from lilian.keeping.models import Booking, RoomDay, RoomRequest
from lilian.keeping.queries.fees import prices_of
from lilian.keeping.rules import space
from lilian.keeping.rules.fees import rate_on
from lilian.keeping.values import RequestStatus
from lilian.kernel.geo import distance_km
from lilian.kernel.period import Period
from lilian.kernel.refusal import NotFound
from lilian.storage import queries as storage
from lilian.storage.queries import KeptRoom

MOST_OFFERED = 12


@dataclass(frozen=True)
class Offer:
    """A room that holds all that is wanted over the whole time.

    The fee is the one in force on the first day asked; `fee_changes` are those that begin later in that time, by day.
    """

    room_id: int
    room: str
    store_id: int
    organisation_id: int
    distance_km: float
    free_g: int
    fee_fen_per_tonne_month: int
    fee_changes: tuple[tuple[date, int], ...] = ()


def requests(actor: Actor) -> QuerySet[RoomRequest]:
    """Those of the own organisations, and, for who answers, the open ones and those kept in the own stores."""
    actor.must("keeping.see_requests")
    found = RoomRequest.objects.select_related("organisation", "variety").prefetch_related("bookings__room__store")
    if actor.reach("keeping.see_requests").everywhere:
        return found
    seen = Q(organisation__in=actor.reach("keeping.ask_room").organisation_ids)
    if actor.may("keeping.answer_room"):
        seen |= Q(status=RequestStatus.ASKED.value)
        seen |= Q(bookings__room__store__organisation__in=actor.reach("keeping.answer_room").organisation_ids)
    return found.filter(seen).distinct()


def request(actor: Actor, pk: int) -> RoomRequest:
    """:raises NotFound: if there is none, or the actor may not know of it"""
    found = requests(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def offers(actor: Actor, asked: RoomRequest, *, now: datetime, own: bool = False) -> list[Offer]:
    """Rooms that take the variety and hold all of it over the whole time, nearest first; `own`: those to answer for."""
    kept = storage.kept_rooms(actor, permission="keeping.answer_room" if own else "storage.see")
    cards = {card.id: card for card in storage.store_cards(actor, now=now, through=asked.ends_on)}
    fit = [room for room in kept if room.closed_on is None and asked.variety.name in cards[room.store_id].accepts]
    free = free_rooms(actor, fit, Period(asked.starts_on, asked.ends_on), now=now)
    left = _left_by_store(fit, free, {pk: card.expected_g for pk, card in cards.items()})
    candidates = [
        space.Candidate(
            room.id, room.store_id, free[room.id], left[room.store_id],
            distance_km(asked.lat, asked.lon, room.lat, room.lon),
        )
        for room in fit
        if room.id in free
    ]  # fmt: skip
    rooms = {room.id: room for room in fit}
    fitting = space.offers(candidates, asked.weight_g)[:MOST_OFFERED]
    prices = prices_of({one.store_id for one in fitting})
    return [_offer(one, rooms[one.room_id], prices.get(one.store_id, []), asked) for one in fitting]


def free_rooms(actor: Actor, kept: Sequence[KeptRoom], period: Period, *, now: datetime) -> dict[int, int]:
    """Grams free in each room over the whole period; a room out of use then, or never reported, is missing."""
    out = {
        outage.room_id
        for outage in storage.room_outages(actor, since=period.start)
        if period.end is None or outage.starts_on < period.end
    }
    ids = [room.id for room in kept if room.id not in out]
    said = {card.id: card.stock_g for card in storage.rooms_said(actor, ids, now=now)}
    booked = booked_days(ids, period)
    return {
        room.id: space.free_over(room.capacity_g, stock_g, booked[room.id].values())
        for room in kept
        if (stock_g := said.get(room.id)) is not None
    }


def booked_days(room_ids: Sequence[int], period: Period) -> dict[int, dict[date, int]]:
    """What is promised of each room on each day of the period."""
    rows = RoomDay.objects.filter(room__in=room_ids, day__gte=period.start, day__lt=period.end)
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for room_id, day, grams in rows.values_list("room_id", "day", "booked_g"):
        found[room_id][day] = grams
    return found


def most_booked(room_ids: Collection[int], since: date) -> dict[int, int]:
    """By room, the most that is promised on one day from `since` on, for storage to count; without an actor."""
    rows = RoomDay.objects.filter(room__in=room_ids, day__gte=since, booked_g__gt=0).order_by().values_list("room_id")
    return dict(rows.annotate(most_g=Max("booked_g")))


def bookings(actor: Actor, *, on: date, room_id: int | None = None) -> QuerySet[Booking]:
    """Promises of the own rooms, or to the own organisations, that hold on that day or later, soonest first."""
    actor.must("keeping.see")
    reach = actor.reach("keeping.see")
    found = Booking.objects.filter(ended_at__isnull=True, ends_on__gt=on).select_related("room__store", "organisation")
    if not reach.everywhere:
        own = reach.organisation_ids
        found = found.filter(Q(room__store__organisation__in=own) | Q(organisation__in=own))
    found = found if room_id is None else found.filter(room=room_id)
    return found.order_by("starts_on", "pk")


def _left_by_store(kept: Sequence[KeptRoom], free: dict[int, int], expected: dict[int, int]) -> dict[int, int]:
    """What plans still bring to a store goes into its rooms: it is no room to offer."""
    found: dict[int, int] = defaultdict(int)
    for room in kept:
        found[room.store_id] += free.get(room.id, 0)
    return {store_id: max(0, free_g - expected[store_id]) for store_id, free_g in found.items()}


def _offer(one: space.Candidate, room: KeptRoom, prices: Sequence[tuple[date, int]], asked: RoomRequest) -> Offer:
    return Offer(
        room_id=room.id,
        room=room.name,
        store_id=room.store_id,
        organisation_id=room.organisation_id,
        distance_km=one.distance_km,
        free_g=one.free_g,
        fee_fen_per_tonne_month=rate_on(asked.starts_on, prices, room.fee_fen_per_tonne_month),
        fee_changes=tuple(price for price in prices if asked.starts_on < price[0] < asked.ends_on),
    )
