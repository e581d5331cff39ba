"""The low season's pages: asked, looked at, overruled, adopted, moved, metered."""

from datetime import timedelta
from typing import Any

import pytest

from lilian.idling.models import Decision, IdlingPlan, MeterReading, PlannedWithdrawal, TaskEnd
from lilian.idling.values import TaskState
from lilian.storage.values import PlanStatus
from tests.again import again
from tests.idling import season as cast
from tests.idling.season import Season
from tests.storage.stores import work_off
from tests.web.pages import sentence


@pytest.fixture
def season(db: None) -> Season:
    return again(cast.the_season)


def office(season: Season) -> Any:
    return season.site.client("lin")


def test_a_plan_is_asked_for_and_watched(season: Season) -> None:
    answer = office(season).post("/idling/new/", {"first_month": season.month.isoformat(), "months": 3})
    plan = IdlingPlan.objects.get()
    assert answer.headers["Location"] == f"/idling/plans/{plan.pk}/"
    assert office(season).get(f"/idling/plans/{plan.pk}/").context["progress"].state == "waiting"
    work_off()
    assert office(season).get(f"/idling/plans/{plan.pk}/progress/").status_code == 204


def test_a_plan_of_no_months_is_refused_in_place(season: Season) -> None:
    assert office(season).post("/idling/new/", {"first_month": "2020-01-01", "months": 3}).status_code == 422
    assert not IdlingPlan.objects.exists()


def test_the_plan_shows_rooms_by_months_with_what_practice_would_run(season: Season) -> None:
    page = office(season).get(f"/idling/plans/{cast.solved(season).pk}/")
    grid = page.context["grid"]
    assert (len(grid.months), sum(len(store.rooms) for store in grid.stores)) == (3, 3)
    assert grid.running < grid.running_today
    assert any(cell.kind == "saved" for store in grid.stores for room in store.rooms for cell in room.cells)


@pytest.mark.parametrize("tab", ["moves", "regrets", "decisions", "adopt"])
def test_every_tab_opens(season: Season, tab: str) -> None:
    assert office(season).get(f"/idling/plans/{cast.solved(season).pk}/{tab}/").status_code == 200


def test_a_decision_is_written_down_and_the_plan_says_it_is_not_in_it(season: Season) -> None:
    plan, lin = cast.solved(season), office(season)
    form = {"room": season.rooms[0].pk, "kind": "run", "month": "", "lot": "", "reason": "修门"}
    assert lin.post(f"/idling/plans/{plan.pk}/decisions/", form).status_code == 302
    assert lin.post(f"/idling/plans/{plan.pk}/decisions/", form).status_code == 409
    assert lin.get(f"/idling/plans/{plan.pk}/").context["not_in"] == 1
    url = f"/idling/plans/{plan.pk}/decisions/{Decision.objects.get().pk}/withdraw/"
    assert [lin.post(url).status_code for _ in range(2)] == [302, 409]


def test_a_lot_that_stays_must_be_named(season: Season) -> None:
    form = {"room": season.rooms[0].pk, "kind": "stay", "reason": "客户看过货"}
    assert office(season).post(f"/idling/plans/{cast.solved(season).pk}/decisions/", form).status_code == 422


def test_planning_again_makes_a_new_plan(season: Season) -> None:
    plan = cast.solved(season)
    office(season).post(f"/idling/plans/{plan.pk}/replan/")
    assert IdlingPlan.objects.count() == 2


def test_a_plan_is_adopted_once_and_withdrawn_once(season: Season) -> None:
    plan, lin = cast.solved(season), office(season)
    assert lin.post(f"/idling/plans/{plan.pk}/adopt/").status_code == 302
    assert lin.post(f"/idling/plans/{plan.pk}/adopt/").status_code == 409
    assert lin.post(f"/idling/plans/{plan.pk}/withdraw/", {"reason": "行情变了"}).status_code == 302
    assert lin.post(f"/idling/plans/{plan.pk}/withdraw/", {"reason": "行情变了"}).status_code == 409
    assert IdlingPlan.objects.get().status == PlanStatus.WITHDRAWN


@pytest.mark.parametrize("name", ["officer", "keeper", "mei"])
def test_only_the_office_adopts(season: Season, name: str) -> None:
    plan = cast.solved(season)
    assert season.site.client(name).post(f"/idling/plans/{plan.pk}/adopt/").status_code == 403


def names(season: Season, task: Any) -> tuple[str, str]:
    """(the keeper whose it is, the other one)"""
    own = task.source.store_id == season.site.store.pk
    return ("keeper", "neighbour") if own else ("neighbour", "keeper")


def test_a_keeper_moves_it_in_two_taps_and_the_neighbour_does_not_find_it(season: Season) -> None:
    task = cast.tasks(cast.adopted(season))[0]
    own, other = names(season, task)
    assert season.site.client(other).get(f"/idling/tasks/{task.pk}/").status_code == 404
    keeper = season.site.client(own)
    assert keeper.get("/idling/tasks/").context["months"][0]["lines"][0]["task"].pk == task.pk
    assert keeper.post(f"/idling/tasks/{task.pk}/", {"weight": "3"}).status_code == 302
    assert keeper.post(f"/idling/tasks/{task.pk}/", {"weight": "3"}).status_code == 409
    assert TaskEnd.objects.get().state == TaskState.DONE


def test_a_keeper_says_why_it_is_not_moved(season: Season) -> None:
    task = cast.tasks(cast.adopted(season))[0]
    keeper = season.site.client(names(season, task)[0])
    assert keeper.post(f"/idling/tasks/{task.pk}/decline/", {"reason": "路断了"}).status_code == 302
    assert keeper.get("/idling/tasks/?state=ended").context["months"][0]["lines"][0]["reason"] == "路断了"


def test_a_meter_is_read_in_two_taps(season: Season) -> None:
    room, keeper = season.rooms[0], season.site.client("keeper")
    assert keeper.post(f"/idling/meters/{room.pk}/", {"counter": "12480.5"}).status_code == 302
    reading = MeterReading.objects.get()
    assert (reading.counter_wh, reading.stock_g) == (12_480_500, 12 * cast.TONNE)


def test_a_meter_that_runs_backwards_is_refused(season: Season) -> None:
    room = season.rooms[0]
    cast.read(season, room, 500, days_ago=30)
    answer = season.site.client("keeper").post(f"/idling/meters/{room.pk}/", {"counter": "400"})
    assert (answer.status_code, "500.0" in sentence(answer)) == (422, True)


def test_a_neighbours_meter_is_not_found(season: Season) -> None:
    assert season.site.client("neighbour").get(f"/idling/meters/{season.rooms[0].pk}/").status_code == 404


def test_a_wrong_reading_is_taken_back_once(season: Season) -> None:
    room, keeper = season.rooms[0], season.site.client("keeper")
    (pk,) = cast.read(season, room, 500, days_ago=30)
    url = f"/idling/meters/{room.pk}/readings/{pk}/take-back/"
    assert [keeper.post(url).status_code for _ in range(2)] == [302, 409]
    assert keeper.get(f"/idling/meters/{room.pk}/").context["readings"] == []


def test_the_energy_page_says_what_a_room_draws_and_how_sure(season: Season) -> None:
    for month in range(6, -1, -1):
        cast.read(season, season.rooms[0], 1_000 + 600 * (6 - month), days_ago=30 * month)
    cards = {card.room_id: card for card in office(season).get("/idling/energy/").context["listing"].rows}
    read, other = cards[season.rooms[0].pk], cards[season.rooms[1].pk]
    assert (read.periods, other.periods) == (6, 0)
    assert read.month_error_wh < other.month_error_wh


def test_a_manager_plans_what_leaves(season: Season) -> None:
    before = PlannedWithdrawal.objects.count()
    form = {
        "owner": season.site.cast.coop,
        "month": season.month.isoformat(),
        "variety": season.site.variety.pk,
        "grade": "一级",
        "weight": "4",
    }
    guo = season.site.client("guo")
    assert guo.post("/idling/withdrawals/", form).status_code == 302
    assert guo.post("/idling/withdrawals/", form).status_code == 409
    assert PlannedWithdrawal.objects.count() == before + 1
    assert guo.post("/idling/withdrawals/", form | {"owner": season.site.cast.other_coop}).status_code == 422


def test_what_was_saved_is_measured_from_meters(season: Season) -> None:
    plan = cast.solved(season)
    adopted_at = season.now - timedelta(days=25)
    IdlingPlan.objects.filter(pk=plan.pk).update(status=PlanStatus.ADOPTED, adopted_at=adopted_at, adopted_by="林办")
    for days, kwh in ((24, 1_000), (0, 1_010)):
        cast.read(season, season.rooms[0], kwh, days_ago=days, ran=False)
    page = office(season).get("/idling/saving/")
    (line,) = page.context["listing"].rows
    assert (line.was_shut, line.metered_wh, line.saved_wh) == (True, 10_000, line.expected_wh - 10_000)
    assert line.error_wh > 0
    assert "chart" in page.context["chart"]


@pytest.mark.parametrize("path", ["", "new/", "tasks/", "meters/", "energy/", "withdrawals/", "saving/"])
def test_every_list_opens_empty(season: Season, path: str) -> None:
    assert office(season).get(f"/idling/{path}").status_code == 200
