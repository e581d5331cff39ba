"""Points on the earth. Everything inside is WGS-84; GCJ-02 and BD-09 are met at the edge only."""

from math import asin, atan2, cos, pi, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088  # IUGG mean radius
# Krasovsky 1940 ellipsoid, as the GCJ-02 offset is defined on it.
KRASOVSKY_A_M = 6378245.0
KRASOVSKY_EE = 0.00669342162296594323
BD_ANGLE = pi * 3000.0 / 180.0


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance by the haversine formula; degrees in, km out."""
    dlat, dlon = radians(lat2 - lat1), radians(lon2 - lon1)
    h = sin(dlat / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(dlon / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(h))


def _waves(x: float) -> float:
    return (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3


def _north_m(x: float, y: float) -> float:
    base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    return (
        base
        + _waves(x)
        + (20 * sin(y * pi) + 40 * sin(y / 3 * pi) + 160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    )


def _east_m(x: float, y: float) -> float:
    base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    return (
        base
        + _waves(x)
        + (20 * sin(x * pi) + 40 * sin(x / 3 * pi) + 150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    )


def gcj02_from_wgs84(lat: float, lon: float) -> tuple[float, float]:
    """WGS-84 to GCJ-02 (Amap, Tencent, WeChat); degrees. Meant for points in China."""
    x, y = lon - 105.0, lat - 35.0
    magic = 1 - KRASOVSKY_EE * sin(radians(lat)) ** 2
    north = _north_m(x, y) * 180 / ((KRASOVSKY_A_M * (1 - KRASOVSKY_EE)) / (magic * sqrt(magic)) * pi)
    east = _east_m(x, y) * 180 / (KRASOVSKY_A_M / sqrt(magic) * cos(radians(lat)) * pi)
    return lat + north, lon + east


def wgs84_from_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """The inverse, by fixed-point iteration; good to less than a millimetre."""
    guess_lat, guess_lon = lat, lon
    for _ in range(8):
        seen_lat, seen_lon = gcj02_from_wgs84(guess_lat, guess_lon)
        guess_lat, guess_lon = guess_lat + lat - seen_lat, guess_lon + lon - seen_lon
    return guess_lat, guess_lon


def bd09_from_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """GCJ-02 to BD-09 (Baidu)."""
    z = sqrt(lon * lon + lat * lat) + 0.00002 * sin(lat * BD_ANGLE)
    theta = atan2(lat, lon) + 0.000003 * cos(lon * BD_ANGLE)
    return z * sin(theta) + 0.006, z * cos(theta) + 0.0065


def gcj02_from_bd09(lat: float, lon: float) -> tuple[float, float]:
    """BD-09 to GCJ-02; good to about a decimetre."""
    x, y = lon - 0.0065, lat - 0.006
    z = sqrt(x * x + y * y) - 0.00002 * sin(y * BD_ANGLE)
    theta = atan2(y, x) - 0.000003 * cos(x * BD_ANGLE)
    return z * sin(theta), z * cos(theta)
