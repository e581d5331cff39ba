"""The plan is the best there is: by hand, by brute force, and by its own proof."""

import pytest

from lilian.planning.purchasing import Limits, faults, practice, solve
from tests.planning import brute_purchasing
from tests.planning.purchasing_cases import county, small, stuck, tiny


def test_the_tiny_plan_is_the_one_worked_out_by_hand():
    plan = solve(tiny())
    assert (plan.cost_fen, plan.lower_bound_fen, plan.gap, plan.proved) == (80, 80, 0.0, True)
    assert [(p.supplier, p.quantity, p.goods_fen) for p in plan.purchases] == [("S1", 10, 80)]
    assert [(d.village, d.quantity) for d in plan.deliveries] == [("A", 6), ("B", 3)]


def test_practice_buys_each_item_at_its_best_single_quote():
    assert practice(tiny()).cost_fen == 81


def test_the_stuck_problem_says_what_is_missing_and_why():
    plan = solve(stuck())
    assert (plan.missing_units, plan.least_missing, plan.cost_fen, plan.proved) == (7, 7, 40, True)
    assert {(left.item, left.why.code) for left in plan.missing} == {("尿素", "short"), ("套袋", "quality")}


QUICK = [seed for seed in range(300) if brute_purchasing.baskets(small(seed)) <= 1500]


@pytest.mark.parametrize("seed", QUICK)
def test_a_small_problem_is_solved_as_well_as_by_brute_force(seed):
    problem = small(seed)
    plan = solve(problem)
    assert faults(problem, plan) == []
    assert (plan.missing_units, plan.cost_fen) == brute_purchasing.best(problem)
    assert (plan.least_missing, plan.lower_bound_fen) == (plan.missing_units, plan.cost_fen)


@pytest.mark.parametrize("seed", range(200))
def test_practice_keeps_every_rule_of_a_small_problem(seed):
    assert faults(small(seed), practice(small(seed))) == []


def test_a_county_is_served_and_cheaper_than_practice():
    problem = county(4, 8, 60, 7)
    plan, today = solve(problem, limits=Limits(gap=0.001)), practice(problem)
    assert faults(problem, plan) == []
    assert faults(problem, today) == []
    assert plan.missing_units == 0
    assert plan.lower_bound_fen <= plan.cost_fen < today.cost_fen
