"""A row check: latitude and longitude must be near a known centre, and not in each other's place."""

from dataclasses import dataclass

from lilian.sheets.draft import Draft
from lilian.sheets.faults import POINT_SWAPPED, POINT_TOO_FAR
from lilian.sheets.problems import shown


@dataclass(frozen=True)
class NearCentre:
    """Degrees, WGS-84: each of the two within `within` of the centre's."""

    lat: float
    lon: float
    within: float
    lat_key: str = "lat"
    lon_key: str = "lon"

    def __call__(self, draft: Draft) -> None:
        lat, lon = draft.values.get(self.lat_key), draft.values.get(self.lon_key)
        if lat is not None and lon is not None and self._near(lon, lat) and not self._near(lat, lon):
            draft.fault(POINT_SWAPPED, self.lon_key, self.lat_key, lon=shown(lon), lat=shown(lat))
            return
        for key, value, centre in ((self.lon_key, lon, self.lon), (self.lat_key, lat, self.lat)):
            if value is not None and abs(value - centre) > self.within:
                draft.fault(POINT_TOO_FAR, key, centre=shown(centre), within=shown(self.within))

    def _near(self, lat: float, lon: float) -> bool:
        return abs(lat - self.lat) <= self.within and abs(lon - self.lon) <= self.within
