"""Boxes that bear a mark: packing's acts and the mark's in one transaction, so that neither goes without the other.

A packing without a mark goes the same way, and the mark's acts find nothing to do.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lilian.base.actors import Actor
from lilian.brand import actions as brand
from lilian.packing import actions
from lilian.packing.values import PackingDraft, Source, Weighed


@transaction.atomic
def open_packing(
    *, actor: Actor, draft: PackingDraft, client_key: str, now: datetime, licence_id: int | None = None
) -> int:
    """Begin, bearing the mark of this licence if one is named; the same key again is the same packing.

    :raises LicenceDoesNotStand, NoSuchLabels, OtherFruit, BelowGrade, FromOutside: nothing is written then
    :raises Refusal: as `packing.actions.open_packing` says
    """
    made = actions.open_packing(actor=actor, draft=draft, client_key=client_key, now=now)
    if licence_id is not None:
        brand.mark_packing(actor=actor, packing_id=made, licence_id=licence_id, now=now)
    return made


@transaction.atomic
def add_lot(*, actor: Actor, packing_id: int, lot_id: int, now: datetime) -> None:
    """Another lot goes in, if it may bear the packing's mark.

    :raises Refusal: as `open_packing` says of the first ones
    """
    actions.add_lot(actor=actor, packing_id=packing_id, lot_id=lot_id, now=now)
    brand.look_at(actor=actor, packing_id=packing_id, now=now)


@transaction.atomic
def pack_boxes(
    *, actor: Actor, packing_id: int, boxes: Sequence[Weighed], source: Source, client_key: str, now: datetime
) -> list[int]:
    """Write down boxes, each with its labels if the packing bears a mark, all or none.

    :raises LabelsRanOut, LicenceDoesNotStand: no box is written then
    :raises Refusal: as `packing.actions.pack_boxes` says
    """
    made = actions.pack_boxes(
        actor=actor, packing_id=packing_id, boxes=boxes, source=source, client_key=client_key, now=now
    )  # from here on the packing is ours
    brand.use_labels(actor=actor, packing_id=packing_id, now=now)
    return made
