"""Fruit is called back: what is reached is stopped in the transaction that says so."""

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.packing import actions as packing
from lilian.stock import actions as stock
from lilian.trace import queries
from lilian.trace.actions.refusals import CutOff, NoReason, NothingThere
from lilian.trace.models import Notice, Recall, RecallLot
from lilian.trace.values import START_NAMES, USED_AGAIN, Forward, RecallDraft, Seeds, Start, StartKind

AT_ONCE = 500  # rows a statement


@transaction.atomic
def open_recall(*, actor: Actor, draft: RecallDraft, client_key: str, now: datetime) -> int:
    """Call back all that a start reaches; return the recall's key. The same client key again is the same recall.

    Lots become RECALLED, boxes of single starts and of packings still open are marked: none of it is sorted, packed,
    sold or sent from this transaction on. Whoever holds boxes gets a notice.

    :raises NoReason, NothingThere, CutOff: nothing is stopped then
    """
    actor.must("trace.recall")
    hold_name(f"recall\n{client_key}", wait=True)
    if same := Recall.objects.filter(client_key=client_key).first():
        return _same(same, draft)
    if not draft.reason.strip():
        raise NoReason()
    start = pinned(draft.start, now)
    if not queries.seeds(start):
        raise NothingThere(kind=START_NAMES[start.kind], given=start.code)
    reached, stopped = stop(actor, start, draft.reason, now)
    made = Recall.objects.create(
        kind=start.kind.value,
        code=start.code[:80],
        since=start.since,
        until=start.until,
        shift=start.shift,
        reason=draft.reason.strip()[:200],
        figures=figures(reached),
        at=now,
        opened_by=actor.name[:80],
        client_key=client_key,
    )
    RecallLot.objects.bulk_create(
        (
            RecallLot(recall=made, lot_id=key, stopped_now=key in stopped, in_part=key in reached.in_part)
            for key in reached.lots.lot_ids
        ),
        batch_size=AT_ONCE,
    )
    Notice.objects.bulk_create(notices(made, reached, now))
    audit.record(actor=actor, event="trace.recall_opened", subject=made, at=now, data=made.figures)
    return made.pk


def pinned(start: Start, now: datetime) -> Start:
    """What is used again is recalled for what it held until now, also when the recall is looked at later; a pallet
    named without a time for what stands on it now."""
    if start.kind not in USED_AGAIN:
        return start
    bare = start.kind is StartKind.PALLET and not (start.since or start.until)
    return replace(start, since=now if bare else start.since, until=start.until or now)


def stop(actor: Actor, start: Start, reason: str, now: datetime) -> tuple[Forward, set[int]]:
    """Stop all that is reached; return it, and which lots nobody had stopped before. All of it is held still before
    the first stop goes on record: every act takes the audit chain last, so that no two wait for each other.

    :raises CutOff: if there is more than one answer holds
    """
    seeds, reached = held_still(start)
    packing.stop_packings(actor=actor, packing_ids=seeds.packing_ids, reason=reason, now=now)
    stopped = stock.recall_lots(actor=actor, lot_ids=reached.lots.lot_ids, reason=reason, now=now)
    if single := single_boxes(seeds, reached):
        packing.recall_boxes(actor=actor, box_ids=single, reason=reason, now=now)
    return reached, stopped


def held_still(start: Start) -> tuple[Seeds, Forward]:
    """What is reached, until the transaction ends all there is: looked for again until nothing new is found, since
    what was sorted or packed of it meanwhile was written before it was held.

    :raises CutOff: if there is more than one answer holds
    """
    held: tuple[set[int], ...] = ()
    while True:
        seeds = queries.seeds(start)
        reached = queries.forward(seeds)
        if reached.cut_off:
            raise CutOff()
        packings, boxes, lots = set(seeds.packing_ids), single_boxes(seeds, reached), set(reached.lots.lot_ids)
        if held == (packings, boxes, lots):
            return seeds, reached
        packing.keep_still(packing_ids=packings, box_ids=boxes)
        stock.keep_still(lots)
        held = packings, boxes, lots


def single_boxes(seeds: Seeds, reached: Forward) -> set[int]:
    """Boxes that no lot stands for: those the start names, those of packings still open, and those of lots of which
    others were not reached."""
    alone = {None, *reached.in_part}
    return set(seeds.box_ids) | {box.box_id for box in reached.boxes if box.lot_id in alone}


def figures(reached: Forward) -> dict[str, int]:
    """What it came to at that moment."""
    where = queries.whereabouts(reached)
    return {"lots": len(reached.lots.lot_ids), "boxes": len(reached.boxes)} | asdict(where)


def notices(recall: Recall, reached: Forward, now: datetime) -> list[Notice]:
    return [
        Notice(
            recall=recall,
            organisation_id=holder.organisation_id,
            name=holder.name[:80],
            phone=holder.phone,
            boxes=holder.boxes,
            net_g=holder.net_g,
            parcels=list(holder.parcel_ids),
            at=now,
        )
        for holder in queries.holders(reached)
    ]


def _same(before: Recall, draft: RecallDraft) -> int:
    """:raises KeyReused: if the key opened another recall"""
    if (before.kind, before.code) != (draft.start.kind.value, draft.start.code[:80]):
        raise KeyReused()
    return before.pk
