"""Readings in one unit meet questions in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.epcis import units


def test_celsius_kelvin_and_fahrenheit_meet() -> None:
    assert units.normal(25, "CEL") == units.normal(298.15, "KEL") == units.normal(77, "FAH") == ("Temperature", 298.15)


@pytest.mark.parametrize(
    ("one", "other"), [((1, "TNE"), (1000, "KGM")), ((98, "P1"), (0.98, "C62")), ((1, "HUR"), (60, "MIN"))]
)
def test_the_same_in_another_unit(one: tuple[float, str], other: tuple[float, str]) -> None:
    assert units.normal(*one) == units.normal(*other)


@given(st.floats(-1e9, 1e9), st.sampled_from(sorted(units.UNITS)))
def test_more_stays_more(value: float, code: str) -> None:
    assert units.normal(value + 1 + abs(value) / 100, code)[1] > units.normal(value, code)[1]


def test_an_unknown_unit_meets_only_itself() -> None:
    assert units.normal(3, "XYZ") == ("XYZ", 3.0)
    assert units.fits("Temperature", "XYZ")
    assert not units.fits("Temperature", "KGM")
    assert units.fits("ex:Crispness", "KGM")


def test_a_spread_has_no_zero_point() -> None:
    assert units.like_a_difference(2, "CEL") == ("Temperature", 2.0)
