"""A recall stops packings that run: what they make from now on would be called back anyway."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.packing.actions.refusals import NoReason, PackingStopped
from lilian.packing.models import Packing, Stop
from lilian.packing.queries.leaving import standing


@transaction.atomic
def stop_packings(*, actor: Actor, packing_ids: Collection[int], reason: str, now: datetime) -> set[int]:
    """Stop those of these that are open; return which were not stopped before.

    They are locked before they are looked at: who packs or ends one meanwhile is waited for and seen afterwards.

    :raises NoReason: if nobody says why
    """
    actor.must("stock.recall")
    if not reason.strip():
        raise NoReason()
    _keep_packings(packing_ids)
    running = Packing.objects.filter(pk__in=packing_ids, closing__isnull=True, stop__isnull=True).order_by("pk")
    for packing in running:
        Stop.objects.create(packing=packing, reason=reason.strip()[:200], at=now, stopped_by=actor.name[:80])
        audit.record(
            actor=actor, event="packing.stopped", subject=packing, at=now, data={"reason": reason.strip()[:200]}
        )
    return {packing.pk for packing in running}


def keep_still(*, packing_ids: Collection[int], box_ids: Collection[int]) -> None:
    """Until the transaction ends these packings get no box and no end, and these boxes leave with nobody."""
    _keep_packings(packing_ids)
    standing(box_ids)


def _keep_packings(packing_ids: Collection[int]) -> None:
    list(Packing.objects.filter(pk__in=packing_ids).order_by("pk").select_for_update().values_list("pk"))


def check_running(packing: Packing) -> None:
    """Of a packing that is locked.

    :raises PackingStopped: if a recall stopped it
    """
    if stop := Stop.objects.filter(packing=packing).first():
        raise PackingStopped(reason=stop.reason)
