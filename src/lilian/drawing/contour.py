"""Smooth outlines around points: a soft field on a grid, followed at one level (marching squares).

Lorensen and Cline 1987, in two dimensions; the two saddle cases are cut apart.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lilian.drawing.projection import Point
from lilian.drawing.svg import number

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

    def values(self, field: Callable[[float, float], float]) -> list[list[float]]:
        """The field at every point, row by row; the rim is held below zero so that every border closes."""
        rows = [[field(self.left + c * self.step, self.top + r * self.step) for c in range(self.columns)] for r in range(self.rows)]
        for r, row in enumerate(rows):
            for c in range(self.columns) if r in (0, self.rows - 1) else (0, self.columns - 1):
                row[c] = min(row[c], -1e-6)
        return rows


def borders(grid: Grid, values: list[list[float]]) -> list[list[Point]]:
    """Closed rings where the field is zero, longest first."""
    follows = dict(_segments(values))
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
    """A closed path that rounds every corner: quadratic curves from middle to middle."""
    middles = [((x + u) / 2, (y + v) / 2) for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True)]
    curves = (
        f"Q{number(x)} {number(y)} {number(u)} {number(v)}" for (x, y), (u, v) in zip(ring[1:] + ring[:1], middles[1:] + middles[:1], strict=True)
    )
    return f"M{number(middles[0][0])} {number(middles[0][1])}" + "".join(curves) + "Z"


def _segments(values: list[list[float]]) -> Iterator[tuple[Edge, Edge]]:
    for r in range(len(values) - 1):
        for c in range(len(values[0]) - 1):
            corners = (values[r][c], values[r][c + 1], values[r + 1][c + 1], values[r + 1][c])
            case = sum(bit for bit, value in zip((1, 2, 4, 8), corners, strict=True) if value > 0)
            for start, end in CASES.get(case, ()):
                yield (c + start[0], r + start[1], start[2]), (c + end[0], r + end[1], end[2])


def _crossing(grid: Grid, values: list[list[float]], edge: Edge) -> Point:
    c, r, down = edge
    here, there = values[r][c], values[r + down][c + 1 - down]
    share = here / (here - there)
    return grid.left + (c + share * (1 - down)) * grid.step, grid.top + (r + share * down) * grid.step
