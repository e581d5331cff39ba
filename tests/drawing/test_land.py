"""The ground of a map: projection, outline, towns."""

import re
from math import cos, hypot, sin, tau

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lilian.drawing.contour import Grid, borders, smooth_path
from lilian.drawing.land import Ground, ground_of
from lilian.drawing.projection import fit
from lilian.kernel.geo import distance_km

XIXIAN = [(36.45, 110.83), (36.88, 111.14), (36.66, 110.97), (36.71, 110.90)]


def test_a_kilometre_is_as_long_northwards_as_eastwards() -> None:
    projection = fit(XIXIAN, width=720, tallest=900, margin_km=4)
    x, y = projection.xy(36.66, 110.97)
    for lat, lon in ((36.70, 110.97), (36.66, 111.02)):
        u, v = projection.xy(lat, lon)
        drawn_km = hypot(u - x, v - y) / projection.units_per_km
        assert drawn_km == pytest.approx(distance_km(36.66, 110.97, lat, lon), rel=0.002)


def test_north_is_up_and_east_is_right() -> None:
    projection = fit(XIXIAN, width=720, tallest=900, margin_km=4)
    x, y = projection.xy(36.6, 111.0)
    assert projection.xy(36.7, 111.0)[1] < y
    assert projection.xy(36.6, 111.1)[0] > x


def test_every_point_lies_in_the_frame_with_its_margin() -> None:
    projection = fit(XIXIAN, width=720, tallest=900, margin_km=4)
    margin = 4 * projection.units_per_km - 0.01
    for x, y in (projection.xy(*point) for point in XIXIAN):
        assert margin <= x <= projection.width - margin
        assert margin <= y <= projection.height - margin


def test_one_lone_point_still_gets_a_map() -> None:
    projection = fit([(36.66, 110.97)], width=720, tallest=900, margin_km=4)
    x, y = projection.xy(36.66, 110.97)
    assert (x, y) == (pytest.approx(projection.width / 2), pytest.approx(projection.height / 2))


def test_no_point_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        fit([], width=720, tallest=900, margin_km=4)


def test_a_border_runs_where_the_field_is_zero() -> None:
    grid = Grid(0, 0, 1, 21, 21)
    field = [[36 - (c - 10) ** 2 - (r - 10) ** 2 for c in range(21)] for r in range(21)]
    (ring,) = borders(grid, [[float(v) for v in row] for row in field])
    assert all(hypot(x - 10, y - 10) == pytest.approx(6, abs=0.1) for x, y in ring)


def test_two_hills_apart_have_two_borders() -> None:
    grid = Grid(0, 0, 1, 30, 12)
    field = [
        [max(9 - (c - 6) ** 2 - (r - 6) ** 2, 9 - (c - 22) ** 2 - (r - 6) ** 2) for c in range(30)] for r in range(12)
    ]
    assert len(borders(grid, [[float(v) for v in row] for row in field])) == 2


def test_land_that_reaches_the_rim_still_closes() -> None:
    assert len(borders(Grid(0, 0, 1, 8, 8), [[1.0] * 8 for _ in range(8)])) == 1


@given(st.lists(st.floats(40, 300), min_size=8, max_size=60))
def test_a_rounded_path_bends_at_every_corner_of_its_ring(reaches: list[float]) -> None:
    """A corner that is left unsaid is the last one mirrored in the point between them."""
    turns = [tau * n / len(reaches) for n in range(len(reaches))]
    ring = [(400 + far * cos(turn), 400 + far * sin(turn)) for far, turn in zip(reaches, turns, strict=True)]
    pieces = re.findall(r"([MQT])([^MQTZ]+)", smooth_path(ring))
    at, corner, corners = (0.0, 0.0), (0.0, 0.0), []
    for how, said in pieces:
        *bend, x, y = (float(value) for value in said.split())
        if how != "M":
            corner = (bend[0], bend[1]) if how == "Q" else (2 * at[0] - corner[0], 2 * at[1] - corner[1])
            corners.append(corner)
        at = (x, y)
    for (x, y), (u, v) in zip(corners, ring[1:] + ring[:1], strict=True):
        assert hypot(x - u, y - v) < 1.2


def test_a_ground_is_made_once_for_all_that_stands_on_it() -> None:
    projection = fit(XIXIAN, width=720, tallest=900, margin_km=4)
    assert ground_of(projection, XIXIAN, {}) is ground_of(projection, [*XIXIAN[::-1], XIXIAN[0]], {})
    assert ground_of(projection, XIXIAN, {"龙泉镇": XIXIAN}) is not ground_of(projection, XIXIAN, {})


def test_the_outline_goes_around_every_point() -> None:
    projection = fit(XIXIAN, width=720, tallest=900, margin_km=4.4)
    ground = Ground(projection, XIXIAN, {})
    for x, y in (projection.xy(*point) for point in XIXIAN):
        column, row = round((x - ground.grid.left) / ground.grid.step), round((y - ground.grid.top) / ground.grid.step)
        assert ground.inland[row, column] > 0


def test_a_single_town_is_not_parted_from_anything() -> None:
    projection = fit(XIXIAN, width=720, tallest=900, margin_km=4.4)
    assert Ground(projection, XIXIAN, {"龙泉镇": XIXIAN}).towns("clip") == ""


def test_town_names_keep_apart() -> None:
    projection = fit(XIXIAN, width=720, tallest=900, margin_km=4.4)
    members = {"午城镇": XIXIAN[:1], "下李乡": XIXIAN[1:2], "龙泉镇": XIXIAN[2:3], "城南乡": XIXIAN[3:]}
    places = list(Ground(projection, XIXIAN, members).town_names().values())
    apart = [hypot(a[0] - b[0], a[1] - b[1]) for i, a in enumerate(places) for b in places[i + 1 :]]
    assert len(places) == 4
    assert min(apart) >= 60
