"""Every fruit by every rule: the fast way against a slow one, and each rule alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.catalog.values import Band, Defect, Limits
from lilian.sorting import rules
from lilian.sorting.rules.fruit import BIT, Fruit
from lilian.sorting.rules.grading import Short
from tests.sorting.standards import BANDS, slow_grade

FRUIT = st.tuples(
    st.sampled_from([1, 1999, 2000, 2001, 2999, 3000, 4499, 4500, 6000]),
    st.sampled_from([0, 649, 650, 749, 750, 850, 900]),
    st.sampled_from([0, 109, 110, 119, 120, 150]),
    st.sets(st.sampled_from(list(Defect)), max_size=4),
)
LIMITS = st.builds(
    Limits,
    st.none() | st.sampled_from([650, 750, 850]),
    st.none() | st.sampled_from([110, 120]),
    st.frozensets(st.sampled_from(list(Defect)), max_size=3),
    st.none() | st.integers(0, 4),
)
TABLES = st.lists(LIMITS, min_size=3, max_size=3).map(
    lambda more: (
        BANDS[0],
        *(Band(b.grade, b.name, b.low_g, b.high_g, m) for b, m in zip(BANDS[1:], more, strict=True)),
    )
)
ONE = (3500, 800, 115, set[Defect]())


def fruit_of(rows: list[tuple[int, int, int, set[Defect]]], measured: tuple[bool, bool, bool] = (True,) * 3) -> Fruit:
    def column(values: list[int], is_there: bool) -> np.ndarray | None:
        return np.array(values, np.uint16) if is_there else None

    return Fruit(
        weight=np.array([row[0] for row in rows], np.uint16),
        diameter=column([row[1] for row in rows], measured[0]),
        solids=column([row[2] for row in rows], measured[1]),
        defects=column([sum(BIT[one] for one in row[3]) for row in rows], measured[2]),
    )


def names(fruit: Fruit, bands: tuple[Band, ...] = BANDS) -> list[str]:
    return [bands[place].grade for place in rules.graded(fruit, bands).grade.tolist()]


@given(st.lists(FRUIT, min_size=1, max_size=40), TABLES, st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_the_fast_way_grades_as_the_slow_one(
    rows: list[tuple[int, int, int, set[Defect]]], bands: tuple[Band, ...], measured: tuple[bool, bool, bool]
) -> None:
    slow = [
        slow_grade(bands, w, d if measured[0] else None, s if measured[1] else None, x if measured[2] else None)
        for w, d, s, x in rows
    ]
    assert names(fruit_of(rows, measured), bands) == slow


def test_a_fruit_that_keeps_everything_keeps_the_grade_of_its_weight() -> None:
    assert names(fruit_of([ONE])) == ["first"]


@pytest.mark.parametrize(
    ("change", "short", "grade"),
    [
        ({1: 749}, Short.DIAMETER, "second"),
        ({2: 109}, Short.SOLIDS, "second"),
        ({3: {Defect.BRUISE}}, Short.BARRED, "second"),
        ({3: {Defect.RUB, Defect.RUSSET, Defect.HAIL}}, Short.MANY, "second"),
        ({1: 0}, Short.DIAMETER, "processing"),  # missed by a line that does measure: no grade that asks can be shown
        ({2: 0}, Short.SOLIDS, "second"),
    ],
)
def test_one_thing_wrong_makes_it_fall_and_is_counted(change: dict[int, object], short: Short, grade: str) -> None:
    row = tuple(change.get(place, value) for place, value in enumerate(ONE))
    found = rules.graded(fruit_of([row]), BANDS)
    assert ([BANDS[place].grade for place in found.grade], found.fallen) == ([grade], 1)
    assert {what for what, count in found.short.items() if count} == {short}


def test_a_rotten_fruit_falls_through_to_the_lowest() -> None:
    assert names(fruit_of([(5000, 900, 150, {Defect.DISEASE})])) == ["processing"]


def test_what_the_line_does_not_measure_is_not_held_against_the_fruit_and_is_told() -> None:
    found = rules.graded(fruit_of([ONE], (False, True, False)), BANDS)
    assert (found.fallen, found.unseen) == (0, (Short.DIAMETER, Short.BARRED, Short.MANY))


def test_no_fruit_has_no_grades() -> None:
    assert names(fruit_of([])) == []


@pytest.mark.slow
@given(st.lists(FRUIT, min_size=1, max_size=60))
def test_counts_and_weights_add_up(rows: list[tuple[int, int, int, set[Defect]]]) -> None:
    fruit = fruit_of(rows)
    tallies = rules.counted(fruit, rules.graded(fruit, BANDS), BANDS)
    assert (sum(one.fruit for one in tallies), sum(one.weight_dg for one in tallies)) == (len(rows), fruit.weight_dg)


def machine_fruit(ours_dg: list[int], machine: list[int]) -> Fruit:
    grades = ("", "first", "second")
    return Fruit(np.array(ours_dg, np.uint16), machine=np.array(machine, np.uint16), machine_grades=grades)


@pytest.mark.parametrize(("below", "keeps"), [(10, True), (11, False)])
def test_an_outlet_keeps_its_tolerance_to_the_fruit(below: int, keeps: bool) -> None:
    fruit = machine_fruit([2500] * below + [3500] * (100 - below), [1] * 100)
    (verdict,) = rules.verdicts(rules.counted(fruit, rules.graded(fruit, BANDS), BANDS), BANDS)
    assert (verdict.grade, verdict.fruit, verdict.below, verdict.keeps) == ("first", 100, below, keeps)


def test_the_machine_is_compared_grade_by_grade() -> None:
    fruit = machine_fruit([2500, 3500, 3500, 100], [2, 1, 2, 0])
    table = rules.against_machine(rules.counted(fruit, rules.graded(fruit, BANDS), BANDS))
    assert table == {"": {"processing": 1}, "first": {"first": 1}, "second": {"second": 1, "first": 1}}


def test_a_line_without_grades_is_compared_with_nothing() -> None:
    fruit = fruit_of([ONE])
    assert rules.against_machine(rules.counted(fruit, rules.graded(fruit, BANDS), BANDS)) == {}
