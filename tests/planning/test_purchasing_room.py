"""An order whose lines share a capacity: the least of it, and what that proves of lot sizing with set-up times."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.planning.limits import Limits
from lilian.planning.purchasing import Plan, Problem, check_bound, faults, solve
from lilian.planning.purchasing.check_order import NEVER
from lilian.planning.purchasing.check_room import Taking, least_within
from lilian.planning.purchasing.room import Stock, fullest
from tests.planning.purchasing_cases import lot_sizing

MINUTES = Limits(time_s=300)
Proved = tuple[Problem, Plan]
Line = tuple[int, int, list[int]]
LINES = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 30), st.lists(st.integers(-12, 3), min_size=1, max_size=6)),
    min_size=1,
    max_size=5,
)


def units_of(line: Line) -> list[tuple[int, int]]:
    """(load, cost) of one unit, two, ... : set-up load and cost, then each unit by rising cost."""
    load, once, each = line
    rising = sorted(each)
    return [(load + n, once + sum(rising[:n])) for n in range(1, len(rising) + 1)]


def by_hand(lines: list[Line], capacity: int) -> int:
    """One line after another: the least cost by load used."""
    best = {0: 0}
    for line in lines:
        choices = [(0, 0), *units_of(line)]
        best = {
            used: min(best[used - load] + cost for load, cost in choices if used - load in best)
            for used in {a + load for a in best for load, _ in choices}
            if used <= capacity
        }
    return min(best.values())


def stocks_of(lines: list[Line]) -> dict[int, Stock]:
    corners = [[(float(load), float(cost)) for load, cost in units_of(line)] for line in lines]
    return {n: Stock(n, points, [k + 1.0 for k in range(len(points))], may=True) for n, points in enumerate(corners)}


@given(LINES, st.integers(0, 30))
def test_solver_and_auditor_find_the_least_of_an_order(lines: list[Line], capacity: int) -> None:
    least = by_hand(lines, capacity)
    assert least_within([Taking(units_of(line), may_leave=True) for line in lines], capacity) == least
    assert fullest(stocks_of(lines), capacity).cost == pytest.approx(least)


@given(LINES, st.integers(0, 30))
def test_a_line_that_must_be_taken_is(lines: list[Line], capacity: int) -> None:
    points = units_of(lines[0])
    others = [Taking(units_of(line), may_leave=True) for line in lines[1:]]
    fits = [cost + by_hand(lines[1:], capacity - load) for load, cost in points if load <= capacity]
    found = least_within([Taking(points, may_leave=False), *others], capacity)
    assert found == min(fits) if fits else found >= NEVER


@pytest.fixture(scope="module")
def proved() -> Proved:
    problem = lot_sizing(items=4, periods=6, seed=2)
    return problem, solve(problem, limits=MINUTES)


def test_lot_sizing_with_set_up_times_is_proved(proved: Proved) -> None:
    problem, plan = proved
    assert plan.proved
    assert faults(problem, plan) == []
    assert plan.missing_units == 0


def test_its_proof_rests_on_the_capacity(proved: Proved) -> None:
    problem, plan = proved
    supplier = problem.suppliers[0]
    capacity = tuple(2 * load for load in supplier.capacity or ())
    wide = replace(problem, suppliers=(replace(supplier, capacity=capacity),))
    assert any("lower bound is" in fault for fault in faults(wide, plan))


def test_prices_of_the_load_alone_do_not_prove_it(proved: Proved, monkeypatch: pytest.MonkeyPatch) -> None:
    problem, plan = proved
    monkeypatch.setattr(check_bound, "least_within", lambda *_: -NEVER)
    assert any("lower bound is" in fault for fault in faults(problem, plan))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 5, 6])
def test_tight_lot_sizing_of_every_kind_is_proved(seed: int) -> None:
    problem = lot_sizing(items=4, periods=6, seed=seed)
    plan = solve(problem, limits=MINUTES)
    assert plan.proved
    assert faults(problem, plan) == []
