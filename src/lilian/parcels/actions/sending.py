"""Boxes leave and arrive."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.kernel.refusal import NotFound
from lilian.members import queries as members
from lilian.parcels.actions import boxes
from lilian.parcels.actions.refusals import AlreadyArrived, NobodyGetsIt, WrongMoment
from lilian.parcels.models import Arrival, Loading, Parcel
from lilian.parcels.values import ParcelDraft, Receiver, parcel_code
from lilian.stock import actions as stock
from lilian.stock import queries as goods
from lilian.stock.values import Line, Outgoing, Posted, Transfer


@transaction.atomic
def send(*, actor: Actor, draft: ParcelDraft, client_key: str, now: datetime) -> int:
    """Load boxes for a receiver, all or none; return the parcel's key. The same client key again gives the same parcel.

    :raises NobodyGetsIt, NothingLoaded, NoSuchCode, BoxStopped, StillPacking, BoxGone, WrongMoment: as the names say
    :raises LotStopped, ConditionForbids, NotEnough: if the goods may not leave, or do not lie there
    """
    actor.must("parcels.send")
    hold_name(f"parcel\n{client_key}", wait=True)
    if same := Parcel.objects.filter(client_key=client_key).first():
        return _same(actor, same, draft)
    place = goods.location(actor, draft.location_id, permission="parcels.send")
    _check_receiver(actor, draft.receiver)
    loaded_at = draft.loaded_at or now
    if loaded_at > now:
        raise WrongMoment(at=loaded_at)
    found = boxes.told(draft.codes)
    boxes.check_may_leave(found, loaded_at)
    lines = boxes.lines(found, draft.location_id)
    posted = _post(actor, draft, lines, timezone.localdate(loaded_at), client_key, now)
    boxes.check_lots([line.spot.lot_id for line in lines])
    made = _written(actor, draft, place.organisation_id, posted, client_key, loaded_at, now)
    Loading.objects.bulk_create(Loading(parcel=made, box_id=box.box_id, since=loaded_at) for box in found)
    data = {"code": parcel_code(made.pk), "boxes": len(found), "net_g": sum(box.net_g for box in found)}
    audit.record(actor=actor, event="parcels.sent", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def arrive(*, actor: Actor, parcel_id: int, at: datetime, now: datetime, note: str = "") -> None:
    """The receiver has it.

    :raises AlreadyArrived, WrongMoment: as the names say
    """
    parcel = locked(actor, parcel_id)
    if Arrival.objects.filter(parcel=parcel).exists():
        raise AlreadyArrived()
    if not parcel.loaded_at <= at <= now:
        raise WrongMoment(at=at)
    Arrival.objects.create(parcel=parcel, at=at, told_by=actor.name[:80], note=note.strip()[:200])
    audit.record(actor=actor, event="parcels.arrived", subject=parcel, at=now, data={"at": at})


def locked(actor: Actor, parcel_id: int) -> Parcel:
    """The parcel, nobody else's until the transaction ends.

    :raises NotFound: if there is none, or another organisation sent it
    """
    actor.must("parcels.send")
    found = Parcel.objects.select_for_update().filter(pk=parcel_id).first()
    if found is None:
        raise NotFound()
    actor.must("parcels.send", organisation_id=found.organisation_id)
    return found


def _check_receiver(actor: Actor, receiver: Receiver) -> None:
    if receiver.organisation_id is not None:
        members.organisation(actor, receiver.organisation_id)
    if (receiver.organisation_id is None) == (not receiver.name.strip()):
        raise NobodyGetsIt()
    if receiver.organisation_id is None and not receiver.phone.strip():
        raise NobodyGetsIt()


def _post(
    actor: Actor, draft: ParcelDraft, lines: tuple[Line, ...], day: date, client_key: str, now: datetime
) -> Posted:
    key, note = f"{client_key}:goods"[:120], draft.note.strip()
    if draft.to_id is None:
        return stock.ship(
            actor=actor, outgoing=Outgoing(lines, day, note=note), client_key=key, now=now, box_by_box=True
        )
    transfers = [Transfer(line, draft.to_id) for line in lines]
    return stock.move(actor=actor, transfers=transfers, day=day, client_key=key, now=now, note=note)


def _written(
    actor: Actor,
    draft: ParcelDraft,
    organisation_id: Any,
    posted: Posted,
    client_key: str,
    loaded_at: datetime,
    now: datetime,
) -> Parcel:
    to, way = draft.receiver, draft.carriage
    return Parcel.objects.create(
        organisation_id=organisation_id,
        location_id=draft.location_id,
        receiver_id=to.organisation_id,
        receiver_name=to.name.strip()[:80],
        receiver_phone=to.phone.strip()[:40] if to.organisation_id is None else "",
        to_id=draft.to_id,
        carrier=way.carrier.strip()[:80],
        plate=way.plate.strip()[:20],
        waybill=way.waybill.strip()[:60],
        day=timezone.localdate(loaded_at),
        loaded_at=loaded_at,
        written_at=now,
        loaded_by=actor.name[:80],
        note=draft.note.strip()[:200],
        entry_id=posted.entry_id,
        client_key=client_key,
    )


def _same(actor: Actor, before: Parcel, draft: ParcelDraft) -> int:
    """:raises KeyReused: if the key sent another parcel"""
    actor.must("parcels.send", organisation_id=before.organisation_id)
    asked = (draft.location_id, draft.receiver.organisation_id, draft.receiver.name.strip()[:80], draft.to_id)
    if (before.location_id, before.receiver_id, before.receiver_name, before.to_id) != asked:
        raise KeyReused()
    return before.pk
