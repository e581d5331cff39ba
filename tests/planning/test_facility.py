"""Which stores to run: as good as trying everything, bounded, never an exception for what cannot be served."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.planning.facility import FORBIDDEN, BadProblem, Leaf, Problem, faults, from_decimals, practice, solve
from lilian.planning.limits import Limits
from lilian.planning.transport.plan import Flow
from tests.planning.brute import best_stores
from tests.planning.instances import facility_county, facility_stuck, facility_tiny


@st.composite
def small(draw, single_source=False):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    demand = draw(st.lists(st.integers(1, 4), min_size=n, max_size=n))
    price = st.one_of(st.integers(0, 9), st.integers(0, 9), st.just(FORBIDDEN))
    rates = draw(st.lists(st.lists(price, min_size=m, max_size=m), min_size=n, max_size=n))
    cost = [[FORBIDDEN if p == FORBIDDEN else p * d for p in row] for row, d in zip(rates, demand, strict=True)]
    fixed = draw(st.lists(st.integers(0, 25), min_size=m, max_size=m))
    capacity = draw(st.lists(st.integers(0, 8), min_size=m, max_size=m))
    return Problem(fixed, capacity, demand, cost, single_source)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(small())
def test_a_small_plan_is_as_good_as_trying_everything(problem):
    plan = solve(problem)
    assert (int(plan.unserved.sum()), plan.cost) == best_stores(problem)
    assert plan.proved


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(small())
def test_a_small_plan_has_no_faults(problem):
    assert faults(problem, solve(problem)) == []


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(small(single_source=True))
def test_a_small_plan_of_whole_demands_is_bounded_by_trying_everything(problem):
    plan = solve(problem)
    unserved, cost = best_stores(problem)
    assert faults(problem, plan) == []
    assert plan.least_unserved <= unserved <= plan.unserved.sum()
    if unserved == plan.unserved.sum():
        assert plan.lower_bound <= cost <= plan.cost


@settings(max_examples=40, deadline=None)
@given(small(), st.integers(0, 3))
def test_a_regret_holds_what_trying_everything_says(problem, pick):
    plan = solve(problem)
    if not plan.feasible or not plan.regrets:
        return
    regret = plan.regrets[pick % len(plan.regrets)]
    truth = best_stores(problem, {regret.store: not regret.open_now})
    if truth[0] == 0:
        assert regret.at_least <= truth[1] - plan.cost
        assert regret.at_most is None or truth[1] - plan.cost <= regret.at_most


def test_the_tiny_instance_runs_the_middle_store_alone():
    plan = solve(facility_tiny())
    assert plan.open.tolist() == [False, True, False]
    assert (plan.cost, plan.lower_bound) == (19, 19)


def test_the_tiny_regrets_are_those_found_by_hand():
    regrets = {regret.store: regret for regret in solve(facility_tiny()).regrets}
    assert (regrets[1].open_now, regrets[1].at_most) == (True, 5)
    assert (regrets[0].open_now, regrets[0].at_most) == (False, 5)


def test_the_stuck_instance_says_what_is_missing():
    plan = solve(facility_stuck())
    assert (int(plan.unserved.sum()), plan.least_unserved) == (3, 3)
    assert plan.proved
    assert faults(facility_stuck(), plan) == []


@pytest.mark.slow
@pytest.mark.parametrize("single_source", [False, True])
def test_a_county_is_cheaper_than_practice_and_sound(single_source):
    problem = facility_county(single_source=single_source)
    plan = solve(problem, limits=Limits(time_s=3))
    today = practice(problem)
    assert faults(problem, plan) == []
    assert faults(problem, today) == []
    assert plan.cost < today.cost
    assert plan.gap < 0.05


def test_a_demand_that_fits_no_store_whole_is_unserved_alone():
    problem = Problem([5, 5], [4, 4], [3, 6], [[1, 2], [1, 1]], single_source=True)
    plan = solve(problem)
    assert plan.unserved.tolist() == [0, 6]
    assert faults(problem, plan) == []


def test_nothing_to_serve_runs_nothing():
    problem = Problem([5], [4], [], np.zeros((0, 1), np.int64))
    plan = solve(problem)
    assert (plan.cost, plan.lower_bound, plan.open.tolist()) == (0, 0, [False])
    assert faults(problem, plan) == []


def test_no_store_at_all_leaves_everything():
    problem = Problem([], [], [2, 3], np.zeros((2, 0), np.int64))
    plan = solve(problem)
    assert plan.least_unserved == 5
    assert faults(problem, plan) == []


def test_decimals_are_scaled_exactly():
    problem = from_decimals(["0.5", "1"], [5, 5], [2], [["1.25", None]])
    assert (problem.grid, problem.fixed_cost.tolist()) == (100, [50, 100])
    assert problem.cost.tolist() == [[125, FORBIDDEN]]


def test_a_share_of_a_cost_is_rounded_up_once():
    problem = Problem([0, 0], [1, 2], [3], [[10, 10]])
    assert solve(problem).cost == 10
    assert solve(replace(problem, cost=[[10, 11]])).cost == 11


@pytest.mark.parametrize(
    "values",
    [
        {"fixed_cost": [1.5]},
        {"fixed_cost": [-1]},
        {"capacity": [-1]},
        {"demand": [0]},
        {"cost": [[1, 2]]},
        {"cost": [[-1]]},
        {"cost": [[1 << 50]]},
        {"grid": 0},
    ],
)
def test_bad_data_is_refused(values):
    with pytest.raises(BadProblem):
        Problem(**({"fixed_cost": [1], "capacity": [1], "demand": [1], "cost": [[1]]} | values))


@pytest.mark.parametrize("cost", ["1.1234567", "much"])
def test_a_cost_that_cannot_be_exact_is_refused(cost):
    with pytest.raises(BadProblem):
        from_decimals([cost], [1], [1], [[1]])


def flow(rows, cols, amounts):
    return Flow(*(np.array(part, np.int64) for part in (rows, cols, amounts)))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"fixed_cost": [7, 13, 8]}, "cost is 20"),
        ({"capacity": [6, 9, 6]}, "store 1 serves 10, more than 9"),
        ({"demand": [5, 6]}, "demand 1: 5 served"),
        ({"cost": [[2, FORBIDDEN, 9], [9, 3, 1]]}, "demand 0 from store 1 is forbidden"),
        ({"cost": [[2, 5, 9], [9, 3, 1]]}, "cost is 20"),
    ],
)
def test_a_plan_made_for_other_facts_is_caught(changes, word):
    found = faults(replace(facility_tiny(), **changes), solve(facility_tiny()))
    assert any(word in fault for fault in found)


def leaves(plan, *changed, **others):
    return {"certificate": replace(plan.certificate, leaves=tuple(changed), **others)}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        (lambda p: {"cost": 18}, "cost is 19"),
        (lambda p: {"lower_bound": 20}, "above the cost"),
        (lambda p: {"open": np.array([False, False, False])}, "which is shut"),
        (lambda p: {"flow": flow([0, 1, 1], [1, 1, 1], [5, 6, -1])}, "not positive"),
        (lambda p: {"flow": flow([0, 1], [1, 7], [5, 5])}, "does not exist"),
        (lambda p: {"unserved": np.array([1, 0])}, "demand 0: 5 served + 1"),
        (lambda p: {"unserved": np.array([0])}, "wrong length"),
        (lambda p: {"least_unserved": 1}, "must stay unserved"),
        (lambda p: leaves(p, multipliers=p.certificate.multipliers * 0), "lower bound is"),
        (lambda p: leaves(p, *p.certificate.leaves, multipliers=-p.certificate.multipliers), "negative"),
        (lambda p: leaves(p, Leaf((0,), (), 0)), "do not cover"),
        (lambda p: leaves(p), "do not cover"),
        (lambda p: {"unserved": np.array([0, 5]), "flow": flow([0], [1], [5]), "cost": 16}, "less unserved only"),
        (lambda p: leaves(p, Leaf((0,), (0,), 0)), "names a store twice"),
        (lambda p: leaves(p, Leaf((), (), 99)), "does not exist"),
        (lambda p: leaves(p, Leaf((), (), 0), whole=True), "whole loads"),
        (lambda p: {"regrets": ()}, "differ in number"),
        (lambda p: {"regrets": tuple(replace(r, at_least=99) for r in p.regrets)}, "deciding it otherwise"),
        (lambda p: {"regrets": tuple(replace(r, open_now=not r.open_now) for r in p.regrets)}, "wrong way round"),
    ],
)
def test_a_false_claim_is_caught(changes, word):
    plan = solve(facility_tiny())
    found = faults(facility_tiny(), replace(plan, **changes(plan)))
    assert any(word in fault for fault in found), found


def test_a_shared_demand_is_caught_where_it_may_not_be():
    problem = Problem([1, 1], [3, 3], [4], [[4, 4]])
    found = faults(replace(problem, single_source=True), solve(problem))
    assert "demand 0 is shared between stores" in found


@pytest.mark.slow
def test_the_command_reads_decimals_and_writes_a_plan():
    given = {"fixed_cost": [7, 12.5], "capacity": [5, 9], "demand": [4], "cost": [[0.25, None]]}
    done = subprocess.run(
        [sys.executable, "-m", "lilian.planning.facility"], input=json.dumps(given), capture_output=True, text=True
    )
    plan = json.loads(done.stdout)
    assert (done.returncode, plan["cost"], plan["grid"], plan["proved"]) == (0, 725, 100, True)


@pytest.mark.slow
def test_the_command_says_what_is_wrong_with_its_input():
    done = subprocess.run([sys.executable, "-m", "lilian.planning.facility"], input="{", capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stdout == ""
