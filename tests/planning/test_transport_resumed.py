"""A plan as the start of the next: the same answer as from nothing, whatever changed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.planning.transport import ComputedCosts, Problem, basis, faults, solve
from lilian.planning.transport.costs import FORBIDDEN
from tests.planning.instances import transport_county
from tests.planning.test_transport import dense, small


def alike(one, other):
    return (one.cost, int(one.unplaced.sum())) == (other.cost, int(other.unplaced.sum()))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(small(), st.data())
def test_any_change_of_amounts_ends_where_a_fresh_solve_does(case, data):
    before = dense(*case)
    plan = solve(before)
    for name, top in (("supply", 3), ("capacity", 3), ("pool_capacity", 4)):
        length = len(getattr(before, name))
        values = data.draw(st.lists(st.integers(0, top), min_size=length, max_size=length), label=name)
        before = before.changed(**{name: values})
        plan = solve(before, start=plan)
        assert faults(before, plan) == []
        assert alike(plan, solve(before))


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(small(), st.data())
def test_any_change_of_costs_ends_where_a_fresh_solve_does(case, data):
    cost, *rest = case
    price = st.one_of(st.none(), st.integers(-3, 12))
    new = data.draw(
        st.lists(st.lists(price, min_size=len(cost[0]), max_size=len(cost[0])), min_size=len(cost), max_size=len(cost))
    )
    changed = dense(new, *rest)
    plan = solve(changed, start=solve(dense(*case)))
    assert faults(changed, plan) == []
    assert alike(plan, solve(changed))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("room", [0.8, 1.05])
def test_a_county_follows_a_week_of_changes(seed, room):
    random = np.random.default_rng(seed)
    problem = transport_county(300, 25, seed, room)
    plan = solve(problem)
    for _ in range(8):
        supply, capacity = problem.supply.copy(), problem.capacity.copy()
        supply[random.integers(300)] = random.integers(0, 40_000)
        capacity[random.integers(25)] *= random.integers(0, 3)
        problem = problem.changed(supply=supply, capacity=capacity)
        plan = solve(problem, start=plan)
        assert faults(problem, plan) == []
        assert alike(plan, solve(problem))


def test_a_changed_room_is_answered_from_the_last_basis(monkeypatch):
    problem = transport_county(300, 25)
    plan = solve(problem)
    monkeypatch.setattr(basis, "fresh", lambda *_: pytest.fail("started afresh"))
    less = problem.capacity.copy()
    less[3] //= 2
    assert solve(problem.changed(capacity=less), start=plan).proved


def test_the_plan_it_started_from_is_left_as_it_was():
    problem = transport_county(100, 10)
    plan = solve(problem)
    flows = plan.basis.tree.flow.copy()
    solve(problem.changed(supply=problem.supply // 2), start=plan)
    assert (plan.basis.tree.flow == flows).all()


def test_a_plan_of_another_size_lends_its_prices_only():
    plan = solve(transport_county(300, 25))
    more = transport_county(320, 25)
    assert alike(solve(more, start=plan), solve(more))


def on_a_line(n, m, seed=0):
    """Costs from positions, asked row by row; every seventh pair is forbidden."""
    random = np.random.default_rng(seed)
    here, there = random.integers(0, 10_000, n), random.integers(0, 10_000, m)

    def rows_cost(rows):
        cost = np.abs(here[rows, None] - there) * 3 + 7
        return np.where((rows[:, None] + np.arange(m)) % 7 == 0, FORBIDDEN, cost)

    return ComputedCosts((n, m), rows_cost)


@pytest.mark.parametrize(("n", "m"), [(60, 8), (4_000, 30)])
def test_computed_costs_give_the_same_answer_as_the_matrix(n, m):
    random = np.random.default_rng(1)
    costs = on_a_line(n, m)
    supply = random.integers(1, 50, n)
    capacity = np.full(m, int(supply.sum() * 1.02 / m) + 1)
    computed = Problem(costs, supply, capacity)
    plan = solve(computed)
    assert faults(computed, plan) == []
    assert alike(plan, solve(Problem(costs.rows_cost(np.arange(n)), supply, capacity)))
