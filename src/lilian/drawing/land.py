"""The ground of a map: a county's outline and its towns, drawn from the points we know. A sketch, never a border."""

from collections.abc import Mapping, Sequence
from math import exp

from lilian.drawing.contour import Grid, borders, smooth_path
from lilian.drawing.projection import Point, Projection
from lilian.drawing.svg import Markup, joined, tag

STEP = 13.0  # units between grid points: fine enough to look smooth, coarse enough to be quick
REACH_KM = 4.6  # how far the land reaches around a point
LEVEL = 0.42
SHORTEST_RING = 8


def land(projection: Projection, points: Sequence[Point]) -> str:
    """The path of the county's outline around (lat, lon) points; several rings if they lie far apart."""
    places = _thinned(projection, points)
    reach = REACH_KM * projection.units_per_km

    def field(x: float, y: float) -> float:
        return _sum(places, x, y, reach) - LEVEL

    grid = _grid(projection)
    return "".join(smooth_path(ring) for ring in borders(grid, grid.values(field)) if len(ring) >= SHORTEST_RING)


def towns(projection: Projection, members: Mapping[str, Sequence[Point]], clip_id: str) -> Markup:
    """A faint patch per town, split where another town's places are nearer, cut off at the land's edge."""
    if len(members) < 2:
        return joined()
    grid = _grid(projection)
    fields = {name: grid.values(_nearness(projection, points)) for name, points in members.items()}
    patches = [tag("path", d=path, class_=f"map-town map-town-{n % 3}") for n, path in enumerate(_patches(grid, fields))]
    return tag("g", *patches, clip_path=f"url(#{clip_id})", aria_hidden="true")


def town_centre(projection: Projection, points: Sequence[Point]) -> Point:
    """Where a town's name goes: the middle of its places, in drawing units."""
    xy = [projection.xy(*point) for point in points]
    return sum(x for x, _ in xy) / len(xy), sum(y for _, y in xy) / len(xy)


def _patches(grid: Grid, fields: Mapping[str, list[list[float]]]) -> list[str]:
    paths = []
    for name, own in fields.items():
        others = [field for other, field in fields.items() if other != name]
        lead = [[own[r][c] - max(field[r][c] for field in others) for c in range(grid.columns)] for r in range(grid.rows)]
        rings = borders(grid, _closed(lead))
        paths.append("".join(smooth_path(ring) for ring in rings if len(ring) >= SHORTEST_RING))
    return [path for path in paths if path]


def _closed(values: list[list[float]]) -> list[list[float]]:
    last_row, last_column = len(values) - 1, len(values[0]) - 1
    return [[min(v, -1e-6) if r in (0, last_row) or c in (0, last_column) else v for c, v in enumerate(row)] for r, row in enumerate(values)]


def _nearness(projection: Projection, points: Sequence[Point]):  # type: ignore[no-untyped-def]
    xy = _thinned(projection, points)
    soft = (1.2 * projection.units_per_km) ** 2
    return lambda x, y: sum(1 / ((x - u) ** 2 + (y - v) ** 2 + soft) ** 2 for u, v in xy) * soft**2 + 1e-12


def _grid(projection: Projection) -> Grid:
    columns, rows = int(projection.width / STEP) + 3, int(projection.height / STEP) + 3
    return Grid(-STEP, -STEP, STEP, columns, rows)


def _thinned(projection: Projection, points: Sequence[Point]) -> list[Point]:
    """One place per grid cell: hundreds of lots at one village say no more than one."""
    seen = {(round(x / STEP), round(y / STEP)): (x, y) for x, y in (projection.xy(*point) for point in points)}
    return list(seen.values())


def _sum(places: list[Point], x: float, y: float, reach: float) -> float:
    return sum(exp(-((x - u) ** 2 + (y - v) ** 2) / reach**2) for u, v in places)
