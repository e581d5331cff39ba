"""A plan asked for, worked out, overruled, adopted, carried out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lilian.base.policy import Role
from lilian.idling import actions, planner, queries
from lilian.idling.actions.adopting import AlreadyAdopted, FruitChanged, NotAdopted, RoomsChanged
from lilian.idling.actions.decisions import AlreadyDecided, AlreadyWithdrawn, Contradicts, NoReason
from lilian.idling.actions.plans import NoSuchSpan
from lilian.idling.actions.tasks import AlreadyEnded
from lilian.idling.models import Decision, IdlingPlan, TaskEnd, TransferTask
from lilian.idling.papers import shown_rooms
from lilian.idling.planner import NoFruit, NothingLeaves
from lilian.idling.values import DecisionKind, TaskState
from lilian.kernel.months import month_after
from lilian.kernel.refusal import NotAllowed, NotFound
from lilian.stock import actions as stock
from lilian.stock import queries as stock_queries
from lilian.stock.actions.refusals import NotEnough
from lilian.stock.values import Line, Outgoing, Spot
from lilian.storage import actions as storage
from lilian.storage.values import PlanStatus
from tests.again import again
from tests.idling import season as cast
from tests.idling.season import TONNE, Season
from tests.web.stores_site import ACTOR, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def season(db: None) -> Season:
    return again(cast.the_season)


def held(season: Season) -> list[int]:
    """Tonnes in each room, by the journal."""
    now = season.now + timedelta(days=1)
    return [stock_queries.held_g(ACTOR, place, now) // TONNE for place in season.locations]


def test_the_question_holds_every_room_and_what_lies_in_it(season: Season) -> None:
    asked = planner.from_register(ACTOR, first_month=season.month, months=3, now=season.now)
    assert [room.code for room in asked.problem.rooms] == ["K1-1号库", "K1-2号库", "K2-1号库"]
    assert [one.weight_g for one in asked.problem.stock] == [12 * TONNE] * 3
    assert sum(one.weight_g for one in asked.problem.withdrawals) == 18 * TONNE


def test_a_withdrawal_of_no_grade_is_shared_over_the_grades_as_they_lie(season: Season) -> None:
    cast.leave(season, {0: 7}, grade="一级")
    asked = planner.from_register(ACTOR, first_month=season.month, months=1, now=season.now)
    assert [(one.variety, one.weight_g // TONNE) for one in asked.problem.withdrawals] == [("玉露香梨·一级", 13)]


def test_an_empty_journal_has_nothing_to_consolidate(season: Season) -> None:
    for lot, place in zip(season.lots, season.locations, strict=True):
        outgoing = Outgoing((Line(Spot(lot, place), 12 * TONNE),), season.month)
        stock.ship(actor=ACTOR, outgoing=outgoing, client_key=f"s{lot}", now=season.now)
    with pytest.raises(NoFruit):
        actions.start_plan(actor=ACTOR, first_month=season.month, months=3, now=season.now)


def test_without_planned_withdrawals_nobody_can_say(season: Season) -> None:
    with pytest.raises(NothingLeaves):
        actions.start_plan(actor=ACTOR, first_month=month_after(season.month, 6), months=3, now=season.now)


@pytest.mark.parametrize(("steps", "months"), [(-1, 3), (0, 0), (0, 13)])
def test_a_plan_of_the_past_or_of_no_months_is_refused(season: Season, steps: int, months: int) -> None:
    first = month_after(season.month, steps)
    with pytest.raises(NoSuchSpan):
        actions.start_plan(actor=ACTOR, first_month=first, months=months, now=season.now)


def test_a_room_that_is_only_reported_runs_on_and_offers_what_is_free(season: Season) -> None:
    cast.put(season.site, season.rooms[0], season.locations[0], 1, season.now, "more")
    for lot in season.lots[2:]:
        outgoing = Outgoing((Line(Spot(lot, season.locations[2]), 12 * TONNE),), season.month)
        stock.ship(actor=ACTOR, outgoing=outgoing, client_key=f"s{lot}", now=season.now)
    report(season.site.other, {"1号库": 20})
    asked = planner.from_register(ACTOR, first_month=season.month, months=3, now=season.now)
    room = asked.problem.rooms[2]
    assert (room.capacity_g, room.running_now, asked.notes["unknown"]) == (30 * TONNE, True, ["K2-1号库"])
    assert [(lock.room, lock.runs) for lock in asked.problem.locks] == [("K2-1号库", True)]
    assert (set(room.running_wh), room.start_fen) == ({0}, 0)  # it runs without us: it costs the plan nothing


def test_rooms_that_others_keep_running_are_no_gain_and_no_loss_against_practice(season: Season) -> None:
    report(season.site.other, {"1号库": 20})
    outgoing = Outgoing((Line(Spot(season.lots[2], season.locations[2]), 12 * TONNE),), season.month)
    stock.ship(actor=ACTOR, outgoing=outgoing, client_key="all", now=season.now)
    plan = cast.solved(season)
    assert (plan.cost_fen or 0) <= (plan.practice_cost_fen or 0)
    papers = queries.documents(plan)
    shown = shown_rooms(papers.problem, papers.plan, papers.practice)
    assert all(any(line.kept_g) or line.code != "K2-1号库" for line in shown)


def test_the_plan_shuts_rooms_and_is_cheaper_than_practice(season: Season) -> None:
    plan = cast.solved(season)
    assert plan.status == PlanStatus.READY
    assert (plan.lower_bound_fen or 0) <= (plan.cost_fen or 0) < (plan.practice_cost_fen or 0)
    assert 0 < (plan.energy_wh or 0) < (plan.practice_energy_wh or 0)
    running = queries.documents(plan).plan.running
    assert sum(sum(months) for months in running.values()) < 9


def test_a_room_that_must_run_runs(season: Season) -> None:
    first = queries.documents(cast.solved(season)).plan.running
    shut = next(room for room in season.rooms if not all(first[cast.code_of(room)]))
    actions.decide(actor=ACTOR, kind=DecisionKind.RUN, room_id=shut.pk, reason="修门", now=season.now)
    assert all(queries.documents(cast.solved(season)).plan.running[cast.code_of(shut)])


def test_a_lot_that_stays_is_in_no_load(season: Season) -> None:
    room, lot = season.rooms[1], season.lots[1]
    actions.decide(
        actor=ACTOR, kind=DecisionKind.STAY, room_id=room.pk, lot_id=lot, reason="客户看过货", now=season.now
    )
    plan = cast.adopted(season)
    assert lot not in {task.lot_id for task in cast.tasks(plan)}
    assert queries.documents(plan).plan.running[cast.code_of(room)][0]


def test_a_decision_needs_a_reason_is_made_once_and_contradicts_none(season: Season) -> None:
    room = season.rooms[0]
    said = {"actor": ACTOR, "room_id": room.pk, "now": season.now}
    with pytest.raises(NoReason):
        actions.decide(kind=DecisionKind.RUN, reason=" ", **said)
    actions.decide(kind=DecisionKind.RUN, reason="修门", **said)
    with pytest.raises(AlreadyDecided):
        actions.decide(kind=DecisionKind.RUN, reason="修门", **said)
    with pytest.raises(Contradicts):
        actions.decide(kind=DecisionKind.SHUT, reason="省电", month=season.month, **said)


def test_a_decision_is_withdrawn_once(season: Season) -> None:
    made = actions.decide(
        actor=ACTOR, kind=DecisionKind.SHUT, room_id=season.rooms[0].pk, reason="省电", now=season.now
    )
    actions.withdraw_decision(actor=ACTOR, decision_id=made, now=season.now)
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_decision(actor=ACTOR, decision_id=made, now=season.now)
    assert not Decision.objects.filter(withdrawn_at__isnull=True).exists()


def test_adopting_makes_the_moves_transfers_of_lots(season: Season) -> None:
    plan = cast.adopted(season)
    moves = queries.documents(plan).plan.moves
    made = cast.tasks(plan)
    assert sum(task.weight_g for task in made) == sum(move.weight_g for move in moves) > 0
    assert {task.lot_id for task in made} <= set(season.lots)


def test_a_plan_is_adopted_once(season: Season) -> None:
    plan = cast.adopted(season)
    with pytest.raises(AlreadyAdopted):
        actions.adopt_plan(actor=ACTOR, plan_id=plan.pk, now=season.now)


def test_a_later_plan_takes_the_place_of_the_one_in_force(season: Season) -> None:
    first = cast.adopted(season)
    second = cast.adopted(season)
    first.refresh_from_db()
    assert (first.status, second.status) == (PlanStatus.WITHDRAWN, PlanStatus.ADOPTED)
    ends = TaskEnd.objects.filter(task__plan=first)
    assert {end.state for end in ends} == {TaskState.REPLACED}
    assert ends.count() == len(cast.tasks(first))


def test_fruit_that_moved_since_stops_the_yes_and_the_room_is_named(season: Season) -> None:
    plan = cast.solved(season)
    moved = queries.documents(plan).plan.moves[0].source
    number = [cast.code_of(room) for room in season.rooms].index(moved)
    outgoing = Outgoing((Line(Spot(season.lots[number], season.locations[number]), TONNE),), season.month)
    stock.ship(actor=ACTOR, outgoing=outgoing, client_key="gone", now=season.now)
    with pytest.raises(FruitChanged, match=moved):
        actions.adopt_plan(actor=ACTOR, plan_id=plan.pk, now=season.now)
    assert not TransferTask.objects.exists()


def test_a_room_out_of_use_since_stops_the_yes(season: Season) -> None:
    plan = cast.solved(season)
    target = queries.documents(plan).plan.moves[0].target
    room = next(room for room in season.rooms if cast.code_of(room) == target)
    storage.put_room_out_of_use(
        actor=ACTOR, room_id=room.pk, reason="压缩机坏了", starts_on=season.month, ends_on=None, now=season.now
    )
    with pytest.raises(RoomsChanged):
        actions.adopt_plan(actor=ACTOR, plan_id=plan.pk, now=season.now)


def test_a_transfer_done_stands_in_the_goods_journal(season: Season) -> None:
    plan = cast.adopted(season)
    before, task = held(season), cast.tasks(plan)[0]
    actions.do_task(actor=ACTOR, task_id=task.pk, weight_g=task.weight_g, now=season.now)
    at = season.locations.index(task.source_location_id)
    assert held(season)[at] == before[at] - task.weight_g // TONNE
    assert TaskEnd.objects.get().state == TaskState.DONE


def test_a_transfer_is_done_once(season: Season) -> None:
    task = cast.tasks(cast.adopted(season))[0]
    actions.do_task(actor=ACTOR, task_id=task.pk, weight_g=TONNE, now=season.now)
    with pytest.raises(AlreadyEnded):
        actions.do_task(actor=ACTOR, task_id=task.pk, weight_g=TONNE, now=season.now)
    with pytest.raises(AlreadyEnded):
        actions.decline_task(actor=ACTOR, task_id=task.pk, reason="没车", now=season.now)


def test_more_than_lies_there_is_not_moved(season: Season) -> None:
    task = cast.tasks(cast.adopted(season))[0]
    with pytest.raises(NotEnough):
        actions.do_task(actor=ACTOR, task_id=task.pk, weight_g=99 * TONNE, now=season.now)
    assert not TaskEnd.objects.exists()


def test_a_transfer_declined_says_why(season: Season) -> None:
    task = cast.tasks(cast.adopted(season))[0]
    with pytest.raises(actions.tasks.NoReason):
        actions.decline_task(actor=ACTOR, task_id=task.pk, reason="", now=season.now)
    actions.decline_task(actor=ACTOR, task_id=task.pk, reason="路断了", now=season.now)
    assert (TaskEnd.objects.get().state, TaskEnd.objects.get().reason) == (TaskState.DECLINED, "路断了")


def test_a_keeper_moves_the_own_store_s_fruit_and_finds_no_other(season: Season) -> None:
    task = cast.tasks(cast.adopted(season))[0]
    home = task.source.store.organisation_id
    other = next(pk for pk in (season.site.cast.coop, season.site.cast.other_coop) if pk != home)
    with pytest.raises(NotFound):
        actions.do_task(actor=cast.keeper(season, other), task_id=task.pk, weight_g=TONNE, now=season.now)
    actions.do_task(actor=cast.keeper(season, home), task_id=task.pk, weight_g=TONNE, now=season.now)


def test_a_plan_withdrawn_moves_nothing_more(season: Season) -> None:
    plan = cast.adopted(season)
    assert actions.withdraw_plan(actor=ACTOR, plan_id=plan.pk, reason="行情变了", now=season.now) == len(
        cast.tasks(plan)
    )
    with pytest.raises(NotAdopted):
        actions.withdraw_plan(actor=ACTOR, plan_id=plan.pk, reason="行情变了", now=season.now)
    with pytest.raises(AlreadyEnded):
        actions.do_task(actor=ACTOR, task_id=cast.tasks(plan)[0].pk, weight_g=TONNE, now=season.now)


@pytest.mark.parametrize("role", [Role.KEEPER, Role.BUREAU_OFFICER, Role.COOP_MANAGER])
def test_only_the_office_asks_and_adopts(season: Season, role: Role) -> None:
    base = cast.keeper(season, season.site.cast.coop)
    actor = replace(base, duties=(replace(base.duties[0], role=role),))
    plan = cast.solved(season)
    with pytest.raises(NotAllowed):
        actions.start_plan(actor=actor, first_month=season.month, months=3, now=season.now)
    with pytest.raises(NotAllowed):
        actions.adopt_plan(actor=actor, plan_id=plan.pk, now=season.now)
    assert not IdlingPlan.objects.filter(status=PlanStatus.ADOPTED).exists()
