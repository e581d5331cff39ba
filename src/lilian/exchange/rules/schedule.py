"""A schedule as EPCIS writes it: `{"hour": "1", "minute": "[5-10],30"}`, and the moments it means.

Source: EPCIS 2.0, 8.2.5.3 (QuerySchedule). Times are of the clock that is passed in.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

FIELDS = {
    "second": (0, 59),
    "minute": (0, 59),
    "hour": (0, 23),
    "dayOfMonth": (1, 31),
    "month": (1, 12),
    "dayOfWeek": (1, 7),
}
ELEMENT = re.compile(r"(\d{1,2})|\[(\d{1,2})-(\d{1,2})\]")
FARTHEST_DAYS = 366 * 5


class WrongSchedule(ValueError):
    """A field nobody knows, or a value that is no time."""


def read(schedule: Mapping[str, Any]) -> dict[str, frozenset[int]]:
    """The values each field allows; a field left out allows all.

    :raises WrongSchedule: if a field is unknown, a value out of its range, or the schedule never comes
    """
    if not schedule or not schedule.keys() <= FIELDS.keys():
        raise WrongSchedule("a schedule has second, minute, hour, dayOfMonth, month or dayOfWeek")
    found = {name: _values(name, schedule[name]) for name in schedule}
    # What is finer than the finest field that was said is at its beginning: hour 1 is one o'clock, not all its seconds.
    for name in FIELDS:
        if name in found:
            break
        if name in ("second", "minute", "hour"):
            found[name] = frozenset({0})
    return found


def _values(name: str, text: Any) -> frozenset[int]:
    least, most = FIELDS[name]
    found: set[int] = set()
    for element in str(text).split(","):
        match = ELEMENT.fullmatch(element.strip())
        if match is None:
            raise WrongSchedule(f"{name}: {element[:20]!r} is neither a number nor a range like [1-5]")
        first = int(match[1] or match[2])
        last = int(match[1] or match[3])
        if not least <= first <= last <= most:
            raise WrongSchedule(f"{name} lies between {least} and {most}")
        found |= set(range(first, last + 1))
    return frozenset(found)


def next_after(allowed: Mapping[str, frozenset[int]], moment: datetime) -> datetime | None:
    """The first moment after this one that fits; None if none does within five years (31 February)."""
    later = moment.replace(microsecond=0) + timedelta(seconds=1)
    day = later
    for _ in range(FARTHEST_DAYS):
        if _fits_day(allowed, day) and (found := _in_day(allowed, day)) is not None:
            return found
        day = (day + timedelta(days=1)).replace(hour=0, minute=0, second=0)
    return None


def _fits_day(allowed: Mapping[str, frozenset[int]], day: datetime) -> bool:
    said = {"dayOfMonth": day.day, "month": day.month, "dayOfWeek": day.isoweekday()}
    return all(value in allowed.get(name, {value}) for name, value in said.items())


def _in_day(allowed: Mapping[str, frozenset[int]], start: datetime) -> datetime | None:
    """The first fitting moment of the day from `start` on."""
    hours, minutes, seconds = (
        sorted(allowed.get(name, range(FIELDS[name][1] + 1))) for name in ("hour", "minute", "second")
    )
    floor = (start.hour, start.minute, start.second)
    for hour in hours:
        if hour < floor[0]:
            continue
        for minute in minutes:
            if (hour, minute) < floor[:2]:
                continue
            for second in seconds:
                if (hour, minute, second) >= floor:
                    return start.replace(hour=hour, minute=minute, second=second)
    return None
