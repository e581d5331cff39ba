"""What comes out, to the gram, and whose it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.sorting import rules
from lilian.sorting.rules import InputShare, Move, WeighedMore
from lilian.sorting.rules.packout import MoveTooMuch

GRADES = ("processing", "second", "first")
WEIGHTS = st.dictionaries(st.sampled_from(GRADES), st.integers(1, 10**9), min_size=1)


def test_without_scales_the_line_says_what_came_out() -> None:
    assert rules.output_grams({"first": 60_004, "second": 30_000}, {}, 10_000) == {"first": 6_000, "second": 3_000}


def test_a_weighed_grade_has_its_weighed_grams() -> None:
    assert rules.output_grams({"first": 60_000, "second": 30_000}, {"first": 5_500}, 10_000) == {
        "second": 3_000,
        "first": 5_500,
    }


def test_a_line_that_weighs_heavy_is_cut_down_to_what_went_in() -> None:
    found = rules.output_grams({"first": 80_000, "second": 40_000}, {}, 9_000)
    assert found == {"first": 6_000, "second": 3_000}


def test_no_more_is_weighed_than_went_in() -> None:
    with pytest.raises(WeighedMore):
        rules.output_grams({}, {"first": 9_001}, 9_000)


@given(WEIGHTS, WEIGHTS, st.integers(1, 10**10))
def test_never_more_comes_out_than_went_in(line: dict[str, int], weighed: dict[str, int], taken_g: int) -> None:
    try:
        found = rules.output_grams(line, weighed, taken_g)
    except WeighedMore:
        assert sum(weighed.values()) > taken_g
    else:
        assert 0 <= sum(found.values()) <= taken_g
        assert {grade: found[grade] for grade in weighed} == weighed


def test_a_decision_moves_all_of_a_grade_or_so_much() -> None:
    grams = {"first": 5_000, "second": 3_000}
    moves = [Move("first", "second", 1_000), Move("second", "processing", None)]
    assert rules.moved(grams, moves) == {"first": 4_000, "processing": 4_000}


@pytest.mark.parametrize("move", [Move("first", "second", 5_001), Move("special", "first", None)])
def test_what_is_not_there_cannot_be_moved(move: Move) -> None:
    with pytest.raises(MoveTooMuch):
        rules.moved({"first": 5_000}, [move])


MEI, QIAO = InputShare("A", 6_000, {"mei": 6_000}), InputShare("B", 4_000, {"qiao": 4_000})


def test_a_pooled_run_is_shared_by_what_each_brought_in() -> None:
    found = rules.by_lot_and_origin([MEI, QIAO], {"first": 5_000, "second": 4_000})
    assert (found.measured, found.grams) == (
        False,
        {"mei": {"first": 3_000, "second": 2_400}, "qiao": {"first": 2_000, "second": 1_600}},
    )


def test_where_the_file_tells_the_lot_it_is_shared_by_measurement() -> None:
    measured = {"A": {"first": 40_000}, "B": {"first": 10_000, "second": 40_000}}
    found = rules.by_lot_and_origin([MEI, QIAO], {"first": 5_000, "second": 4_000}, (), measured)
    assert (found.measured, found.grams) == (
        True,
        {"mei": {"first": 4_000, "second": 0}, "qiao": {"first": 1_000, "second": 4_000}},
    )


@pytest.mark.parametrize("measured", [{"A": {"first": 1}}, {"A": {}, "B": {}, "C": {}}, {"A": {}, "": {}}])
def test_a_file_that_tells_not_every_lot_is_no_measurement(measured: dict[str, dict[str, int]]) -> None:
    assert not rules.by_lot_and_origin([MEI, QIAO], {"first": 5_000}, (), measured).measured


INPUTS = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(["mei", "qiao", "guo"]), st.integers(1, 10**7), min_size=1)),
    min_size=1,
    max_size=4,
)


@given(INPUTS, st.data())
def test_it_adds_up_to_the_gram_by_either_rule(origins: list[tuple[dict[str, int]]], data: st.DataObject) -> None:
    inputs = [InputShare(f"m{n}", sum(one.values()), one) for n, (one,) in enumerate(origins)]
    taken_g = sum(one.taken_g for one in inputs)
    line = data.draw(st.dictionaries(st.sampled_from(GRADES), st.integers(1, 10**8), min_size=1))
    grams = rules.output_grams(line, {}, taken_g)
    moves = [Move(next(iter(grams)), "special", None)] if grams and data.draw(st.booleans()) else []
    measured = {one.mark: {grade: data.draw(st.integers(0, 9)) for grade in GRADES} for one in inputs}
    found = rules.by_lot_and_origin(inputs, grams, moves, measured if data.draw(st.booleans()) else None)
    by_grade: dict[str, int] = {}
    for row in found.grams.values():
        for grade, weight_g in row.items():
            by_grade[grade] = by_grade.get(grade, 0) + weight_g
    assert {grade: weight_g for grade, weight_g in by_grade.items() if weight_g} == rules.moved(grams, moves)
    assert sum(found.brought_g.values()) == taken_g
