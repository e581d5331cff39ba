"""A packing ends: one conversion in the goods journal, lots in, the lot of its boxes out, the rest lost."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.kernel.refusal import NotFound
from lilian.packing import rules
from lilian.packing.actions.packings import check_sound, locked
from lilian.packing.actions.refusals import NoReason, NothingPacked, StillBoxes, TakenTwice
from lilian.packing.actions.stopping import check_running
from lilian.packing.models import Box, Closing, Packing, Taken
from lilian.packing.queries.cards import figures_of
from lilian.packing.values import TakenFrom, Tally, batch_code
from lilian.stock import actions as stock
from lilian.stock import queries as lots
from lilian.stock.values import Conversion, Line, LotDraft, Output, Posted, Spot


@transaction.atomic
def close_packing(
    *, actor: Actor, packing_id: int, taken: Sequence[TakenFrom], client_key: str, now: datetime, note: str = ""
) -> int:
    """End it; return the key of the lot its boxes are. `taken` says how much of each lot went in.

    The boxes of a packing are one lot: one variety, one grade, one history. Its pieces are fruit. The entry stands on
    the day the packing ends: the day it began may be closed by then.

    :raises NothingPacked, AverageShort: if there is no box, or they lack weight together
    :raises TakenTwice: if a lot is named twice
    :raises PackingStopped, LotStopped: if a recall stopped it, or a lot that went in was quarantined or called back
    :raises MadeMoreThanTaken, NotEnough, DayClosed: what the goods journal refuses; nothing is written then
    """
    if same := Closing.objects.filter(client_key=client_key).first():
        return _same(actor, same, packing_id)
    packing = locked(actor, packing_id)
    check_running(packing)
    if len({each.lot_id for each in taken}) < len(taken):
        raise TakenTwice()
    packed = sound(packing)
    if not packed.boxes:
        raise NothingPacked()
    rules.check_average(packed)
    posted = _post(actor, packing, packed, taken, client_key, now)
    closing = Closing.objects.create(
        packing=packing,
        entry_id=posted.entry_id,
        lot_id=posted.lot_ids[0],
        at=now,
        closed_by=actor.name[:80],
        note=note[:200],
        client_key=client_key,
    )
    Taken.objects.bulk_create(
        Taken(closing=closing, lot_id=each.lot_id, weight_g=each.weight_g, pieces=each.pieces) for each in taken
    )
    data = {"boxes": packed.boxes, "net_g": packed.net_g, "give_away_g": packed.give_away_g}
    audit.record(actor=actor, event="packing.closed", subject=packing, at=now, data=data)
    return posted.lot_ids[0]


@transaction.atomic
def drop_packing(*, actor: Actor, packing_id: int, reason: str, client_key: str, now: datetime) -> None:
    """It was opened by mistake, or all its boxes are void: nothing is posted.

    :raises StillBoxes: while a box counts
    :raises NoReason: if nobody says why
    """
    if not reason.strip():
        raise NoReason()
    packing = locked(actor, packing_id)
    if boxes := sound(packing).boxes:
        raise StillBoxes(boxes=boxes)
    Closing.objects.create(
        packing=packing, at=now, closed_by=actor.name[:80], note=reason.strip()[:200], client_key=client_key
    )
    audit.record(actor=actor, event="packing.dropped", subject=packing, at=now, data={"reason": reason.strip()})


def sound(packing: Packing) -> Tally:
    """What the boxes that count come to."""
    boxes = Box.objects.filter(packing=packing, void__isnull=True).values_list("net_g", "pieces")
    return rules.tally(boxes, figures_of(packing.version))


def _same(actor: Actor, before: Closing, packing_id: int) -> int:
    """:raises KeyReused: if the key closed another packing"""
    actor.must("packing.pack", organisation_id=before.packing.organisation_id)
    if before.packing_id != packing_id or before.lot_id is None:
        raise KeyReused()
    return before.lot_id


def _post(
    actor: Actor, packing: Packing, packed: Tally, taken: Sequence[TakenFrom], client_key: str, now: datetime
) -> Posted:
    allowed = set(packing.inputs.values_list("lot_id", flat=True))
    if not {each.lot_id for each in taken} <= allowed:
        raise NotFound()
    check_sound(allowed)  # whichever of them the boxes are said to be of: nobody can tell the fruit apart
    spec, owner_id = packing.version.spec, _owner(actor, packing)
    made = LotDraft(
        variety_id=spec.variety_id,
        owner_id=owner_id,
        maker_id=packing.organisation_id,
        grade=spec.grade,
        note=f"{spec.name} {batch_code(packing.pk)}"[:200],
    )
    lines = tuple(Line(Spot(each.lot_id, packing.location_id), each.weight_g, each.pieces) for each in taken)
    output = Output(made, packing.location_id, packed.net_g, packed.pieces)
    beside = tuple(Spot(lot_id, packing.location_id) for lot_id in sorted(allowed))
    day, note = timezone.localdate(now), batch_code(packing.pk)
    conversion = Conversion(lines, (output,), day, note, beside)
    return stock.convert(actor=actor, conversion=conversion, client_key=f"{client_key}:goods"[:120], now=now)


def _owner(actor: Actor, packing: Packing) -> int:
    """Packing changes nobody's property: its lots have one owner, and so have its boxes."""
    first = packing.inputs.values_list("lot_id", flat=True)[0]
    return lots.lot(actor, first).owner_id
