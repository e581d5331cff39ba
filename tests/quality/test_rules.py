"""Pure decisions of the quality room."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.quality import rules
from lilian.quality.values import Fruit, Occasion, Point, SampleDraft, ScaleState

TODAY = date(2026, 9, 18)
DIVISIONS = st.sampled_from([1, 2, 5, 10, 20, 50, 100])


@pytest.mark.parametrize(
    ("load_g", "error_g"), [(1, 5), (2_500, 5), (2_501, 10), (10_000, 10), (10_001, 15), (50_000, 15)]
)
def test_a_scale_of_five_grams_may_be_wrong_as_the_table_says(load_g: int, error_g: int) -> None:
    assert rules.allowed_error_g(5, load_g) == error_g


def test_beyond_ten_thousand_intervals_there_is_no_such_scale() -> None:
    with pytest.raises(ValueError):
        rules.allowed_error_g(5, 50_001)


@given(DIVISIONS, st.integers(1, 10_000), st.integers(1, 10_000))
def test_more_load_never_allows_less(division_g: int, one: int, other: int) -> None:
    light, heavy = sorted((one, other))
    allowed = [rules.allowed_error_g(division_g, load * division_g) for load in (light, heavy)]
    assert division_g <= allowed[0] <= allowed[1] <= 3 * division_g


@given(DIVISIONS, st.integers(1, 10_000), st.sampled_from([-1, 1]))
def test_a_reading_passes_up_to_the_allowed_error_and_not_a_gram_beyond(division_g: int, load: int, way: int) -> None:
    reference_g = load * division_g
    allowed_g = rules.allowed_error_g(division_g, reference_g)
    assert rules.passes(division_g, [Point(reference_g, reference_g + way * allowed_g)])
    assert not rules.passes(division_g, [Point(reference_g, reference_g + way * (allowed_g + 1))])


@given(st.lists(st.tuples(st.integers(1, 5_000), st.integers(0, 5_010)), min_size=1, max_size=5))
def test_one_wrong_reading_fails_the_check(pairs: list[tuple[int, int]]) -> None:
    points = [Point(*pair) for pair in pairs]
    assert rules.passes(1, points) is all(rules.passes(1, [point]) for point in points)


@pytest.mark.parametrize(
    ("last", "passed", "state"),
    [
        (None, False, ScaleState.DUE),
        (TODAY, True, ScaleState.GOOD),
        (TODAY, False, ScaleState.WRONG),
        (TODAY - timedelta(days=1), True, ScaleState.DUE),
        (TODAY - timedelta(days=9), False, ScaleState.WRONG),
    ],
)
def test_how_a_scale_stands(last: date | None, passed: bool, state: ScaleState) -> None:
    assert rules.state(TODAY, last, passed) is state


@pytest.mark.parametrize(("division_g", "capacity_g"), [(0, 100), (5, 4), (1, 10_001)])
def test_no_plate_says_so(division_g: int, capacity_g: int) -> None:
    with pytest.raises(rules.ScaleWrong):
        rules.check_scale(division_g, capacity_g)


@pytest.mark.parametrize("point", [Point(0, 0), Point(6_001, 6_001), Point(100, -1)])
def test_a_weight_the_scale_cannot_take_is_refused(point: Point) -> None:
    with pytest.raises(rules.PointWrong):
        rules.check_points(6_000, [point])


def test_a_check_without_a_weight_is_none() -> None:
    with pytest.raises(rules.NoPoints):
        rules.check_points(6_000, [])


@given(st.lists(st.none() | st.integers(1, 200_000), max_size=20))
def test_the_mean_is_of_what_was_measured_and_half_a_unit_off_at_most(values: list[int | None]) -> None:
    known = [value for value in values if value is not None]
    found = rules.mean(values)
    if not known:
        assert found is None
    else:
        assert found is not None
        assert abs(found - Fraction(sum(known), len(known))) <= Fraction(1, 2)
        assert min(known) <= found <= max(known)


@pytest.mark.parametrize(
    "said",
    [
        {"size": 0},
        {"size": 201},
        {"size": 1, "fruit": (Fruit(250), Fruit(260))},
        {"defects": {"bruise": 11}},
        {"defects": {"bruise": -1}},
        {"fruit": (Fruit(2_001),)},
        {"fruit": (Fruit(firmness_mn=0),)},
        {"fruit": (Fruit(solids_permille=301),)},
    ],
    ids=str,
)
def test_figures_that_cannot_be_are_refused(said: dict[str, object]) -> None:
    with pytest.raises(rules.SampleWrong):
        rules.check_sample(
            SampleDraft(**{"organisation_id": 1, "lot_id": 1, "occasion": Occasion.SORTED, "size": 10} | said)
        )
