"""WGS-84 degrees to drawing units, true to scale in the middle of a county."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, radians

from lilian.kernel.geo import EARTH_RADIUS_KM

KM_PER_DEGREE = EARTH_RADIUS_KM * pi / 180
FLATTEST = 0.6  # height over width: a wide county still gets a picture, not a strip
SMALLEST_SPAN_KM = 2.0  # one lone point still gets a map around it

Point = tuple[float, float]


@dataclass(frozen=True)
class Projection:
    """Local equirectangular: x grows east, y grows south (as SVG has it), `units_per_km` both ways."""

    west: float
    north: float
    mid_lat: float
    units_per_km: float
    width: float
    height: float

    def xy(self, lat: float, lon: float) -> Point:
        """Degrees in, drawing units out."""
        scale = KM_PER_DEGREE * self.units_per_km
        east = (lon - self.west) * cos(radians(self.mid_lat)) * scale
        return east, (self.north - lat) * scale


def fit(points: Iterable[Point], *, width: float, tallest: float, margin_km: float) -> Projection:
    """The projection that shows every (lat, lon), with a margin, in a frame `width` wide and at most `tallest` high.

    :raises ValueError: if there is no point
    """
    given = list(points)
    if not given:
        raise ValueError("a map needs at least one point")
    south, north = min(lat for lat, _ in given), max(lat for lat, _ in given)
    west, east = min(lon for _, lon in given), max(lon for _, lon in given)
    mid_lat, mid_lon = (south + north) / 2, (west + east) / 2
    per_lon = KM_PER_DEGREE * cos(radians(mid_lat))
    wide_km = max((east - west) * per_lon, SMALLEST_SPAN_KM) + 2 * margin_km
    high_km = max((north - south) * KM_PER_DEGREE, SMALLEST_SPAN_KM) + 2 * margin_km
    units = min(width / wide_km, tallest / high_km)
    height = max(high_km * units, width * FLATTEST)
    left = mid_lon - width / units / 2 / per_lon
    top = mid_lat + height / units / 2 / KM_PER_DEGREE
    return Projection(left, top, mid_lat, units, width, height)
