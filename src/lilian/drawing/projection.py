"""WGS-84 degrees to drawing units, true to scale in the middle of a county."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, radians

from lilian.kernel.geo import EARTH_RADIUS_KM

KM_PER_DEGREE = EARTH_RADIUS_KM * pi / 180
SMALLEST_SPAN_KM = 2.0  # one lone point still gets a map around it

Point = tuple[float, float]


@dataclass(frozen=True)
class Projection:
    """Local equirectangular: x grows east, y grows south (as SVG has it), `units_per_km` both ways."""

    west: float
    north: float
    mid_lat: float
    units_per_km: float
    margin: float
    width: float
    height: float

    def xy(self, lat: float, lon: float) -> Point:
        """Degrees in, drawing units out."""
        scale = KM_PER_DEGREE * self.units_per_km
        east = (lon - self.west) * cos(radians(self.mid_lat)) * scale
        return self.margin + east, self.margin + (self.north - lat) * scale


def fit(points: Iterable[Point], *, width: float, tallest: float, margin: float) -> Projection:
    """The projection that shows every (lat, lon) in a frame `width` wide and at most `tallest` high.

    :raises ValueError: if there is no point
    """
    given = list(points)
    if not given:
        raise ValueError("a map needs at least one point")
    lats, lons = [lat for lat, _ in given], [lon for _, lon in given]
    mid_lat, mid_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    east_km = max((max(lons) - min(lons)) * KM_PER_DEGREE * cos(radians(mid_lat)), SMALLEST_SPAN_KM)
    north_km = max((max(lats) - min(lats)) * KM_PER_DEGREE, SMALLEST_SPAN_KM)
    units = min((width - 2 * margin) / east_km, (tallest - 2 * margin) / north_km)
    height = max(north_km * units + 2 * margin, width * 0.6)
    spare_x, spare_y = (width - 2 * margin) / units - east_km, (height - 2 * margin) / units - north_km
    west = mid_lon - (east_km + spare_x) / 2 / KM_PER_DEGREE / cos(radians(mid_lat))
    north = mid_lat + (north_km + spare_y) / 2 / KM_PER_DEGREE
    return Projection(west, north, mid_lat, units, margin, width, height)
