"""What is plausible in a county's peak-season workbook: data, not code."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec


@dataclass(frozen=True)
class PeakBounds:
    """Weights in grams, degrees WGS-84, temperatures in °C, season as month and day of the plan's year.

    `centre` is (lat, lon) of the county; None takes the middle (median) of the workbook's own points.
    """

    heaviest_lot_g: int = 200_000_000
    within_deg: float = 0.6
    centre: tuple[float, float] | None = None
    season_first: str = "08-01"
    season_last: str = "11-30"
    largest_store_g: int = 50_000_000_000
    coldest_c: float = -5.0
    warmest_c: float = 25.0
    grades: tuple[str, ...] = ("特级", "一级", "二级", "等外")

    def season(self, year: int) -> tuple[date, date]:
        """First and last day, both in the season."""
        return date.fromisoformat(f"{year}-{self.season_first}"), date.fromisoformat(f"{year}-{self.season_last}")


def bounds_from_file(path: Path) -> PeakBounds:
    """A county's own figures.

    :raises msgspec.ValidationError: if a figure has the wrong type
    """
    return _decoded(path.read_bytes())


@cache
def shipped_bounds() -> PeakBounds:
    return _decoded((files("lilian.storage.sheets") / "bounds.json").read_bytes())


def _decoded(data: bytes) -> PeakBounds:
    known = {field.name for field in fields(PeakBounds)}
    given = msgspec.json.decode(data)
    return msgspec.convert({key: value for key, value in given.items() if key in known}, PeakBounds)
