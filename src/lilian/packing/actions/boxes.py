"""Boxes leave the scale, thousands at once where a machine sends them; a wrong one is voided, never changed."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.audit import Said
from lilian.base.idempotency import KeyReused
from lilian.kernel.refusal import NotFound, Refusal
from lilian.packing import rules
from lilian.packing.actions.packings import check_sound, locked
from lilian.packing.actions.refusals import AlreadyVoid, BoxAhead, BoxRefused, NoReason, NothingWeighed
from lilian.packing.actions.stopping import check_running
from lilian.packing.models import Box, BoxRecall, BoxVoid, Input, Packing, Stowing
from lilian.packing.queries.cards import figures_of
from lilian.packing.queries.leaving import standing
from lilian.packing.rules import NoBoxWeight
from lilian.packing.values import Source, SpecFigures, Weighed

AT_ONCE = 500  # rows a statement


@transaction.atomic
def pack_boxes(
    *, actor: Actor, packing_id: int, boxes: Sequence[Weighed], source: Source, client_key: str, now: datetime
) -> list[int]:
    """Write down boxes, all or none; return their keys in order. The same client key again gives the same boxes.

    :raises BoxRefused: naming the first box that may not leave like this; a box alone says so itself (TooLight ...)
    :raises PackingClosed: if the packing has ended
    :raises PackingStopped, LotStopped: if a recall stopped it, or a lot that goes in was quarantined or called back
    """
    if not boxes:
        raise NothingWeighed()
    packing = locked(actor, packing_id)
    if before := _before(packing, boxes, client_key):
        return before
    check_running(packing)
    check_sound(list(Input.objects.filter(packing=packing).values_list("lot_id", flat=True)))
    figures = figures_of(packing.version)
    last = Box.objects.filter(packing=packing).aggregate(number=Max("number"))["number"] or 0
    made = [
        _box(packing, figures, box, last + place, now)
        if len(boxes) == 1
        else _told(packing, figures, box, place, last + place, now)
        for place, box in enumerate(boxes, 1)
    ]
    for place, box in enumerate(made, 1):
        box.packed_by, box.source, box.client_key = actor.name[:80], source.value, f"{client_key}:{place}"
    Box.objects.bulk_create(made, batch_size=AT_ONCE)
    data = {"boxes": len(made), "from": last + 1, "net_g": sum(box.net_g for box in made), "source": source.value}
    audit.record(actor=actor, event="packing.boxes_packed", subject=packing, at=now, data=data)
    keys = [box.client_key for box in made]
    by_key = dict(Box.objects.filter(packing=packing, number__gt=last).values_list("client_key", "pk"))
    return [by_key[key] for key in keys]


@transaction.atomic
def void_box(*, actor: Actor, box_id: int, reason: str, now: datetime) -> None:
    """The box does not count any more, while its packing is open.

    :raises AlreadyVoid, NoReason, PackingClosed: nothing is written then
    """
    if not reason.strip():
        raise NoReason()
    actor.must("packing.pack")
    box = Box.objects.filter(pk=box_id).first()
    if box is None:
        raise NotFound()
    locked(actor, box.packing_id)
    if BoxVoid.objects.filter(box=box).exists():
        raise AlreadyVoid()
    BoxVoid.objects.create(box=box, reason=reason.strip()[:200], at=now, voided_by=actor.name[:80])
    Stowing.objects.filter(box=box, until__isnull=True).update(until=now, taken_by=actor.name[:80])
    audit.record(actor=actor, event="packing.box_voided", subject=box, at=now, data={"reason": reason.strip()})


@transaction.atomic
def recall_boxes(*, actor: Actor, box_ids: Collection[int], reason: str, now: datetime) -> int:
    """Call back single boxes; return how many were not called back before. No parcel takes them from now on.

    :raises NoReason: if nobody says why
    """
    actor.must("stock.recall")
    if not reason.strip():
        raise NoReason()
    new = [box.box_id for box in standing(box_ids) if not box.recalled]
    BoxRecall.objects.bulk_create(
        (BoxRecall(box_id=key, reason=reason.strip()[:200], at=now, recalled_by=actor.name[:80]) for key in new),
        batch_size=AT_ONCE,
    )
    subjects = [Said("packing.box_recalled", f"packing.Box:{key}", {"reason": reason.strip()}) for key in new]
    audit.record_all(actor=actor, events=subjects, at=now)
    return len(new)


def _before(packing: Packing, boxes: Sequence[Weighed], client_key: str) -> list[int]:
    """The boxes this key made before, if it did.

    :raises KeyReused: if they were others
    """
    first = Box.objects.filter(client_key=f"{client_key}:1").first()
    if first is None:
        return []
    keys = [f"{client_key}:{place}" for place in range(1, len(boxes) + 1)]
    found = Box.objects.filter(packing=packing, number__gte=first.number, number__lt=first.number + len(boxes))
    there = {box.client_key: box for box in found}
    if first.packing_id != packing.pk or any(key not in there for key in keys):
        raise KeyReused()
    if Box.objects.filter(client_key=f"{client_key}:{len(boxes) + 1}").exists():
        raise KeyReused()
    for key, box in zip(keys, boxes, strict=True):
        stood = there[key]
        if (box.gross_g or stood.gross_g, box.net_g or stood.net_g) != (stood.gross_g, stood.net_g):
            raise KeyReused()
    return [there[key].pk for key in keys]


def _told(packing: Packing, figures: SpecFigures, box: Weighed, place: int, number: int, now: datetime) -> Box:
    """:raises BoxRefused: saying which of several it is"""
    try:
        return _box(packing, figures, box, number, now)
    except Refusal as refusal:
        raise BoxRefused(row=place, why=refusal) from refusal


def _box(packing: Packing, figures: SpecFigures, box: Weighed, number: int, now: datetime) -> Box:
    gross_g, net_g = rules.net_of(box, figures)
    pieces = box.pieces if box.pieces is not None else figures.usual_pieces
    if pieces is None or net_g <= 0:
        raise NoBoxWeight()
    rules.check_box(net_g, pieces, figures)
    at = box.packed_at or now
    if not packing.opened_at <= at <= now:
        raise BoxAhead(at=at)
    code = rules.box_code(secrets.randbelow(rules.SERIALS))
    return Box(packing=packing, number=number, code=code, gross_g=gross_g, net_g=net_g, pieces=pieces, packed_at=at)
