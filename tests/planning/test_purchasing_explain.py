"""What people ask about a plan, worked out by hand."""

from dataclasses import replace

from lilian.planning.purchasing import (
    Comparison,
    Exclusion,
    Need,
    NextStep,
    Offer,
    Scheme,
    Standing,
    Supplier,
    compare,
    next_steps,
    solve,
    why_suppliers,
)
from tests.planning.purchasing_cases import UREA, tiny

ONLY_S1 = {"exclusions": (Exclusion("S2"),)}


def test_the_next_step_says_what_is_short_and_what_joining_saves():
    """Seven at 10 fen; three more and the seven cost 8: 14 fen saved. Filling up costs 10 x 8 - 70 = 10 more."""
    problem = tiny(needs=(Need("Mei", UREA, 7),), **ONLY_S1)
    assert next_steps(problem, solve(problem)) == (NextStep("S1", 0, None, 1, 3, 14, 10),)


def test_a_step_that_cannot_be_filled_says_so():
    problem = tiny(needs=(Need("Mei", UREA, 7),), **ONLY_S1)
    problem = replace(problem, suppliers=(replace(problem.suppliers[0], capacity=(9,)), problem.suppliers[1]))
    assert [step.fill_fen for step in next_steps(problem, solve(problem))] == [None]


def test_an_offers_own_next_step_is_told_too():
    """Seven at 10; from 12 on at 9: five short, 7 fen saved, and 12 x 9 - 70 = 38 more to fill up."""
    offers = (Offer("S1", UREA, ((10, 9),), starts=(0, 12)),)
    problem = tiny(needs=(Need("Mei", UREA, 7),), suppliers=(Supplier("S1"),), offers=offers)
    assert next_steps(problem, solve(problem)) == (NextStep("S1", 0, UREA, 1, 5, 7, 38),)


def test_the_last_step_and_bands_have_nothing_further_to_save():
    bands = Supplier("S1", Scheme("incremental", "quantity", (0, 20), (0, 1)))
    problem = tiny(suppliers=(bands,), offers=(Offer("S1", UREA, ((10,),)),))
    assert next_steps(problem, solve(problem)) == ()
    assert next_steps(tiny(), solve(tiny())) == ()


def test_a_supplier_is_worth_what_leaving_it_out_would_cost():
    """Without S1 nine cost 81 at S2: 1 fen more."""
    assert why_suppliers(tiny(), solve(tiny())) == (Standing("S1", 10, 80, ("A", "B"), 1, 1, 0),)


def test_a_supplier_nobody_can_replace_leaves_units_missing():
    problem = tiny(**ONLY_S1)
    assert [standing.extra_missing for standing in why_suppliers(problem, solve(problem))] == [9]


def test_the_plan_is_compared_with_today_and_with_buying_apart():
    """Apart: 6 x 9 and 3 x 9."""
    assert compare(tiny(), solve(tiny())) == Comparison(80, 81, 0, 81, 81, 81)
