"""Which rooms to shut: as good as trying everything, bounded, each rule held, each false claim caught."""

import json
import subprocess
import sys
from dataclasses import replace

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lilian.planning.consolidation import (
    BadConsolidation,
    EnergyModel,
    Leaf,
    Leaving,
    Link,
    Lock,
    Move,
    Pin,
    Stock,
    Withdrawal,
    faults,
    practice,
    solve,
)
from lilian.planning.limits import Limits
from tests.planning.brute import best_season
from tests.planning.low_season import CRISP, PEAR, TONNE, county, room, stuck, terms, tiny

ROUNDING_FEN = 4


@st.composite
def small(draw):
    numbers = [
        room(
            code,
            store,
            draw(st.integers(1, 4)),
            draw(st.integers(0, 900)),
            start_fen=draw(st.integers(0, 200)),
            stop_fen=draw(st.integers(0, 200)),
            running_now=draw(st.booleans()),
            per_tonne_wh=(1000 * draw(st.integers(0, 30)),) * 2,
        )
        for code, store in (("A", "S1"), ("B", "S2"))
    ]
    stock = [Stock(code, PEAR, 2, draw(st.integers(1, 3)) * TONNE) for code in ("A", "B")]
    planned = [Withdrawal(month, PEAR, draw(st.integers(1, 3)) * TONNE) for month in (0, 1)]
    links = [Link("S1", "S2", draw(st.integers(0, 300)))] + ([Link("S2", "S1", 50)] if draw(st.booleans()) else [])
    season = terms(value_fen_per_tonne=900, missing_fen_per_tonne=1500, idle_months=draw(st.integers(1, 2)))
    return tiny(rooms=tuple(numbers), stock=tuple(stock), withdrawals=tuple(planned), links=tuple(links), terms=season)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(small())
def test_a_small_season_is_as_good_as_trying_everything(problem):
    plan = solve(problem, limits=Limits(time_s=5))
    assert plan.cost.total == best_season(problem)
    assert faults(problem, plan) == []
    assert plan.cost.total - plan.lower_bound_fen <= ROUNDING_FEN


def test_the_tiny_season_moves_five_tonnes_and_shuts_a_room():
    plan = solve(tiny())
    assert (plan.cost.total, plan.cost.energy, plan.cost.moves) == (2500, 2000, 500)
    assert sorted(sum(months) for months in plan.running.values()) == [0, 2]
    assert plan.lower_bound_fen >= 2500 - ROUNDING_FEN


def test_practice_lets_rooms_run_until_they_are_empty():
    today = practice(tiny())
    assert today.cost.total == 3000
    assert faults(tiny(), today) == []


@st.composite
def overruled(draw):
    """A small season in which people decided something, of two rooms or three, nothing overfull at the start."""
    problem = draw(small())
    rooms = (*problem.rooms, room("C", "S2", 3, 500, running_now=draw(st.booleans())))
    taken = tuple(replace(lot, weight_g=min(lot.weight_g, rooms[n].capacity_g)) for n, lot in enumerate(problem.stock))
    chosen = draw(st.dictionaries(st.tuples(st.sampled_from("ABC"), st.integers(0, 1)), st.booleans(), max_size=4))
    locks = tuple(Lock(code, runs=runs, month=month, reason="试") for (code, month), runs in chosen.items())
    pins = (Pin("A", PEAR, 2, taken[0].weight_g),) if draw(st.booleans()) else ()
    try:
        return replace(problem, rooms=rooms, stock=taken, locks=locks, pins=pins)
    except BadConsolidation:
        assume(False)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(overruled())
def test_practice_keeps_what_people_decided_and_no_plan_is_dearer(problem):
    today = practice(problem)
    assert faults(problem, today) == []
    assert solve(problem, limits=Limits(time_s=5)).cost.total <= today.cost.total


def test_practice_empties_a_room_that_must_stand_into_the_next():
    today = practice(tiny(locks=(Lock("A", runs=False, month=0),)))
    assert [(move.source, move.target, move.weight_g) for move in today.moves] == [("A", "B", 5 * TONNE)]
    assert (today.running, today.cost.moves) == ({"A": (False, False), "B": (True, True)}, 500)


def test_practice_pays_for_a_room_that_must_run_empty():
    withdrawn = (Withdrawal(0, PEAR, 10 * TONNE),)
    free, held = (practice(tiny(withdrawals=withdrawn, locks=locks)) for locks in ((), (Lock("A", runs=True),)))
    assert (free.running["A"], held.running["A"]) == ((True, False), (True, True))
    assert held.cost.energy - free.cost.energy == 1000


def test_practice_loses_what_must_leave_its_room_and_fits_nowhere():
    locks = (Lock("A", runs=False), Lock("B", runs=False))
    assert sum(gone.weight_g for gone in practice(tiny(locks=locks)).lost) == 10 * TONNE


def test_the_tiny_regret_is_a_second_room_for_two_months():
    plan = solve(tiny())
    empty = next(code for code, months in plan.running.items() if not any(months))
    regret = next(one for one in plan.regrets if one.room == empty)
    assert (regret.runs, regret.at_most_fen) == (True, 1500)


def test_the_stuck_season_says_what_is_lost_and_what_is_missing():
    plan = solve(stuck())
    assert sum(gone.weight_g for gone in plan.lost) == 7 * TONNE
    assert sum(gap.weight_g for gap in plan.missing) == 10 * TONNE
    assert faults(stuck(), plan) == []


@pytest.mark.slow
def test_a_county_costs_less_than_practice_and_is_sound():
    problem = county(12, 24)
    plan = solve(problem, limits=Limits(time_s=6))
    assert faults(problem, plan) == []
    assert 0 < plan.lower_bound_fen <= plan.cost.total < practice(problem).cost.total


def test_fruit_that_keeps_one_month_is_lost_after_it():
    plan = solve(tiny(stock=(Stock("A", PEAR, 1, 8 * TONNE),), withdrawals=(Withdrawal(0, PEAR, 5 * TONNE),)))
    assert [(gone.month, gone.weight_g) for gone in plan.lost] == [(1, 3 * TONNE)]


def test_a_move_bruises_its_share():
    dear = solve(tiny(terms=terms(loss_per_mille=10)))
    assert dear.cost.total == 3000  # 10 per mille of 5 t at 100,000 fen would be 5,000


def test_a_room_that_stopped_stands_its_idle_months():
    rooms = (room("A", "S1", 10, 1000, 3, start_fen=1), room("B", "S2", 10, 4000, 3))
    stock = (Stock("B", PEAR, 9, 5 * TONNE),)
    problem = tiny(rooms=rooms, stock=stock, withdrawals=(Withdrawal(2, PEAR, 5 * TONNE),), terms=terms(3))
    stops = replace(problem, locks=(Lock("A", runs=False, month=0),))
    assert solve(stops).running["A"] == (False, True, True)
    slow = replace(stops, terms=terms(3, idle_months=3))
    assert solve(slow).running["A"] == (False, False, False)


def test_a_lock_keeps_a_room_open():
    plan = solve(tiny(locks=(Lock("A", runs=True),)))
    assert plan.running["A"] == (True, True)


def test_a_lock_shuts_a_room():
    plan = solve(tiny(locks=(Lock("A", runs=False, month=0),)))
    assert not plan.running["A"][0]
    assert plan.cost.total == 2500


def test_what_is_pinned_stays_and_its_room_runs_until_it_is_delivered():
    pinned = tiny(pins=(Pin("A", PEAR, 9, 5 * TONNE), Pin("B", PEAR, 9, 5 * TONNE)))
    plan = solve(pinned)
    assert (plan.cost.total, plan.moves, faults(pinned, plan)) == (3000, (), [])
    assert plan.lower_bound_fen >= 3000 - ROUNDING_FEN


def test_what_is_pinned_in_part_leaves_in_part():
    problem = tiny(pins=(Pin("A", PEAR, 9, 2 * TONNE), Pin("B", PEAR, 9, 5 * TONNE)))
    plan = solve(problem)
    assert sum(move.weight_g for move in plan.moves if move.source == "A") <= 3 * TONNE
    assert faults(problem, plan) == []


def test_a_room_takes_only_what_it_accepts():
    rooms = (room("A", "S1", 10, 1000), room("B", "S2", 10, 1000, accepts=frozenset((CRISP,))))
    plan = solve(tiny(rooms=rooms))
    assert plan.running == {"A": (True, True), "B": (False, False)}


def test_without_a_link_nothing_moves():
    assert solve(tiny(links=())).cost.total == 3000


def test_a_full_room_takes_nothing_more():
    assert solve(tiny(rooms=(room("A", "S1", 9, 1000), room("B", "S2", 9, 1000)))).cost.total == 2000 + 400 + 1000 - 400


@pytest.mark.slow
def test_last_months_plan_is_tried_first():
    problem = county(6, 12)
    before = solve(problem, limits=Limits(time_s=4))
    again = solve(problem, limits=Limits(time_s=1e-3), start=before)
    assert faults(problem, again) == []
    assert again.cost.total <= practice(problem).cost.total


def test_out_of_time_is_still_a_plan():
    problem = county(12, 24)
    plan = solve(problem, limits=Limits(time_s=1e-3))
    assert faults(problem, plan) == []


def test_the_energy_model_adds_walls_fans_and_fruit():
    model = EnergyModel(wall_mwh=10_000, base_wh=10_000, kept_wh=500, loaded_wh=9_000)
    assert model.running_wh(100, 20, 0, 30) == 30 * (20_000 + 10_000)
    assert model.per_tonne_wh(30) == 15_000


@pytest.mark.parametrize(
    "changes",
    [
        {"stock": (Stock("Z", PEAR, 1, 1),)},
        {"stock": (Stock("A", PEAR, 1, 0),)},
        {"withdrawals": (Withdrawal(2, PEAR, 1),)},
        {"links": (Link("S1", "S9", 1),)},
        {"pins": (Pin("A", PEAR, 9, 6 * TONNE),)},
        {"links": (Link("S1", "S2", 1), Link("S1", "S2", 2))},
        {"rooms": (room("A", "S1", 1, 1), room("A", "S1", 1, 1))},
        {"rooms": (room("A", "S1", 1, 1, 3), room("B", "S2", 1, 1))},
        {"terms": terms(0)},
        {"locks": (Lock("A", runs=True), Lock("A", runs=False, month=1))},
        {"locks": (Lock("A", False, 0), Lock("A", True, 1)), "terms": terms(idle_months=2)},
    ],
)
def test_bad_data_is_refused(changes):
    with pytest.raises(BadConsolidation):
        tiny(**changes)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"rooms": (room("A", "S1", 9, 1000), room("B", "S2", 9, 1000))}, "more than 9000000"),
        ({"rooms": (room("A", "S1", 10, 1001), room("B", "S2", 10, 1001))}, "energy costs"),
        (
            {"rooms": tuple(replace(one, accepts=frozenset()) for one in tiny().rooms)},
            "does not take",
        ),
        ({"links": ()}, "nothing may go"),
        ({"stock": tuple(Stock(c, PEAR, 9, 4 * TONNE) for c in "AB")}, "more than it has"),
        ({"withdrawals": (Withdrawal(0, PEAR, 5 * TONNE),)}, "0 g planned"),
        ({"locks": (Lock("A", True), Lock("B", True))}, "people decided"),
        ({"terms": terms(loss_per_mille=1)}, "moves costs"),
        ({"pins": tuple(Pin(code, PEAR, 9, TONNE) for code in "AB")}, "people said stay"),
    ],
)
def test_a_plan_made_for_other_facts_is_caught(changes, word):
    found = faults(tiny(**changes), solve(tiny()))
    assert any(word in fault for fault in found), found


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        (lambda p: {"cost": replace(p.cost, energy=1)}, "energy costs"),
        (lambda p: {"cost": replace(p.cost, starts_and_stops=1)}, "starts_and_stops costs"),
        (lambda p: {"lower_bound_fen": p.cost.total + 1}, "above the cost"),
        (lambda p: {"leaves": (Leaf((), ()),)}, "by its prices"),
        (lambda p: {"leaves": (Leaf(((0, 0, True),), ()),)}, "do not cover"),
        (lambda p: {"moves": ()}, "does not run"),
        (lambda p: {"moves": (Move(0, "A", "Z", PEAR, 2, TONNE),)}, "no such room"),
        (lambda p: {"moves": (*p.moves, Move(7, "A", "B", PEAR, 2, 1))}, "makes no sense"),
        (lambda p: {"delivered": p.delivered[:1]}, "planned"),
        (lambda p: {"lost": (Leaving(1, "A", PEAR, 2, 9 * TONNE),)}, "more than it has"),
        (lambda p: {"running": {"A": (True, True)}}, "does not list"),
        (lambda p: {"regrets": tuple(replace(r, at_least_fen=10**9) for r in p.regrets)}, "the other way costs"),
    ],
)
def test_a_false_claim_is_caught(changes, word):
    plan = solve(tiny())
    found = faults(tiny(), replace(plan, **changes(plan)))
    assert any(word in fault for fault in found), found


def test_a_start_too_early_is_caught():
    problem = tiny(terms=terms(3, idle_months=2), rooms=(room("A", "S1", 10, 1, 3), room("B", "S2", 10, 1, 3)))
    plan = solve(problem)
    early = replace(plan, running=plan.running | {"A": (True, False, True)})
    assert any("starts in month 2 after standing 1" in fault for fault in faults(problem, early))


def test_the_command_answers_in_json():
    done = subprocess.run(
        [sys.executable, "-m", "lilian.planning.consolidation"], input=msgspec.json.encode(tiny()), capture_output=True
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["cost"]["moves"] == 500
