"""The certificate: what it proves is true, the auditor works it out again, and any that proves too much is refused."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lilian.planning.purchasing import Certificate, Limits, Prices, Scheme, Supplier, faults, solve
from lilian.planning.purchasing.check_bound import Auditor
from tests.planning import brute_purchasing
from tests.planning.purchasing_cases import county, small, stuck, tiny


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(300, 100_000))
def test_no_plan_is_cheaper_than_the_certified_bound(seed):
    problem = small(seed)
    assume(brute_purchasing.baskets(problem) <= 400 and not brute_purchasing.endless(problem))
    plan = solve(problem, limits=Limits(time_s=2.0))
    missing, cost = brute_purchasing.best(problem)
    assert faults(problem, plan) == []
    assert plan.least_missing <= missing <= plan.missing_units
    assert plan.missing_units > missing or plan.lower_bound_fen <= cost <= plan.cost_fen


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(0, 20), min_size=4, max_size=4), st.integers(1, 10))
def test_whatever_the_prices_they_prove_nothing_false(seed, worth, scale):
    """Any prices are a true bound: that is why the auditor need not ask where they come from."""
    problem = small(seed)
    assume(brute_purchasing.baskets(problem) <= 400 and not brute_purchasing.endless(problem))
    missing, cost = brute_purchasing.best(problem)
    certificate = anyhow(problem, missing, worth, scale)
    assert Auditor(problem, certificate).bound() <= max(0, cost)
    assert Auditor(problem, replace(certificate, most_missing=0), costs=False).bound() <= missing


def anyhow(problem, missing, worth, scale):
    """A certificate with prices taken from a list, in turn."""
    home = {member.code: member.village for member in problem.members}
    wants = sorted({(home[need.member], need.item, need.period) for need in problem.needs})
    loads = problem.periods * sum(supplier.capacity is not None for supplier in problem.suppliers)
    few = {item.code for item in problem.items if item.max_suppliers is not None}
    taken = problem.periods * sum(offer.item in few for offer in problem.offers)
    at = [worth[k % len(worth)] * scale for k in range(len(wants) + loads + taken)]
    first, second = len(wants), len(wants) + loads
    prices = Prices(tuple(at[:first]), tuple(at[first:second]), tuple(at[second:]), 20 * scale if missing else None)
    return Certificate(scale, missing, (prices,))


@pytest.fixture(scope="module")
def proved():
    """A problem whose proof has several leaves, all of them needed."""
    problem = small(6)
    plan = solve(problem)
    assert plan.proved
    assert len(plan.certificate.splits) > 3
    return problem, plan


def caught(problem, plan, word, **changes):
    certificate = replace(plan.certificate, **changes)
    return any(word in fault for fault in faults(problem, replace(plan, certificate=certificate)))


def test_a_bound_raised_by_one_is_refused(proved):
    problem, plan = proved
    low = replace(plan, lower_bound_fen=plan.lower_bound_fen + 1)
    assert any("lower bound is" in fault for fault in faults(problem, low))


@pytest.mark.parametrize("scale", [1, 999, 2_000_000])
def test_another_scale_is_refused(proved, scale):
    assert caught(*proved, "lower bound is", scale=scale)


def test_a_scale_of_nothing_is_refused(proved):
    assert caught(*proved, "makes no sense", scale=0)


def test_a_multiplier_raised_is_refused():
    plan = solve(tiny())
    row = plan.certificate.prices[0]
    dearer = replace(row, wants=tuple(price + 1_000_000 for price in row.wants))
    assert caught(tiny(), plan, "lower bound is", prices=(dearer,), splits=())


def test_a_negative_price_is_refused(proved):
    problem, plan = proved
    first, *others = plan.certificate.prices
    below = replace(first, capacities=tuple(-1 for _ in first.capacities), wants=tuple(-1 for _ in first.wants))
    assert caught(problem, plan, "a price is negative", prices=(below, *others))


def test_prices_of_another_problem_are_refused(proved):
    problem, plan = proved
    first, *others = plan.certificate.prices
    assert caught(problem, plan, "not those of this problem", prices=(replace(first, wants=()), *others))


def test_a_leaf_dropped_is_refused(proved):
    problem, plan = proved
    assert caught(problem, plan, "neither a later split nor a leaf", splits=plan.certificate.splits[:-1])


@pytest.mark.slow
@pytest.mark.parametrize("side", ["yes", "no"])
def test_a_split_whose_two_sides_are_one_is_refused(proved, side):
    """Half of the plans would have no leaf: the other half's does not hold for them."""
    problem, plan = proved
    refused = []
    for number, split in enumerate(plan.certificate.splits):
        other = "no" if side == "yes" else "yes"
        twice = replace(split, **{side: getattr(split, other)})
        splits = (*plan.certificate.splits[:number], twice, *plan.certificate.splits[number + 1 :])
        refused.append(caught(problem, plan, "lower bound is", splits=splits))
    assert any(refused)


def test_a_split_that_leads_back_is_refused(proved):
    problem, plan = proved
    first, *others = plan.certificate.splits
    assert caught(problem, plan, "neither a later split", splits=(replace(first, yes=0), *others))


def test_a_question_about_nothing_is_refused(proved):
    problem, plan = proved
    first, *others = plan.certificate.splits
    assert caught(problem, plan, "what does not exist", splits=(replace(first, supplier="S9"), *others))


def test_a_certificate_for_fewer_missing_is_refused():
    plan = solve(stuck())
    assert caught(stuck(), plan, "leave less missing only", most_missing=6)


def test_less_missing_than_claimed_is_proved_by_its_own_certificate():
    plan = solve(stuck())
    assert plan.least_missing == 7
    assert "least_missing is 0 by its certificate, not 7" in faults(stuck(), replace(plan, shortage=None))
    cheap = replace(plan.shortage, prices=(replace(plan.shortage.prices[0], wants=(0, 0, 0)),), splits=())
    assert "least_missing is 0 by its certificate, not 7" in faults(stuck(), replace(plan, shortage=cheap))


def test_without_a_certificate_no_bound_is_believed():
    plan = replace(solve(tiny()), certificate=None)
    assert faults(tiny(), plan) == ["lower bound is 0 by its certificate, not 80"]


def test_a_rebate_above_every_price_proves_nothing():
    rebated = Supplier("S2", Scheme("incremental", rebates=(20,)))
    problem = tiny(suppliers=(tiny().suppliers[0], rebated))
    certificate = Certificate(1, 0, (Prices((10, 10)),))
    assert Auditor(problem, certificate).bound() == 0


def test_the_solvers_word_is_kept_apart_from_what_is_proved():
    plan = solve(tiny())
    beyond = replace(plan, solver_bound_fen=81)
    assert faults(tiny(), beyond) == ["the solver's bound 81 is not between 0 and the cost 80"]
    assert faults(tiny(), replace(plan, solver_bound_fen=0)) == []


def test_a_county_has_a_certified_bound():
    problem = county(4, 8, 60, 7)
    plan = solve(problem, limits=Limits(gap=0.01))
    assert faults(problem, plan) == []
    assert plan.gap <= 0.01
