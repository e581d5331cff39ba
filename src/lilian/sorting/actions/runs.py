"""A run is opened: these lots, this tank, the standard of this day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.base.locks import hold_name
from lilian.catalog import queries as catalog
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import NotFound
from lilian.sorting.actions.refusals import (
    CleanedLater,
    LotTwice,
    NotALine,
    NothingPutIn,
    NotThere,
    OwnersDiffer,
    RunEnded,
    StillOpen,
    VarietiesDiffer,
)
from lilian.sorting.models import Run, RunInput
from lilian.sorting.values import InputDraft, RunDraft
from lilian.stock import queries as stock
from lilian.stock.values import LocationKind


@transaction.atomic
def open_run(*, actor: Actor, draft: RunDraft, client_key: str, now: datetime) -> int:
    """Say what goes through the tank; the fruit stays where it is until the run is closed. Returns the run's key.

    :raises NotALine, NothingPutIn, LotTwice, NotThere, VarietiesDiffer, OwnersDiffer, CleanedLater, StillOpen:
        nothing is written then
    :raises KeyReused: if the key came with another run before
    """
    hold_name(f"sorting\n{client_key}", wait=True)
    if same := Run.objects.filter(client_key=client_key).first():
        return _again(same, draft)
    line = stock.location(actor, draft.location_id, permission="sorting.run")
    if line.kind != LocationKind.LINE.value:
        raise NotALine(location=line.name)
    if draft.cleaned_at > now:
        raise CleanedLater()
    _check_tank(line.pk, draft.tank)
    lots = _lots(actor, draft.inputs)
    day, variety = timezone.localdate(now), next(iter(lots.values())).variety
    made = Run.objects.create(
        code=_next_code(),
        location=line,
        variety=variety,
        standard_id=catalog.standard_on(day, variety).version_id,
        day=day,
        tank=draft.tank,
        cleaned_at=draft.cleaned_at,
        opened_at=now,
        opened_by=actor.name[:80],
        client_key=client_key,
        note=draft.note[:200],
    )
    RunInput.objects.bulk_create(
        RunInput(run=made, lot_id=one.lot_id, location_id=one.location_id, weight_g=one.weight_g, mark=one.mark)
        for one in draft.inputs
    )
    data = {"code": made.code, "lots": [lots[one.lot_id].code for one in draft.inputs]}
    audit.record(actor=actor, event="sorting.run_opened", subject=made, at=now, data=data)
    return made.pk


def _again(same: Run, draft: RunDraft) -> int:
    """:raises KeyReused: if it was another run"""
    inputs = {(one.lot_id, one.location_id, one.weight_g, one.mark) for one in same.inputs.all()}
    asked = {(one.lot_id, one.location_id, one.weight_g, one.mark) for one in draft.inputs}
    stood, said = (same.location_id, same.tank, same.cleaned_at), (draft.location_id, draft.tank, draft.cleaned_at)
    if stood != said or inputs != asked:
        raise KeyReused()
    return same.pk


def _check_tank(location_id: int, tank: int) -> None:
    hold_name(f"sorting tank {location_id} {tank}", wait=True)
    before = Run.objects.filter(location_id=location_id, tank=tank, closing__isnull=True).first()
    if before is not None:
        raise StillOpen(run=before.code, tank=tank)


def _lots(actor: Actor, inputs: Sequence[InputDraft]) -> dict[int, Any]:
    if not inputs:
        raise NothingPutIn()
    marks = [one.mark for one in inputs if one.mark]
    if len({(one.lot_id, one.location_id) for one in inputs}) < len(inputs) or len(set(marks)) < len(marks):
        raise LotTwice()
    found = {lot.pk: lot for lot in stock.lots(actor).filter(pk__in={one.lot_id for one in inputs})}
    if len(found) < len({one.lot_id for one in inputs}):
        raise NotFound()
    _check_alike(found)
    cards = {card.lot_id: card for card in stock.cards(stock.lots(actor).filter(pk__in=found))}
    for one in inputs:
        here = (lies for lies in cards[one.lot_id].lies if lies.location_id == one.location_id)
        free_g = sum(lies.weight_g - lies.held_g for lies in here)
        if not 0 < one.weight_g <= free_g:
            said = {"there": weight_text(free_g, "公斤"), "wanted": weight_text(one.weight_g, "公斤")}
            raise NotThere(lot=found[one.lot_id].code, **said)
    return found


def _check_alike(lots: dict[int, Any]) -> None:
    varieties = sorted({lot.variety.name for lot in lots.values()})
    if len(varieties) > 1:
        raise VarietiesDiffer(names="、".join(varieties))
    owners = {lot.owner_id: lot.owner_name for lot in lots.values()}
    if len(owners) > 1:
        raise OwnersDiffer(names="、".join(sorted(owners.values())))


def _next_code() -> str:
    """One after another; who opens holds the line of numbers until its transaction ends."""
    hold_name("sorting run code", wait=True)
    newest = Run.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return f"FX{newest + 1:06d}"


def running(actor: Actor, run_id: int, permission: str = "sorting.run") -> Run:
    """A run that is not ended, locked until the transaction ends.

    :raises NotFound: if there is none where the actor holds the permission
    :raises RunEnded: if it is closed or broken off
    """
    actor.must(permission)
    found = Run.objects.select_for_update(of=("self",)).select_related("location", "variety").filter(pk=run_id).first()
    if found is None:
        raise NotFound()
    actor.must(permission, organisation_id=found.location.organisation_id)
    if hasattr(found, "closing"):
        raise RunEnded(run=found.code)
    return found
