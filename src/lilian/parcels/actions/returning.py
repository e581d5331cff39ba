"""Boxes of a parcel come back, as what they were."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.packing.queries import Leaving
from lilian.parcels.actions import boxes
from lilian.parcels.actions.refusals import NoReason, NotInParcel, WrongMoment
from lilian.parcels.actions.sending import locked
from lilian.parcels.models import Loading, Parcel, Return
from lilian.stock import actions as stock
from lilian.stock import queries as goods
from lilian.stock.values import Posted, Transfer


@transaction.atomic
def bring_back(
    *,
    actor: Actor,
    parcel_id: int,
    codes: Sequence[str],
    location_id: int,
    reason: str,
    client_key: str,
    now: datetime,
) -> int:
    """Some boxes, or with no code all that are still out, come to a location; return how many.

    :raises NoReason, NotInParcel, WrongMoment: nothing is written then
    """
    parcel = locked(actor, parcel_id)
    hold_name(f"parcel back\n{client_key}", wait=True)
    if same := Return.objects.filter(client_key=client_key).first():
        return _same(same, parcel)
    if not reason.strip():
        raise NoReason()
    if now < parcel.loaded_at:
        raise WrongMoment(at=now)
    place = goods.location(actor, location_id, permission="parcels.send")
    out = dict(Loading.objects.filter(parcel=parcel, until__isnull=True).values_list("box__code", "box_id"))
    found = boxes.told(list(codes) or list(out) or [""])
    if wrong := next((box.code for box in found if box.code not in out), None):
        raise NotInParcel(box=wrong)
    posted = _post(actor, parcel, found, location_id, reason, client_key, now)
    made = Return.objects.create(
        parcel=parcel,
        location=place,
        at=now,
        reason=reason.strip()[:200],
        returned_by=actor.name[:80],
        entry_id=posted.entry_id,
        client_key=client_key,
    )
    keys = [box.box_id for box in found]
    Loading.objects.filter(parcel=parcel, until__isnull=True, box__in=keys).update(until=now, back=made)
    data = {"boxes": len(found), "reason": made.reason}
    audit.record(actor=actor, event="parcels.came_back", subject=parcel, at=now, data=data)
    return len(found)


def _post(
    actor: Actor,
    parcel: Parcel,
    found: Sequence[Leaving],
    location_id: int,
    reason: str,
    client_key: str,
    now: datetime,
) -> Posted:
    key, day = f"{client_key}:goods"[:120], timezone.localdate(now)
    if parcel.to_id is None:
        lines = boxes.lines(found, location_id)
        return stock.give_back(actor=actor, returned=lines, day=day, reason=reason, client_key=key, now=now)
    moves = [Transfer(line, location_id) for line in boxes.lines(found, parcel.to_id)]
    return stock.move(actor=actor, transfers=moves, day=day, client_key=key, now=now, note=reason.strip()[:200])


def _same(before: Return, parcel: Parcel) -> int:
    """:raises KeyReused: if the key brought back another parcel's boxes"""
    if before.parcel_id != parcel.pk:
        raise KeyReused()
    return before.loadings.count()
