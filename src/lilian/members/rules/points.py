"""Points of any of the three coordinate systems, turned into WGS-84 once, at the edge."""

from lilian.kernel.geo import gcj02_from_bd09, wgs84_from_gcj02
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.members.values import SourceCrs

PLACES = 7  # decimals of a degree: about a centimetre, so that the same point given twice is the same row


class PointWrong(Invalid):
    code = "members.point_wrong"
    sentence = gettext_noop("经度 {lon}、纬度 {lat} 不在中国境内。")
    remedy = gettext_noop("请检查经纬度是否写反。")


def wgs84(lat: float, lon: float, crs: SourceCrs) -> tuple[float, float]:
    """(lat, lon) in degrees WGS-84.

    :raises PointWrong: if it lies outside China
    """
    if not (3 <= lat <= 54 and 73 <= lon <= 136):
        raise PointWrong(lat=lat, lon=lon)
    if crs is SourceCrs.BD09:
        lat, lon = gcj02_from_bd09(lat, lon)
    if crs is not SourceCrs.WGS84:
        lat, lon = wgs84_from_gcj02(lat, lon)
    return round(lat, PLACES), round(lon, PLACES)
