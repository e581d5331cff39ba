"""How long fruit still keeps: days by maturity, less its age, less what warmth took. Whole minutes, no floats.

The shipped lives are data with their source (`life.json`); the office publishes versions of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

import msgspec

from lilian.keeping.values import Maturity

DAY_MIN = 24 * 60
DEGREE_MC = 1_000
LONGEST_STEP = timedelta(hours=12)  # a reading speaks for no longer than this
ZERO = timedelta()


class Life(msgspec.Struct, frozen=True):
    """Keeps `days`; a degree-hour above `band_mc` costs `lost_min`, a day before cooling is `field_days`."""

    maturity: Maturity
    days: int
    band_mc: int
    lost_min: int
    field_days: int


class Lives(msgspec.Struct, frozen=True):
    source: str
    date: str
    lives: tuple[Life, ...]


@cache
def shipped() -> Lives:
    return msgspec.json.decode(files("lilian.keeping.rules").joinpath("life.json").read_bytes(), type=Lives)


def shipped_life(maturity: Maturity) -> Life:
    return next(life for life in shipped().lives if life.maturity is maturity)


@dataclass(frozen=True)
class Stay:
    """A lot in a room for some time, with what was read there: (moment, thousandths of a degree), oldest first."""

    start: datetime
    end: datetime
    readings: Sequence[tuple[datetime, int]]


@dataclass(frozen=True)
class Remaining:
    """What is left and why, in days and minutes; `days` is below zero where the fruit should be gone."""

    days: int
    keeps_days: int
    field_days: int
    stored_days: int
    degree_hours: int
    lost_min: int

    @property
    def lost_days(self) -> int:
        return self.lost_min // DAY_MIN


def degree_minutes_mc(stay: Stay, band_mc: int) -> int:
    """Thousandths of a degree above the band times minutes; each reading holds until the next, at most 12 hours."""
    total = 0
    for n, (at, value_mc) in enumerate(stay.readings):
        until = stay.readings[n + 1][0] if n + 1 < len(stay.readings) else stay.end
        start, end = max(at, stay.start), min(until, stay.end, at + LONGEST_STEP)
        if end > start and value_mc > band_mc:
            total += (value_mc - band_mc) * int((end - start).total_seconds() // 60)
    return total


def remaining(life: Life, harvest_date: date | None, stays: Sequence[Stay], today: date) -> Remaining:
    """Days a lot still keeps on `today`. A lot whose harvest is not known counts from its first room on."""
    first = stays[0].start.date() if stays else today
    picked = min(harvest_date or first, first)
    before, stored = (first - picked).days, max(0, (today - first).days)
    warm = sum(degree_minutes_mc(stay, life.band_mc) for stay in stays)
    lost_min = warm * life.lost_min // (60 * DEGREE_MC)
    left_min = (life.days - before * life.field_days - stored) * DAY_MIN - lost_min
    return Remaining(
        days=left_min // DAY_MIN,
        keeps_days=life.days,
        field_days=before * life.field_days,
        stored_days=stored,
        degree_hours=warm // (60 * DEGREE_MC),
        lost_min=lost_min,
    )


def days_at(life: Life, days_left: int, temperature_mc: int) -> int:
    """How many days are left at a steady temperature, where the table says how many are at the band's upper end."""
    warm_mc = max(0, temperature_mc - life.band_mc)
    used_min = DAY_MIN + 24 * warm_mc * life.lost_min // DEGREE_MC  # of its life, by a day there
    return days_left * DAY_MIN // used_min


@dataclass(frozen=True)
class Candidate:
    """So much of a lot may leave; `days` is what it still keeps."""

    lot_id: int
    room_id: int
    free_g: int
    days: int


def first_out(candidates: Sequence[Candidate], wanted_g: int) -> list[tuple[Candidate, int]]:
    """What to take of which lot so that what keeps least goes first; less than wanted where there is less."""
    taken, left_g = [], wanted_g
    for one in sorted(candidates, key=lambda each: (each.days, each.lot_id, each.room_id)):
        if left_g <= 0:
            break
        part_g = min(one.free_g, left_g)
        if part_g > 0:
            taken.append((one, part_g))
            left_g -= part_g
    return taken
