"""Months by their first day."""

from calendar import monthrange
from datetime import date


def first_of(day: date) -> date:
    return day.replace(day=1)


def month_after(month: date, steps: int = 1) -> date:
    """The first day of the month so many months later, or earlier where `steps` is negative."""
    years, index = divmod(month.month - 1 + steps, 12)
    return date(month.year + years, index + 1, 1)


def months_from(first: date, count: int) -> tuple[date, ...]:
    return tuple(month_after(first, step) for step in range(count))


def days_in(month: date) -> int:
    return monthrange(month.year, month.month)[1]
