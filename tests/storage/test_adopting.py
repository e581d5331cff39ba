"""Adopting and withdrawing: the world is looked at once more, and no lot is lost on the way back."""

from datetime import timedelta

import pytest

from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.storage import actions, queries
from lilian.storage.actions import adopting, withdrawing, world
from lilian.storage.models import ExpectedArrival, PendingLot, StoragePlan
from lilian.storage.queries.plans import StillComputing
from lilian.storage.values import LotStatus, PlanStatus
from tests.storage.stores import NOW, TONNE, County, events, lot, report, reported_county
from tests.storage.test_live_plan import adopted, asked, solved

pytestmark = pytest.mark.django_db


def adopt(county: County, plan: StoragePlan) -> None:
    actions.adopt_plan(actor=county.actor(Role.OFFICE), plan_id=plan.pk, now=NOW)


def planned() -> tuple[County, StoragePlan]:
    """Ten tonnes planned for the near store."""
    county = reported_county()
    lot(county)
    return county, solved(county)


def test_an_adopted_plan_stands_as_its_lines() -> None:
    county, plan = planned()
    adopt(county, plan)
    lines = ExpectedArrival.objects.values_list("lot__code", "store__code", "weight_g")
    assert list(lines) == [("P1", "Y1", 10 * TONNE)]
    assert PendingLot.objects.get().status == LotStatus.PLANNED


def test_a_plan_is_adopted_once() -> None:
    county, plan = planned()
    adopt(county, plan)
    with pytest.raises(adopting.AlreadyAdopted):
        adopt(county, plan)
    assert events("plan_adopted") == 1


def test_a_plan_that_is_not_worked_out_is_not_adopted() -> None:
    county = reported_county()
    lot(county)
    with pytest.raises(StillComputing):
        adopt(county, asked(county))


def test_a_plan_that_is_not_there_is_not_adopted() -> None:
    with pytest.raises(NotFound):
        actions.adopt_plan(actor=reported_county().actor(Role.OFFICE), plan_id=9_999, now=NOW)


@pytest.mark.parametrize("role", [Role.KEEPER, Role.BUREAU_OFFICER, Role.COOP_MANAGER])
def test_only_the_office_adopts(role: Role) -> None:
    county, plan = planned()
    with pytest.raises(NotAllowed):
        actions.adopt_plan(actor=county.actor(role), plan_id=plan.pk, now=NOW)


def test_a_store_that_filled_up_since_is_named_with_what_is_left() -> None:
    county, plan = planned()
    report(county.rooms[0], 57, hours_ago=0)
    report(county.rooms[1], 40, hours_ago=0)
    with pytest.raises(world.StoresFilled) as refusal:
        adopt(county, plan)
    assert refusal.value.fields == {"first": "Y1库", "free": "3 吨", "wanted": "10 吨", "count": 1}


def test_a_refused_adoption_leaves_nothing_behind() -> None:
    county, plan = planned()
    report(county.rooms[0], 60, hours_ago=0)
    report(county.rooms[1], 40, hours_ago=0)
    with pytest.raises(world.StoresFilled):
        adopt(county, plan)
    plan.refresh_from_db()
    assert (plan.status, ExpectedArrival.objects.count()) == (PlanStatus.READY, 0)
    assert PendingLot.objects.get().status == LotStatus.WAITING


def test_a_store_closed_since_takes_nothing() -> None:
    county, plan = planned()
    actions.close_store(actor=county.actor(Role.OFFICE), store_id=county.store.pk, reason="检修", now=NOW)
    with pytest.raises(world.StoresClosed):
        adopt(county, plan)


def test_a_lot_cancelled_since_is_not_planned() -> None:
    county, plan = planned()
    one = PendingLot.objects.get()
    actions.cancel_lot(actor=county.actor(Role.OFFICE), lot_id=one.pk, reason="已卖", now=NOW)
    with pytest.raises(world.LotsGone):
        adopt(county, plan)


def test_a_lot_that_is_no_longer_on_record_is_missed() -> None:
    county, plan = planned()
    PendingLot.objects.all().delete()
    with pytest.raises(world.LotsGone):
        adopt(county, plan)


def test_a_lot_of_another_weight_since_is_not_planned() -> None:
    county, plan = planned()
    PendingLot.objects.update(weight_g=12 * TONNE)
    with pytest.raises(world.LotsChanged):
        adopt(county, plan)


def test_a_door_that_is_taken_since_is_named_with_its_day() -> None:
    county, plan = planned()
    type(county.store).objects.filter(pk=county.store.pk).update(intake_g_per_day=4 * TONNE)
    with pytest.raises(world.DoorsBusy) as refusal:
        adopt(county, plan)
    assert (refusal.value.fields["free"], refusal.value.fields["wanted"]) == ("4 吨", "10 吨")


def test_a_store_too_warm_by_now_takes_nothing() -> None:
    county, plan = planned()
    type(county.store).objects.filter(pk=county.store.pk).update(temperature_mc=4_000)
    with pytest.raises(world.StoresUnfit):
        adopt(county, plan)


def test_a_store_that_no_longer_takes_the_variety_is_named() -> None:
    county, plan = planned()
    county.store.accepts.clear()
    with pytest.raises(world.StoresUnfit):
        adopt(county, plan)


def test_two_plans_for_one_lot_cannot_both_hold() -> None:
    county, first = planned()
    second = solved(county)
    adopt(county, first)
    with pytest.raises(world.LotsGone):
        adopt(county, second)


def withdraw(county: County, plan: StoragePlan) -> int:
    return actions.withdraw_plan(actor=county.actor(Role.OFFICE), plan_id=plan.pk, reason="下雨", now=NOW)


def test_fruit_of_a_withdrawn_plan_waits_again() -> None:
    county, plan = planned()
    adopt(county, plan)
    assert withdraw(county, plan) == 1
    assert PendingLot.objects.get().status == LotStatus.WAITING
    assert queries.store_card(county.actor(Role.OFFICE), county.store.pk, now=NOW).expected_g == 0


def test_a_withdrawn_plan_is_not_adopted_again() -> None:
    county, plan = planned()
    adopt(county, plan)
    withdraw(county, plan)
    with pytest.raises(adopting.Withdrawn):
        adopt(county, plan)


def test_only_a_plan_in_force_is_withdrawn() -> None:
    county, plan = planned()
    with pytest.raises(withdrawing.NotAdopted):
        withdraw(county, plan)


def in_two_parts() -> tuple[County, StoragePlan, list[ExpectedArrival]]:
    """A lot of forty tonnes: more than goes through one door in a day."""
    county = reported_county()
    lot(county, tonnes=40)
    return county, (plan := adopted(county)), list(ExpectedArrival.objects.filter(plan=plan).order_by("pk"))


def arrive(county: County, line: ExpectedArrival) -> int:
    office = county.actor(Role.OFFICE)
    return actions.record_arrival(
        actor=office, expected_id=line.pk, weight_g=line.weight_g, client_key=str(line.pk), now=NOW
    )


def test_of_a_lot_that_came_in_part_the_rest_waits() -> None:
    county, plan, (came, *_) = in_two_parts()
    arrive(county, came)
    withdraw(county, plan)
    lots = {one.code: (one.status, one.weight_g) for one in PendingLot.objects.all()}
    rest = 40 * TONNE - came.weight_g
    assert lots == {"P1": (LotStatus.ARRIVED, came.weight_g), "P1-2": (LotStatus.WAITING, rest)}


def test_a_lot_has_arrived_with_its_last_load() -> None:
    county, _, lines = in_two_parts()
    seen = []
    for line in lines:
        arrive(county, line)
        seen.append(PendingLot.objects.get().status)
    assert len(lines) > 1
    assert seen == [LotStatus.PLANNED] * (len(lines) - 1) + [LotStatus.ARRIVED]


def test_a_load_taken_back_under_a_withdrawn_plan_waits_for_another() -> None:
    county, plan = planned()
    adopt(county, plan)
    entry = arrive(county, ExpectedArrival.objects.get())
    withdraw(county, plan)
    actions.take_back_arrival(actor=county.actor(Role.OFFICE), arrival_id=entry, now=NOW)
    assert PendingLot.objects.get().status == LotStatus.WAITING
    assert ExpectedArrival.objects.get().is_cancelled


def test_one_of_two_loads_taken_back_under_a_withdrawn_plan_waits_alone() -> None:
    county, plan, lines = in_two_parts()
    entries = [arrive(county, line) for line in lines]
    withdraw(county, plan)
    actions.take_back_arrival(actor=county.actor(Role.OFFICE), arrival_id=entries[0], now=NOW)
    lots = {one.code: (one.status, one.weight_g) for one in PendingLot.objects.all()}
    back = lines[0].weight_g
    assert lots == {"P1": (LotStatus.ARRIVED, 40 * TONNE - back), "P1-2": (LotStatus.WAITING, back)}


def test_a_load_long_ago_still_takes_room_where_nobody_reported_since() -> None:
    county, plan = planned()
    adopt(county, plan)
    arrive(county, ExpectedArrival.objects.get())
    later = NOW + timedelta(days=60)
    assert queries.store_card(county.actor(Role.OFFICE), county.store.pk, now=later).free_g == 90 * TONNE


def test_a_load_taken_back_after_the_next_report_frees_no_room_it_never_took() -> None:
    county, plan = planned()
    adopt(county, plan)
    entry = arrive(county, ExpectedArrival.objects.get())
    for each in county.rooms:
        report(each, 20, hours_ago=-1)
    later = NOW + timedelta(hours=2)
    actions.take_back_arrival(actor=county.actor(Role.OFFICE), arrival_id=entry, now=later)
    assert queries.store_card(county.actor(Role.OFFICE), county.store.pk, now=later).stock_g == 40 * TONNE
