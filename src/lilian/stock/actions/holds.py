"""Fruit is put aside for an order or a decision, and let go again."""

from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor, system
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid, NotFound
from lilian.stock import rules
from lilian.stock.actions import spots
from lilian.stock.actions.fruit import check_taken
from lilian.stock.actions.refusals import HoldEnded
from lilian.stock.models import Hold, HoldEnd
from lilian.stock.values import EntryKind, HoldDraft, HoldEnding, Line, Spot

SYSTEM = system("stock")
MOST_AT_ONCE = 500  # expired holds ended in one transaction


class NoTimeLeft(Invalid):
    code = "stock.no_time_left"
    sentence = gettext_noop("预留的截止时间要晚于现在。")


@transaction.atomic
def hold(*, actor: Actor, draft: HoldDraft, client_key: str, now: datetime) -> int:
    """Put aside; return the hold's key. The same client key again gives the same hold.

    :raises NotEnough: if less is free there
    :raises ConditionForbids: if the lot may not be sold
    """
    hold_name(f"stock hold\n{client_key}", wait=True)
    same = Hold.objects.filter(client_key=client_key).first()
    if same is not None:
        return _again(same, draft)
    check_taken([draft.held])
    if draft.until is not None and draft.until <= now:
        raise NoTimeLeft()
    leaving = rules.mirrored([draft.held])
    spots.check_places(actor, "stock.hold", leaving, None)
    balances = spots.locked(spots.of(leaving))
    spots.check_conditions([draft.held.spot.lot_id], EntryKind.SHIP)
    spots.check_enough(balances, leaving, now)
    made = Hold.objects.create(
        lot_id=draft.held.spot.lot_id,
        location_id=draft.held.spot.location_id,
        kind=draft.kind.value,
        weight_g=draft.held.weight_g,
        pieces=draft.held.pieces,
        purpose=draft.purpose[:120],
        until=draft.until,
        at=now,
        held_by=actor.name[:80],
        client_key=client_key,
    )
    data = {"kind": draft.kind.value, "weight_g": made.weight_g, "pieces": made.pieces, "purpose": made.purpose}
    audit.record(actor=actor, event="stock.held", subject=made, at=now, data=data)
    return made.pk


@transaction.atomic
def release(*, actor: Actor, hold_id: int, now: datetime) -> None:
    """Let go what was put aside.

    :raises HoldEnded: if it was used, released or expired before
    """
    found = Hold.objects.filter(pk=hold_id).first()
    if found is None:
        raise NotFound()
    spot = Spot(found.lot_id, found.location_id)
    spots.check_places(actor, "stock.hold", rules.mirrored([Line(spot, found.weight_g, found.pieces)]), None)
    spots.locked({spot})
    if HoldEnd.objects.filter(hold=found).exists():
        raise HoldEnded()
    HoldEnd.objects.create(hold=found, ending=HoldEnding.RELEASED.value, at=now, ended_by=actor.name[:80])
    audit.record(actor=actor, event="stock.released", subject=found, at=now)


@transaction.atomic
def end_expired(*, now: datetime, actor: Actor = SYSTEM) -> int:
    """End what is past its time, a few hundred at once; return how many."""
    due = Hold.objects.filter(end__isnull=True, until__lte=now).order_by("until", "pk")[:MOST_AT_ONCE]
    near = {Spot(each.lot_id, each.location_id) for each in due}
    if not near:
        return 0
    spots.locked(near)
    ended = spots.end_due(near, now)
    if ended:
        audit.record(actor=actor, event="stock.holds_expired", subject="stock.Hold", at=now, data={"count": ended})
    return ended


def _again(same: Hold, draft: HoldDraft) -> int:
    asked = (draft.held.spot, draft.held.weight_g, draft.held.pieces, draft.kind.value)
    if (Spot(same.lot_id, same.location_id), same.weight_g, same.pieces, same.kind) != asked:
        raise KeyReused()
    return same.pk
