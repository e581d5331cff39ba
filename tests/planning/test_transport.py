"""Min-cost transportation: exact, proved, never false."""

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.planning import transport
from lilian.planning.limits import Limits
from lilian.planning.transport import FORBIDDEN, Arcs, BadProblem, Problem, faults, solve
from tests.planning.brute import best_flow
from tests.planning.instances import transport_county, transport_stuck, transport_tiny


@st.composite
def small(draw, sparse=False):
    n, m, k = draw(st.integers(1, 3)), draw(st.integers(1, 4)), draw(st.integers(0, 2))
    price = st.one_of(st.none(), st.integers(-3, 12))
    cost = draw(st.lists(st.lists(price, min_size=m, max_size=m), min_size=n, max_size=n))
    supply = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    capacity = draw(st.lists(st.integers(0, 3), min_size=m, max_size=m))
    pool = draw(st.lists(st.integers(-1, k - 1), min_size=m, max_size=m))
    pools = draw(st.lists(st.integers(0, 4), min_size=k, max_size=k))
    return cost, supply, capacity, pool, pools


def dense(cost, supply, capacity, pool, pools):
    matrix = [[FORBIDDEN if price is None else price for price in row] for row in cost]
    return Problem(matrix, supply, capacity, pool=pool, pool_capacity=pools)


def sparse(cost, supply, capacity, pool, pools):
    arcs = [(i, j, price) for i, row in enumerate(cost) for j, price in enumerate(row) if price is not None]
    columns = [np.array([arc[part] for arc in arcs], np.int64) for part in range(3)]
    return Problem(Arcs(*columns), supply, capacity, pool=pool, pool_capacity=pools)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(small())
def test_a_small_plan_is_as_good_as_trying_everything(case):
    plan = solve(dense(*case))
    assert (int(plan.unplaced.sum()), plan.cost) == best_flow(*case)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(small())
def test_a_small_plan_has_no_faults_and_is_proved(case):
    problem = dense(*case)
    plan = solve(problem)
    assert faults(problem, plan) == []
    assert plan.proved


@settings(max_examples=100, deadline=None)
@given(small())
def test_sparse_and_dense_costs_give_the_same_answer(case):
    one, other = solve(dense(*case)), solve(sparse(*case))
    assert (one.cost, one.unplaced.sum()) == (other.cost, other.unplaced.sum())


@pytest.fixture
def few_arcs(monkeypatch):
    """Column generation from the first row on."""
    for module, names in {
        "solve": {"SMALL": 2, "SAMPLE": 2, "MORE_ARCS": 1},
        "basis": {"WIDTH": 1, "BLIND_WIDTH": 1},
    }.items():
        for name, value in names.items():
            monkeypatch.setattr(import_module(f"lilian.planning.transport.{module}"), name, value)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("room", [0.7, 1.0, 1.3])
def test_starting_from_few_arcs_ends_at_the_same_cost(few_arcs, seed, room):
    random = np.random.default_rng(seed)
    problem = transport_county(40, 7, seed, room)
    shut = replace(problem, capacity=problem.capacity * (random.random(7) > 0.2), allowed=random.random((40, 7)) > 0.4)
    pooled = replace(shut, pool=np.array([0, 0, 0, 1, 1, 2, -1]), pool_capacity=problem.capacity[[1, 4, 5]] * [1, 1, 0])
    plan = solve(pooled)
    assert plan.proved
    assert faults(pooled, plan) == []


def test_the_tiny_instance_costs_seventeen():
    plan = solve(transport_tiny())
    assert (plan.cost, plan.lower_bound) == (17, 17)


def test_the_tiny_prices_are_those_found_by_hand():
    assert solve(transport_tiny()).prices.tolist() == [1, 0]


def test_the_stuck_instance_names_what_must_stay():
    plan = solve(transport_stuck())
    assert (plan.cost, int(plan.unplaced.sum()), plan.least_unplaced) == (6, 7, 7)


def test_the_price_formula_of_the_plan_gives_its_bound():
    problem = transport_county(300, 30)
    plan = solve(problem)
    bound = (problem.supply * (problem.cost + plan.prices).min(axis=1)).sum() - (problem.capacity * plan.prices).sum()
    assert int(bound) == plan.lower_bound == plan.cost


def test_prices_are_never_negative():
    assert solve(transport_county(300, 30)).prices.min() >= 0


def test_the_same_seed_gives_the_same_flow():
    problem = transport_county(300, 30)
    one, other = solve(problem, limits=Limits(seed=3)), solve(problem, limits=Limits(seed=3))
    assert all((a == b).all() for a, b in zip(one.flow, other.flow, strict=True))


def test_a_plan_out_of_time_keeps_a_true_bound(few_arcs):
    problem = transport_county(400, 40)
    plan = solve(problem, limits=Limits(time_s=1e-9))
    assert plan.lower_bound <= solve(problem).cost
    assert faults(problem, plan) == []


def test_a_mask_forbids_arcs():
    problem = Problem([[1, 9]], [2], [5, 5], allowed=[[False, True]])
    assert solve(problem).flow.cols.tolist() == [1]


def test_a_pool_limits_its_columns_together():
    plan = solve(Problem([[1, 2, 9]], [6], [4, 4, 4], pool=[0, 0, -1], pool_capacity=[5]))
    assert plan.cost == 4 * 1 + 1 * 2 + 1 * 9


def test_no_rows_and_no_columns_is_a_problem_like_any_other():
    problem = Problem(np.zeros((0, 0), np.int64), [], [])
    assert faults(problem, solve(problem)) == []


def test_rows_without_any_column_stay_unplaced():
    assert solve(Problem(np.zeros((2, 0), np.int64), [3, 4], [])).unplaced.tolist() == [3, 4]


@pytest.mark.parametrize(
    "values",
    [
        {"cost": [[1.5]], "supply": [1], "capacity": [1]},
        {"cost": [[1]], "supply": [-1], "capacity": [1]},
        {"cost": [[1]], "supply": [1], "capacity": [-1]},
        {"cost": [[1, 2]], "supply": [1], "capacity": [1]},
        {"cost": [[1]], "supply": [1], "capacity": [1], "pool": [3]},
        {"cost": [[1 << 50]], "supply": [1], "capacity": [1]},
        {"cost": [[1 << 40]], "supply": [1 << 30], "capacity": [1]},
        {"cost": ([0], [1], [5]), "supply": [1], "capacity": [1]},
        {"cost": ([0, 0], [0, 0], [5, 5]), "supply": [1], "capacity": [1]},
        {"cost": ([0, 0], [0], [5]), "supply": [1], "capacity": [1]},
    ],
)
def test_bad_data_is_refused(values):
    with pytest.raises(BadProblem):
        Problem(**values)


def spoilt(**changes):
    return transport_tiny(), replace(solve(transport_tiny()), **changes)


def flow(rows, cols, amounts):
    return transport.Flow(*(np.array(part, np.int64) for part in (rows, cols, amounts)))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"cost": 16}, "cost is 17"),
        ({"lower_bound": 18}, "above the cost"),
        ({"lower_bound": 16}, "lower bound is 17"),
        ({"prices": np.array([-1, 0])}, "negative"),
        ({"prices": np.array([1])}, "entries"),
        ({"prices": np.array([9, 0])}, "lower bound is"),
        ({"flow": flow([0, 1], [0, 0], [5, 4])}, "column 0 takes 9"),
        ({"flow": flow([0, 0, 1], [0, 1, 0], [2, 2, 4])}, "row 0: 4 sent"),
        ({"flow": flow([0, 0, 1, 1], [0, 1, 0, 1], [2, 3, 5, -1])}, "not positive"),
        ({"flow": flow([0], [7], [5])}, "does not exist"),
        ({"unplaced": np.array([1, 0])}, "row 0"),
        ({"least_unplaced": 1}, "by the cut"),
    ],
)
def test_the_checker_catches(changes, word):
    assert any(word in fault for fault in faults(*spoilt(**changes)))


def test_the_checker_catches_a_forbidden_arc():
    problem = Problem([[1, 2]], [1], [1, 1])
    plan = solve(problem)
    assert "row 0 to column 0 is forbidden" in faults(replace(problem, allowed=[[False, True]]), plan)


def test_the_checker_catches_an_overfull_pool():
    problem = Problem([[1, 2]], [2], [1, 1], pool=[0, 0], pool_capacity=[2])
    found = faults(replace(problem, pool_capacity=[1]), solve(problem))
    assert "pool 0 takes 2, more than 1" in found


def test_a_flow_that_is_not_optimal_is_never_called_one(monkeypatch):
    module = import_module("lilian.planning.transport.solve")
    monkeypatch.setattr(module, "cost_bound", lambda *_: 0)
    with pytest.raises(transport.Unproved):
        solve(transport_tiny())
