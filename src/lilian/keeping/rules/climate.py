"""What the air of a room says: which alarm stands, since when, how bad. Bands are data (`climate.json`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

import msgspec

from lilian.keeping.values import ALARM_ORDER, AlarmKind


class Band(msgspec.Struct, frozen=True):
    """Out of it is `below` or `above` (thousandths of a degree, per mille, minutes of silence) for `patience_min`."""

    kind: AlarmKind
    patience_min: int
    below: int | None = None
    above: int | None = None

    @property
    def limit(self) -> int:
        return self.below if self.below is not None else self.above or 0

    def is_out(self, value: int) -> bool:
        return (self.below is not None and value < self.below) or (self.above is not None and value > self.above)

    def worse(self, one: int, other: int) -> int:
        return min(one, other) if self.below is not None else max(one, other)


class Bands(msgspec.Struct, frozen=True):
    """The shipped bands; an alarm nobody acknowledges goes to the next one up after `escalates_after_min`."""

    source: str
    date: str
    bands: tuple[Band, ...]
    escalates_after_min: int

    @property
    def escalates_after(self) -> timedelta:
        return timedelta(minutes=self.escalates_after_min)


@cache
def shipped() -> Bands:
    text = files("lilian.keeping.rules").joinpath("climate.json").read_bytes()
    return msgspec.json.decode(text, type=Bands)


@dataclass(frozen=True)
class Air:
    """One reading of a room: thousandths of a degree Celsius, humidity per mille where it was read."""

    at: datetime
    temperature_mc: int
    humidity_pm: int | None = None


@dataclass(frozen=True)
class Wrong:
    """An alarm that stands: out of its band since then, at worst so far out."""

    kind: AlarmKind
    since: datetime
    worst: int
    limit: int


def judged(readings: Sequence[Air], bands: Bands, now: datetime) -> list[Wrong]:
    """What is wrong now, by readings oldest first, in the order it matters: freezing before everything.

    An alarm stands while the newest readings are out of its band without a break, for its patience at least.
    """
    found = [wrong for band in bands.bands if (wrong := _wrong(readings, band, now))]
    return sorted(found, key=lambda one: ALARM_ORDER.index(one.kind))


def _wrong(readings: Sequence[Air], band: Band, now: datetime) -> Wrong | None:
    if band.kind is AlarmKind.SILENT:
        return _silent(readings, band, now)
    run = _newest_run(readings, band)
    if not run:
        return None
    since, worst = run[0][0], run[0][1]
    for _, value in run:
        worst = band.worse(worst, value)
    # The last reading speaks for the time since: a probe that fell silent while it froze has not said it is over.
    if now - since < timedelta(minutes=band.patience_min):
        return None
    return Wrong(band.kind, since, worst, band.limit)


def _newest_run(readings: Sequence[Air], band: Band) -> list[tuple[datetime, int]]:
    """The newest readings without a break in which the value is out of the band, oldest first."""
    run: list[tuple[datetime, int]] = []
    for air in reversed(readings):
        value = air.temperature_mc if band.kind in (AlarmKind.FREEZING, AlarmKind.WARM) else air.humidity_pm
        if value is None:
            continue
        if not band.is_out(value):
            break
        run.append((air.at, value))
    return run[::-1]


def _silent(readings: Sequence[Air], band: Band, now: datetime) -> Wrong | None:
    """A room that was read once is expected to be read again; one that never was has nobody who reads."""
    if not readings:
        return None
    minutes = int((now - readings[-1].at).total_seconds() // 60)
    return Wrong(band.kind, readings[-1].at, minutes, band.limit) if band.is_out(minutes) else None
