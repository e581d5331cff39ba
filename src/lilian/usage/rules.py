"""Which months are to be reported, and by when. A month is given by its first day."""

from collections.abc import Iterator
from datetime import date

from lilian.kernel.months import first_of, month_after


def due_on(month: date, report_day: int) -> date:
    """By when its use is reported: a day of the month after it."""
    return month_after(month).replace(day=report_day)


def months(first: date, before: date) -> Iterator[date]:
    """All months from the one `first` lies in, that ended before the day."""
    month = first_of(first)
    while month_after(month) <= before:
        yield month
        month = month_after(month)
