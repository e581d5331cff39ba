"""Smooth outlines around points: a soft field on a grid, followed at one level (marching squares).

Lorensen and Cline 1987, in two dimensions; the two saddle cases are cut apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lilian.drawing.projection import Point
from lilian.drawing.svg import number

TINY = 1e-6
EXACT_EVERY = 8  # curves: an error of rounding is carried on from one to the next, and not much further

Field = NDArray[np.float64]
Edge = tuple[int, int, int]  # column, row, 0 = along the row, 1 = down the column
# Which edges of a cell a border joins, by the corners inside: 1 north-west, 2 north-east, 4 south-east, 8 south-west.
TOP, RIGHT, BOTTOM, LEFT = (0, 0, 0), (1, 0, 1), (0, 1, 0), (0, 0, 1)
CASES: dict[int, tuple[tuple[Edge, Edge], ...]] = {
    1: ((LEFT, TOP),),
    2: ((TOP, RIGHT),),
    3: ((LEFT, RIGHT),),
    4: ((RIGHT, BOTTOM),),
    5: ((LEFT, TOP), (RIGHT, BOTTOM)),
    6: ((TOP, BOTTOM),),
    7: ((LEFT, BOTTOM),),
    8: ((BOTTOM, LEFT),),
    9: ((BOTTOM, TOP),),
    10: ((TOP, RIGHT), (BOTTOM, LEFT)),
    11: ((BOTTOM, RIGHT),),
    12: ((RIGHT, LEFT),),
    13: ((RIGHT, TOP),),
    14: ((TOP, LEFT),),
}


@dataclass(frozen=True)
class Grid:
    """Columns x rows of points `step` units apart, beginning at (`left`, `top`)."""

    left: float
    top: float
    step: float
    columns: int
    rows: int


def borders(grid: Grid, field: ArrayLike) -> list[list[Point]]:
    """Closed rings where the field (rows x columns) is zero, longest first; the rim counts as outside, so that every
    ring closes.
    """
    outside = _outside_at_the_rim(np.array(field, dtype=np.float64))
    follows, values = dict(_segments(outside)), outside.tolist()
    rings = []
    while follows:
        start = edge = next(iter(follows))
        ring = []
        while edge in follows:
            ring.append(_crossing(grid, values, edge))
            edge = follows.pop(edge)
        assert edge == start, "a border must close"
        rings.append(ring)
    return sorted(rings, key=len, reverse=True)


def smooth_path(ring: list[Point]) -> str:
    """A closed path that rounds every corner: quadratic curves from middle to middle.

    A corner is the one before it mirrored in the middle between them, which `T` leaves unsaid.
    """
    following = ring[1:] + ring[:1]
    middles = [((x + u) / 2, (y + v) / 2) for (x, y), (u, v) in zip(ring, following, strict=True)]
    bends = enumerate(zip(following, middles[1:] + middles[:1], strict=True))
    curves = (f"T{_pair(end)}" if n % EXACT_EVERY else f"Q{_pair(corner)} {_pair(end)}" for n, (corner, end) in bends)
    return f"M{_pair(middles[0])}{''.join(curves)}Z"


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _outside_at_the_rim(field: Field) -> Field:
    for edge in (field[0], field[-1], field[:, 0], field[:, -1]):
        np.minimum(edge, -TINY, out=edge)
    return field


def _segments(field: Field) -> Iterator[tuple[Edge, Edge]]:
    """Only of cells that a border crosses: most lie wholly inside or outside."""
    inside = field > 0
    cases = inside[:-1, :-1] + 2 * inside[:-1, 1:] + 4 * inside[1:, 1:] + 8 * inside[1:, :-1]
    crossed = np.nonzero((cases > 0) & (cases < 15))
    for r, c, case in zip(*(found.tolist() for found in crossed), cases[crossed].tolist(), strict=True):
        for start, end in CASES[case]:
            yield (c + start[0], r + start[1], start[2]), (c + end[0], r + end[1], end[2])


def _crossing(grid: Grid, values: list[list[float]], edge: Edge) -> Point:
    c, r, down = edge
    here, there = values[r][c], values[r + down][c + 1 - down]
    share = here / (here - there)
    return grid.left + (c + share * (1 - down)) * grid.step, grid.top + (r + share * down) * grid.step
