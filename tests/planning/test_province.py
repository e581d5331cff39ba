"""A province's plan: by hand, against one big solve, and what it does when things are short, odd or many."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.provinces import made
from lilian.planning import province, storage
from lilian.planning.fan import fan_over
from lilian.planning.province.check import county_bound, priced, rent
from lilian.planning.province.problem import NoCounty
from lilian.planning.storage.check import exact_cost
from tests.planning.instances import TONNE, lot, store, terms
from tests.planning.province_cases import as_one_county, cost_of, stuck, tiny, weights


def test_the_shared_store_goes_to_whom_it_saves_most():
    plan = province.solve(tiny())
    assert weights(plan) == {"G": {"east": 8, "west": 0}}
    assert (plan.cost_fen, plan.proved) == (4600, True)


def test_a_tonne_of_shared_room_is_priced_at_what_it_would_save():
    (state,) = province.solve(tiny()).shared
    assert (state.price_fen_per_tonne, state.places_more, state.free_g) == (300, False, 0)


def test_a_shared_door_is_shared_day_by_day():
    days = terms(days=2, delay=1)
    counties = tuple(replace(one, problem=replace(one.problem, terms=days)) for one in tiny().counties)
    problem = tiny(counties=counties, shared=(province.SharedStore(store("G", 0, 8, intake=3), ("east", "west")),))
    plan = province.solve(problem)
    (state,) = plan.shared
    assert [sum(day) // TONNE for day in zip(*(share.by_day_g for share in state.shares), strict=True)] == [3, 3]
    assert province.faults(problem, plan) == []


def test_counties_may_plan_different_days():
    later = replace(terms(days=3, delay=1), first_day=terms().first_day + timedelta(days=1))
    east, west = tiny().counties
    problem = tiny(counties=(east, replace(west, problem=replace(west.problem, terms=later))))
    plan = province.solve(problem)
    assert province.faults(problem, plan) == []
    assert plan.proved
    assert weights(plan) == {"G": {"east": 8, "west": 0}}


def test_what_fits_nowhere_is_an_answer():
    plan = province.solve(stuck())
    assert (plan.unplaced_g, plan.least_unplaced_g, plan.proved) == (5 * TONNE, 5 * TONNE, True)
    assert province.faults(stuck(), plan) == []


def test_where_fruit_is_left_over_room_places_more():
    (state,) = province.solve(stuck()).shared
    assert (state.places_more, state.price_fen_per_tonne) == (True, 0)


@pytest.mark.parametrize("seed", [0, 1, 2, 8, 12, 13, 14, 17])
def test_a_shared_store_s_price_is_what_a_tenth_of_a_tonne_more_would_save_at_most(seed):
    problem = made(3, 7, 3, 2, seed, room=(0.3, 0.6, 0.8, 1.2)[seed % 4], border=0.3)
    plan, whole = province.solve(problem), as_one_county(problem)
    before = storage.solve(whole)
    for state in plan.shared:
        stores = (replace(s, free_g=s.free_g + TONNE // 10) if s.code == state.store else s for s in whole.stores)
        more = replace(whole, stores=tuple(stores))
        after = storage.solve(more)
        assert state.places_more == (after.unplaced_g < before.unplaced_g)
        if not state.places_more:
            assert state.price_fen_per_tonne >= 10 * (exact_cost(whole, before) - exact_cost(more, after)) - 1


def test_practice_serves_all_counties_in_one_queue():
    """East is first in the problem, so both days alike east fills G: 8 t at 1 km, 2 t at 4; west drives 3 km."""
    assert [plan.cost_fen for plan in province.practice(tiny()).counties] == [1600, 3000]
    west_first = replace(tiny(), counties=tiny().counties[::-1])
    assert [plan.cost_fen for plan in province.practice(west_first).counties] == [1400, 4000]
    assert province.solve(west_first).practice_cost_fen == 5400


def test_practice_overfills_nothing_that_is_shared():
    problem = made(counties=3, lots=40, stores=8, shared=3, seed=5)
    today, plan = province.practice(problem), province.solve(problem)
    for shared in problem.shared:
        brought = [a for one in today.counties for a in one.assignments if a.store == shared.store.code]
        assert sum(a.weight_g for a in brought) <= shared.store.free_g
        for day in {a.day for a in brought}:
            assert sum(a.weight_g for a in brought if a.day == day) <= shared.store.intake_g_per_day
    assert plan.practice_placed_g == today.placed_g <= plan.placed_g
    if today.placed_g == plan.placed_g:
        assert plan.cost_fen <= today.cost_fen


def test_practice_of_one_county_without_shared_stores_is_the_county_s_own():
    (one, _), problem = tiny().counties, tiny(shared=())
    assert province.practice(problem).counties[0] == storage.practice(one.problem)


def test_fruit_left_over_in_one_county_sends_another_out_of_the_shared_store():
    """East has no room of its own: it needs G although west gains more by it."""
    east = storage.Problem((lot("P1", 5, 8),), (store("K1", 5, 0),), terms())
    west = storage.Problem((lot("P1", 0, 8),), (store("K1", -40, 20),), terms())
    plan = province.solve(tiny(counties=(province.County("east", east), province.County("west", west))))
    assert weights(plan) == {"G": {"east": 8, "west": 0}}
    assert plan.unplaced_g == 0


def test_without_shared_stores_each_county_plans_alone():
    problem = tiny(shared=())
    plan = province.solve(problem)
    assert plan.cost_fen == sum(storage.solve(one.problem).cost_fen for one in problem.counties)
    assert province.faults(problem, plan) == []


def test_a_county_without_lots_is_no_trouble():
    east, west = tiny().counties
    problem = tiny(counties=(replace(east, problem=replace(east.problem, lots=())), west))
    assert weights(province.solve(problem)) == {"G": {"east": 0, "west": 8}}


def test_what_people_locked_stays_in_the_county_s_own_store():
    east, west = tiny().counties
    locked = replace(east.problem, locks=(storage.Lock("P1", "K1", weight_g=9 * TONNE),))
    problem = tiny(counties=(replace(east, problem=locked), west))
    plan = province.solve(problem)
    assert weights(plan) == {"G": {"east": 1, "west": 7}}
    assert province.faults(problem, plan) == []


def test_a_plan_out_of_time_is_sound_and_says_how_far_it_may_be_from_the_best():
    problem = made(counties=3, lots=40, stores=8, shared=3, seed=5)
    plan = province.solve(problem, limits=province.Limits(time_s=1e-9))
    assert province.faults(problem, plan) == []
    assert plan.gap > 0


def test_a_gap_that_is_good_enough_ends_the_search():
    problem = made(counties=3, lots=40, stores=8, shared=3, seed=5)
    exact, near = province.solve(problem), province.solve(problem, limits=province.Limits(time_s=60, gap=0.05))
    assert near.gap <= 0.05
    assert near.rounds < exact.rounds


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(1, 4),
    st.integers(1, 7),
    st.integers(1, 3),
    st.integers(0, 3),
    st.sampled_from([0.3, 0.8, 1.5]),
)
def test_the_plan_is_as_good_as_one_big_solve(seed, counties, lots, stores, shared, room):
    problem = with_decisions(made(counties, lots, stores, shared, seed, room=room, border=0.3), seed)
    plan, big = province.solve(problem), storage.solve(as_one_county(problem))
    assert province.faults(problem, plan) == []
    assert plan.proved
    assert plan.unplaced_g == big.unplaced_g
    assert cost_of(plan) == pytest.approx(exact_cost(as_one_county(problem), big), abs=1)


def with_decisions(problem, seed):
    """A lock and an exclusion in some of the counties."""
    random = np.random.default_rng(seed)
    counties = []
    for one in problem.counties:
        lot, store = (each[int(random.integers(len(each)))].code for each in (one.problem.lots, one.problem.stores))
        bar = one.problem.stores[int(random.integers(len(one.problem.stores)))].code
        locks = (storage.Lock(lot, store),) if random.random() < 0.5 and bar != store else ()
        bars = (storage.Exclusion(bar),) if random.random() < 0.3 else ()
        counties.append(replace(one, problem=replace(one.problem, locks=locks, exclusions=bars)))
    return replace(problem, counties=tuple(counties))


def with_whole_lots(problem, *names):
    return replace(
        problem,
        counties=tuple(
            replace(one, problem=replace(one.problem, may_split=one.name not in names)) for one in problem.counties
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_a_county_with_whole_lots_splits_none_and_the_bound_holds(seed):
    problem = with_decisions(made(3, 8, 3, 2, seed, room=(0.4, 0.8, 1.2)[seed % 3], border=0.3), seed)
    problem = with_whole_lots(problem, problem.counties[0].name, problem.counties[2].name)
    plan, apart = province.solve(problem), province.solve(with_whole_lots(problem))
    assert province.faults(problem, plan) == []
    assert apart.unplaced_g <= plan.unplaced_g
    assert plan.lower_bound_fen <= plan.cost_fen
    assert plan.least_unplaced_g <= plan.unplaced_g
    for one in (plan.counties[0], plan.counties[2]):
        free = [a.lot for a in one.plan.assignments if a.lot not in {lock.lot for lock in one.granted.locks}]
        assert len(free) == len(set(free))


@pytest.mark.slow
def test_whole_lots_are_the_same_on_any_number_of_workers():
    problem = made(counties=2, lots=30, stores=6, shared=2, seed=3)
    problem = with_whole_lots(problem, *(one.name for one in problem.counties))
    with fan_over(2) as fan:
        assert province.to_json(province.solve(problem, fan=fan)) == province.to_json(province.solve(problem))


def test_the_bounds_of_counties_and_rents_add_up():
    problem = made(counties=3, lots=40, stores=8, shared=3, seed=5)
    plan = province.solve(problem)
    parts = sum(county_bound(county) for (county,) in priced(problem, plan, plan.proof))
    behind = plan.proof.own[0].unplaced * plan.unplaced_g
    bound = (parts - rent(problem, plan.proof) - behind) / 1e9
    assert bound == pytest.approx(cost_of(plan), rel=1e-8)


def test_each_county_s_plan_is_proved_within_its_shares():
    plan = province.solve(made(counties=3, lots=40, stores=8, shared=3, seed=5))
    assert all(one.plan.gap == 0 and storage.faults(one.granted, one.plan) == [] for one in plan.counties)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"counties": ()}, NoCounty),
        ({"counties": tiny().counties[:1] * 2}, storage.RepeatedCode),
        ({"shared": tiny().shared * 2}, storage.RepeatedCode),
        ({"shared": (province.SharedStore(store("G", 0, 8), ()),)}, province.NobodysStore),
        ({"shared": (province.SharedStore(store("G", 0, 8), ("east", "north")),)}, province.UnknownCounty),
        ({"shared": (province.SharedStore(store("G", 0, 8), ("east", "east")),)}, storage.RepeatedCode),
        ({"shared": (province.SharedStore(store("K1", 0, 8), ("east",)),)}, province.StoreNamedTwice),
        ({"shared": (province.SharedStore(store("G", 0, -8), ("east",)),)}, storage.BadPlanningData),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(changes, refusal):
    with pytest.raises(refusal):
        tiny(**changes)


def test_problem_and_plan_survive_json():
    plan = province.solve(stuck())
    assert province.problem_from_json(province.to_json(stuck())) == stuck()
    assert province.plan_from_json(province.to_json(plan)) == plan
