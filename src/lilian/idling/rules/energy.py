"""From readings of a meter to the periods between them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Protocol

from lilian.idling.rules.figures import Figures, RoomClass
from lilian.planning.consolidation import Period

SHORTEST_DAYS = 2.0  # what a meter's last digit and the hour of reading do is then small
GRAMS = 1_000_000


class Read(Protocol):
    """What a meter reading tells; a row of `MeterReading`."""

    at: datetime
    counter_wh: int
    ran: bool
    is_new_meter: bool
    outside_mc: int | None
    stock_g: int
    loaded_g: int


def wall_m2(volume_l: int) -> float:
    """Walls, floor and roof of a room as wide as deep as high; a long low one has a tenth to a third more, which the
    fitted part takes up."""
    return 6.0 * float(volume_l / 1_000) ** (2 / 3)


def class_of(capacity_g: int, figures: Figures) -> RoomClass:
    fits = (each for each in figures.classes if capacity_g < each.below_tonnes * GRAMS)
    return next(fits, figures.classes[-1])


def outside_c(first: date, last: date, figures: Figures) -> float:
    """The county's usual average over these days, both included."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return sum(figures.outside_c[day.month - 1] for day in days) / len(days)


def between(
    readings: Sequence[Read], *, volume_l: int, inside_mc: int, figures: Figures, ran: bool = True
) -> list[tuple[Period, Read, Read]]:
    """Periods in which the room ran (or stood), oldest first, each with the reading before and the one after."""
    found = []
    for before, after in pairwise(sorted(readings, key=lambda one: one.at)):
        days = (after.at - before.at) / timedelta(days=1)
        if after.is_new_meter or after.ran != ran or days < SHORTEST_DAYS:
            continue
        usual = outside_c(before.at.date(), after.at.date(), figures)
        period = Period(
            wh=after.counter_wh - before.counter_wh,
            days=days,
            wall_m2=wall_m2(volume_l),
            outside_c=usual if after.outside_mc is None else after.outside_mc / 1_000,
            inside_c=inside_mc / 1_000,
            tonnes=(before.stock_g + after.stock_g) / 2 / GRAMS,
            loaded_t=after.loaded_g / GRAMS,
        )
        found.append((period, before, after))
    return found
