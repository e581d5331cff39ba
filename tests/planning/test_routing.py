"""The day's routes: answers written down, rules that break alone, random small days against brute force."""

from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.planning import routing
from lilian.planning.limits import Limits
from lilian.planning.routing import Depot, Driver, Problem, Roads, Rules, Shift, faults, practice, solve
from tests.planning.routing_instances import HOUR, MINUTE, county, driver, line, stop, stuck, tiny, van


def solved(problem: Problem, **options) -> routing.Plan:
    plan = solve(problem, **({"iterations": 60} | options))
    assert faults(problem, plan) == []
    return plan


def test_tiny_costs_what_is_worked_out_by_hand():
    plan = solved(tiny())
    assert (plan.cost_fen, plan.missed, plan.unserved) == (6000, 0, ())
    assert [set(duty.stops) for duty in plan.duties] == [{"Mei", "Qiao", "Hai"}]
    assert plan.duties[0].metres == 50_000


def test_what_cannot_be_served_is_left_out_with_the_reason():
    plan = solved(stuck())
    assert {left.stop: left.why.code for left in plan.unserved} == {
        "much": "too_large",
        "steep": "no_road",
        "far": "out_of_hours",
        "heavy": "no_driver",
    }
    assert (plan.missed, plan.gap) == (4, 1.0)


@pytest.mark.parametrize("empty", ["stops", "vans", "drivers"])
def test_a_day_without_stops_vans_or_drivers_has_an_answer(empty):
    plan = solved(tiny(**{empty: ()}))
    assert plan.duties == ()
    assert plan.missed == (0 if empty == "stops" else 3)


def test_a_stop_that_costs_more_than_its_price_is_left_out():
    plan = solved(tiny(stops=(stop("Mei", 1), stop("Qiao", 2, price_fen=1999))))
    assert [(left.stop, left.why.code) for left in plan.unserved] == [("Qiao", "not_worth_it")]
    assert plan.cost_fen == 1000 + 2000 + 1999


def test_a_stop_that_costs_less_than_its_price_is_served():
    plan = solved(tiny(stops=(stop("Mei", 1), stop("Qiao", 2, price_fen=2001))))
    assert plan.unserved == ()


def test_a_van_loads_again_where_that_is_cheaper_than_a_second_van():
    vans = (van("V1", 1, reload_depots=("centre",), max_reloads=2), van("V2", 1, fixed_fen=9000))
    plan = solved(tiny(vans=vans))
    assert len(plan.duties) == 1
    assert sum(visit.is_depot for visit in plan.duties[0].visits) == 4
    assert plan.cost_fen == 1000 + 100 * (20 + 40 + 10)


def test_what_goes_up_and_what_comes_down_share_the_van():
    loaded = (stop("Mei", 1, down=6, up=6), stop("Qiao", 2, down=4, up=4))
    plan = solved(tiny(stops=loaded))
    assert len(plan.duties) == 1
    assert {visit.load_after for visit in plan.duties[0].visits[:3]} == {(10,)}


def test_two_shifts_share_a_van():
    stops = (stop("Mei", 1, closes_s=8 * HOUR), stop("Qiao", 2, opens_s=20 * HOUR))
    shifts = (Shift("am", 6 * HOUR, 14 * HOUR), Shift("pm", 14 * HOUR, 22 * HOUR))
    plan = solved(tiny(stops=stops, shifts=shifts, vans=(van("V1", shifts=("am", "pm")),)))
    assert [(duty.van, duty.shift) for duty in plan.duties] == [("V1", "am"), ("V1", "pm")]
    assert len({duty.driver for duty in plan.duties}) == 2


def test_each_depot_serves_what_is_near():
    depots = (Depot("centre", 0), Depot("north", 2))
    plan = solved(
        tiny(
            depots=depots,
            stops=(stop("Mei", 1), stop("far", 4)),
            roads=(line(0, 1, 50, 0, 49),),
            vans=(van("V1"), replace(van("V2"), depot="north")),
        )
    )
    assert {duty.van: duty.stops for duty in plan.duties} == {"V1": ("Mei",), "V2": ("far",)}


def test_a_barred_road_is_driven_round_by_the_small_van():
    open_roads = line(0, 10, 20, -5)
    blocked = tuple(
        tuple(None if i != j and 2 in (i, j) else m for j, m in enumerate(row))
        for i, row in enumerate(open_roads.metres)
    )
    slow = tuple(
        tuple(None if i != j and 2 in (i, j) else s for j, s in enumerate(row))
        for i, row in enumerate(open_roads.seconds)
    )
    vans = (van("large", roads="wide", fixed_fen=0), van("small", fixed_fen=5000))
    plan = solved(tiny(roads=(open_roads, Roads("wide", blocked, slow)), stops=(stop("Qiao", 2),), vans=vans))
    assert [duty.van for duty in plan.duties] == ["small"]


def test_who_has_worked_less_drives():
    drivers = (driver("Guo", worked_s=30 * HOUR), driver("Lin", worked_s=10 * HOUR))
    rules = Rules(fair_week_s=20 * HOUR, fair_fen_per_hour=1000)
    assert [duty.driver for duty in solved(tiny(drivers=drivers, rules=rules)).duties] == ["Lin"]


def test_drivers_keep_their_villages():
    stops = (stop("Mei", 1, usual_driver="Lin"), stop("Qiao", 2, usual_driver="Lin"), stop("Hai", 3))
    plan = solved(tiny(stops=stops, rules=Rules(change_fen=500)))
    assert [(duty.driver, duty.cost.change_fen) for duty in plan.duties] == [("Lin", 0)]


def test_a_break_is_taken_after_the_longest_stretch():
    plan = solved(tiny(rules=Rules(stretch_s=90 * MINUTE, break_s=20 * MINUTE)))
    assert sum(len(duty.breaks) for duty in plan.duties) >= 1


@pytest.mark.slow
def test_yesterdays_plan_is_where_today_begins():
    problem = county(30, 6, 9)
    before = solved(problem)
    again = solved(replace(problem, stops=problem.stops[3:]), start=before, iterations=5)
    assert again.cost_fen <= before.cost_fen


@pytest.mark.slow
def test_a_county_day_has_no_faults_and_beats_todays_practice():
    problem = county(60, 8, 12)
    plan, today = solved(problem, iterations=300), practice(problem)
    assert faults(problem, today) == []
    assert (plan.missed, plan.cost_fen) < (today.missed, today.cost_fen)
    assert 0 < plan.lower_bound_fen <= plan.cost_fen


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_on_one_process_or_two():
    problem = county(30, 5, 8)
    one, two = (solve(problem, limits=Limits(threads=n), iterations=150) for n in (1, 2))
    assert routing.to_json(one) == routing.to_json(two)


def test_json_there_and_back():
    problem = tiny()
    plan = solved(problem)
    assert routing.problem_from_json(routing.to_json(problem)) == problem
    assert routing.plan_from_json(routing.to_json(plan)) == plan


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"stops": (stop("Mei", 9),)}, routing.BadRoutingData),
        ({"stops": (stop("Mei", 1), stop("Mei", 2))}, routing.RepeatedRoutingCode),
        ({"stops": (stop("Mei", 1, down=-1),)}, routing.BadRoutingData),
        ({"stops": (stop("Mei", 1, opens_s=2, closes_s=1),)}, routing.BadRoutingData),
        ({"vans": (van("V1", shifts=("night",)),)}, routing.UnknownRoutingCode),
        ({"vans": (van("V1", roads="air"),)}, routing.UnknownRoutingCode),
        ({"vans": (van("V1", -1),)}, routing.BadRoutingData),
        ({"shifts": (Shift("am", 9, 9),)}, routing.BadRoutingData),
        ({"drivers": (driver("Guo", free_from_s=9, free_until_s=8),)}, routing.BadRoutingData),
        ({"roads": (Roads("any", ((0, 1),), ((0, 1),)),)}, routing.BadRoutingData),
        ({"rules": Rules(stretch_s=0)}, routing.BadRoutingData),
    ],
)
def test_data_that_makes_no_sense_is_refused(changes, refusal):
    with pytest.raises(refusal):
        tiny(**changes)


def test_shifts_of_a_van_may_not_overlap():
    with pytest.raises(routing.BadRoutingData):
        tiny(
            shifts=(Shift("am", 6 * HOUR, 14 * HOUR), Shift("pm", 13 * HOUR, 20 * HOUR)),
            vans=(van("V1", shifts=("am", "pm")),),
        )


def cheapest(problem: Problem) -> tuple[int, int]:
    """(missed, cost) by trying every driver for every stop and every order; no breaks, one depot, one shift, no
    reload."""
    best = (99, 0)
    vans = range(len(problem.vans))
    for choice in product([None, *vans], repeat=len(problem.stops)):
        missed = sum(who is None and s.price_fen is None for who, s in zip(choice, problem.stops, strict=True))
        cost = sum(s.price_fen or 0 for who, s in zip(choice, problem.stops, strict=True) if who is None)
        for number in vans:
            group = [s for who, s in zip(choice, problem.stops, strict=True) if who == number]
            route = cheapest_route(problem, number, group) if group else 0
            cost, missed = (cost + route, missed) if route is not None else (cost, 99)
        best = min(best, (missed, cost))
    return best


def cheapest_route(problem: Problem, number: int, group) -> int | None:
    vehicle, roads, shift = problem.vans[number], problem.roads[0], problem.shifts[0]
    if sum(s.delivery[0] for s in group) > vehicle.capacity[0]:
        return None
    costs = []
    for order in permutations(group):
        here, now, metres, load = 0, shift.starts_s, 0, sum(s.delivery[0] for s in order)
        fine = True
        for s in order:
            now = max(now + roads.seconds[here][s.place], s.opens_s)
            load += s.pickup[0] - s.delivery[0]
            fine &= now <= s.closes_s and load <= vehicle.capacity[0]
            now, metres, here = now + s.service_s, metres + roads.metres[here][s.place], s.place
        if fine and now + roads.seconds[here][0] <= shift.ends_s:
            metres += roads.metres[here][0]
            costs.append(vehicle.fixed_fen + (2 * vehicle.fen_per_km * metres + 1000) // 2000)
    return min(costs, default=None)


@st.composite
def small_days(draw) -> Problem:
    km = [0, *(draw(st.integers(-30, 30)) for _ in range(4))]
    stops = []
    for place in range(1, draw(st.integers(2, 4)) + 1):
        opens = 6 * HOUR + draw(st.integers(0, 4)) * HOUR // 2
        closes = opens + draw(st.integers(1, 6)) * HOUR // 2
        price = draw(st.sampled_from([None, None, 500, 3000]))
        down, up = draw(st.integers(0, 3)), draw(st.integers(0, 3))
        stops.append(stop(f"S{place}", place, down, up, opens_s=opens, closes_s=closes, price_fen=price))
    vans = tuple(
        van(f"V{n}", draw(st.integers(2, 6)), fixed_fen=draw(st.sampled_from([0, 700, 2500]))) for n in range(2)
    )
    return tiny(roads=(line(*km),), stops=tuple(stops), vans=vans, rules=Rules(stretch_s=20 * HOUR))


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(small_days())
def test_small_days_cost_what_brute_force_finds(problem):
    plan = solved(problem)
    best = cheapest(problem)
    assert (plan.missed, plan.cost_fen) == best
    assert best[0] or plan.lower_bound_fen <= best[1]


def test_a_driver_without_the_licence_or_rest_or_hours_stays_at_home():
    unfit = (
        driver("no licence", licences=frozenset()),
        driver("tired", last_end_s=5 * HOUR),
        driver("week done", worked_s=44 * HOUR),
        driver("away", free_from_s=13 * HOUR),
    )
    plan = solved(tiny(drivers=(*unfit, Driver("Lin", frozenset({"C1"}), 8 * HOUR))))
    assert [duty.driver for duty in plan.duties] == ["Lin"]
