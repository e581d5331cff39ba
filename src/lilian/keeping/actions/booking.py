"""A member asks for room, a keeper promises it; no room is promised twice."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.keeping import queries
from lilian.keeping.actions.refusals import (
    BadDays,
    BookingEnded,
    NeverReported,
    NotOpen,
    NoWeightAsked,
    RoomNotFree,
    SayWhy,
)
from lilian.keeping.actions.rooms import held, own_room
from lilian.keeping.models import Booking, RoomDay, RoomRequest
from lilian.keeping.values import RequestDraft, RequestStatus
from lilian.kernel.period import Period
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import NotFound
from lilian.storage.queries import KeptRoom

MOST_DAYS = 400


@transaction.atomic
def ask_room(*, actor: Actor, draft: RequestDraft, now: datetime) -> int:
    """Ask every keeper for room; return the request's key.

    :raises BadDays, NoWeightAsked: nothing is written then
    """
    actor.must("keeping.ask_room", organisation_id=draft.organisation_id)
    if draft.weight_g <= 0:
        raise NoWeightAsked()
    length = draft.ends_on - draft.starts_on
    if draft.starts_on < timezone.localdate(now) or not timedelta() < length <= timedelta(days=MOST_DAYS):
        raise BadDays(first=draft.starts_on, last=draft.ends_on, most=MOST_DAYS)
    made = RoomRequest.objects.create(
        organisation_id=draft.organisation_id,
        variety_id=draft.variety_id,
        weight_g=draft.weight_g,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        lat=draft.lat,
        lon=draft.lon,
        note=draft.note[:200],
        asked_at=now,
        asked_by=actor.name[:80],
    )
    data = {"weight_g": draft.weight_g, "starts_on": draft.starts_on, "ends_on": draft.ends_on}
    audit.record(actor=actor, event="keeping.room_asked", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def accept_room(*, actor: Actor, request_id: int, room_id: int, now: datetime) -> int:
    """Promise a room for all that is asked, on every day of it; return the booking's key.

    :raises RoomNotFree: if one day lacks the space; nothing is written then
    :raises NotOpen: if the request was answered or withdrawn
    """
    room = own_room(actor, room_id, "keeping.answer_room")
    held({room.id})
    asked = _open(request_id)
    check_free(actor, room, asked, now)
    period = Period(asked.starts_on, asked.ends_on)
    RoomDay.objects.bulk_create((RoomDay(room_id=room.id, day=day) for day in period.days()), ignore_conflicts=True)
    made = Booking.objects.create(
        request=asked,
        room_id=room.id,
        organisation_id=asked.organisation_id,
        weight_g=asked.weight_g,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        accepted_at=now,
        accepted_by=actor.name[:80],
    )
    _answered(asked, RequestStatus.ACCEPTED, actor, room.name, now)
    data = {"room": room.id, "weight_g": asked.weight_g, "starts_on": asked.starts_on, "ends_on": asked.ends_on}
    audit.record(actor=actor, event="keeping.room_promised", subject=made, at=now, data=data)
    return made.pk


def check_free(actor: Actor, room: KeptRoom, asked: RoomRequest, now: datetime) -> None:
    """:raises RoomNotFree, NeverReported: as the names say"""
    free = queries.free_rooms(actor, [room], Period(asked.starts_on, asked.ends_on), now=now)
    if room.id not in free:
        raise NeverReported(room=room.name)
    if free[room.id] < asked.weight_g:
        raise RoomNotFree(room=room.name, free=weight_text(free[room.id]), wanted=weight_text(asked.weight_g))


@transaction.atomic
def decline_room(*, actor: Actor, request_id: int, reason: str, now: datetime) -> None:
    """The office says no for all; a keeper who cannot simply does not accept.

    :raises NotOpen, SayWhy: nothing is written then
    """
    actor.must("keeping.change")
    if not reason.strip():
        raise SayWhy()
    asked = _open(request_id)
    _answered(asked, RequestStatus.DECLINED, actor, reason.strip(), now)
    audit.record(actor=actor, event="keeping.room_declined", subject=asked, at=now, data={"reason": reason.strip()})


@transaction.atomic
def withdraw_request(*, actor: Actor, request_id: int, now: datetime) -> None:
    """Who asked needs the room no more.

    :raises NotOpen: if it was answered or withdrawn
    """
    actor.must("keeping.ask_room")
    asked = _open(request_id)
    if asked.organisation_id not in actor.reach("keeping.ask_room"):
        raise NotFound()
    _answered(asked, RequestStatus.WITHDRAWN, actor, "", now)
    audit.record(actor=actor, event="keeping.room_not_needed", subject=asked, at=now)


@transaction.atomic
def end_booking(*, actor: Actor, booking_id: int, reason: str, now: datetime) -> None:
    """What was promised and not used is free again; either side may say so, and why.

    :raises BookingEnded, SayWhy: nothing is written then
    """
    if not reason.strip():
        raise SayWhy()
    booked = Booking.objects.filter(pk=booking_id)
    found = booked.first()
    if found is None:
        raise NotFound()
    if found.organisation_id not in actor.reach("keeping.ask_room"):
        own_room(actor, found.room_id, "keeping.answer_room")
    held({found.room_id})  # the room before the booking, as who puts fruit away
    found = booked.select_for_update().get()
    if found.ended_at is not None:
        raise BookingEnded()
    Booking.objects.filter(pk=found.pk).update(ended_at=now, ended_by=actor.name[:80])
    data = {"reason": reason.strip(), "unused_g": found.weight_g - found.used_g}
    audit.record(actor=actor, event="keeping.booking_ended", subject=found, at=now, data=data)


def _open(request_id: int) -> RoomRequest:
    """The request, held: two keepers do not both promise it.

    :raises NotOpen, NotFound: as the names say
    """
    found = RoomRequest.objects.select_for_update().filter(pk=request_id).first()
    if found is None:
        raise NotFound()
    if found.status != RequestStatus.ASKED:
        raise NotOpen()
    return found


def _answered(asked: RoomRequest, status: RequestStatus, actor: Actor, answer: str, now: datetime) -> None:
    said = {"status": status.value, "answered_at": now, "answered_by": actor.name[:80], "answer": answer[:200]}
    RoomRequest.objects.filter(pk=asked.pk).update(**said)
