"""Fruit comes in and is weighed; a wrong entry is taken back by a counter-entry."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.base.idempotency import KeyReused
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.storage import queries
from lilian.storage.actions.lot_parts import split_off
from lilian.storage.models import Arrival, ExpectedArrival, PendingLot, StoragePlan, Store
from lilian.storage.values import LotStatus, PlanStatus


class AlreadyArrived(AlreadyDone):
    code = "storage.already_arrived"
    sentence = gettext_noop("这一车已经记过了：{weight}。")
    remedy = gettext_noop("记错了请先撤回，再记一次。")


class WeightOutOfReach(Invalid):
    code = "storage.weight_out_of_reach"
    sentence = gettext_noop("预计 {expected}，填了 {given}，相差太大。")
    remedy = gettext_noop("请核对单位和数字。")


class NoLongerExpected(Refusal):
    code = "storage.no_longer_expected"
    sentence = gettext_noop("这一车已经不在方案里。")
    remedy = gettext_noop("请刷新到货单。")


class AlreadyTakenBack(AlreadyDone):
    code = "storage.already_taken_back"
    sentence = gettext_noop("这一笔已经撤回过了。")


@transaction.atomic
def record_arrival(
    *, actor: Actor, expected_id: int, weight_g: int, client_key: str, now: datetime, note: str = ""
) -> int:
    """Write down one load as weighed; return the entry's key. The same client key again gives the same entry.

    :raises AlreadyArrived, NoLongerExpected, WeightOutOfReach: nothing is written then
    :raises KeyReused: if the key is that of another load
    """
    line = _locked(actor, expected_id)
    same = Arrival.objects.filter(client_key=client_key).first()
    if same is not None:
        return _again(same, line)
    if line.is_cancelled:
        raise NoLongerExpected()
    came_g = line.arrivals.aggregate(sum=Sum("weight_g"))["sum"] or 0
    if came_g:
        raise AlreadyArrived(weight=weight_text(came_g))
    if not 0 < weight_g <= line.weight_g * queries.thresholds().most_times_expected:
        raise WeightOutOfReach(expected=weight_text(line.weight_g), given=weight_text(weight_g))
    made = Arrival.objects.create(
        expected=line, weight_g=weight_g, at=now, reporter=actor.name[:80], note=note[:200], client_key=client_key
    )
    _settle_lot(line)
    data = {"lot": line.lot_code, "weight_g": weight_g, "expected_g": line.weight_g}
    audit.record(actor=actor, event="storage.arrival_recorded", subject=line, at=now, data=data)
    return made.pk


@transaction.atomic
def take_back_arrival(*, actor: Actor, arrival_id: int, now: datetime) -> int:
    """Write the counter-entry of a wrong one; return its key.

    :raises AlreadyTakenBack: if it was taken back before, or is a counter-entry itself
    """
    entry = Arrival.objects.filter(pk=arrival_id).first()
    if entry is None:
        raise NotFound()
    line = _locked(actor, entry.expected_id)
    if entry.reverses_id is not None or Arrival.objects.filter(reverses=entry).exists():
        raise AlreadyTakenBack()
    made = Arrival.objects.create(
        expected=line,
        weight_g=-entry.weight_g,
        at=now,
        reporter=actor.name[:80],
        reverses=entry,
        client_key=f"back:{entry.pk}",
    )
    _expect_again(line)
    audit.record(actor=actor, event="storage.arrival_taken_back", subject=line, at=now, data={"entry": entry.pk})
    return made.pk


def _again(same: Arrival, line: ExpectedArrival) -> int:
    if same.expected_id != line.pk:
        raise KeyReused()
    return same.pk


def _locked(actor: Actor, expected_id: int) -> ExpectedArrival:
    """Its store first: while a plan is adopted there, no load turns from promised to stored."""
    actor.must("storage.record_arrival")
    store_id = ExpectedArrival.objects.filter(pk=expected_id).values_list("store_id", flat=True).first()
    store = Store.objects.select_for_update().filter(pk=store_id or 0).first()
    line = ExpectedArrival.objects.select_for_update().filter(pk=expected_id).first()
    owner = store.organisation_id if store else None
    if line is None or owner not in actor.reach("storage.record_arrival"):
        raise NotFound()
    return line


def _settle_lot(line: ExpectedArrival) -> None:
    """A lot has arrived when every line of it has. It is locked first: its last two loads may come at once."""
    if line.lot_id is None:
        return
    PendingLot.objects.select_for_update().get(pk=line.lot_id)
    lines = ExpectedArrival.objects.filter(lot_id=line.lot_id, is_cancelled=False)
    all_in = all(each.came for each in lines.annotate(came=Sum("arrivals__weight_g")))
    PendingLot.objects.filter(pk=line.lot_id).update(status=LotStatus.ARRIVED if all_in else LotStatus.PLANNED)


def _expect_again(line: ExpectedArrival) -> None:
    """Under a plan still in force the load is expected again; under a withdrawn one its fruit waits for another."""
    plan = StoragePlan.objects.get(pk=line.plan_id)
    if plan.status == PlanStatus.ADOPTED:
        _settle_lot(line)
        return
    ExpectedArrival.objects.filter(pk=line.pk).update(is_cancelled=True)
    if line.lot_id is not None:
        _wait_again(line, line.lot_id)


def _wait_again(line: ExpectedArrival, lot_id: int) -> None:
    lot = PendingLot.objects.select_for_update().get(pk=lot_id)
    if ExpectedArrival.objects.filter(lot=lot, is_cancelled=False).exists():
        split_off(lot, lot.weight_g - line.weight_g)
        _settle_lot(line)
    else:
        PendingLot.objects.filter(pk=lot.pk).update(status=LotStatus.WAITING)
