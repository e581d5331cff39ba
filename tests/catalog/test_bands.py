"""A grade table is whole: every weight has one grade."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.catalog import rules
from lilian.catalog.values import COUNTY_BANDS, Band, Defect, Limits

CUTS = st.lists(st.integers(1, 2000), unique=True, max_size=8).map(sorted)


def table(cuts: list[int]) -> list[Band]:
    edges = [0, *cuts, None]
    return [Band(f"g{n}", f"级{n}", edges[n] or 0, edges[n + 1]) for n in range(len(cuts) + 1)]


@given(CUTS, st.integers(0, 3000))
def test_every_weight_is_in_exactly_one_band(cuts: list[int], weight_g: int) -> None:
    bands = rules.checked_bands(table(cuts))
    assert sum(weight_g in band for band in bands) == 1


@given(CUTS.filter(bool), st.data())
def test_a_table_with_a_band_missing_is_refused(cuts: list[int], data: st.DataObject) -> None:
    bands = table(cuts)
    bands.remove(data.draw(st.sampled_from(bands)))
    with pytest.raises((rules.BandGap, rules.BandsStartLate, rules.BandsEnd)):
        rules.checked_bands(bands)


@given(CUTS, st.randoms())
def test_the_order_bands_are_written_in_does_not_matter(cuts: list[int], random: object) -> None:
    bands = table(cuts)
    shuffled = sorted(bands, key=lambda _: random.random())
    assert rules.checked_bands(shuffled) == tuple(bands)


@pytest.mark.parametrize(
    ("weight_g", "name"),
    [
        (0, "等外/加工果"),
        (199, "等外/加工果"),
        (200, "二级"),
        (299, "二级"),
        (300, "一级"),
        (449, "一级"),
        (450, "特级"),
        (499, "特级"),
        (500, "超大果"),
        (5000, "超大果"),
    ],
)
def test_a_weight_on_the_edge_belongs_to_the_upper_grade(weight_g: int, name: str) -> None:
    assert rules.band_of(COUNTY_BANDS, weight_g).name == name


@pytest.mark.parametrize(
    ("bands", "refusal"),
    [
        ([], rules.NoBands),
        ([Band("a", "甲", 1)], rules.BandsStartLate),
        ([Band("a", "甲", 0, 9)], rules.BandsEnd),
        ([Band("a", "甲", 0, 200), Band("b", "乙", 201)], rules.BandGap),
        ([Band("a", "甲", 0, 201), Band("b", "乙", 200)], rules.BandOverlap),
        ([Band("a", "甲", 0), Band("b", "乙", 200)], rules.BandOverlap),
        ([Band("a", "甲", 0, 0), Band("b", "乙", 0)], rules.BandEmpty),
        ([Band("a", "甲", 0, 200), Band("a", "甲", 200)], rules.GradeTwice),
    ],
)
def test_a_table_that_is_not_whole_is_refused(bands: list[Band], refusal: type) -> None:
    with pytest.raises(refusal):
        rules.checked_bands(bands)


def test_a_weight_below_nothing_has_no_grade() -> None:
    with pytest.raises(ValueError, match="-1"):
        rules.band_of(COUNTY_BANDS, -1)


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS, DAYS)
def test_a_later_version_never_reaches_back(effective: date, latest: date, today: date) -> None:
    tomorrow = today + timedelta(days=1)
    goes_forward = effective > latest and effective > today
    try:
        rules.check_forward(effective, latest=latest, tomorrow=tomorrow)
    except rules.ReachesBack:
        assert not goes_forward
    else:
        assert goes_forward


@given(DAYS, DAYS)
def test_a_first_version_may_take_effect_any_day(effective: date, tomorrow: date) -> None:
    rules.check_forward(effective, latest=None, tomorrow=tomorrow)


ASKING = [
    Limits(least_diameter=0),
    Limits(least_solids=-1),
    Limits(most_defects=-1),
    Limits(most_defects=len(Defect) + 1),
    Limits(tolerance=1_000),
    Limits(tolerance=-1),
]


@pytest.mark.parametrize("limits", ASKING)
def test_a_limit_nobody_can_mean_is_refused(limits: Limits) -> None:
    with pytest.raises(rules.BadLimit):
        rules.checked_bands([Band("a", "小", 0, 200), Band("b", "大", 200, limits=limits)])


@pytest.mark.parametrize("limits", [Limits(least_solids=110), Limits(barred=frozenset({Defect.HAIL})), Limits(None, 1)])
def test_the_lowest_grade_takes_every_fruit(limits: Limits) -> None:
    with pytest.raises(rules.LowestAsks):
        rules.checked_bands([Band("a", "小", 0, 200, limits), Band("b", "大", 200)])


def test_the_lowest_grade_may_have_a_tolerance() -> None:
    rules.checked_bands([Band("a", "小", 0, limits=Limits(tolerance=20))])
