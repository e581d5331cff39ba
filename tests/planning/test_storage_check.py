"""The checker: a sound plan passes, and each kind of fault planted in it is named."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lilian.planning.storage import Exclusion, Limits, Lock, Proof, Reason, Unplaced, faults, practice, solve
from tests.planning.instances import CRISP, FIRST, TONNE, county, lot, store, terms, tiny


def with_first(plan, **changes):
    first, *others = plan.assignments
    return replace(plan, assignments=(replace(first, **changes), *others))


def named(problem, plan, word):
    return any(word in fault for fault in faults(problem, plan))


@pytest.mark.slow
@pytest.mark.parametrize("may_split", [True, False])
def test_a_sound_plan_has_no_faults(may_split):
    problem = county(40, 8, may_split=may_split)
    assert faults(problem, solve(problem, limits=Limits(time_s=1))) == []


@pytest.mark.parametrize("may_split", [True, False])
def test_practice_has_no_faults(may_split):
    problem = county(40, 8, may_split=may_split)
    assert faults(problem, practice(problem)) == []


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"stores": (store("K1", 1, 11), store("K2", 6, 20))}, "has space for"),
        ({"stores": (store("K1", 1, 12, intake=11), store("K2", 6, 20))}, "can take"),
        ({"stores": (store("K1", 1, 12, accepts=(CRISP,)), store("K2", 6, 20))}, "does not accept"),
        ({"stores": (store("K1", 1, 12, temperature_c=2), store("K2", 6, 20))}, "too warm"),
        ({"lots": (lot("P1", 0, 10, harvested=1), lot("P2", 3, 6))}, "before the lot is ready"),
        ({"lots": (lot("P1", 0, 11), lot("P2", 3, 6))}, "it weighs"),
        ({"terms": terms(freight=101)}, "fen, not"),
        ({"locks": (Lock("P1", "K2"),)}, "people locked"),
        ({"exclusions": (Exclusion("K1", "P1"),)}, "people excluded"),
        ({"may_split": False}, "was split"),
        ({"terms": replace(terms(), first_day=FIRST + timedelta(days=1))}, "not a day of the plan"),
        ({"lots": (lot("P1", 0, 10),)}, "does not exist"),
        ({"terms": replace(terms(), road_factor=1.4)}, "the road is not"),
    ],
)
def test_a_plan_made_for_other_facts_is_caught(changes, word):
    assert named(tiny(**changes), solve(tiny()), word)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"cost_fen": 2599}, "cost_fen is 2600"),
        ({"placed_g": 1}, "placed_g is"),
        ({"unplaced_g": 1}, "unplaced_g is"),
        ({"lower_bound_fen": 2601}, "above the cost"),
        ({"proof": None}, "claims a bound"),
        ({"store_states": ()}, "do not list the stores"),
        ({"unplaced": (Unplaced("P1", TONNE, Reason("all_full"), Reason("all_full")),)}, "placed and unplaced"),
        ({"unplaced": (Unplaced("P1", 0, Reason("all_full"), Reason("all_full")),)}, "not positive"),
        ({"proof": Proof((-1, 0), ((0,), (0,)), 0, 0)}, "negative"),
        ({"proof": Proof((0, 0), ((0,), (0,)), 0, 0)}, "by its prices the bound"),
    ],
)
def test_a_false_claim_is_caught(changes, word):
    assert named(tiny(), replace(solve(tiny()), **changes), word)


def test_a_gap_that_is_claimed_away_is_caught():
    plan = replace(solve(tiny()), proof=Proof((0, 0), ((0,), (0,)), 0, 0), lower_bound_fen=0)
    assert named(tiny(), plan, "the gap is")


@pytest.mark.parametrize(
    ("worth", "word"),
    [
        ((0, 0), "by its prices the bound"),
        ((10**7, 10**7), "by its prices the bound"),
        ((10**5,), "does not know all of them"),
    ],
)
def test_a_wrong_worth_of_whole_lots_is_caught(worth, word):
    problem = tiny(may_split=False)
    plan = solve(problem)
    assert named(problem, replace(plan, proof=replace(plan.proof, worth=worth)), word)


def test_a_proof_of_whole_lots_does_not_hold_where_they_may_be_split():
    assert named(tiny(), solve(tiny(may_split=False)), "but lots may be split")


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"weight_g": 0}, "not positive"),
        ({"weight_g": 9 * TONNE}, "it weighs"),
        ({"cost_fen": 999}, "costs 1000 fen"),
        ({"road_km": 1.1}, "the road is not"),
        ({"store": "K9"}, "does not exist"),
        ({"store": "K2"}, "its state does not match"),
    ],
)
def test_a_fault_in_one_assignment_is_caught(changes, word):
    assert named(tiny(), with_first(solve(tiny()), **changes), word)


def test_a_lock_left_out_while_others_got_in_is_caught():
    problem = tiny(stores=(store("K1", 1, 10), store("K2", 6, 6)))
    locked = replace(problem, locks=(Lock("P2", "K1"),), stores=(store("K1", 1, 10), store("K2", 6, 0)))
    plan = solve(replace(locked, locks=()))
    left = tuple(replace(u, why=Reason("locked_store_cannot", {"store": "K1"})) for u in plan.unplaced)
    assert named(locked, replace(plan, unplaced=left), "others went there")


def test_a_lock_left_out_while_there_is_room_is_caught():
    problem = tiny(locks=(Lock("P2", "K1"),), stores=(store("K1", 1, 10), store("K2", 6, 0)))
    plan = solve(problem)
    gone = tuple(a for a in plan.assignments if a.lot != "P2")
    left = Unplaced("P2", 6 * TONNE, Reason("locked_store_cannot", {"store": "K1"}), Reason("move_lock"))
    assert named(problem, replace(plan, assignments=gone, unplaced=(*plan.unplaced, left)), "room is left")
