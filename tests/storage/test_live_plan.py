"""A plan of the register from the question to the weighed load."""

from datetime import date, timedelta

import pytest

from lilian.base.jobs import worker
from lilian.base.models import Job
from lilian.base.policy import Role
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.planning import storage as planning
from lilian.storage import actions, queries
from lilian.storage.actions.plans import AdoptedAlready
from lilian.storage.models import Arrival, ExpectedArrival, PendingLot, StoragePlan
from lilian.storage.planner import NoStores, NothingWaits
from lilian.storage.queries.plans import NoTerms, StillComputing
from lilian.storage.values import LotStatus, PlanStatus
from tests.storage.stores import (
    NOW,
    TODAY,
    TONNE,
    County,
    events,
    lot,
    report,
    reported_county,
    terms,
    the_county,
    work_off,
)

pytestmark = pytest.mark.django_db


def asked(county: County) -> StoragePlan:
    lin = county.actor(Role.OFFICE)
    return queries.plan(lin, actions.start_live_plan(actor=lin, first_day=TODAY, now=NOW))


def solved(county: County) -> StoragePlan:
    made = asked(county)
    work_off()
    return queries.plan(county.actor(Role.OFFICE), made.pk)


def adopted(county: County) -> StoragePlan:
    made = solved(county)
    actions.adopt_plan(actor=county.actor(Role.OFFICE), plan_id=made.pk, now=NOW)
    return made


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_turns_the_question_into_a_plan() -> None:
    county = reported_county()
    lot(county)
    made = asked(county)
    worker.run(until_idle=True)
    made.refresh_from_db()
    assert (made.status, made.run.job.status, made.placed_g) == (PlanStatus.READY, Job.DONE, 10 * TONNE)


def test_nothing_is_solved_where_it_is_asked_for() -> None:
    county = reported_county()
    lot(county)
    with pytest.raises(StillComputing):
        queries.figures(asked(county))


def test_the_figures_of_a_plan_are_those_of_its_documents() -> None:
    county = reported_county()
    lot(county)
    made = solved(county)
    figures, papers = queries.figures(made), queries.documents(made)
    assert (figures.cost_fen, figures.practice_cost_fen) == (papers.plan.cost_fen, papers.practice.cost_fen)
    assert planning.faults(papers.problem, papers.plan) == []


def test_a_stale_store_is_planned_with_room_held_back() -> None:
    county = the_county()
    terms()
    report(county.other_room, 10, hours_ago=100)
    lot(county)
    (near, far) = queries.documents(solved(county)).problem.stores
    assert (near.free_g, far.free_g) == (0, 50 * TONNE - 10 * TONNE - 2.5 * TONNE)


def test_what_came_this_morning_and_what_is_planned_leave_the_door_less() -> None:
    county = reported_county()
    lot(county)
    line = ExpectedArrival.objects.get(plan=adopted(county))
    keeper = county.actor(Role.KEEPER)
    actions.record_arrival(actor=keeper, expected_id=line.pk, weight_g=line.weight_g, client_key="a", now=NOW)
    lot(county, "P2")
    near = next(store for store in queries.documents(solved(county)).problem.stores if store.code == line.store_code)
    assert near.intake_g_per_day == 20 * TONNE


def test_a_closed_store_is_not_asked() -> None:
    county = reported_county()
    lot(county)
    actions.close_store(actor=county.actor(Role.OFFICE), store_id=county.store.pk, reason="检修", now=NOW)
    assert [store.code for store in queries.documents(solved(county)).problem.stores] == ["Y2"]


def test_without_lots_there_is_nothing_to_plan() -> None:
    with pytest.raises(NothingWaits):
        asked(reported_county())


def test_without_stores_there_is_nothing_to_plan_with() -> None:
    county = reported_county()
    lot(county)
    for each in (county.store, county.other):
        actions.close_store(actor=county.actor(Role.OFFICE), store_id=each.pk, reason="检修", now=NOW)
    with pytest.raises(NoStores):
        asked(county)


def test_without_terms_there_is_no_cost() -> None:
    county = the_county()
    lot(county)
    with pytest.raises(NoTerms):
        asked(county)


@pytest.mark.parametrize("role", [Role.KEEPER, Role.GROWER, Role.BUREAU_OFFICER])
def test_only_the_office_asks_for_a_plan(role: Role) -> None:
    county = reported_county()
    with pytest.raises(NotAllowed):
        actions.start_live_plan(actor=county.actor(role), first_day=TODAY, now=NOW)


def test_a_plan_in_force_is_not_worked_out_again() -> None:
    county = reported_county()
    lot(county)
    with pytest.raises(AdoptedAlready):
        actions.replan(actor=county.actor(Role.OFFICE), plan_id=adopted(county).pk, now=NOW)


def test_a_plan_that_is_not_there_is_not_worked_out_again() -> None:
    with pytest.raises(NotFound):
        actions.replan(actor=reported_county().actor(Role.OFFICE), plan_id=9_999, now=NOW)


def test_fruit_is_followed_from_the_question_to_the_scales() -> None:
    county = reported_county()
    one = lot(county)
    of = adopted(county)
    keeper, lin = county.actor(Role.KEEPER), county.actor(Role.OFFICE)
    (line,) = queries.expected_arrivals(keeper, day=TODAY)
    entry = actions.record_arrival(actor=keeper, expected_id=line.pk, weight_g=9_876_543, client_key="a", now=NOW)
    one.refresh_from_db()
    assert (Arrival.objects.get().weight_g, one.status) == (9_876_543, LotStatus.ARRIVED)
    actions.take_back_arrival(actor=keeper, arrival_id=entry, now=NOW)
    one.refresh_from_db()
    row = queries.met_by_store(lin, of.pk).get()
    assert (one.status, row["planned_g"], row["came_all_g"], row["met"]) == (LotStatus.PLANNED, 10 * TONNE, 0, 0)


def test_every_step_stands_in_the_chain() -> None:
    county = reported_county()
    lot(county)
    line = ExpectedArrival.objects.get(plan=adopted(county))
    keeper = county.actor(Role.KEEPER)
    entry = actions.record_arrival(actor=keeper, expected_id=line.pk, weight_g=TONNE, client_key="a", now=NOW)
    actions.take_back_arrival(actor=keeper, arrival_id=entry, now=NOW)
    steps = ("plan_started", "plan_solved", "plan_adopted", "arrival_recorded", "arrival_taken_back")
    assert [events(step) for step in steps] == [1] * 5


def test_lots_of_other_evenings_wait_their_turn() -> None:
    county = reported_county()
    lot(county)
    adopted(county)
    lot(county, "P2")
    assert [each.code for each in queries.documents(solved(county)).problem.lots] == ["P2"]


def test_a_plan_begins_on_the_day_it_is_asked_for() -> None:
    county = reported_county()
    lot(county)
    tomorrow = TODAY + timedelta(days=1)
    lin = county.actor(Role.OFFICE)
    made = actions.start_live_plan(actor=lin, first_day=tomorrow, days=2, now=NOW)
    assert StoragePlan.objects.values_list("first_day", "days").get(pk=made) == (date(2026, 9, 19), 2)


def test_what_found_no_room_waits_on_as_a_lot_of_its_own() -> None:
    county = reported_county(stock=38)  # Y1: 22 t and 2 t are free, Y2: 12 t
    lot(county, tonnes=40)
    adopted(county)
    lots = dict(PendingLot.objects.values_list("code", "weight_g"))
    planned = sum(ExpectedArrival.objects.values_list("weight_g", flat=True))
    assert lots == {"P1": planned, "P1-2": 40 * TONNE - planned}
    assert PendingLot.objects.get(code="P1-2").status == LotStatus.WAITING
    assert planned == 36 * TONNE
