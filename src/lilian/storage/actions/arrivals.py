"""Fruit comes in and is weighed; a wrong entry is taken back by a counter-entry."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from lilian.base import audit
from lilian.base.actors import Actor
from lilian.kernel.marks import gettext_noop
from lilian.kernel.quantity import weight_text
from lilian.kernel.refusal import AlreadyDone, Invalid, NotFound, Refusal
from lilian.storage.models import Arrival, ExpectedArrival, PendingLot
from lilian.storage.values import LotStatus

# A load that weighs more than this many times what was expected is a slip of the finger.
MOST_TIMES_EXPECTED = 3


class AlreadyArrived(AlreadyDone):
    code = "storage.already_arrived"
    sentence = gettext_noop("这一车已经记过了:{weight}。")
    remedy = gettext_noop("记错了请先撤回,再记一次。")


class WeightOutOfReach(Invalid):
    code = "storage.weight_out_of_reach"
    sentence = gettext_noop("预计 {expected},填了 {given},相差太大。")
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
    """
    line = _locked(actor, expected_id)
    same = Arrival.objects.filter(client_key=client_key).first()
    if same is not None:
        return same.pk
    if line.is_cancelled:
        raise NoLongerExpected()
    came_g = line.arrivals.aggregate(sum=Sum("weight_g"))["sum"] or 0
    if came_g:
        raise AlreadyArrived(weight=weight_text(came_g))
    if not 0 < weight_g <= line.weight_g * MOST_TIMES_EXPECTED:
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
    _settle_lot(line)
    audit.record(actor=actor, event="storage.arrival_taken_back", subject=line, at=now, data={"entry": entry.pk})
    return made.pk


def _locked(actor: Actor, expected_id: int) -> ExpectedArrival:
    actor.must("storage.record_arrival")
    line = (
        ExpectedArrival.objects.select_for_update(of=("self",)).select_related("store").filter(pk=expected_id).first()
    )
    owner = line.store.organisation_id if line and line.store else None
    if line is None or owner not in actor.reach("storage.record_arrival"):
        raise NotFound()
    return line


def _settle_lot(line: ExpectedArrival) -> None:
    """A lot has arrived when every line of it has."""
    if line.lot_id is None:
        return
    lines = ExpectedArrival.objects.filter(lot_id=line.lot_id, is_cancelled=False).annotate(
        came=Sum("arrivals__weight_g")
    )
    all_in = all(each.came for each in lines)
    PendingLot.objects.filter(pk=line.lot_id).update(status=LotStatus.ARRIVED if all_in else LotStatus.PLANNED)
