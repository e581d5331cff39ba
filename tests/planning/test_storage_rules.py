"""One test per planning rule: everything else would allow it, this rule alone decides."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from lilian.planning.storage import (
    AddDays,
    AddRoom,
    BadPlanningData,
    CloseStore,
    Exclusion,
    Lock,
    changed,
    faults,
    practice,
    solve,
)
from tests.planning.instances import CRISP, FIRST, TONNE, lot, store, stuck, terms, tiny


def where(plan):
    return {(a.lot, a.store): a.weight_g // TONNE for a in plan.assignments}


def days(plan):
    found = Counter()
    for a in plan.assignments:
        found[a.store, (a.day - FIRST).days] += a.weight_g // TONNE
    return found


def only(plan):
    (unplaced,) = plan.unplaced
    return unplaced


def test_the_tiny_instance_goes_as_solved_by_hand():
    assert where(solve(tiny())) == {("P1", "K1"): 10, ("P2", "K1"): 2, ("P2", "K2"): 4}


def test_the_tiny_instance_costs_what_was_worked_out_by_hand():
    plan = solve(tiny())
    assert (plan.cost_fen, plan.gap) == (2600, 0.0)


def test_the_tiny_bound_is_the_cost_but_for_rounding():
    plan = solve(tiny())
    assert plan.cost_fen - plan.lower_bound_fen <= 1


def test_a_tonne_of_room_is_priced_at_what_it_would_save():
    assert [state.price_fen_per_tonne for state in solve(tiny()).store_states] == [100, 0]


def test_a_full_store_takes_no_more():
    plan = solve(tiny(stores=(store("K1", 1, 3), store("K2", 6, 20))))
    assert plan.store_states[0].used_g == 3 * TONNE


def test_a_door_takes_no_more_in_a_day_than_it_can():
    plan = solve(tiny(stores=(store("K1", 1, 12, intake=7), store("K2", 6, 20))))
    assert days(plan)["K1", 0] == 7


def test_a_second_day_lets_the_door_take_the_rest():
    plan = solve(tiny(stores=(store("K1", 1, 12, intake=7), store("K2", 6, 0)), terms=terms(days=2, delay=1)))
    assert days(plan) == {("K1", 0): 7, ("K1", 1): 5}


def test_waiting_is_dearer_than_a_longer_road():
    plan = solve(tiny(stores=(store("K1", 1, 16, intake=10), store("K2", 6, 20)), terms=terms(days=2, delay=100)))
    assert set(days(plan)) == {("K1", 0), ("K2", 0)}


def test_space_holds_over_all_days_together():
    plan = solve(tiny(stores=(store("K1", 1, 12, intake=8), store("K2", 6, 0)), terms=terms(days=3)))
    assert plan.store_states[0].used_g == 12 * TONNE


def test_a_store_takes_only_varieties_it_accepts():
    plan = solve(tiny(stores=(store("K1", 1, 12, accepts=(CRISP,)), store("K2", 6, 20))))
    assert where(plan) == {("P1", "K2"): 10, ("P2", "K2"): 6}


def test_a_store_that_is_too_warm_takes_nothing():
    plan = solve(tiny(stores=(store("K1", 1, 12, temperature_c=1.6), store("K2", 6, 20))))
    assert plan.store_states[0].used_g == 0


def test_a_store_at_the_highest_temperature_still_takes_fruit():
    plan = solve(tiny(stores=(store("K1", 1, 12, temperature_c=1.5), store("K2", 6, 20))))
    assert plan.store_states[0].used_g == 12 * TONNE


def test_nothing_arrives_before_it_is_harvested():
    plan = solve(tiny(lots=(lot("P1", 0, 10, harvested=1),), terms=terms(days=3, delay=1)))
    assert [a.day for a in plan.assignments] == [FIRST + timedelta(days=1)]


def test_waiting_counts_from_the_harvest_not_the_first_day():
    late = solve(tiny(lots=(lot("P1", 0, 10, harvested=1),), terms=terms(days=3, delay=10)))
    early = solve(tiny(lots=(lot("P1", 0, 10),), terms=terms(days=3, delay=10)))
    assert late.cost_fen == early.cost_fen


def test_fruit_harvested_before_the_first_day_waits_from_the_first_day():
    old = solve(tiny(lots=(lot("P1", 0, 10, harvested=-4),), terms=terms(delay=10)))
    assert old.cost_fen == solve(tiny(lots=(lot("P1", 0, 10),), terms=terms(delay=10))).cost_fen


def test_the_fee_of_a_store_counts_by_the_months():
    plan = solve(tiny(stores=(store("K1", 1, 20, fee=500), store("K2", 6, 20)), terms=terms(months=4)))
    assert plan.store_states[0].used_g == 0


def test_an_exclusion_of_one_lot_keeps_that_lot_out():
    plan = solve(tiny(exclusions=(Exclusion("K1", "P1"),)))
    assert where(plan) == {("P1", "K2"): 10, ("P2", "K1"): 6}


def test_an_exclusion_of_a_store_keeps_every_lot_out():
    assert solve(tiny(exclusions=(Exclusion("K1"),))).store_states[0].used_g == 0


def test_a_lock_sends_the_lot_where_people_said():
    assert where(solve(tiny(locks=(Lock("P1", "K2"),))))["P1", "K2"] == 10


def test_a_lock_of_a_part_leaves_the_rest_free():
    plan = solve(tiny(locks=(Lock("P1", "K2", weight_g=3 * TONNE),)))
    assert where(plan) == {("P1", "K2"): 3, ("P1", "K1"): 7, ("P2", "K1"): 5, ("P2", "K2"): 1}


def test_a_lock_of_a_day_is_kept_though_waiting_costs():
    plan = solve(tiny(locks=(Lock("P1", "K1", day=FIRST + timedelta(days=1)),), terms=terms(days=2, delay=100)))
    assert ("K1", 1) in days(plan)


def test_a_lock_goes_first_where_room_is_short():
    plan = solve(tiny(locks=(Lock("P2", "K1"),), stores=(store("K1", 1, 8), store("K2", 6, 0))))
    assert where(plan) == {("P2", "K1"): 6, ("P1", "K1"): 2}


def test_a_lock_that_does_not_fit_is_said_to_be_the_cause():
    plan = solve(tiny(locks=(Lock("P2", "K1"),), stores=(store("K1", 1, 4), store("K2", 6, 20))))
    assert (only(plan).why.code, only(plan).weight_g) == ("locked_store_cannot", 2 * TONNE)


def test_a_plan_with_locks_has_a_proof_too():
    problem = tiny(locks=(Lock("P1", "K2"),))
    assert solve(problem).gap == 0.0


def test_a_plan_with_a_lock_that_does_not_fit_passes_the_check():
    problem = tiny(locks=(Lock("P2", "K1"),), stores=(store("K1", 1, 4), store("K2", 6, 20)))
    assert faults(problem, solve(problem)) == []


def test_a_whole_locked_lot_too_large_for_its_store_lets_others_in():
    problem = tiny(locks=(Lock("P1", "K1"),), stores=(store("K1", 1, 8), store("K2", 6, 0)), may_split=False)
    assert where(solve(problem)) == {("P2", "K1"): 6}
    assert faults(problem, solve(problem)) == []


def test_weight_comes_before_cost():
    plan = solve(tiny(stores=(store("K1", 1, 10), store("K2", 5000, 6))))
    assert plan.unplaced_g == 0


def test_the_stuck_instance_places_what_fits():
    assert solve(stuck()).placed_g == 9 * TONNE


def test_a_whole_lot_is_not_split():
    assert where(solve(tiny(may_split=False))) == {("P1", "K1"): 10, ("P2", "K2"): 6}


def test_a_whole_lot_too_large_for_any_gap_stays_behind():
    problem = tiny(may_split=False, stores=(store("K1", 1, 8), store("K2", 6, 8)))
    assert only(solve(problem)).why.code == "no_whole_fit"


def test_whole_loads_of_stores_prove_what_the_split_plan_cannot():
    plan = solve(tiny(may_split=False))
    assert (plan.gap, plan.cost_fen) == (0.0, 2800)  # the split plan's bound is 2600


def test_the_gap_of_a_whole_plan_is_stated():
    lots = tuple(lot(f"P{i}", 0, 4) for i in range(3))
    plan = solve(tiny(lots=lots, stores=(store("K1", 1, 6), store("K2", 6, 6), store("K3", 9, 6)), may_split=False))
    assert (plan.unplaced_g, plan.cost_fen) == (0, 4 * (100 + 600 + 900))
    assert plan.gap == pytest.approx((plan.cost_fen - plan.lower_bound_fen) / plan.cost_fen, abs=1e-3)


@pytest.mark.slow
def test_weights_too_large_for_exact_sums_keep_the_split_bound():
    huge = tiny(lots=(lot("P1", 0, 1e6 + 1e-6), lot("P2", 3, 1e6)), stores=(store("K1", 1, 3e6, intake=3e6),))
    plan = solve(replace(huge, may_split=False))
    assert (plan.unplaced_g, plan.gap) == (0, 0.0)
    assert faults(replace(huge, may_split=False), plan) == []


def test_practice_takes_the_nearest_store_first():
    plan = practice(tiny(stores=(store("K1", 1, 20, fee=99_999), store("K2", 6, 20)), terms=terms(months=1)))
    assert plan.store_states[0].used_g == 16 * TONNE


def test_practice_spills_over_to_the_next_store():
    assert where(practice(tiny())) == {("P1", "K1"): 10, ("P2", "K1"): 2, ("P2", "K2"): 4}


def test_practice_spills_over_to_the_next_day():
    plan = practice(tiny(stores=(store("K1", 1, 20, intake=9),), terms=terms(days=2)))
    assert days(plan) == {("K1", 0): 9, ("K1", 1): 7}


def test_practice_serves_who_is_ready_first():
    lots = (lot("P1", 0, 10, harvested=1), lot("P2", 3, 6))
    plan = practice(tiny(lots=lots, stores=(store("K1", 1, 6),), terms=terms(days=2)))
    assert where(plan) == {("P2", "K1"): 6}


def test_practice_claims_no_bound():
    plan = practice(tiny())
    assert (plan.lower_bound_fen, plan.gap) == (0, 1.0)


def by_day(*tonnes):
    """K1 whose door takes so many tonnes on each day; K2 is shut."""
    first = replace(store("K1", 1, 12), intake_g_by_day=tuple(amount * TONNE for amount in tonnes))
    return tiny(stores=(first, store("K2", 6, 0)), terms=terms(days=len(tonnes), delay=1))


def test_a_door_may_take_another_amount_each_day():
    assert days(solve(by_day(3, 0, 5))) == {("K1", 0): 3, ("K1", 2): 5}


def test_today_s_practice_minds_the_amounts_of_each_day_too():
    assert days(practice(by_day(3, 0, 5))) == {("K1", 0): 3, ("K1", 2): 5}


def test_the_auditor_minds_the_amounts_of_each_day():
    plan = solve(by_day(3, 0, 5))
    assert faults(by_day(3, 0, 5), plan) == []
    assert any("on one day, can take 2000000" in fault for fault in faults(by_day(2, 1, 5), plan))


def test_amounts_for_other_days_than_the_plan_s_are_refused():
    with pytest.raises(BadPlanningData):
        replace(by_day(3, 0), terms=terms(days=3))


def test_a_day_more_lets_a_door_of_many_amounts_take_its_usual_one():
    assert changed(by_day(3, 0), AddDays(1)).stores[0].intake_g_by_day == (3 * TONNE, 0, 1000 * TONNE)


def test_more_intake_counts_on_every_day_and_a_closed_store_takes_nothing_on_any():
    assert changed(by_day(3, 0), AddRoom("K1", 0, TONNE)).stores[0].intake_g_by_day == (4 * TONNE, TONNE)
    assert changed(by_day(3, 0), CloseStore("K1")).stores[0].intake_g_by_day == (0, 0)


def test_whole_lots_keep_to_doors_that_differ_by_day():
    lots = tuple(lot(f"P{i}", 0, 3) for i in range(3))
    problem = replace(by_day(3, 0, 5), lots=lots, may_split=False)
    plan = solve(problem)
    assert days(plan) == {("K1", 0): 3, ("K1", 2): 3}
    assert faults(problem, plan) == []
