"""Times as EPCIS writes them, and as integers: microseconds since 1970, UTC."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST_DAY = EPOCH.toordinal()
_A_DAY = 86_400_000_000
_SOME = 1 << 12


@lru_cache(_SOME)  # an event's time is asked for by its rules, its hash and its row
def micros(text: str) -> int:
    """A time of RFC 3339 as microseconds UTC; what is finer is cut off.

    :raises ValueError: if there is no such day
    """
    return micros_of(datetime.fromisoformat(text))


def micros_of(moment: datetime) -> int:
    """:raises OverflowError: if the moment lies outside the years that can be told"""
    since = moment - EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def moment_of(micros: int) -> datetime:
    return EPOCH + micros * _MICROSECOND


def written(micros: int) -> str:
    """`2026-09-18T08:00:00.123Z`: to the millisecond, or finer where it is.

    :raises ValueError: if the moment lies outside the years that can be told
    """
    day, rest = divmod(micros, _A_DAY)
    seconds, fine = divmod(rest, 1_000_000)
    fraction = f"{fine:06}" if fine % 1000 else f"{fine // 1000:03}"
    return f"{_day(day)}T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{fraction}Z"


@lru_cache(_SOME)
def _day(number: int) -> str:
    return date.fromordinal(_FIRST_DAY + number).isoformat()


def to_the_millisecond(text: str) -> str:
    """As the event hash has it: UTC, rounded to the millisecond; what is no time stays as it is."""
    try:
        return written((micros(text) + 500) // 1000 * 1000)
    except (ValueError, OverflowError):
        return text
