"""A room goes out of use for a time, and comes back."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound
from lilian.storage.actions.reasons import must_be_given
from lilian.storage.models import Room, RoomOutage, Store


class RoomAlreadyOut(AlreadyDone):
    code = "storage.room_already_out"
    sentence = gettext_noop("库房 {room} 这段时间已经停用了。")


class RoomInUse(AlreadyDone):
    code = "storage.room_in_use"
    sentence = gettext_noop("库房 {room} 本来就在用。")


class OutageStands(AlreadyDone):
    code = "storage.outage_stands"
    sentence = gettext_noop("库房 {room} 的停用就是这样记的，没有要改的。")


class EndsBeforeItStarts(Invalid):
    code = "storage.ends_before_it_starts"
    sentence = gettext_noop("恢复使用的日期要晚于停用的日期。")


@transaction.atomic
def put_room_out_of_use(
    *, actor: Actor, room_id: int, reason: str, starts_on: date, ends_on: date | None, now: datetime
) -> int:
    """No plan brings anything into it on those days; `ends_on` is the first day it is usable again, None unknown.

    :raises RoomAlreadyOut: if it is out of use on one of the days
    :raises EndsBeforeItStarts, NoReason: what is wrong with it
    """
    room = _locked(actor, room_id)
    why = must_be_given(reason)
    _check_days(room, starts_on, ends_on)
    made = RoomOutage.objects.create(
        room=room, starts_on=starts_on, ends_on=ends_on, reason=why, set_by=actor.name[:80], set_at=now
    )
    data = {"reason": why, "from": starts_on.isoformat(), "until": ends_on.isoformat() if ends_on else ""}
    audit.record(actor=actor, event="storage.room_put_out_of_use", subject=room, at=now, data=data)
    return made.pk


@transaction.atomic
def change_outage(*, actor: Actor, outage_id: int, reason: str, ends_on: date | None, now: datetime) -> None:
    """Another reason, or another first day on which the room is usable again.

    :raises OutageStands: if it says so already
    :raises RoomAlreadyOut, EndsBeforeItStarts, NoReason: what is wrong with it
    """
    found = RoomOutage.objects.filter(pk=outage_id).first()
    if found is None:
        raise NotFound()
    room = _locked(actor, found.room_id)
    outage, why = RoomOutage.objects.get(pk=outage_id), must_be_given(reason)
    if (outage.reason, outage.ends_on) == (why, ends_on):
        raise OutageStands(room=room.code)
    _check_days(room, outage.starts_on, ends_on, but=outage.pk)
    RoomOutage.objects.filter(pk=outage.pk).update(reason=why, ends_on=ends_on)
    data = {"reason": why, "from": outage.starts_on.isoformat(), "until": ends_on.isoformat() if ends_on else ""}
    audit.record(actor=actor, event="storage.room_outage_changed", subject=room, at=now, data=data)


@transaction.atomic
def put_room_back_in_use(*, actor: Actor, room_id: int, now: datetime) -> None:
    """From today on; what was still to come of an outage no longer comes.

    :raises RoomInUse: if it is not out of use, today or later
    """
    room, today = _locked(actor, room_id), timezone.localdate(now)
    standing = RoomOutage.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), room=room)
    if not standing.exists():
        raise RoomInUse(room=room.code)
    for outage in standing:
        RoomOutage.objects.filter(pk=outage.pk).update(ends_on=max(today, outage.starts_on))
    audit.record(actor=actor, event="storage.room_put_back_in_use", subject=room, at=now, data={})


def _check_days(room: Room, starts_on: date, ends_on: date | None, *, but: int | None = None) -> None:
    """:raises EndsBeforeItStarts, RoomAlreadyOut: if it cannot be out on these days, other than by outage `but`"""
    if ends_on is not None and ends_on <= starts_on:
        raise EndsBeforeItStarts()
    reaching = RoomOutage.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on), room=room)
    reaching = reaching.exclude(pk=but or 0).exclude(ends_on=F("starts_on"))
    if (reaching if ends_on is None else reaching.filter(starts_on__lt=ends_on)).exists():
        raise RoomAlreadyOut(room=room.code)


def _locked(actor: Actor, room_id: int) -> Room:
    """Its store held still: while a plan is adopted there, no room of it goes."""
    actor.must("storage.report")
    room = Room.objects.filter(pk=room_id).first()
    if room is None:
        raise NotFound()
    store = Store.objects.select_for_update().get(pk=room.store_id)
    actor.must("storage.report", organisation_id=store.organisation_id)
    return room
