"""Times as EPCIS writes them, and as integers: microseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


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
    """`2026-09-18T08:00:00.123Z`: to the millisecond, or finer where it is."""
    fine = "microseconds" if micros % 1000 else "milliseconds"
    return moment_of(micros).isoformat(timespec=fine)[:-6] + "Z"


def to_the_millisecond(text: str) -> str:
    """As the event hash has it: UTC, rounded to the millisecond; what is no time stays as it is."""
    try:
        return written((micros(text) + 500) // 1000 * 1000)
    except (ValueError, OverflowError):
        return text
