"""Dates and times in every shape an office writes them."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from lilian.sheets.cells import Value
from lilian.sheets.faults import NO_SUCH_DAY, NO_YEAR, NOT_DATE, NOT_MONTH, NOT_TIME, TOO_EARLY, TOO_LATE, CellFault
from lilian.sheets.kinds.clean import packed
from lilian.sheets.tables import Column, Context

FULL = re.compile(r"(\d{4})(?:年|[./-])(\d{1,2})(?:月|[./-])(\d{1,2})日?")
MONTH = re.compile(r"(\d{4})(?:年|[./-])(\d{1,2})月?")
RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
SHORT = re.compile(r"(\d{1,2})(?:月|[./-])(\d{1,2})[日号]?")
CLOCK = re.compile(r"(\d{1,2})[:时点](?:(\d{1,2})分?)?(?::(\d{1,2}))?")
HOURS = re.compile(r"[:时点]")
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
SERIAL_DAYS = range(18_000, 80_000)  # 1949 to 2119; other bare numbers are no dates
MIDNIGHT = time(0)
NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001  # only its clock is used


def read_date(column: Column, value: Value, context: Context) -> date:
    day = read_moment(value, context)
    return _bounded(column, day.date() if isinstance(day, datetime) else day)


def read_month(column: Column, value: Value, context: Context) -> date:
    """The first day of a month that is written as `2026-10` or `2026年10月`, or as any of its days."""
    match = MONTH.fullmatch(packed(value)) if isinstance(value, str) else None
    try:
        day = _real_day(int(match[1]), int(match[2]), 1) if match else read_moment(value, context)
    except CellFault:
        raise CellFault(NOT_MONTH) from None
    return _bounded(column, (day.date() if isinstance(day, datetime) else day).replace(day=1))


def read_datetime(column: Column, value: Value, context: Context) -> datetime:
    """To the second, without a zone: local time as the sheet says it."""
    moment = read_moment(value, context)
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, MIDNIGHT)
    rounded = moment + timedelta(microseconds=500_000)
    return _bounded(column, rounded.replace(microsecond=0, tzinfo=None))


def _bounded(column: Column, moment: Any) -> Any:
    if column.low is not None and moment < column.low:
        raise CellFault(TOO_EARLY, limit=column.low)
    if column.high is not None and moment > column.high:
        raise CellFault(TOO_LATE, limit=column.high)
    return moment


def read_moment(value: Value, context: Context) -> date | datetime:
    """:raises CellFault: if it is no day there ever was"""
    if isinstance(value, date):
        return value
    if isinstance(value, float | int) and not isinstance(value, bool):
        return _from_number(float(value), context)
    if not isinstance(value, str):
        raise CellFault(NOT_DATE)
    text = packed(value)
    return _day_and_clock(value, context) if HOURS.search(text) else _day(text, context)


def _day_and_clock(text: str, context: Context) -> datetime:
    words = text.replace("\u3000", " ").replace("\u00a0", " ").replace("T", " ").replace("日", "日 ").split()
    if len(words) != 2:
        raise CellFault(NOT_DATE)
    try:
        return datetime.combine(_day(packed(words[0]), context), clock(packed(words[1])))
    except ValueError:
        raise CellFault(NOT_TIME) from None


def _from_number(number: float, context: Context) -> date | datetime:
    if number.is_integer() and RUN.fullmatch(str(int(number))):
        return _day(str(int(number)), context)
    if int(number) not in SERIAL_DAYS:
        raise CellFault(NOT_DATE)
    day = (EPOCH_1904 if context.epoch_1904 else EPOCH_1900) + timedelta(days=int(number))
    seconds = round((number % 1) * 86_400)
    return datetime.combine(day, MIDNIGHT) + timedelta(seconds=seconds) if seconds else day


def _day(text: str, context: Context) -> date:
    match = FULL.fullmatch(text) or RUN.fullmatch(text)
    if match:
        return _real_day(*map(int, match.groups()))
    match = SHORT.fullmatch(text)
    if match:
        if context.year is None:
            _real_day(2024, int(match[1]), int(match[2]))  # a leap year: only what never exists is refused here
            raise CellFault(NO_YEAR)
        return _real_day(context.year, int(match[1]), int(match[2]))
    if text.isdecimal() and len(text) == 5:
        return _from_number(float(text), context)
    raise CellFault(NOT_DATE)


def _real_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise CellFault(NO_SUCH_DAY) from None


def read_time(_column: Column, value: Value, _context: Context) -> time:
    if isinstance(value, datetime):
        return value.time().replace(microsecond=0)
    if isinstance(value, time):
        return value.replace(microsecond=0)
    if isinstance(value, float) and 0 <= value < 1:
        return (NO_DAY + timedelta(seconds=round(value * 86_400) % 86_400)).time()
    try:
        return clock(packed(value) if isinstance(value, str) else "")
    except ValueError:
        raise CellFault(NOT_TIME) from None


def clock(text: str) -> time:
    """`16:00`, `16时`, `9点30分`, `16:00:05`.

    :raises ValueError: for anything else
    """
    match = CLOCK.fullmatch(text)
    if not match:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0), int(match[3] or 0))
