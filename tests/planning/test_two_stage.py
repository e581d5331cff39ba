"""Plants, depots, demands: as good as trying everything, bounded, never an exception for what cannot be served."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.planning.limits import Limits
from lilian.planning.transport.plan import Flow
from lilian.planning.two_stage import FORBIDDEN, BadProblem, Leaf, Problem, faults, practice, solve
from tests.planning.brute import best_sites
from tests.planning.instances import two_stage_county, two_stage_stuck, two_stage_tiny


@st.composite
def small(draw):
    p, d, n = (draw(st.integers(1, 3)) for _ in range(3))
    price = st.one_of(st.integers(0, 9), st.integers(0, 9), st.just(FORBIDDEN))

    def many(values, *shape):
        flat = st.lists(values, min_size=int(np.prod(shape)), max_size=int(np.prod(shape)))
        return np.array(draw(flat), np.int64).reshape(shape)

    rooms, fixed = st.integers(0, 7), st.integers(0, 25)
    return Problem(
        many(fixed, p), many(rooms, p), many(fixed, d), many(rooms, d), many(st.integers(1, 3), n), many(price, p, d),
        many(price, d, n),
    )  # fmt: skip


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(small())
def test_a_small_plan_is_as_good_as_trying_everything(problem):
    plan = solve(problem)
    assert (int(plan.unserved.sum()), plan.cost) == best_sites(problem)
    assert plan.proved


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(small())
def test_a_small_plan_and_practice_have_no_faults(problem):
    assert faults(problem, solve(problem)) == []
    assert faults(problem, practice(problem)) == []


def test_the_tiny_instance_runs_one_of_each():
    plan = solve(two_stage_tiny())
    assert (plan.plants.tolist(), plan.depots.tolist()) == ([False, True], [True, False])
    assert (plan.cost, plan.lower_bound, plan.proved) == (36, 36, True)


def test_the_stuck_instance_says_what_is_missing():
    plan = solve(two_stage_stuck())
    assert (int(plan.unserved.sum()), plan.least_unserved, plan.proved) == (3, 3, True)
    assert faults(two_stage_stuck(), plan) == []


@pytest.mark.slow
def test_a_county_is_cheaper_than_practice_and_sound():
    problem = two_stage_county()
    plan, today = solve(problem, limits=Limits(time_s=4)), practice(problem)
    assert faults(problem, plan) == []
    assert plan.cost < today.cost
    assert plan.gap < 0.05


def test_a_county_plan_whose_time_is_up_at_once_is_sound():
    problem = two_stage_county()
    assert faults(problem, solve(problem, limits=Limits(time_s=0.01))) == []


def test_nothing_to_serve_runs_nothing():
    problem = Problem([5], [4], [5], [4], [], [[1]], np.zeros((1, 0), np.int64))
    plan = solve(problem)
    assert (plan.cost, plan.lower_bound, plan.plants.tolist(), plan.depots.tolist()) == (0, 0, [False], [False])
    assert faults(problem, plan) == []


def test_no_plant_at_all_leaves_everything():
    problem = Problem([], [], [5], [9], [2, 3], np.zeros((0, 1), np.int64), [[1, 1]])
    plan = solve(problem)
    assert (plan.least_unserved, plan.proved) == (5, True)
    assert faults(problem, plan) == []


@pytest.mark.parametrize(
    "values",
    [
        {"plant_cost": [1.5]},
        {"depot_cost": [-1]},
        {"depot_capacity": [-1]},
        {"plant_capacity": [1, 1]},
        {"demand": [0]},
        {"inbound": [[1, 2]]},
        {"outbound": [[-1]]},
        {"outbound": [[1 << 43]], "demand": [1 << 20]},
    ],
)
def test_bad_data_is_refused(values):
    sound = {"plant_cost": [1], "plant_capacity": [1], "depot_cost": [1], "depot_capacity": [1], "demand": [1]}
    with pytest.raises(BadProblem):
        Problem(**(sound | {"inbound": [[1]], "outbound": [[1]]} | values))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"plant_cost": [9, 13]}, "cost is 37"),
        ({"plant_capacity": [6, 3]}, "plant 1 handles 5, more than 3"),
        ({"depot_capacity": [4, 6]}, "depot 0 handles 5, more than 4"),
        ({"demand": [3, 3]}, "demand 1: 2 served"),
        ({"inbound": [[1, 1], [FORBIDDEN, 1]]}, "inbound from 1 to 0 is forbidden"),
        ({"outbound": [[1, FORBIDDEN], [1, 1]]}, "outbound from 0 to 1 is forbidden"),
    ],
)
def test_a_plan_made_for_other_facts_is_caught(changes, word):
    found = faults(replace(two_stage_tiny(), **changes), solve(two_stage_tiny()))
    assert any(word in fault for fault in found), found


def flow(rows, cols, amounts):
    return Flow(*(np.array(part, np.int64) for part in (rows, cols, amounts)))


def proof(plan, *leaves, **others):
    return {"certificate": replace(plan.certificate, leaves=tuple(leaves), **others)}


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        (lambda p: {"cost": 35}, "cost is 36"),
        (lambda p: {"lower_bound": 37}, "above the cost"),
        (lambda p: {"plants": np.array([True, False])}, "comes from 1, which is shut"),
        (lambda p: {"depots": np.array([True])}, "wrong length"),
        (lambda p: {"inbound": flow([1], [0], [4])}, "4 come in, 5 go out"),
        (lambda p: {"inbound": flow([1, 1], [0, 0], [6, -1])}, "not positive"),
        (lambda p: {"outbound": flow([0, 0], [0, 9], [3, 2])}, "does not exist"),
        (lambda p: {"outbound": flow([0], [0], [3, 2])}, "different lengths"),
        (lambda p: {"unserved": np.array([0, 1])}, "demand 1: 2 served + 1"),
        (lambda p: {"least_unserved": 1}, "must stay unserved"),
        (lambda p: proof(p, *p.certificate.leaves, multipliers=p.certificate.multipliers * 0), "lower bound is"),
        (lambda p: proof(p, *p.certificate.leaves, multipliers=-p.certificate.multipliers - 1), "negative"),
        (lambda p: proof(p, *p.certificate.leaves, multipliers=p.certificate.multipliers * 3), "lower bound is"),
        (lambda p: proof(p, *p.certificate.leaves, multipliers=p.certificate.multipliers[:, :1]), "wrong shape"),
        (lambda p: proof(p, Leaf((0,), (), 0)), "do not cover"),
        (lambda p: proof(p), "do not cover"),
        (lambda p: proof(p, Leaf((0,), (0,), 0)), "names a site twice"),
        (lambda p: proof(p, Leaf((), (), 99)), "does not exist"),
        (
            lambda p: {"unserved": np.array([0, 2]), "outbound": flow([0], [0], [3]), "inbound": flow([1], [0], [3])},
            "less unserved only",
        ),
    ],
)
def test_a_false_claim_is_caught(changes, word):
    plan = solve(two_stage_tiny())
    found = faults(two_stage_tiny(), replace(plan, **changes(plan)))
    assert any(word in fault for fault in found), found


def command(given, *options):
    line = [sys.executable, "-m", "lilian.planning.two_stage", *options]
    return subprocess.run(line, input=given, capture_output=True, text=True)


GIVEN = {
    "plant_cost": [7], "plant_capacity": [5], "depot_cost": [2], "depot_capacity": [9], "demand": [4, 1],
    "inbound": [[1]], "outbound": [[2, None]],
}  # fmt: skip


@pytest.mark.slow
def test_the_command_reads_a_problem_and_writes_a_plan():
    done = command(json.dumps(GIVEN))
    plan = json.loads(done.stdout)
    assert (done.returncode, plan["cost"], plan["unserved"], plan["proved"]) == (0, 21, [0, 1], True)


@pytest.mark.slow
def test_the_command_says_which_row_is_wrong():
    done = command(json.dumps(GIVEN | {"outbound": [[2]]}))
    assert (done.returncode, done.stdout) == (2, "")
    assert "outbound has a row that is not 2 long" in done.stderr
