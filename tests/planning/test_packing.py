"""Which fruit into which box: as good as trying everything, proved, and every false claim caught."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.planning.packing import (
    DIVERTED,
    FORBIDDEN,
    STAYS,
    BadProblem,
    PackSpec,
    Problem,
    faults,
    practice,
    solve,
)
from lilian.planning.packing.wire import plan_from_json, problem_from_json, to_json
from lilian.planning.wire import BadJson
from tests.planning.brute import best_boxes
from tests.planning.instances import packing_county, packing_stuck, packing_tiny


def listed(draw, length, low, high):
    return draw(st.lists(st.integers(low, high), min_size=length, max_size=length))


@st.composite
def small(draw):
    heads, boxes = draw(st.integers(0, 4)), draw(st.integers(1, 3))
    least = draw(st.integers(1, 3))
    spec = PackSpec(draw(st.integers(3, 14)), least, draw(st.integers(least, 4)), draw(st.integers(0, 2)))
    optional = {
        "pieces": listed(draw, heads, 1, 2),
        "waited": listed(draw, heads, 0, 3),
        "keep_mg": listed(draw, heads, -900, 900),
        "divert_mg": listed(draw, heads, 0, 5000),
        "unclosed_mg": draw(st.integers(0, 9000)),
        "held_count": listed(draw, boxes, 0, spec.most_count),
        "held_g": listed(draw, boxes, 0, 9),
        "outlook_mg": outlook(draw, spec),
    }
    chosen = {name: value for name, value in optional.items() if draw(st.booleans())}
    if "held_g" in chosen or "held_count" in chosen:
        chosen |= {name: optional[name] for name in ("held_g", "held_count")}
    weight = listed(draw, heads, 1, 6)
    return Problem(spec, weight, oldest=draw(st.integers(0, 4)), ahead_g=draw(st.integers(-2, 5)), **chosen)


def outlook(draw, spec):
    value = st.one_of(st.integers(0, 4000), st.just(FORBIDDEN))
    row = st.lists(value, min_size=spec.label_g + 1, max_size=spec.label_g + 1)
    return draw(st.lists(row, min_size=spec.most_count + 1, max_size=spec.most_count + 1))


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(small())
def test_a_small_plan_is_as_good_as_trying_everything(problem):
    assert solve(problem).cost_mg == best_boxes(problem)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(small())
def test_a_small_plan_is_proved_and_has_no_faults(problem):
    plan = solve(problem)
    assert plan.proved
    assert faults(problem, plan) == []


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(small())
def test_practice_has_no_faults_and_costs_no_less(problem):
    today = practice(problem)
    assert faults(problem, today) == []
    assert today.cost_mg >= solve(problem).cost_mg


def test_the_tiny_instance_goes_as_solved_by_hand():
    plan = solve(packing_tiny())
    assert plan.box.tolist() == [0, 0, STAYS, STAYS, 0]
    assert (plan.give_away_g, plan.proved) == (5, True)


def test_the_stuck_instance_says_what_is_missing_and_diverts_the_lightest():
    plan = solve(packing_stuck())
    assert (plan.missing_g, plan.box.tolist()) == (14, [STAYS, DIVERTED, STAYS, STAYS])
    assert faults(packing_stuck(), plan) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_county_line_gives_away_less_than_practice_and_it_is_proved(seed):
    problem = packing_county(seed)
    plan, today = solve(problem), practice(problem)
    assert faults(problem, plan) == []
    assert plan.proved
    assert 0 <= plan.give_away_g < today.give_away_g


def test_the_same_problem_gives_the_same_plan():
    assert to_json(solve(packing_county())) == to_json(solve(packing_county()))


def test_two_boxes_are_chosen_jointly():
    spec = PackSpec(10, 2, 2)
    problem = Problem(spec, [5, 5, 6, 4, 7, 9], held_count=[0, 0], held_g=[0, 0])
    plan = solve(problem)
    assert (plan.give_away_g, plan.closed.tolist()) == (0, [1, 1])
    assert faults(problem, plan) == []


def test_two_boxes_by_twenty_heads_are_proved_without_trying_every_pair():
    problem = replace(packing_county(heads=20), spec=PackSpec(1500, 6, 6), held_count=[0, 0], held_g=[0, 0])
    assert solve(problem).give_away_g == 0


def test_what_is_worth_keeping_stays():
    assert solve(packing_tiny(keep_mg=[0, 0, 0, 0, 9000])).box[4] == 0
    assert solve(packing_tiny(weight_g=[250, 250, 250, 250, 250], keep_mg=[0, 0, 9, 0, 9])).box[[2, 4]].tolist() == [
        STAYS,
        STAYS,
    ]


def test_fruit_that_has_waited_too_long_goes_first():
    plan = solve(packing_tiny(waited=[0, 0, 0, 7, 0], oldest=7))
    assert (plan.box[3], plan.give_away_g) == (0, 12)


def test_fruit_that_has_waited_too_long_is_diverted_where_that_costs_less():
    problem = packing_tiny(waited=[0, 0, 0, 7, 0], oldest=7, divert_mg=[6000] * 5)
    plan = solve(problem)
    assert (plan.box[3], plan.give_away_g) == (DIVERTED, 5)
    assert faults(problem, plan) == []


def test_a_box_that_would_give_away_more_than_diverting_costs_is_not_closed():
    problem = packing_tiny(unclosed_mg=4000, divert_mg=[5, 4, 3, 2, 1])
    plan = solve(problem)
    assert (plan.closed.tolist(), plan.box[4], plan.proved) == ([0], DIVERTED, True)
    assert faults(problem, plan) == []


def test_a_box_may_be_below_its_label_as_far_as_the_batch_is_above():
    spec = PackSpec(750, 3, 3, shortage_g=11)
    assert solve(packing_tiny(spec=spec, ahead_g=0)).give_away_g == 5
    assert solve(packing_tiny(spec=spec, ahead_g=3)).give_away_g == -3
    assert solve(packing_tiny(spec=spec, ahead_g=-9)).give_away_g == 5


def test_two_open_boxes_share_what_the_batch_is_above():
    spec = PackSpec(10, 1, 1, shortage_g=2)
    problem = Problem(spec, [9, 9], held_count=[0, 0], held_g=[0, 0], ahead_g=1)
    assert solve(problem).closed.tolist() == [0, 0]
    assert solve(replace(problem, ahead_g=2)).closed.tolist() == [1, 1]


def test_heads_may_hold_several_fruit():
    plan = solve(Problem(PackSpec(1000, 4, 4), [500, 510, 505], pieces=[2, 2, 2]))
    assert (plan.box.tolist(), plan.give_away_g) == ([0, STAYS, 0], 5)


def test_fruit_one_by_one_goes_into_the_box_with_the_best_outlook():
    outlook = np.full((3, 501), 9000)
    outlook[1, 250] = 10
    outlook[2] = FORBIDDEN
    problem = Problem(
        PackSpec(500, 2, 2), [250], waited=[0], oldest=0, held_count=[1, 0], held_g=[240, 0], outlook_mg=outlook
    )
    plan = solve(replace(problem, unclosed_mg=0))
    assert (plan.box.tolist(), plan.closed.tolist()) == ([1], [0, 0])
    assert faults(replace(problem, unclosed_mg=0), plan) == []


def test_too_few_fruit_wait_for_more():
    problem = Problem(PackSpec(750, 3, 3), [250, 250])
    for plan in (solve(problem), practice(problem)):
        assert (plan.box.tolist(), plan.missing_count) == ([STAYS, STAYS], 1)
        assert faults(problem, plan) == []


def test_no_fruit_at_all():
    plan = solve(Problem(PackSpec(750, 3, 3), []))
    assert (plan.missing_count, plan.proved) == (3, True)


def test_practice_gives_heavier_fruit_in_exchange_for_the_lightest():
    problem = Problem(PackSpec(750, 3, 3), [200, 250, 250, 260])
    plan = practice(problem)
    assert (plan.box.tolist(), plan.give_away_g) == ([STAYS, 0, 0, 0], 10)


@pytest.mark.parametrize(
    "values",
    [
        {"weight_g": [1.5] * 5},
        {"weight_g": [0] * 5},
        {"weight_g": [1] * 21, "held_count": [0], "held_g": [0]},
        {"weight_g": [1] * 7, "held_count": [0] * 3, "held_g": [0] * 3},
        {"pieces": [0] * 5},
        {"pieces": [1] * 4},
        {"waited": [-1] * 5},
        {"oldest": -1},
        {"held_count": [4], "held_g": [0]},
        {"held_count": [0], "held_g": [0, 0]},
        {"keep_mg": [1 << 41] * 5},
        {"divert_mg": [-1] * 5},
        {"unclosed_mg": -1},
        {"outlook_mg": [[0] * 751] * 3},
        {"outlook_mg": [[-1] * 751] * 4},
        {"outlook_mg": [[0.5] * 751] * 4},
    ],
)
def test_bad_data_is_refused(values):
    with pytest.raises(BadProblem):
        packing_tiny(**values)


@pytest.mark.parametrize("values", [(0, 1, 1), (10, 0, 1), (10, 2, 1), (10, 1, 1, 10), (10, 1, 1, -1)])
def test_a_specification_that_makes_no_box_is_refused(values):
    with pytest.raises(BadProblem):
        PackSpec(*values)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"spec": PackSpec(760, 3, 3)}, "box 0 with 3 fruit of 755 g is not full"),
        ({"spec": PackSpec(750, 2, 2)}, "is not full"),
        ({"weight_g": [240, 245, 250, 252, 271]}, "give-away is 6 g, not 5"),
        ({"keep_mg": [1, 0, 0, 0, 0]}, "cost is 5001 mg, not 5000"),
        ({"waited": [0, 0, 3, 0, 0], "oldest": 3}, "head 2 has waited 3 and stays"),
        ({"weight_g": [240, 245, 250, 250, 270], "keep_mg": [0, 2, 0, 0, 0]}, "a plan costs"),
        ({"held_count": [0, 0], "held_g": [0, 0]}, "closed has the wrong length"),
        ({"weight_g": [240, 245]}, "box has the wrong length"),
    ],
)
def test_a_plan_made_for_other_facts_is_caught(changes, word):
    plan = solve(packing_tiny())
    if "a plan costs" in word:
        changes = {"keep_mg": [0, 0, 0, 0, 0], "weight_g": [240, 245, 250, 260, 270]}
    found = faults(packing_tiny(**changes), plan)
    assert any(word in fault for fault in found), found


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"give_away_g": 4}, "give-away is 5 g"),
        ({"cost_mg": 4999}, "cost is 5000 mg"),
        ({"lower_bound_mg": 5001}, "above the cost"),
        ({"closed": np.array([0])}, "is full"),
        ({"box": np.array([0, 0, STAYS, STAYS, 1])}, "a box that is not open"),
        ({"box": np.array([0, 0, STAYS, STAYS])}, "wrong length"),
        ({"box": np.full(5, STAYS)}, "nothing moves"),
        ({"box": np.array([0, 0, STAYS, STAYS, STAYS])}, "may not be left open"),
        ({"box": np.array([0, STAYS, 0, STAYS, 0])}, "give-away is 10 g"),
    ],
)
def test_a_false_claim_is_caught(changes, word):
    found = faults(packing_tiny(), replace(solve(packing_tiny()), **changes))
    assert any(word in fault for fault in found), found


def test_a_plan_that_is_not_the_best_has_no_bound_of_its_own():
    problem = packing_tiny()
    today = practice(problem)
    assert faults(problem, replace(today, lower_bound_mg=today.cost_mg)) == [
        f"a plan costs 5000 mg, below the bound {today.cost_mg}"
    ]


def test_a_false_word_on_what_is_missing_is_caught():
    found = faults(packing_stuck(), replace(solve(packing_stuck()), missing_g=13))
    assert any("what the best box lacks" in fault for fault in found)


def test_a_plan_comes_back_from_json_as_it_was():
    plan = solve(packing_stuck())
    assert to_json(plan_from_json(to_json(plan))) == to_json(plan)


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b'{"weight_g": [1]}',
        b'{"spec": {"label_g": 9, "least_count": 1, "most_count": 1}, "weight_g": [1.5]}',
        b'{"spec": {"label_g": 1, "least_count": 1, "most_count": 1}, "weight_g": [1], "outlook_mg": [[1, 2], [3]]}',
    ],
)
def test_json_that_is_no_problem_is_refused(data):
    with pytest.raises(BadJson):
        problem_from_json(data)


def test_a_null_outlook_is_a_box_that_may_not_be_left_like_this():
    problem = problem_from_json(
        b'{"spec": {"label_g": 2, "least_count": 2, "most_count": 2}, "weight_g": [1], "outlook_mg": '
        b"[[0, 0, 0], [0, null, 0], [0, 0, 0]]}"
    )
    assert solve(problem).box.tolist() == [STAYS]


@pytest.mark.slow
def test_the_command_reads_a_problem_and_writes_a_plan():
    given = b'{"spec": {"label_g": 750, "least_count": 3, "most_count": 3}, "weight_g": [240, 245, 250, 252, 270]}'
    done = subprocess.run([sys.executable, "-m", "lilian.planning.packing"], input=given, capture_output=True)
    plan = plan_from_json(done.stdout)
    assert (done.returncode, plan.give_away_g, plan.proved) == (0, 5, True), done.stderr
