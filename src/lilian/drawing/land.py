"""The ground of a map: a county's outline and its towns, drawn from the points we know. A sketch, never a border."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from lilian.drawing.contour import Field, Grid, borders, smooth_path
from lilian.drawing.projection import Point, Projection
from lilian.drawing.svg import Markup, joined, tag

STEP = 12.0  # units between grid points: fine enough to look smooth, coarse enough to be quick
EDGE_KM = 4.0  # how far the land reaches past its outermost point
CLOSING_KM = 6.5  # bays narrower than twice this are filled
SHORTEST_RING = 8
CLEAR_ENOUGH = 34.0  # units between a town's name and the next mark; more is no better
NAMES_APART = 70.0
MOST_KEPT = 8  # grounds; a county has one, and one for each part of it that is often drawn

Members = tuple[tuple[str, tuple[Point, ...]], ...]


def ground_of(projection: Projection, points: Iterable[Point], members: Mapping[str, Iterable[Point]]) -> "Ground":
    """The ground under these points, made once: what stands on it changes more often than the land."""
    inside = tuple((name, tuple(some)) for name, some in members.items())
    return _kept(projection, tuple(sorted(set(points))), inside)


@lru_cache(maxsize=MOST_KEPT)
def _kept(projection: Projection, points: tuple[Point, ...], members: Members) -> "Ground":
    return Ground(projection, points, dict(members))


class Ground:
    """Outline, town patches and the places for town names, all on one grid."""

    def __init__(self, projection: Projection, points: Sequence[Point], members: Mapping[str, Sequence[Point]]) -> None:
        self.scale = projection.units_per_km
        self.grid = _grid(projection, (EDGE_KM + CLOSING_KM) * self.scale)
        self.marks = _thinned(projection, points)
        self.members = {name: _thinned(projection, inside) for name, inside in members.items() if inside}
        self.inland = self._closed()

    @cached_property
    def outline(self) -> str:
        """The path of the county's outline; several rings if its points lie far apart."""
        return _path(self.grid, self.inland)

    def towns(self, clip_id: str) -> Markup:
        """A faint patch per town, parted where another town's places are nearer, cut off at the land's edge."""
        return tag("g", *self._patches, clip_path=f"url(#{clip_id})", aria_hidden="true") if self._patches else joined()

    @cached_property
    def _patches(self) -> tuple[Markup, ...]:
        leads = enumerate(self._leads.values() if len(self.members) > 1 else ())
        return tuple(tag("path", d=_path(self.grid, lead), class_=f"map-town map-town-{n % 2}") for n, lead in leads)

    def town_names(self, taken: Sequence[Point] = ()) -> dict[str, Point]:
        """Where each town's name goes: inside the town, clear of marks, of what is `taken`, and of the land's edge."""
        near = np.vstack([self.marks, np.array(taken, dtype=np.float64).reshape(-1, 2)])
        clear = np.minimum(np.minimum(self.inland, _distance(self.grid, near)), CLEAR_ENOUGH)
        places: dict[str, Point] = {}
        for name, lead in self._leads.items():
            away = _distance(self.grid, self.members[name].mean(axis=0, keepdims=True))
            score = np.where((lead > 0) & (self.inland > 0), clear - 0.35 * away, -1e9)
            score -= 1e3 * (_distance(self.grid, np.array(list(places.values()) or [(-1e6, -1e6)])) < NAMES_APART)
            row, column = np.unravel_index(int(np.argmax(score)), score.shape)
            places[name] = (self.grid.left + float(column) * STEP, self.grid.top + float(row) * STEP)
        return places

    def _closed(self) -> Field:
        """Grow by edge and closing, shrink by the closing: how far inland each grid point lies, negative outside."""
        grown = (EDGE_KM + CLOSING_KM) * self.scale - _distance(self.grid, self.marks)
        rim = [point for ring in borders(self.grid, grown) for point in ring]
        return np.where(grown > 0, _distance(self.grid, np.array(rim)), 0) - CLOSING_KM * self.scale

    @cached_property
    def _leads(self) -> dict[str, Field]:
        """For each town, where it is ahead of every other (positive) and by how much."""
        fields = {name: _pull(self.grid, inside, self.scale) for name, inside in self.members.items()}
        if len(fields) < 2:
            return {name: np.ones_like(field) for name, field in fields.items()}
        rivals = {name: [field for other, field in fields.items() if other != name] for name in fields}
        return {name: own - np.max(rivals[name], axis=0) for name, own in fields.items()}


def _path(grid: Grid, field: Field) -> str:
    return "".join(smooth_path(ring) for ring in borders(grid, field) if len(ring) >= SHORTEST_RING)


def _grid(projection: Projection, around: float) -> Grid:
    columns, rows = int((projection.width + 2 * around) / STEP) + 3, int((projection.height + 2 * around) / STEP) + 3
    return Grid(-around - STEP, -around - STEP, STEP, columns, rows)


def _thinned(projection: Projection, points: Sequence[Point]) -> Field:
    """One place per grid cell: hundreds of lots at one village say no more than one."""
    seen = {(round(x / STEP), round(y / STEP)): (x, y) for x, y in (projection.xy(*point) for point in points)}
    return np.array(list(seen.values()), dtype=np.float64)


def _squares(grid: Grid, places: Field) -> NDArray[np.float64]:
    """Squared distances, rows x columns x places."""
    x = grid.left + STEP * np.arange(grid.columns)
    y = grid.top + STEP * np.arange(grid.rows)
    squares: Field = (x[None, :, None] - places[:, 0]) ** 2 + (y[:, None, None] - places[:, 1]) ** 2
    return squares


def _distance(grid: Grid, places: Field) -> Field:
    nearest: Field = np.sqrt(_squares(grid, places).min(axis=2))
    return nearest


def _pull(grid: Grid, places: Field, scale: float) -> Field:
    soft = (1.2 * scale) ** 2
    pull: Field = np.log(((soft / (_squares(grid, places) + soft)) ** 2).sum(axis=2))
    return pull
