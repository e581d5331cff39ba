"""Each rule: a plan that breaks only it is caught, and the plan made for it costs what was worked out by hand."""

from dataclasses import replace

import pytest

from lilian.planning.purchasing import Exclusion, Item, Member, Need, Offer, Problem, Scheme, Supplier, faults, solve
from tests.planning.purchasing_cases import BAGS, UREA, tiny

STEPS = Scheme(starts=(0, 10))
S1, S2 = Supplier("S1", STEPS), Supplier("S2")
AT_S1, AT_S2 = Offer("S1", UREA, ((10,), (8,))), Offer("S2", UREA, ((9,),))


def two_items(**changes):
    """Mei needs 2 of urea and 2 of bags; S1 asks 5 and 9, S2 asks 9 and 5: one from each, 20 fen."""
    values = {
        "items": (Item(UREA), Item(BAGS)),
        "members": (Member("Mei", "A"),),
        "needs": (Need("Mei", UREA, 2), Need("Mei", BAGS, 2)),
        "suppliers": (Supplier("S1"), Supplier("S2")),
        "offers": tuple(
            Offer(s, i, ((p,),)) for s, i, p in (("S1", UREA, 5), ("S1", BAGS, 9), ("S2", UREA, 9), ("S2", BAGS, 5))
        ),
    }
    return Problem(**(values | changes))


def unproved(plan):
    """The plan without its bound: that of another problem is no fault of the rule that is tried."""
    return replace(plan, certificate=None, lower_bound_fen=0, gap=1.0)


def two_periods(hold=1, early=(0,)):
    """Mei needs 2 in the second period. Bought in the first: 2 x 5 and 2 x 1 for keeping, 12 fen; then: 2 x 8."""
    return Problem(
        items=(Item(UREA, hold_fen=hold),),
        members=(Member("Mei", "A"),),
        needs=(Need("Mei", UREA, 2, 1),),
        suppliers=(Supplier("S1"),),
        offers=(Offer("S1", UREA, ((5,),), periods=early), Offer("S1", UREA, ((8,),), periods=(1,))),
        periods=2,
    )


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"items": (Item(UREA, min_quality=1),), "offers": (AT_S1, replace(AT_S2, quality=1))}, "quality 0 is below 1"),
        ({"exclusions": (Exclusion("S1"),)}, "people excluded it"),
        ({"exclusions": (Exclusion("S1", UREA),)}, "people excluded it"),
        ({"offers": (replace(AT_S1, pack=4), AT_S2)}, "not whole packs of 4"),
        ({"offers": (replace(AT_S1, minimum=11), AT_S2)}, "below the minimum 11"),
        ({"offers": (replace(AT_S1, capacity=9), AT_S2)}, "above the capacity 9"),
        ({"offers": (replace(AT_S1, order_fen=2), AT_S2)}, "do not add up"),
        ({"suppliers": (replace(S1, minimum=11), S2)}, "below the least order 11"),
        ({"suppliers": (replace(S1, capacity=(9,)), S2)}, "of a capacity of 9"),
        ({"suppliers": (replace(S1, order_fen=2), S2)}, "do not add up"),
        ({"suppliers": (replace(S1, freight_fen={"A": 0}), S2)}, "does not deliver there"),
        ({"suppliers": (replace(S1, freight_fen={"A": 1, "B": 0}), S2)}, "freight is 6 fen"),
    ],
)
def test_a_rule_is_kept_and_a_plan_that_breaks_only_it_is_caught(changes, word):
    problem = tiny(**changes)
    broken = [
        fault for fault in faults(problem, unproved(solve(tiny()))) if not fault.startswith(("split", "cost_fen"))
    ]
    assert len(broken) == 1
    assert word in broken[0]
    plan = solve(problem)
    assert faults(problem, plan) == []
    assert (plan.cost_fen, plan.lower_bound_fen) == (81, 81)


@pytest.mark.parametrize(
    ("supplier", "offer", "cost"),
    [
        (replace(S1, capacity=(20,)), replace(AT_S1, unit_load=2), 80),
        (replace(S1, capacity=(20,)), replace(AT_S1, unit_load=2, order_load=1), 81),
        (replace(S1, capacity=(11,)), replace(AT_S1, order_load=1), 80),
        (replace(S1, capacity=(10,)), replace(AT_S1, order_load=1), 81),
    ],
)
def test_units_and_orders_take_their_share_of_a_suppliers_capacity(supplier, offer, cost):
    assert solve(tiny(suppliers=(supplier, S2), offers=(offer, AT_S2))).cost_fen == cost


def test_at_most_so_many_suppliers_win():
    problem = two_items(max_suppliers=1)
    assert faults(problem, solve(two_items())) == ["2 suppliers win, only 1 may"]
    assert solve(two_items()).cost_fen == 20
    assert solve(problem).cost_fen == 28


def test_at_most_so_many_suppliers_win_an_item():
    offers = (Offer("S1", UREA, ((5,),), capacity=1), Offer("S2", UREA, ((9,),)))
    loose = two_items(offers=offers, needs=(Need("Mei", UREA, 2),))
    problem = replace(loose, items=(Item(UREA, max_suppliers=1), Item(BAGS)))
    assert faults(problem, unproved(solve(loose))) == [f"{UREA}: 2 suppliers win, only 1 may"]
    assert (solve(loose).cost_fen, solve(problem).cost_fen) == (14, 18)


def test_what_is_cheaper_early_is_bought_early_unless_keeping_it_costs_more():
    assert (solve(two_periods()).cost_fen, solve(two_periods(hold=4)).cost_fen) == (12, 16)
    assert any("holding is 8 fen" in fault for fault in faults(two_periods(hold=4), solve(two_periods())))


def test_an_offer_holds_in_its_periods_only():
    problem = two_periods(early=())
    assert faults(problem, solve(two_periods())) == [f"purchase S1 {UREA} in 0: there is no such offer"]
    assert solve(problem).cost_fen == 16


@pytest.mark.parametrize(
    ("scheme", "prices", "cost"),
    [
        (Scheme("incremental", "quantity", (0, 4), (0, 3)), ((10,),), 9 * 10 - 5 * 3),
        (Scheme("incremental", "value", (0, 40), (0, 3333)), ((10,),), 9 * 10 - 50 * 3333 // 10_000),
        (Scheme("all_units", "value", (0, 100)), ((10,), (8,)), 80),
        (Scheme("all_units", "value", (0, 90)), ((10,), (8,)), 72),
    ],
)
def test_steps_count_units_or_value_on_all_or_on_what_lies_beyond(scheme, prices, cost):
    problem = tiny(
        suppliers=(Supplier("S1", scheme), S2), offers=(Offer("S1", UREA, prices), Offer("S2", UREA, ((30,),)))
    )
    assert solve(problem).cost_fen == cost
    assert faults(problem, solve(problem)) == []


@pytest.mark.parametrize(("kind", "cost"), [("all_units", 9 * 7), ("incremental", 4 * 10 + 5 * 7)])
def test_an_offer_may_have_steps_of_its_own(kind, cost):
    offers = (Offer("S2", UREA, ((10, 7),), starts=(0, 4), kind=kind),)
    assert solve(tiny(offers=offers)).cost_fen == cost


@pytest.mark.parametrize(("span", "cost"), [("order", 9 * 10), ("season", 9 * 7)])
def test_a_step_counts_one_order_or_the_whole_season(span, cost):
    """Six in the first period and three in the second; keeping is dear."""
    supplier = Supplier("S1", Scheme(starts=(0, 9), span=span))
    problem = tiny(
        items=(Item(UREA, hold_fen=100),),
        needs=(Need("Mei", UREA, 6), Need("Qiao", UREA, 3, 1)),
        suppliers=(supplier,),
        offers=(Offer("S1", UREA, ((10,), (7,))),),
        periods=2,
    )
    plan = solve(problem)
    assert faults(problem, plan) == []
    assert plan.cost_fen == min(cost, 9 * 10)
