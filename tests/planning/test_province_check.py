"""The auditor of a province's plan sees what is wrong with it, one thing at a time."""

from dataclasses import replace

import pytest

from lilian.planning import province
from tests.planning.instances import TONNE, store
from tests.planning.province_cases import stuck, tiny


def audited(problem=None, **changes):
    problem = problem or tiny()
    return province.faults(problem, replace(province.solve(problem), **changes))


def proof(**changes):
    return replace(province.solve(tiny()).proof, **changes)


def test_a_sound_plan_has_no_faults():
    assert audited() == []


def test_a_shared_store_must_not_be_overfilled_by_all_together():
    plan = province.solve(tiny())
    smaller = tiny(shared=(province.SharedStore(store("G", 0, 7), ("east", "west")),))
    assert any("has space for 7000000" in fault for fault in province.faults(smaller, plan))


def test_a_shared_door_must_not_be_overrun_by_all_together():
    plan = province.solve(tiny())
    narrow = tiny(shared=(province.SharedStore(store("G", 0, 8, intake=5), ("east", "west")),))
    assert any("on one day, can take 5000000" in fault for fault in province.faults(narrow, plan))


def test_a_county_brings_no_more_than_it_was_granted():
    plan = province.solve(tiny())
    (state,) = plan.shared
    less = replace(state, shares=(replace(state.shares[0], by_day_g=(1,)), state.shares[1]))
    assert province.faults(tiny(), replace(plan, shared=(less,))) == [
        "east: its plan is for another question than what it was granted"
    ]


def test_a_county_s_own_fault_is_named_with_the_county():
    plan = province.solve(tiny())
    east, west = plan.counties
    wrong = replace(west, plan=replace(west.plan, assignments=()))
    found = province.faults(tiny(), replace(plan, counties=(east, wrong)))
    assert any(fault.startswith("west: P1: 0 g placed") for fault in found)


@pytest.mark.parametrize("name", ["cost_fen", "placed_g", "unplaced_g"])
def test_the_totals_are_those_of_the_counties(name):
    assert any(name in fault for fault in audited(**{name: 1}))


def test_a_bound_that_the_prices_do_not_give_is_seen():
    assert any("the bound is" in fault for fault in audited(lower_bound_fen=4600, proof=proof(space=(0,))))


def test_a_gap_that_is_made_smaller_is_seen():
    assert any("the gap is" in fault for fault in audited(lower_bound_fen=0, proof=proof(space=(0,))))


def test_a_bound_above_the_cost_is_seen():
    assert any("above the cost" in fault for fault in audited(lower_bound_fen=4700))


def test_a_negative_price_is_seen():
    assert audited(proof=proof(space=(-1,))) == ["a price of the proof is negative or missing"]


def test_a_missing_price_is_seen():
    assert audited(proof=proof(space=())) == ["a price of the proof is negative or missing"]


def test_the_plan_of_other_counties_is_seen():
    assert "not of east, west" in audited(counties=())[0]


def test_other_shared_stores_than_asked_for_are_seen():
    found = audited(shared=())
    assert any("not those of the problem" in fault for fault in found)


def test_that_something_must_stay_has_to_be_proved():
    assert audited(stuck(), least_proof=None) == ["that something must stay unplaced is not proved"]


def test_more_than_must_stay_is_not_proved():
    assert any("must stay unplaced, not" in fault for fault in audited(stuck(), least_unplaced_g=5 * TONNE + 1))
