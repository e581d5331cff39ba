"""The figures and the JSON of a plan."""

import json
from math import asin, cos, radians, sin, sqrt

import pytest

from lilian.planning.storage import AddRoom, what_if
from lilian.storage.papers import costs, plan_json, saving
from lilian.storage.papers.figures import Gain, intake_worth, room_worth
from tests.storage.tiny_plan import TONNE, lot, paper, store


def road_km(lat: float, other: float) -> float:
    """The formula of the parameters sheet, written out once more; both points lie on one meridian."""
    h = sin(radians(other - lat) / 2) ** 2 + cos(radians(lat)) * cos(radians(other)) * sin(0) ** 2
    return 2 * 6371.0088 * asin(sqrt(h)) * 1.4


def fen_per_tonne(km: float, waited_days: int = 0) -> float:
    return 90 * km + 1800 + 250 * (km / 32 + 24 * waited_days) + 5000 * 4


def test_the_tiny_plan_costs_what_it_costs_by_hand() -> None:
    # Mei's ten tonnes fill Guo's store (K1), Qiao's five go on to K2; each on the first day it can.
    by_hand = round(10 * fen_per_tonne(road_km(36.60, 36.65))) + round(5 * fen_per_tonne(road_km(36.70, 36.80)))
    assert plan_json(paper())["cost_fen"] == by_hand == 342_226


def test_the_json_says_who_goes_where_and_when() -> None:
    said = [(each["lot"], each["store"], each["day"], each["weight_g"]) for each in plan_json(paper())["assignments"]]
    assert said == [("P1", "K1", "2024-09-18", 10 * TONNE), ("P2", "K2", "2024-09-19", 5 * TONNE)]


def test_the_json_has_every_promised_field() -> None:
    said = json.loads(json.dumps(plan_json(paper(lots=(lot("P1", 36.6, 40),)))))
    top = {
        "cost_fen",
        "lower_bound_fen",
        "gap",
        "practice_cost_fen",
        "placed_g",
        "unplaced_g",
        "assignments",
        "unplaced",
        "stores",
    }
    assert top <= said.keys()
    assert {"lot", "store", "day", "weight_g", "road_km", "cost_fen"} <= said["assignments"][0].keys()
    assert {"lot", "weight_g", "why"} <= said["unplaced"][0].keys()
    assert {"store", "price_fen_per_tonne", "used_g", "free_g"} <= said["stores"][0].keys()


def test_the_json_says_what_a_tonne_more_room_would_do_where_fruit_is_left_over() -> None:
    """As planning again with a tonne more room says, store by store."""
    asked = paper(lots=(lot("P1", 36.6, 40),))
    for each in plan_json(asked)["stores"]:
        again = what_if(asked.problem, asked.plan, AddRoom(each["store"], TONNE, 0))
        assert each["relief"]["more_placed_g"] == again.extra_placed_g
        assert each["relief"]["cost_change_fen"] == pytest.approx(again.extra_cost_fen, abs=2)
        assert each["price_fen_per_tonne"] == (0 if again.extra_placed_g else -each["relief"]["cost_change_fen"])


def test_with_nothing_left_over_a_tonne_more_room_saves_its_price() -> None:
    said = plan_json(paper())["stores"]
    assert [each["relief"] for each in said] == [
        {"more_placed_g": 0, "cost_change_fen": -each["price_fen_per_tonne"]} for each in said
    ]
    assert any(each["price_fen_per_tonne"] > 0 for each in said)


def test_a_reason_is_a_sentence_not_a_code() -> None:
    (left,) = plan_json(paper(lots=(lot("P1", 36.6, 40),)))["unplaced"]
    assert left["weight_g"] == 10 * TONNE
    assert left["why"].endswith("。")


def test_the_parts_of_the_cost_sum_to_the_fen() -> None:
    tiny = paper()
    parts = costs(tiny.problem, tiny.plan)
    assert parts.freight_fen + parts.handling_fen + parts.delay_fen + parts.fee_fen == tiny.plan.cost_fen


def test_fifteen_tonnes_pay_four_months_of_storage_fee() -> None:
    tiny = paper()
    assert costs(tiny.problem, tiny.plan).fee_fen == pytest.approx(15 * 5000 * 4, abs=2)


def test_the_saving_is_practice_less_plan_where_both_place_the_same() -> None:
    tiny = paper()
    saved = saving(tiny)
    assert not saved.scaled
    assert saved.saved_fen == tiny.practice.cost_fen - tiny.plan.cost_fen


def test_practice_that_places_less_is_brought_to_the_same_weight() -> None:
    # One door a day: practice, first come first served, fills the near store's door and leaves fruit behind.
    doors = (store("K1", 36.60, 10, intake=5), store("K2", 36.70, 5, intake=5))
    tiny = paper(lots=(lot("P1", 36.70, 10), lot("P2", 36.71, 5, harvested=19)), stores=doors)
    saved = saving(tiny)
    expected = tiny.practice.cost_fen * tiny.plan.placed_g / tiny.practice.placed_g
    assert saved.compared_fen == pytest.approx(expected, abs=1)
    assert saved.scaled == (tiny.practice.placed_g != tiny.plan.placed_g)


def test_an_empty_store_needs_no_more_room() -> None:
    tiny = paper()
    state = next(each for each in tiny.plan.store_states if each.store == "K2")
    assert room_worth(tiny, state).gain is Gain.NOTHING


def test_more_room_in_the_near_full_store_saves_the_way_to_the_far_one() -> None:
    tiny = paper(stores=(store("K1", 36.65, 12), store("K2", 36.80, 20)))  # Qiao's lot is split: 2 t near, 3 t far
    state = next(each for each in tiny.plan.store_states if each.store == "K1")
    better = fen_per_tonne(road_km(36.70, 36.80)) - fen_per_tonne(road_km(36.70, 36.65))
    assert room_worth(tiny, state).gain is Gain.SAVES
    assert room_worth(tiny, state).fen == pytest.approx(better, abs=1)


def test_more_room_places_fruit_where_some_is_left_over() -> None:
    stuck = paper(lots=(lot("P1", 36.60, 40),))
    for code, lat in (("K1", 36.65), ("K2", 36.80)):
        state = next(each for each in stuck.plan.store_states if each.store == code)
        worth = room_worth(stuck, state)
        assert worth.gain is Gain.PLACES
        assert worth.fen == pytest.approx(fen_per_tonne(road_km(36.60, lat)), abs=1)


def test_a_warm_store_is_no_relief_however_much_room_it_has() -> None:
    stuck = paper(lots=(lot("P1", 36.60, 40),))
    state = next(each for each in stuck.plan.store_states if each.store == "K3")
    assert room_worth(stuck, state).gain is Gain.NOTHING


def test_a_narrow_door_is_what_holds_fruit_back() -> None:
    door = paper(lots=(lot("P1", 36.60, 10),), stores=(store("K1", 36.65, 50, intake=3),))
    (state,) = door.plan.store_states
    assert intake_worth(door, state).gain is Gain.PLACES
    assert room_worth(door, state).gain is Gain.NOTHING
