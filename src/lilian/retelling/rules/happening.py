"""When an entry happened."""

from datetime import date, datetime, time, timedelta, tzinfo


def happened_at(on: date, *told: datetime | None, zone: tzinfo) -> datetime:
    """Of this business day: the last of the moments told that lies on it. A late entry, of which nobody wrote down more
    than the day, had happened by the end of it.
    """
    for at in reversed(told):
        if at is not None and at.astimezone(zone).date() == on:
            return at
    return datetime.combine(on + timedelta(days=1), time(), tzinfo=zone) - timedelta(milliseconds=1)
