"""A plan is adopted: checked once more against the world as it is now, then it stands as expected arrivals."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import AlreadyDone, NotFound, Refusal
from lilian.storage.actions.lot_parts import split_off
from lilian.storage.actions.world import BATCH, World, check_world, world_of
from lilian.storage.models import ExpectedArrival, PendingLot, StoragePlan
from lilian.storage.values import LotStatus, PlanStatus


class AlreadyAdopted(AlreadyDone):
    code = "storage.already_adopted"
    sentence = gettext_noop("这个方案已经采纳过了。")


class Withdrawn(Refusal):
    code = "storage.plan_withdrawn"
    sentence = gettext_noop("这个方案已经撤回。")
    remedy = gettext_noop("请重新做一个方案。")


class OtherVersionAdopted(Refusal):
    code = "storage.other_version_adopted"
    sentence = gettext_noop("同一份表的另一个方案已经采纳。")
    remedy = gettext_noop("要换方案，请先撤回那一个。")


@transaction.atomic
def adopt_plan(*, actor: Actor, plan_id: int, now: datetime) -> None:
    """Make the plan hold: its lots are planned, its stores expect them. Several may hold at once, for different lots.

    What of a lot found no room waits on as a lot of its own.

    :raises AlreadyAdopted, OtherVersionAdopted, Withdrawn, StillComputing: if it is no plan to adopt
    :raises StoresFilled, DoorsBusy, StoresClosed, StoresUnfit, LotsGone, LotsChanged: if the world has changed since
    """
    actor.must("storage.adopt_plan")
    plan = _locked(plan_id)
    world = world_of(plan)
    check_world(actor, world, now)
    ExpectedArrival.objects.bulk_create(_lines(plan, world), batch_size=BATCH)
    over = _planned(world)
    StoragePlan.objects.filter(pk=plan_id).update(status=PlanStatus.ADOPTED, adopted_at=now, adopted_by=actor.name[:80])
    data = {"cost_fen": plan.cost_fen, "placed_g": plan.placed_g, "plan": plan.run.plan_digest, "over": over}
    audit.record(actor=actor, event="storage.plan_adopted", subject=plan, at=now, data=data)


def _locked(plan_id: int) -> StoragePlan:
    """With the first of its family, so that two versions of one question are not adopted side by side."""
    root_id = StoragePlan.objects.filter(pk=plan_id).values_list("root_id", flat=True).first()
    family = StoragePlan.objects.select_for_update(of=("self",)).select_related("run").order_by("pk")
    plan = next((each for each in family.filter(Q(pk=plan_id) | Q(pk=root_id)) if each.pk == plan_id), None)
    if plan is None:
        raise NotFound()
    if plan.status == PlanStatus.ADOPTED:
        raise AlreadyAdopted()
    if plan.status == PlanStatus.WITHDRAWN:
        raise Withdrawn()
    first = root_id or plan_id
    versions = StoragePlan.objects.filter(Q(pk=first) | Q(root_id=first), status=PlanStatus.ADOPTED)
    if not plan.is_live and versions.exists():
        raise OtherVersionAdopted()
    return plan


def _planned(world: World) -> dict[str, str]:
    """Mark the lots; return, by code, the new lots of what was left over."""
    keys = [lot.pk for lot in world.lots.values()]
    for start in range(0, len(keys), BATCH):
        PendingLot.objects.filter(pk__in=keys[start : start + BATCH]).update(status=LotStatus.PLANNED)
    placed = world.placed_g
    return {code: split_off(lot, placed[code]).code for code, lot in world.lots.items() if placed[code] < lot.weight_g}


def _lines(plan: StoragePlan, world: World) -> list[ExpectedArrival]:
    def note(kind: str, code: str) -> dict[str, Any]:
        found: dict[str, Any] = plan.notes.get(kind, {}).get(code, {})
        return found

    return [
        ExpectedArrival(
            plan=plan,
            store=world.stores.get(each.store),
            store_code=each.store,
            store_name=note("stores", each.store).get("name", each.store),
            lot=world.lots.get(each.lot),
            lot_code=each.lot,
            point=note("lots", each.lot).get("point", ""),
            village=note("lots", each.lot).get("village", ""),
            day=each.day,
            weight_g=each.weight_g,
            road_km=each.road_km,
            cost_fen=each.cost_fen,
        )
        for each in world.plan.assignments
    ]
