"""Shares of the bill: they sum to the fen, no sub-group does better alone, and where that cannot be it is said."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from lilian.planning.purchasing import (
    BadPurchase,
    Certificate,
    Prices,
    Split,
    SubGroup,
    divide,
    faults,
    share_faults,
    solve,
)
from lilian.planning.purchasing.check_shares import Leaving
from lilian.planning.purchasing.shares import largest_remainder
from tests.planning import brute_purchasing
from tests.planning.purchasing_cases import small, stuck, tiny, trio


def alone_in(problem):
    return lambda players: brute_purchasing.alone(problem, players)


def test_the_tiny_bill_is_divided_so_that_nobody_pays_more_than_alone():
    division = divide(tiny(), solve(tiny()))
    assert division.in_core
    assert sum(share.share_fen for share in division.shares) == 80
    assert [(s.player, s.alone_fen) for s in division.shares] == [("A", 54), ("B", 27)]
    assert all(share.share_fen <= share.alone_fen for share in division.shares)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_no_sub_group_of_three_is_tempted_more_than_is_said(seed):
    problem = trio(seed)
    plan = solve(problem)
    division = divide(problem, plan, by="member")
    assert share_faults(problem, plan, division, alone=alone_in(problem)) == []
    assert division.worst_fen <= division.least_fen + 3  # fen lost to rounding, at most one a player


@pytest.mark.parametrize("seed", [19, 35, 126])
def test_an_empty_core_is_said_with_the_least_that_must_be_borne(seed):
    """A capacity or a limit on winners makes buying together dearer than apart: the loss is shared by two."""
    problem = small(seed)
    plan = solve(problem)
    apart = sum(brute_purchasing.alone(problem, frozenset((code,))) for code in ("Mei", "Qiao"))
    division = divide(problem, plan, by="member")
    assert not division.in_core
    assert division.least_fen == division.worst_fen == -(-(plan.cost_fen - apart) // 2)


def test_a_bill_for_less_than_all_is_not_divided():
    with pytest.raises(BadPurchase):
        divide(stuck(), solve(stuck()))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"shares": ()}, "not those of all"),
        ({"total_fen": 79}, "sum to 80 fen"),
        ({"least_fen": 1}, "least_fen 1"),
        ({"worst_fen": -40}, "more than -40 beyond"),
        ({"sub_groups": (SubGroup(("A",), 1, 54),)}, "does not pay 1 fen"),
        ({"sub_groups": (SubGroup(("Z",), 1, 54),)}, "without a share"),
    ],
)
def test_a_false_claim_about_shares_is_caught(changes, word):
    plan = solve(tiny())
    division = replace(divide(tiny(), plan), **changes)
    alone = {frozenset("A"): 54, frozenset("B"): 27}
    assert any(word in fault for fault in share_faults(tiny(), plan, division, alone=alone.__getitem__))


def test_a_share_moved_to_another_is_caught():
    plan = solve(tiny())
    division = divide(tiny(), plan)
    first, second = division.shares
    moved = (replace(first, share_fen=first.share_fen - 9), replace(second, share_fen=second.share_fen + 9))
    alone = {frozenset("A"): 54, frozenset("B"): 27}
    found = share_faults(tiny(), plan, replace(division, shares=moved), alone=alone.__getitem__)
    assert any("alone 27" in fault for fault in found)


def test_whole_fen_sum_exactly_and_ties_go_to_the_first():
    assert largest_remainder([1 / 3, 1 / 3, 1 / 3], 1) == [1, 0, 0]
    assert largest_remainder([2.5, 2.5, 5.0], 10) == [3, 2, 5]


def divided(problem):
    plan = solve(problem)
    return plan, divide(problem, plan, by="member")


@pytest.mark.parametrize("seed", range(12))
def test_any_prices_bound_what_every_sub_group_pays_alone(seed):
    """Prices drawn at random: what they prove holds for each of the six sub-groups of three."""
    problem, random = trio(seed), Random(seed)
    division = divided(problem)[1]
    pays = {share.player: share.share_fen for share in division.shares}
    least = min(
        brute_purchasing.alone(problem, frozenset(group)) - sum(pays[player] for player in group)
        for size in (1, 2)
        for group in combinations(sorted(pays), size)
    )
    for _ in range(20):
        row = Prices(tuple(random.randrange(0, 40_000) for _ in problem.needs))
        assert Leaving(problem, Certificate(1000, 0, (row,)), pays).lowest() <= least
    assert -Leaving(problem, division.certificate, pays).lowest() <= division.worst_fen


def test_more_than_the_certificate_proves_is_caught_without_anybody_pricing_a_sub_group():
    problem = trio(3)
    plan, division = divided(problem)
    assert share_faults(problem, plan, division) == []
    better = replace(division, worst_fen=division.worst_fen - 1, sub_groups=())
    assert any("by the certificate" in fault for fault in share_faults(problem, plan, better))
    first, *others = division.shares
    last = replace(others[-1], share_fen=others[-1].share_fen - 90)
    moved = (replace(first, share_fen=first.share_fen + 90), *others[:-1], last)
    assert share_faults(problem, plan, replace(division, shares=moved, sub_groups=()))
    bare = replace(division, certificate=None)
    assert any("by the certificate" in fault for fault in share_faults(problem, plan, bare))


@pytest.mark.parametrize("seed", [19, 35, 126])
def test_the_least_that_must_be_borne_is_proved_by_the_sub_groups_own_plans(seed):
    problem = small(seed)
    plan, division = divided(problem)
    assert share_faults(problem, plan, division) == []
    assert {claim.players for claim in division.claims} == {("Mei",), ("Qiao",)}
    more = replace(division, least_fen=division.least_fen + 1, worst_fen=division.worst_fen + 1)
    assert any("by the claims" in fault for fault in share_faults(problem, plan, more))
    first, second = division.claims
    uneven = replace(division, claims=(first, replace(second, weight=second.weight + 1)))
    assert any("as often" in fault for fault in share_faults(problem, plan, uneven))
    cheaper = replace(first, plan=replace(first.plan, cost_fen=first.plan.cost_fen - 1))
    assert any(
        "cost_fen" in fault for fault in share_faults(problem, plan, replace(division, claims=(cheaper, second)))
    )


def test_nobody_may_be_asked_about_in_the_proof_of_a_plan():
    plan = solve(tiny())
    splits = (Split("player", "A", None, None, 1, -1, -1),)
    strange = replace(plan, certificate=Certificate(1, 0, (Prices((0, 0)),), splits))
    assert any("does not exist" in fault for fault in faults(tiny(), strange))
