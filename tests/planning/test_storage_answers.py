"""Why this store, what if, and plans as JSON."""

import json
import subprocess
import sys
from dataclasses import replace
from time import process_time

import pytest

from lilian.kernel.refusal import Invalid
from lilian.planning.storage import (
    AddDays,
    AddRoom,
    BadJson,
    BadPlanningData,
    ChangePrices,
    CloseStore,
    Decide,
    Exclusion,
    Lock,
    LockedAndExcluded,
    LockedTooMuch,
    NoSuchLot,
    NoSuchStore,
    RepeatedCode,
    UnknownCode,
    changed,
    explain,
    explain_all,
    faults,
    json_schema,
    plan_from_json,
    practice,
    problem_from_json,
    solve,
    to_json,
    what_if,
)
from tests.planning.instances import CRISP, TONNE, county, lot, store, terms, tiny

STORES = (store("K1", 1, 12), store("K2", 6, 20))


def alternatives(problem, code):
    return {a.store: a.ruled_out_by.code for a in explain(problem, solve(problem), code).alternatives}


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (store("K3", 0, 9, accepts=(CRISP,)), "variety"),
        (store("K3", 0, 9, temperature_c=2), "too_warm"),
        (store("K3", 0, 0), "full"),
        (store("K3", 0, 9, intake=0), "intake_used_up"),
        (store("K3", 9, 9), "costs_more"),
    ],
)
def test_an_alternative_says_what_rules_it_out(other, why):
    assert alternatives(tiny(stores=(*STORES, other)), "P1")["K3"] == why


def test_an_alternative_people_excluded_says_so():
    problem = tiny(stores=(*STORES, store("K3", 0, 9)), exclusions=(Exclusion("K3"),))
    assert alternatives(problem, "P1")["K3"] == "excluded"


def test_a_locked_lot_says_it_is_locked_elsewhere():
    assert alternatives(tiny(locks=(Lock("P1", "K2"),)), "P1")["K1"] == "locked_elsewhere"


def test_an_alternative_says_how_much_dearer_a_tonne_would_be():
    (other,) = explain(tiny(), solve(tiny()), "P1").alternatives
    assert (other.store, other.extra_fen_per_tonne) == ("K2", 500)


def test_at_most_three_alternatives_are_shown():
    problem = county(20, 8)
    assert {len(e.alternatives) for e in explain_all(problem, solve(problem))} == {3}


def test_an_unplaced_lot_is_explained_too():
    problem = tiny(stores=(store("K1", 1, 10),))
    explained = explain(problem, solve(problem), "P2")
    assert (explained.chosen, explained.alternatives[0].ruled_out_by.code) == ((), "full")


def test_every_lot_of_a_county_is_explained_in_a_second():
    problem = county()
    plan, start = solve(problem), process_time()
    assert len(explain_all(problem, plan)) == 640
    assert process_time() - start < 1


def test_asking_for_an_unknown_lot_is_refused():
    with pytest.raises(NoSuchLot):
        explain(tiny(), solve(tiny()), "P9")


def test_closing_a_store_leaves_it_empty_and_tells_the_difference():
    answer = what_if(tiny(), solve(tiny()), CloseStore("K1"))
    assert (answer.plan.store_states[0].used_g, answer.extra_cost_fen) == (0, 7800 - 2600)


def test_a_tonne_more_room_saves_what_its_price_said():
    plan = solve(tiny())
    answer = what_if(tiny(), plan, AddRoom("K1", TONNE))
    assert -answer.extra_cost_fen == plan.store_states[0].price_fen_per_tonne


def test_where_room_fits_exactly_a_price_is_an_upper_bound():
    """With as much room as fruit, and with a lot that ends where a store does, several prices prove the same plan."""
    for rooms in ((10, 6), (12, 4), (16, 20), (12, 20), (4, 12)):
        tight = tiny(stores=(store("K1", 1, rooms[0]), store("K2", 6, rooms[1])))
        plan = solve(tight)
        for state in plan.store_states:
            saved = -what_if(tight, plan, AddRoom(state.store, TONNE)).extra_cost_fen
            assert saved <= state.price_fen_per_tonne, (rooms, state)


def test_room_for_exactly_what_there_is_saves_nothing_more_whatever_its_price():
    """All 16 t lie in K1, which they fill to the gram: another tonne of room would stay empty."""
    full = tiny(stores=(store("K1", 1, 16), store("K2", 6, 20)))
    plan = solve(full)
    assert plan.store_states[0].free_g == 0
    assert what_if(full, plan, AddRoom("K1", TONNE)).extra_cost_fen == 0
    assert plan.store_states[0].price_fen_per_tonne >= 0


def test_taking_room_away_stops_at_none():
    assert changed(tiny(), AddRoom("K1", -99 * TONNE)).stores[0].free_g == 0


def test_dearer_freight_makes_the_plan_dearer():
    assert what_if(tiny(), solve(tiny()), ChangePrices(freight_fen_per_tonne_km=200)).extra_cost_fen == 2600


def test_fees_change_by_percent():
    problem = tiny(stores=(store("K1", 1, 12, fee=500), store("K2", 6, 20)))
    assert changed(problem, ChangePrices(fee_percent=150)).stores[0].fee_fen_per_tonne_month == 750


def test_a_day_more_is_a_day_more():
    assert changed(tiny(), AddDays(2)).terms.days == 3


def test_a_decision_by_people_shows_its_cost_and_what_moves():
    answer = what_if(tiny(), solve(tiny()), Decide(locks=(Lock("P1", "K2"),)))
    assert (answer.extra_cost_fen, answer.moved_g) == (7200 - 2600, 14 * TONNE)


def test_closing_an_unknown_store_is_refused():
    with pytest.raises(NoSuchStore):
        changed(tiny(), CloseStore("K9"))


def test_a_what_if_at_county_size_is_answered_in_two_seconds():
    problem = county()
    plan, start = solve(problem), process_time()
    answer = what_if(problem, plan, CloseStore("K001"))
    assert process_time() - start < 2
    assert answer.plan.gap == 0.0


def test_a_problem_survives_json():
    problem = tiny(locks=(Lock("P1", "K1", weight_g=5),), exclusions=(Exclusion("K2", "P1", "漏氨"),))
    assert problem_from_json(to_json(problem)) == problem


@pytest.mark.parametrize("make", [solve, practice])
def test_a_plan_survives_json(make):
    plan = make(county(20, 4))
    assert plan_from_json(to_json(plan)) == plan


def test_the_same_problem_gives_the_same_bytes():
    assert to_json(county(20, 4)) == to_json(county(20, 4))


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"lots": 3}'])
def test_bad_json_is_refused(text):
    with pytest.raises(BadJson):
        problem_from_json(text)


def test_bad_values_in_json_are_refused():
    text = to_json(tiny()).replace(b'"weight_g":10000000', b'"weight_g":-1')
    with pytest.raises(Invalid):
        problem_from_json(text)


def test_the_schema_describes_problem_and_plan():
    assert {"Problem", "Plan", "Lot", "Store", "Terms"} <= set(json_schema()["$defs"])


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"lots": (lot("P1", 0, 0),)}, BadPlanningData),
        ({"lots": (replace(lot("P1", 0, 1), lat=float("nan")),)}, BadPlanningData),
        ({"lots": (lot("P1", 0, 1), lot("P1", 0, 1))}, RepeatedCode),
        ({"stores": (store("K1", 1, -1),)}, BadPlanningData),
        ({"stores": (store("K1", 1, 1, fee=-1),)}, BadPlanningData),
        ({"stores": (store("K1", 1, 1, temperature_c=float("nan")),)}, BadPlanningData),
        ({"terms": terms(days=0)}, BadPlanningData),
        ({"terms": replace(terms(), speed_km_per_h=0)}, BadPlanningData),
        ({"terms": replace(terms(), road_factor=0.9)}, BadPlanningData),
        ({"terms": terms(freight=-1)}, BadPlanningData),
        ({"locks": (Lock("P9", "K1"),)}, UnknownCode),
        ({"exclusions": (Exclusion("K9"),)}, UnknownCode),
        ({"locks": (Lock("P1", "K1", weight_g=11 * TONNE),)}, LockedTooMuch),
        ({"locks": (Lock("P1", "K1"),), "exclusions": (Exclusion("K1"),)}, LockedAndExcluded),
        ({"locks": (Lock("P1", "K1", weight_g=0),)}, BadPlanningData),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused_with_a_sentence(changes, refusal):
    with pytest.raises(refusal) as caught:
        tiny(**changes)
    assert "{" not in caught.value.text()


def run(topic, data, *options):
    command = [sys.executable, "-m", f"lilian.planning.{topic}", *options]
    return subprocess.run(command, input=data, capture_output=True, timeout=60, check=False)


@pytest.mark.slow
def test_the_storage_command_answers_with_a_plan():
    done = run("storage", to_json(tiny()))
    assert (done.returncode, faults(tiny(), plan_from_json(done.stdout))) == (0, [])


@pytest.mark.slow
def test_the_storage_command_refuses_bad_input_in_one_line():
    done = run("storage", b'{"lots": 3}')
    assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 1)


@pytest.mark.slow
def test_the_transport_command_answers_with_a_plan():
    done = run("transport", b'{"cost": [[2, 3], [1, 4]], "supply": [5, 4], "capacity": [6, 5]}')
    assert json.loads(done.stdout)["cost"] == 17


@pytest.mark.slow
def test_the_transport_command_takes_null_for_a_forbidden_arc():
    done = run("transport", b'{"cost": [[null, 3]], "supply": [5], "capacity": [6, 5]}')
    assert json.loads(done.stdout)["flow"]["cols"] == [1]


@pytest.mark.slow
def test_the_transport_command_takes_sparse_costs():
    arcs = b'{"rows": [0, 0], "cols": [0, 1], "cost": [2, 3]}'
    done = run("transport", b'{"cost": ' + arcs + b', "supply": [5], "capacity": [4, 5]}')
    assert json.loads(done.stdout)["cost"] == 11


def test_the_transport_command_refuses_bad_input_in_one_line():
    done = run("transport", b'{"cost": [[1]], "supply": [-5], "capacity": [6]}')
    assert (done.returncode, len(done.stderr.decode().splitlines())) == (2, 1)


@pytest.mark.slow
def test_planning_never_imports_the_web_framework():
    code = "import sys, lilian.planning.storage, lilian.planning.transport; print('django' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"
