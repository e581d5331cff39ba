"""A plan is adopted: checked once more against the world as it is now, then it stands as expected arrivals."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import AlreadyDone, NotFound, Refusal
from lilian.planning import storage as planning
from lilian.storage import queries, rules
from lilian.storage.models import ExpectedArrival, PendingLot, StoragePlan, Store
from lilian.storage.queries.stores import on_the_way
from lilian.storage.values import LotStatus, PlanStatus

BATCH = 400


class AlreadyAdopted(AlreadyDone):
    code = "storage.already_adopted"
    sentence = gettext_noop("这个方案已经采纳过了。")


class Withdrawn(Refusal):
    code = "storage.plan_withdrawn"
    sentence = gettext_noop("这个方案已经撤回。")
    remedy = gettext_noop("请重新做一个方案。")


class NotAdopted(Refusal):
    code = "storage.plan_not_adopted"
    sentence = gettext_noop("这个方案还没有采纳,不用撤回。")


class StoresFilled(Refusal):
    """`first` is one of the stores that filled up since."""

    code = "storage.stores_filled"
    sentence = gettext_noop("算好以后情况变了:{first} 现在只剩 {free},方案要进 {wanted}(一共 {count} 座库放不下)。")
    remedy = gettext_noop("请按现在的库容重新计算。")


class DoorsBusy(Refusal):
    code = "storage.doors_busy"
    sentence = gettext_noop("算好以后情况变了:{first} {day} 只能再进 {free},方案要进 {wanted}。")
    remedy = gettext_noop("请重新计算。")


class LotsGone(Refusal):
    code = "storage.lots_gone"
    sentence = gettext_noop("算好以后情况变了:批次 {first} 已经不在等待安排(一共 {count} 批)。")
    remedy = gettext_noop("请重新计算。")


class StoresClosed(Refusal):
    code = "storage.stores_closed"
    sentence = gettext_noop("算好以后情况变了:{first} 已经停用(一共 {count} 座库)。")
    remedy = gettext_noop("请重新计算。")


@transaction.atomic
def adopt_plan(*, actor: Actor, plan_id: int, now: datetime) -> None:
    """Make the plan hold: its lots are planned, its stores expect them. Several may hold at once, for different lots.

    :raises AlreadyAdopted, Withdrawn, StillComputing: if it is no plan to adopt
    :raises StoresFilled, DoorsBusy, StoresClosed, LotsGone: if the world has changed since it was worked out
    """
    actor.must("storage.adopt_plan")
    plan = _locked(plan_id)
    found = queries.documents(plan).plan
    stores, lots = _known_stores(plan, found), _known_lots(plan, found)
    _check_world(actor, found, stores, lots, now)
    ExpectedArrival.objects.bulk_create(_lines(plan, found, stores, lots), batch_size=BATCH)
    _in_batches(PendingLot, [lot.pk for lot in lots.values()], status=LotStatus.PLANNED)
    StoragePlan.objects.filter(pk=plan_id).update(status=PlanStatus.ADOPTED, adopted_at=now, adopted_by=actor.name[:80])
    data = {"cost_fen": plan.cost_fen, "placed_g": plan.placed_g, "plan": plan.run.plan_digest}
    audit.record(actor=actor, event="storage.plan_adopted", subject=plan, at=now, data=data)


def _locked(plan_id: int) -> StoragePlan:
    plan = StoragePlan.objects.select_for_update(of=("self",)).select_related("run").filter(pk=plan_id).first()
    if plan is None:
        raise NotFound()
    if plan.status == PlanStatus.ADOPTED:
        raise AlreadyAdopted()
    if plan.status == PlanStatus.WITHDRAWN:
        raise Withdrawn()
    return plan


def _known_stores(plan: StoragePlan, found: planning.Plan) -> dict[str, Store]:
    """Stores of the plan that the register knows, locked; a workbook's count where code and name both agree."""
    codes = {each.store for each in found.assignments}
    rows = Store.objects.select_for_update().filter(code__in=codes).order_by("pk")
    return {row.code: row for row in rows if plan.is_live or row.name == _note(plan, "stores", row.code).get("name")}


def _known_lots(plan: StoragePlan, found: planning.Plan) -> dict[str, PendingLot]:
    """Lots of a plan of the register, locked; a workbook's lots are the workbook's."""
    if not plan.is_live:
        return {}
    codes = sorted({each.lot for each in found.assignments})
    rows: list[PendingLot] = []
    for start in range(0, len(codes), BATCH):
        some = PendingLot.objects.select_for_update().filter(code__in=codes[start : start + BATCH])
        rows += some.order_by("pk")
    return {row.code: row for row in rows}


def _note(plan: StoragePlan, kind: str, code: str) -> dict[str, Any]:
    return plan.notes.get(kind, {}).get(code, {})


@transaction.atomic
def withdraw_plan(*, actor: Actor, plan_id: int, reason: str, now: datetime) -> int:
    """What an adopted plan still expects is no longer expected, and its open lots wait again; return how many lines.

    :raises NotAdopted: if it is not in force
    """
    actor.must("storage.adopt_plan")
    plan = StoragePlan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotFound()
    if plan.status != PlanStatus.ADOPTED:
        raise NotAdopted()
    unmet = ExpectedArrival.objects.annotate(came=Sum("arrivals__weight_g")).filter(plan=plan, is_cancelled=False)
    lines = [line for line in unmet if not line.came]
    met = {line.lot_id for line in unmet if line.came}
    _in_batches(ExpectedArrival, [line.pk for line in lines], is_cancelled=True)
    _in_batches(PendingLot, sorted({line.lot_id for line in lines if line.lot_id} - met), status=LotStatus.WAITING)
    StoragePlan.objects.filter(pk=plan_id).update(status=PlanStatus.WITHDRAWN)
    audit.record(actor=actor, event="storage.plan_withdrawn", subject=plan, at=now, data={"reason": reason})
    return len(lines)


def _in_batches(model: type[ExpectedArrival] | type[PendingLot], keys: list[int], **values: Any) -> None:
    for start in range(0, len(keys), BATCH):
        model._default_manager.filter(pk__in=keys[start : start + BATCH]).update(**values)


def _check_world(
    actor: Actor, found: planning.Plan, stores: dict[str, Store], lots: dict[str, PendingLot], now: datetime
) -> None:
    closed = [store.name for store in stores.values() if store.closed_on is not None]
    if closed:
        raise StoresClosed(first=closed[0], count=len(closed))
    if gone := sorted(code for code, lot in lots.items() if lot.status != LotStatus.WAITING):
        raise LotsGone(first=gone[0], count=len(gone))
    _check_doors(found, stores)
    wanted: dict[str, int] = defaultdict(int)
    for each in found.assignments:
        wanted[each.store] += each.weight_g
    free = {card.code: card.free_g for card in queries.store_cards(actor, now=now) if card.code in stores}
    if short := rules.shortfalls(wanted, free):
        worst = short[0]
        raise StoresFilled(
            first=stores[worst.store].name,
            free=weight_text(worst.free_g),
            wanted=weight_text(worst.wanted_g),
            count=len(short),
        )


def _check_doors(found: planning.Plan, stores: dict[str, Store]) -> None:
    wanted: dict[tuple[str, date], int] = defaultdict(int)
    for each in found.assignments:
        wanted[each.store, each.day] += each.weight_g
    by_key = {store.pk: code for code, store in stores.items()}
    planned = {(by_key[pk], day): g for pk, days in on_the_way(stores.values()).items() for day, g in days.items()}
    intake = {code: store.intake_g_per_day for code, store in stores.items()}
    if jams := rules.door_jams(wanted, planned, intake):
        jam = jams[0]
        raise DoorsBusy(
            first=stores[jam.store].name, day=jam.day, free=weight_text(jam.free_g), wanted=weight_text(jam.wanted_g)
        )


def _lines(
    plan: StoragePlan, found: planning.Plan, stores: dict[str, Store], lots: dict[str, PendingLot]
) -> list[ExpectedArrival]:
    return [
        ExpectedArrival(
            plan=plan,
            store=stores.get(each.store),
            store_code=each.store,
            store_name=_note(plan, "stores", each.store).get("name", each.store),
            lot=lots.get(each.lot),
            lot_code=each.lot,
            point=_note(plan, "lots", each.lot).get("point", ""),
            village=_note(plan, "lots", each.lot).get("village", ""),
            day=each.day,
            weight_g=each.weight_g,
            road_km=each.road_km,
            cost_fen=each.cost_fen,
        )
        for each in found.assignments
    ]
