"""The plan of the real workbook, checked again from the clean values; the optimum by another solver, HiGHS."""

from dataclasses import replace

import highspy
import numpy as np
import pytest

from lilian.planning.limits import Limits
from lilian.planning.storage import AddDays, CloseStore, changed, faults, practice, solve, what_if
from lilian.planning.storage.model import Model
from tests.planning.peak_book import peak_problem


@pytest.fixture(scope="module")
def problem():
    return peak_problem()


@pytest.fixture(scope="module")
def plan(problem):
    return solve(problem)


def test_the_plan_has_no_fault(problem, plan):
    assert faults(problem, plan) == []


def test_the_plan_is_proved(plan):
    assert plan.gap == 0.0


@pytest.mark.slow
def test_whole_lots_have_no_fault_and_a_gap_of_a_few_percent(problem):
    whole = replace(problem, may_split=False)
    plan = solve(whole, limits=Limits(time_s=5))
    assert faults(whole, plan) == []
    assert plan.placed_g > practice(whole).placed_g
    assert plan.gap < 0.08


def test_practice_has_no_fault(problem):
    assert faults(problem, practice(problem)) == []


def test_the_plan_places_more_than_practice_and_costs_less(problem, plan):
    today = practice(problem)
    assert plan.placed_g > today.placed_g
    assert plan.cost_fen < today.cost_fen


def test_the_plan_answers_what_if(problem, plan):
    answer = what_if(problem, plan, CloseStore("K001"))
    assert faults(changed(problem, CloseStore("K001")), answer.plan) == []


def test_a_fourth_day_places_everything(problem):
    assert solve(changed(problem, AddDays(1))).unplaced_g == 0


@pytest.mark.slow
def test_another_solver_finds_the_same_weight_and_cost(problem, plan):
    left_g, cost_fen = by_linear_program(problem)
    assert left_g == pytest.approx(plan.unplaced_g, abs=1)
    assert cost_fen == pytest.approx(plan.cost_fen, abs=100)


def by_linear_program(problem):
    """Grams left behind and cost in fen by one LP: a price far above any cost for each tonne left behind."""
    model, far = Model(problem), 1e6
    rows, cols = np.nonzero(model.allowed)
    cost = np.concatenate([model.grid[rows, cols] / 1000, np.full(len(problem.lots), far)])
    n, m = len(problem.lots), model.columns
    weights = np.array([lot.weight_g / 1e6 for lot in problem.lots])
    door = np.repeat([store.intake_g_per_day / 1e6 for store in problem.stores], model.days)
    space = np.array([store.free_g / 1e6 for store in problem.stores])
    index = np.stack([rows, n + cols, n + m + cols // model.days], axis=1).ravel()
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(cost), n + m + len(space)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), np.full(len(cost), np.inf)
    lp.row_lower_ = np.concatenate([weights, np.full(m + len(space), -np.inf)])
    lp.row_upper_ = np.concatenate([weights, door, space])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    starts = np.concatenate([np.arange(len(rows) + 1) * 3, len(rows) * 3 + np.arange(1, n + 1)])
    lp.a_matrix_.start_, lp.a_matrix_.index_ = starts, np.concatenate([index, np.arange(n)])
    lp.a_matrix_.value_ = np.ones(len(index) + n)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(lp)
    solver.run()
    values = np.asarray(solver.getSolution().col_value)
    return values[len(rows) :].sum() * 1e6, float(values[: len(rows)] @ cost[: len(rows)])
