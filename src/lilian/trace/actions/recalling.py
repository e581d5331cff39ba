"""Fruit is called back: what is reached is stopped in the transaction that says so."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.drawn import Insertion
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.packing import actions as packing
from lilian.stock import actions as stock
from lilian.stock import queries as goods
from lilian.stock.values import Condition
from lilian.trace import queries
from lilian.trace.actions.refusals import CutOff, NoReason, NothingThere
from lilian.trace.models import Notice, Recall, RecallLot
from lilian.trace.values import (
    START_NAMES,
    USED_AGAIN,
    Extent,
    Holder,
    RecallDraft,
    Seeds,
    Start,
    StartKind,
    Whereabouts,
)

STOPPED = Insertion(RecallLot, "recall_id", "lot_id", "stopped_now", "in_part")


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
    spread = queries.spread(reached)
    made = Recall.objects.create(
        kind=start.kind.value,
        code=start.code[:80],
        since=start.since,
        until=start.until,
        shift=start.shift,
        reason=draft.reason.strip()[:200],
        figures=figures(reached, spread.whereabouts),
        at=now,
        opened_by=actor.name[:80],
        client_key=client_key,
    )
    spared = _spared(reached)
    STOPPED.write((made.pk, key, key in stopped, key in spared) for key in reached.lots.lot_ids)
    Notice.objects.bulk_create(notices(made, spread.holders, now))
    audit.record(actor=actor, event="trace.recall_opened", subject=made, at=now, data=made.figures)
    return made.pk


def pinned(start: Start, now: datetime) -> Start:
    """What is used again is recalled for what it held until now, also when the recall is looked at later; a pallet
    named without a time for what stands on it now."""
    if start.kind not in USED_AGAIN:
        return start
    bare = start.kind is StartKind.PALLET and not (start.since or start.until)
    return replace(start, since=now if bare else start.since, until=start.until or now)


def stop(actor: Actor, start: Start, reason: str, now: datetime) -> tuple[Extent, set[int]]:
    """Stop all that is reached; return it, and which lots nobody had stopped before. All of it is held still before
    the first stop goes on record: every act takes the audit chain last, so that no two wait for each other.

    :raises CutOff: if there is more than one answer holds
    """
    seeds, reached = held_still(start)
    said: dict[str, Any] = {"actor": actor, "reason": reason, "now": now}
    packing.stop_packings(packing_ids=seeds.packing_ids, **said)
    stopped = stock.recall_lots(lot_ids=reached.lots.lot_ids, in_part=reached.in_part, **said)
    if single := {*reached.single, *seeds.box_ids}:
        packing.recall_boxes(box_ids=single, **said)
    return reached, stopped


def held_still(start: Start) -> tuple[Seeds, Extent]:
    """What is reached, until the transaction ends all there is: looked for again until nothing new is found, since
    what was sorted or packed of it meanwhile was written before it was held.

    :raises CutOff: if there is more than one answer holds
    """
    seeds, reached = _looked(start)
    while True:
        with transaction.atomic():  # a savepoint: what is held in vain is let go, and all is held again in one order
            held = _to_hold(seeds, reached)
            packings, boxes, lots = held
            packing.keep_still(packing_ids=packings, box_ids=boxes)
            stock.keep_still(lots)
            seeds, reached = _looked(start)
            if _to_hold(seeds, reached) == held:
                return seeds, reached
            transaction.set_rollback(True)


def _looked(start: Start) -> tuple[Seeds, Extent]:
    """:raises CutOff: if there is more than one answer holds"""
    seeds = queries.seeds(start)
    reached = queries.extent(seeds)
    if reached.cut_off:
        raise CutOff()
    return seeds, reached


def _to_hold(seeds: Seeds, reached: Extent) -> tuple[set[int], set[int], set[int]]:
    """Packings, boxes and lots."""
    return set(seeds.packing_ids), {*reached.single, *seeds.box_ids}, set(reached.lots.lot_ids)


def _spared(reached: Extent) -> set[int]:
    """Lots of which other boxes stay free; one that a person had stopped before is called back whole."""
    stands = goods.conditions(reached.in_part)
    return {key for key in reached.in_part if stands.get(key) is Condition.IN_PART}


def figures(reached: Extent, where: Whereabouts) -> dict[str, int]:
    """What it came to at that moment."""
    return {"lots": len(reached.lots.lot_ids), "boxes": where.boxes} | asdict(where)


def notices(recall: Recall, holders: Iterable[Holder], now: datetime) -> list[Notice]:
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
        for holder in holders
    ]


def _same(before: Recall, draft: RecallDraft) -> int:
    """:raises KeyReused: if the key opened another recall"""
    if (before.kind, before.code) != (draft.start.kind.value, draft.start.code[:80]):
        raise KeyReused()
    return before.pk
