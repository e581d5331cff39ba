"""The auditor: every rule broken alone is named, and no claim of a plan is believed."""

from dataclasses import replace

import pytest

from lilian.planning.routing import Break, Cost, Depot, Duty, Plan, Problem, Roads, Rules, Shift, faults, solve
from tests.planning.routing_instances import HOUR, MINUTE, driver, line, stop, tiny, van

ONE = {"stops": (stop("Mei", 1, down=3, up=2), stop("Qiao", 2)), "vans": (van("V1"),), "drivers": (driver("Guo"),)}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """One duty: centre, two stops, centre; 40 km, 80 minutes of driving, 20 of service."""
    made = solve(tiny(**ONE), iterations=20)
    assert faults(tiny(**ONE), made) == []
    return made


def only(problem: Problem, plan: Plan, word: str) -> bool:
    found = faults(problem, plan)
    return bool(found) and all(word in fault for fault in found)


def both(change):
    return tuple(change(one) for one in ONE["stops"])


ROAD = line(0, 10, 20, -5)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"vans": (van("V1", 3),)}, "more than the van takes"),
        ({"stops": both(lambda s: replace(s, closes_s=6 * HOUR))}, "outside its hours"),
        ({"stops": both(lambda s: replace(s, service_s=11 * MINUTE))}, "service takes"),
        ({"depots": (Depot("centre", 0, closes_s=6 * HOUR + 30 * MINUTE),)}, "centre: service begins"),
        ({"depots": (Depot("centre", 0, load_s=MINUTE),)}, "service takes"),
        ({"shifts": (Shift("am", 6 * HOUR, 7 * HOUR),)}, "outside its shift"),
        ({"vans": (van("V1", licence="B2"),)}, "does not hold B2"),
        ({"drivers": (driver("Guo", max_duty_s=HOUR),)}, "more than 3600"),
        ({"drivers": (driver("Guo", worked_s=43 * HOUR),)}, "this week"),
        ({"drivers": (driver("Guo", last_end_s=-HOUR),)}, "rested"),
        ({"drivers": (driver("Guo", free_from_s=7 * HOUR),)}, "not there then"),
        ({"rules": Rules(stretch_s=HOUR)}, "no break from"),
        ({"rules": Rules(fair_fen_per_hour=100)}, "fairness_fen"),
        ({"stops": both(lambda s: replace(s, usual_driver="Lin")), "rules": Rules(change_fen=9)}, "change_fen"),
        ({"vans": (van("V1", fen_per_hour=60),)}, "time_fen"),
        ({"vans": (van("V1", fen_per_km=99),)}, "distance_fen"),
        ({"vans": (van("V1", fixed_fen=1),)}, "fixed_fen"),
        ({"roads": (replace(ROAD, seconds=tuple(tuple(2 * s for s in row) for row in ROAD.seconds)),)}, "cannot be at"),
        ({"stops": (*ONE["stops"], stop("Hai", 3))}, "Hai: served 0 times"),
    ],
)
def test_a_rule_that_alone_is_broken_is_named(plan, changes, word):
    assert only(tiny(**(ONE | changes)), plan, word)


def test_a_barred_road_is_named(plan):
    first, second = plan.duties[0].visits[1:3]
    a, b = ({"Mei": 1, "Qiao": 2}[visit.at] for visit in (first, second))
    tables = (
        tuple(tuple(None if (i, j) == (a, b) else v for j, v in enumerate(row)) for i, row in enumerate(table))
        for table in (ROAD.metres, ROAD.seconds)
    )
    found = faults(tiny(**ONE, roads=(Roads("any", *tables),)), plan)
    assert any("is barred" in fault for fault in found)


def changed(plan: Plan, **changes) -> Plan:
    return replace(plan, duties=(replace(plan.duties[0], **changes),))


def visit_changed(plan: Plan, position: int, **changes) -> Plan:
    visits = list(plan.duties[0].visits)
    visits[position] = replace(visits[position], **changes)
    return changed(plan, visits=tuple(visits))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda p: changed(p, van="V9"), "does not exist"),
        (lambda p: changed(p, driver="Nobody"), "does not exist"),
        (lambda p: changed(p, metres=1), "drives 40000 m"),
        (lambda p: changed(p, visits=p.duties[0].visits[:-1]), "end at a depot"),
        (lambda p: visit_changed(p, 1, load_after=(0,)), "leaves with"),
        (lambda p: visit_changed(p, 1, at="Nowhere"), "visits a place"),
        (lambda p: changed(p, breaks=(Break(p.duties[0].starts_s, p.duties[0].starts_s + 1200),)), "lies in work"),
        (lambda p: changed(p, breaks=(Break(p.duties[0].starts_s, p.duties[0].starts_s),)), "too short"),
        (lambda p: replace(p, duties=p.duties * 2), "2 duties in a day"),
        (lambda p: replace(p, duties=p.duties * 2), "two duties at the same time"),
        (lambda p: replace(p, duties=p.duties * 2), "served 2 times"),
        (lambda p: replace(p, duties=()), "served 0 times"),
        (lambda p: replace(p, cost_fen=1), "cost is"),
        (lambda p: replace(p, cost=Cost(1)), "cost is"),
        (lambda p: replace(p, missed=1), "are missed"),
        (lambda p: replace(p, lower_bound_fen=10**9), "lower bound"),
    ],
)
def test_a_deliberate_fault_is_caught(plan, change, word):
    assert any(word in fault for fault in faults(tiny(**ONE), change(plan)))


def test_loading_again_where_and_as_often_as_allowed_only():
    problem = tiny(**(ONE | {"vans": (van("V1", 3, reload_depots=("centre",), max_reloads=1),)}))
    plan = solve(problem, iterations=20)
    assert faults(problem, plan) == []
    assert only(replace(problem, vans=(van("V1", 3, reload_depots=("centre",)),)), plan, "may 0 times")
    assert only(replace(problem, vans=(van("V1", 3, max_reloads=1),)), plan, "may not load again")


def test_a_duty_belongs_to_a_shift_of_its_van(plan):
    shifts = (Shift("am", 6 * HOUR, 14 * HOUR), Shift("pm", 14 * HOUR, 20 * HOUR))
    assert only(tiny(**(ONE | {"shifts": shifts, "vans": (van("V1", shifts=("pm",)),)})), plan, "no such shift")


def test_a_duty_starts_and_ends_at_the_vans_depot(plan):
    depots = (Depot("centre", 0), Depot("north", 0))
    assert only(
        tiny(**(ONE | {"depots": depots, "vans": (replace(van("V1"), depot="north"),)})), plan, "away from north"
    )


def test_a_duty_has_no_place_of_its_own_time(plan):
    late = tuple(replace(v, arrives_s=v.starts_s + 1) for v in plan.duties[0].visits)
    assert any("before arrival" in fault for fault in faults(tiny(**ONE), changed(plan, visits=late)))


def test_stops_left_out_are_priced_as_the_problem_says(plan):
    problem = tiny(**(ONE | {"stops": (*ONE["stops"], stop("Hai", 3, price_fen=5))}))
    left = solve(problem, iterations=20)
    assert faults(problem, left) == []
    wrong = replace(left, unserved=tuple(replace(one, price_fen=4) for one in left.unserved))
    assert any("wrong price" in fault for fault in faults(problem, wrong))


def test_duties_know_their_ends(plan):
    duty: Duty = plan.duties[0]
    assert duty.ends_s - duty.starts_s == 100 * MINUTE
