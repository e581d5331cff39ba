"""The checker: each false claim planted in a plan, or in shares, is named."""

from dataclasses import replace

import pytest

from lilian.planning.purchasing import Delivery, Missing, Reason, faults, solve
from tests.planning.purchasing_cases import UREA, tiny


def named(plan, word):
    return any(word in fault for fault in faults(tiny(), plan))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"cost_fen": 79}, "cost_fen is 80"),
        ({"lower_bound_fen": 81}, "the lower bound 81"),
        ({"lower_bound_fen": 79}, "the gap is not"),
        ({"missing_units": 1}, "missing_units is 0"),
        ({"least_missing": 1}, "least_missing 1"),
        ({"purchases": ()}, "more are delivered than bought"),
        ({"orders": ()}, "do not list exactly"),
        ({"deliveries": ()}, "neither delivered nor missing"),
        ({"missing": (Missing("A", UREA, 0, 1, Reason("short")),)}, "neither delivered nor missing"),
        ({"missing": (Missing("A", UREA, 0, 0, Reason("short")),)}, "0 units"),
        ({"missing": (Missing("Z", UREA, 0, 1, Reason("short")),)}, "does not exist"),
        ({"deliveries": (Delivery("S1", UREA, 1, "A", 0, 6, 0, 0),)}, "not a period"),
        ({"deliveries": (Delivery("S9", UREA, 0, "A", 0, 6, 0, 0),)}, "does not exist"),
    ],
)
def test_a_false_claim_is_caught(changes, word):
    assert named(replace(solve(tiny()), **changes), word)


@pytest.mark.parametrize(
    ("part", "changes", "word"),
    [
        ("purchases", {"quantity": 9}, "costs 90 fen"),
        ("purchases", {"quantity": 0}, "0 units"),
        ("purchases", {"goods_fen": 79}, "costs 80 fen, not 79"),
        ("purchases", {"step": 1}, "its step 0, not 1"),
        ("purchases", {"period": 1}, "no such offer"),
        ("orders", {"amount": 9}, "its amount is 10"),
        ("orders", {"step": 0}, "its step 1"),
        ("orders", {"order_fen": 1}, "do not add up"),
        ("orders", {"supplier": "S2"}, "do not list exactly"),
        ("orders", {"supplier": "S9"}, "does not exist"),
        ("deliveries", {"quantity": 7}, "neither delivered nor missing"),
        ("deliveries", {"quantity": -6}, "-6 units"),
        ("deliveries", {"freight_fen": 1}, "freight is 0 fen, not 1"),
        ("deliveries", {"holding_fen": 1}, "holding is 0 fen, not 1"),
        ("deliveries", {"village": "B"}, "neither delivered nor missing"),
    ],
)
def test_a_fault_in_one_row_is_caught(part, changes, word):
    plan = solve(tiny())
    first, *others = getattr(plan, part)
    assert named(replace(plan, **{part: (replace(first, **changes), *others)}), word)


def test_a_row_that_stands_twice_is_caught():
    plan = solve(tiny())
    assert named(replace(plan, purchases=plan.purchases * 2), "stands twice")


@pytest.mark.parametrize("name", ["goods_fen", "rebate_fen", "order_fen", "freight_fen", "holding_fen"])
def test_each_part_of_the_cost_is_added_up_again(name):
    plan = solve(tiny())
    assert named(replace(plan, split=replace(plan.split, **{name: 7})), f"split: {name}")
