"""What keepers reported over the past weeks: stores fill up as the harvest comes in, and some reports are stale."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp
from random import Random

from django.utils import timezone

from lilian.flows.demo.stores import DemoRoom, DemoStore

WEEKS = 6
STEP_KG = 100


@dataclass(frozen=True)
class DemoReport:
    store: str
    room: str
    stock_g: int
    at: datetime


@dataclass(frozen=True)
class DemoReading:
    """`temperature_mc` in thousandths of a degree Celsius."""

    store: str
    room: str
    temperature_mc: int
    at: datetime


def share_by_then(days_before: float) -> float:
    """How much of today's stock was there that many days ago: an S-curve, steepest a fortnight back."""
    return (1 / (1 + exp((days_before - 14) / 5))) / (1 / (1 + exp(-14 / 5)))


def demo_reports(random: Random, stores: list[DemoStore], now: datetime) -> Iterator[DemoReport]:
    """One report per room every three days or so, the last between one hour and four days old, oldest first."""
    found = [one for store in stores for one in _of_store(random, store, now)]
    yield from sorted(found, key=lambda one: (one.at, one.store, one.room))


def _of_store(random: Random, store: DemoStore, now: datetime) -> Iterator[DemoReport]:
    hours_before = random.choice((1, 3, 6, 10, 14, 20, 26, 34, 50, 96))
    while hours_before < WEEKS * 7 * 24:
        at = awake(now - timedelta(hours=hours_before, minutes=random.randrange(50)))
        for room in store.rooms:
            yield DemoReport(store.code, room.code, _stock_g(room, hours_before / 24), at)
        hours_before += random.randrange(36, 108)


def awake(at: datetime) -> datetime:
    """Nobody reports between nine at night and six in the morning: the evening before, then."""
    hour = timezone.localtime(at).hour
    return at - timedelta(hours=(hour - 19) % 24) if hour >= 21 or hour < 6 else at


def _stock_g(room: DemoRoom, days_before: float) -> int:
    share = room.filled * share_by_then(days_before)
    return round(room.capacity_g * share / (STEP_KG * 1000)) * STEP_KG * 1000


def demo_readings(random: Random, stores: list[DemoStore], now: datetime) -> Iterator[DemoReading]:
    """Every six hours of the past week around the store's temperature, oldest first."""
    for step in range(28, 0, -1):
        at = now - timedelta(hours=6 * step - 3)
        for store in stores:
            for room in store.rooms:
                degrees = store.temperature_c + random.gauss(0, 0.2)
                yield DemoReading(store.code, room.code, round(degrees * 1000), at)
