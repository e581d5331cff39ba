"""Lots that may not be split: as good as trying everything, bounded, and every false claim caught."""

import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.planning.assignment import FORBIDDEN, BadProblem, Problem, faults, practice, solve
from lilian.planning.assignment.check import proved_bound, proved_least
from lilian.planning.assignment.fill import fill, filled
from lilian.planning.assignment.mip import fits
from lilian.planning.assignment.wire import plan_from_json, problem_from_json, to_json
from lilian.planning.limits import Limits
from lilian.planning.wire import BadJson
from tests.planning.brute import best_rooms
from tests.planning.instances import assignment_county, assignment_stuck, assignment_tiny


@st.composite
def small(draw):
    n, m = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    price = st.one_of(st.integers(-3, 9), st.integers(0, 9), st.just(FORBIDDEN))
    weights = st.integers(1, 4)
    cost = draw(st.lists(st.lists(price, min_size=m, max_size=m), min_size=n, max_size=n))
    capacity = draw(st.lists(st.integers(0, 8), min_size=m, max_size=m))
    penalty = draw(st.one_of(st.none(), st.lists(st.integers(1, 5), min_size=n, max_size=n)))
    if draw(st.booleans()):
        weight = draw(st.lists(st.lists(weights, min_size=m, max_size=m), min_size=n, max_size=n))
        return Problem(cost, weight, capacity, penalty=penalty)
    pool = draw(st.lists(st.integers(-1, 1), min_size=m, max_size=m))
    pools = draw(st.lists(st.integers(0, 9), min_size=2, max_size=2))
    return Problem(cost, draw(st.lists(weights, min_size=n, max_size=n)), capacity, pool, pools, penalty)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(small())
def test_a_small_plan_is_as_good_as_trying_everything(problem):
    plan = solve(problem, limits=Limits(time_s=600))
    assert (plan.left_out, plan.cost) == best_rooms(problem)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(small())
def test_a_small_plan_has_no_faults_and_no_bound_above_the_best(problem):
    plan = solve(problem)
    assert faults(problem, plan) == []
    least, cost = best_rooms(problem)
    assert plan.least_left_out <= least
    assert plan.lower_bound <= cost


@settings(max_examples=40, deadline=None)
@given(small(), st.data())
def test_any_multipliers_give_a_true_bound(problem, data):
    n, m = problem.size
    whole = st.integers(-20, 40)
    certificate = replace(
        solve(problem, limits=Limits(time_s=0.01)).certificate,
        scale=data.draw(st.integers(1, 4)),
        lots=np.array(data.draw(st.lists(whole, min_size=n, max_size=n)), np.int64),
        rooms=np.array(data.draw(st.lists(st.integers(0, 9), min_size=m, max_size=m)), np.int64),
        pools=np.array(data.draw(st.lists(st.integers(0, 9), min_size=2, max_size=2)), np.int64)[
            : len(problem.pool_capacity)
        ],
    )
    left_out, cost = best_rooms(problem)
    assert proved_bound(problem, certificate, left_out=left_out) <= cost
    assert proved_least(problem, certificate) <= left_out


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(small())
def test_practice_has_no_faults(problem):
    assert faults(problem, practice(problem)) == []


def test_the_tiny_instance_goes_as_solved_by_hand():
    plan = solve(assignment_tiny())
    assert plan.room[:2].tolist() == [0, 1]
    assert (plan.cost, plan.left_out) == (11, 0)


def test_the_tiny_instance_is_proved():
    assert solve(assignment_tiny()).proved


@pytest.mark.slow
def test_the_stuck_instance_says_what_is_left_out():
    plan = solve(assignment_stuck())
    assert (plan.room.tolist(), plan.left_out, plan.cost) == ([-1, -1, 0], 7, 2)
    assert faults(assignment_stuck(), plan) == []


def test_the_stuck_instance_is_proved():
    assert solve(assignment_stuck(), limits=Limits(time_s=120)).proved


@pytest.mark.slow
def test_a_county_is_cheaper_than_practice_sound_and_near_its_bound():
    problem = assignment_county()
    plan, today = solve(problem, limits=Limits(time_s=4)), practice(problem)
    assert faults(problem, plan) == []
    assert plan.complete
    assert (plan.left_out, plan.cost) < (today.left_out, today.cost)
    assert plan.gap < 0.02


def test_the_same_problem_and_seed_give_the_same_plan():
    problem = assignment_county(12, 4)
    first, second = (to_json(solve(problem, limits=Limits(time_s=60, seed=3))) for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_it_begins_with_the_assignment_it_is_given():
    problem = assignment_county()
    best = solve(problem, limits=Limits(time_s=2))
    again = solve(problem, limits=Limits(time_s=0.01, seed=1), start=best.room)
    assert (again.left_out, again.cost) <= (best.left_out, best.cost)


def test_an_assignment_to_begin_with_may_overfill():
    plan = solve(assignment_tiny(), start=np.array([0, 0, 0]))
    assert (plan.cost, plan.left_out) == (11, 0)


def test_a_penalty_decides_who_stays_out():
    problem = Problem([[1], [1]], [2, 2], [3], penalty=[1, 5])
    assert solve(problem, limits=Limits(time_s=120)).room.tolist() == [
        -1,
        0,
    ]  # it ends at once where nobody is in its way


def test_leaving_out_is_worse_than_any_cost():
    problem = Problem([[1 << 40, 0], [0, FORBIDDEN]], [3, 3], [6, 2])
    assert solve(problem).left_out == 0


def test_a_pool_holds_less_than_its_rooms():
    problem = Problem([[1, 2], [1, 2], [1, 2]], [2, 2, 2], [4, 4], pool=[0, 0], pool_capacity=[5])
    assert solve(problem).left_out == 2


@pytest.mark.parametrize("shape", [(0, 2), (2, 0), (0, 0)])
def test_nothing_to_place_or_nowhere_to_place_it(shape):
    problem = Problem(np.zeros(shape, np.int64), [1] * shape[0], [1] * shape[1])
    plan = solve(problem)
    assert (plan.left_out, plan.cost) == (shape[0], 0)
    assert faults(problem, plan) == []


@pytest.mark.parametrize(
    "values",
    [
        {"cost": [[1.5]]},
        {"cost": [[1, 2]]},
        {"cost": [[1 << 59]]},
        {"weight": [0]},
        {"weight": [1 << 45]},
        {"weight": [[1, 2]]},
        {"capacity": [-1]},
        {"penalty": [0]},
        {"penalty": [1, 1]},
        {"pool": [0]},
        {"pool": [0, 0], "pool_capacity": [1]},
        {"cost": [[1, 1]], "capacity": [1, 1], "weight": [[1, 2]], "pool": [0, 0], "pool_capacity": [1]},
    ],
)
def test_bad_data_is_refused(values):
    with pytest.raises(BadProblem):
        Problem(**({"cost": [[1]], "weight": [1], "capacity": [1]} | values))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"capacity": [4, 5]}, "room 0 takes 5, more than 4"),
        ({"pool": [0, 0], "pool_capacity": [7]}, "multipliers have the wrong shape"),
        ({"cost": [[FORBIDDEN, 5], [4, 6], [3, 3]]}, "lot 0 in room 0 is forbidden"),
        ({"cost": [[3, 5], [4, 6], [3, 3]]}, "cost is 12, not 11"),
        ({"weight": [4, 3, 2]}, "room 0 takes 6, more than 5"),
        ({"cost": [[2, 5], [4, 6], [3, 3]], "capacity": [9, 5]}, "lower bound is"),
    ],
)
def test_a_plan_made_for_other_facts_is_caught(changes, word):
    plan = replace(solve(assignment_tiny()), room=np.array([0, 1, 0]))
    found = faults(replace(assignment_tiny(), **changes), plan)
    assert any(word in fault for fault in found), found


def test_a_pool_that_is_overfull_is_caught():
    problem = Problem([[1, 2], [1, 2]], [2, 2], [4, 4], pool=[0, 0], pool_capacity=[4])
    found = faults(replace(problem, pool_capacity=[3]), solve(problem))
    assert "pool 0 takes 4, more than 3" in found


def certified(plan, **changes):
    return {"certificate": replace(plan.certificate, **changes)}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        (lambda p: {"cost": 10}, "cost is 11"),
        (lambda p: {"left_out": 1}, "left out is 0"),
        (lambda p: {"room": np.array([0, 1, -1])}, "left out is 2"),
        (lambda p: {"room": np.array([0, 1])}, "wrong length"),
        (lambda p: {"room": np.array([0, 2, 0])}, "does not exist"),
        (lambda p: {"lower_bound": 12}, "above the cost"),
        (lambda p: {"least_left_out": 1}, "at least 0 is left out"),
        (lambda p: certified(p, lots=p.certificate.lots * 0), "lower bound is"),
        (lambda p: certified(p, lots=p.certificate.lots * 3), "lower bound is"),
        (lambda p: certified(p, lots=p.certificate.lots[:2]), "wrong shape"),
        (lambda p: certified(p, rooms=p.certificate.rooms - 1), "negative"),
        (lambda p: certified(p, scale=0), "negative"),
        (lambda p: certified(p, scale=p.certificate.scale * 2), "lower bound is"),
    ],
)
def test_a_false_claim_is_caught(changes, word):
    plan = solve(assignment_tiny())
    found = faults(assignment_tiny(), replace(plan, **changes(plan)))
    assert any(word in fault for fault in found), found


@pytest.mark.slow
def test_the_auditor_works_out_the_bound_the_solver_states():
    problem = assignment_county()
    plan = solve(problem, limits=Limits(time_s=2))
    assert proved_bound(problem, plan.certificate, left_out=plan.left_out) == plan.lower_bound


def test_a_plan_comes_back_from_json_as_it_was():
    plan = solve(assignment_stuck())
    assert to_json(plan_from_json(to_json(plan))) == to_json(plan)


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b'{"cost": [[1, 2]], "weight": [1], "capacity": [1]}',
        b'{"cost": [[1], [1]], "weight": [[1], [1, 1]], "capacity": [1]}',
        b'{"cost": [[1.5]], "weight": [1], "capacity": [1]}',
    ],
)
def test_json_that_is_no_problem_is_refused(data):
    with pytest.raises(BadJson):
        problem_from_json(data)


def test_a_null_cost_forbids_a_pair():
    problem = problem_from_json(b'{"cost": [[null, 4]], "weight": [1], "capacity": [1, 1]}')
    assert solve(problem).room.tolist() == [1]


@pytest.mark.slow
def test_the_command_reads_a_problem_and_writes_a_plan():
    given = b'{"cost": [[2, 5], [4, 6], [3, 3]], "weight": [3, 3, 2], "capacity": [5, 5]}'
    done = subprocess.run([sys.executable, "-m", "lilian.planning.assignment"], input=given, capture_output=True)
    plan = plan_from_json(done.stdout)
    assert (done.returncode, plan.cost, plan.proved) == (0, 11, True)


@pytest.mark.parametrize("seed", range(20))
def test_a_filled_room_leaves_least_out_and_then_costs_least(seed):
    """One room of a pool with another that is in use: tried against every load."""
    random = np.random.default_rng(seed)
    n = 9
    problem = Problem(
        random.integers(1, 50, (n, 2)), random.integers(2, 9, n), [20, 9], pool=[0, 0], pool_capacity=[24]
    )
    before = np.full(n, -1, np.int64)
    before[0] = 1
    after = before.copy()
    fill(problem, after, 0)
    space = min(20, 24 - int(problem.weight[0, 1]))
    loads = [load for size in range(n) for load in combinations(range(1, n), size)]
    fitting = [load for load in loads if problem.weight[list(load), 0].sum() <= space]
    best = min((-int(problem.weight[list(load), 0].sum()), int(problem.cost[list(load), 0].sum())) for load in fitting)
    taken = np.flatnonzero(after == 0)
    assert after[0] == 1
    assert int(problem.weight[taken, 0].sum()) == -best[0]
    assert int(problem.cost[taken, 0].sum()) <= best[1] * 1.001 + 1


def test_filling_stops_where_no_room_gains_and_overfills_nothing():
    problem = Problem([[3, 4], [2, 6], [5, 1], [4, 4]], [3, 4, 5, 6], [7, 8])
    before = np.full(problem.size[0], -1, np.int64)
    after = filled(problem, before, monotonic() + 60)
    assert fits(problem, after)
    assert not any(fill(problem, after, place) for place in range(problem.size[1]))
    assert (filled(problem, after, monotonic() + 60) == after).all()
