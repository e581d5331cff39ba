"""Points: distances, and the two shifted systems met at the edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.kernel.geo import bd09_from_gcj02, distance_km, gcj02_from_bd09, gcj02_from_wgs84, wgs84_from_gcj02

in_china = st.tuples(st.floats(20, 50), st.floats(80, 130))
HALF_METRE_KM = 0.0005


def test_a_degree_of_latitude_is_111_195_km() -> None:
    assert distance_km(36, 110, 37, 110) == pytest.approx(111.195, abs=0.001)


@given(in_china, in_china)
def test_the_way_there_is_as_long_as_the_way_back(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert distance_km(*a, *b) == distance_km(*b, *a)


@given(in_china)
def test_to_gcj02_and_back_is_the_same_point(point: tuple[float, float]) -> None:
    assert distance_km(*wgs84_from_gcj02(*gcj02_from_wgs84(*point)), *point) < HALF_METRE_KM


@given(in_china)
def test_gcj02_moves_a_point_by_tens_to_hundreds_of_metres(point: tuple[float, float]) -> None:
    assert 0.01 < distance_km(*gcj02_from_wgs84(*point), *point) < 1.0


@given(in_china)
def test_to_bd09_and_back_is_the_same_point(point: tuple[float, float]) -> None:
    assert distance_km(*gcj02_from_bd09(*bd09_from_gcj02(*point)), *point) < HALF_METRE_KM * 2


def test_a_known_point_of_beijing_is_shifted_as_published() -> None:
    lat, lon = gcj02_from_wgs84(39.908692, 116.397477)
    assert (lat, lon) == (pytest.approx(39.910095, abs=2e-5), pytest.approx(116.403720, abs=2e-5))
