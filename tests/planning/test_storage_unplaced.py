"""What stays behind says why, and what would place it."""

import pytest

from lilian.planning.storage import SENTENCES, AddDays, AddRoom, Exclusion, changed, solve
from tests.planning.instances import CRISP, TONNE, lot, store, terms, tiny

K2_FULL = store("K2", 6, 0)


@pytest.mark.parametrize(
    ("changes", "why", "remedy"),
    [
        ({"stores": (store("K1", 1, 8), K2_FULL)}, "all_full", "more_space"),
        ({"stores": (store("K1", 1, 20, intake=8), K2_FULL)}, "all_intake_used_up", "more_intake"),
        ({"stores": (store("K1", 1, 20, accepts=(CRISP,)),)}, "no_store_accepts", "need_store_for_variety"),
        ({"stores": (store("K1", 1, 20, temperature_c=3),)}, "all_too_warm", "cool_down"),
        ({"exclusions": (Exclusion("K1"), Exclusion("K2"))}, "all_excluded", "lift_exclusion"),
        ({"lots": (lot("P1", 0, 10, harvested=1),)}, "too_late", "more_days"),
        ({"stores": ()}, "no_store_accepts", "need_store_for_variety"),
    ],
)
def test_an_unplaced_lot_says_why_and_what_to_do(changes, why, remedy):
    plan = solve(tiny(**changes))
    assert {(u.why.code, u.remedy.code) for u in plan.unplaced} == {(why, remedy)}


def test_the_remedy_names_the_weight_that_is_missing():
    plan = solve(tiny(stores=(store("K1", 1, 12.5), K2_FULL)))
    assert plan.unplaced[0].remedy.text() == "再有 3.5 吨库容，例如 K1。"


def test_the_space_named_does_place_it():
    problem = tiny(stores=(store("K1", 1, 12), K2_FULL))
    (left,) = solve(problem).unplaced
    assert solve(changed(problem, AddRoom(left.remedy.fields["store"], left.weight_g))).unplaced_g == 0


def test_a_day_more_places_what_the_door_refused():
    problem = tiny(stores=(store("K1", 1, 20, intake=8),))
    assert solve(changed(problem, AddDays(1))).unplaced_g == 0


def test_every_reason_fills_its_sentence():
    for changes in ({"stores": (store("K1", 1, 8),)}, {"lots": (lot("P1", 0, 10, harvested=1),)}, {"terms": terms()}):
        for left in solve(tiny(**changes)).unplaced:
            assert "{" not in left.why.text() + left.remedy.text()


def test_every_sentence_ends_as_a_sentence():
    assert [code for code, sentence in SENTENCES.items() if not sentence.endswith("。")] == []


def test_placed_and_unplaced_make_up_all_fruit():
    plan = solve(tiny(stores=(store("K1", 1, 5),)))
    assert (plan.placed_g, plan.unplaced_g) == (5 * TONNE, 11 * TONNE)
