"""Filters of the pages of keeping; `{% load keeping %}`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.translation import gettext

from lilian.keeping.queries import Aged
from lilian.keeping.values import (
    ALARM_NAMES,
    DIFFERENCE_NAMES,
    MATURITY_NAMES,
    REQUEST_STATUS_NAMES,
    SOURCE_NAMES,
    AlarmKind,
    Difference,
    LyingLot,
    RequestStatus,
    Source,
)
from lilian.kernel.quantity import in_unit, number_text
from lilian.web.shell.tags import tonnes

register = template.Library()
FULL, NEARLY_FULL = 1.0, 0.9
MOST_NAMED = 2


@register.filter
def owners(lots: Sequence[LyingLot]) -> str:
    """Whose fruit lies there, each once; of many the first two, and how many they are."""
    names = list(dict.fromkeys(lot.owner for lot in lots))
    listed = gettext("、").join(names[:MOST_NAMED])
    if len(names) <= MOST_NAMED:
        return listed
    return gettext("%(names)s等，货主 %(count)s 家") % {"names": listed, "count": len(names)}


@register.filter
def room_tone(rate: float) -> str:
    if rate > FULL:
        return "stop"
    return "warn" if rate >= NEARLY_FULL else ""


@register.filter
def room_degrees(temperature_mc: int | None) -> str:
    """Thousandths of a degree as people read them, with a true minus."""
    if temperature_mc is None:
        return ""
    tenths = round(temperature_mc / 100)
    return f"{'−' if tenths < 0 else ''}{abs(tenths) / 10:.1f} ℃"


@register.filter
def per_cent(per_mille: int | None) -> str:
    return "" if per_mille is None else f"{per_mille / 10:g}%"


@register.filter
def days_until(first: date, last: date) -> int:
    return (last - first).days


@register.filter
def source_name(source: str) -> str:
    return gettext(SOURCE_NAMES[Source(source)])


@register.filter
def difference_name(difference: str) -> str:
    return gettext(DIFFERENCE_NAMES[Difference(difference)])


@register.filter
def off(line: Any) -> str:
    """How far a count is off the books, with its sign."""
    by_g = line.found_g - line.book_g
    said = {"sign": "−" if by_g < 0 else "+", "tonnes": tonnes(abs(by_g), 3)}
    return gettext("%(sign)s%(tonnes)s 吨") % said


@register.filter
def as_typed(weight_g: int) -> str:
    return number_text(in_unit(weight_g, "吨"), 6).replace(",", "")


@register.filter
def status_name(status: str) -> str:
    return gettext(REQUEST_STATUS_NAMES[RequestStatus(status)])


@register.filter
def alarm_name(kind: str) -> str:
    return gettext(ALARM_NAMES[AlarmKind(kind)])


def _as_measured(kind: str, value: int) -> str:
    """A figure of an alarm in its unit."""
    if kind in (AlarmKind.FREEZING, AlarmKind.WARM):
        return room_degrees(value)
    if kind in (AlarmKind.DRY, AlarmKind.WET):
        return per_cent(value)
    return gettext("%(hours)s 小时没有读数") % {"hours": value // 60}


@register.filter
def alarm_value(alarm: Any) -> str:
    """How bad it was at the worst."""
    return _as_measured(alarm.kind, alarm.worst)


@register.filter
def alarm_limit(alarm: Any) -> str:
    return _as_measured(alarm.kind, alarm.limit)


@register.filter
def why_left(one: Aged) -> str:
    """What a remaining life is made of, in words."""
    left = one.left
    said = {"maturity": gettext(MATURITY_NAMES[one.maturity]), "keeps": left.keeps_days, "stored": left.stored_days}
    words = [gettext("采收%(maturity)s，能存 %(keeps)s 天，已在库 %(stored)s 天") % said]
    if left.field_days:
        words.append(gettext("入库前常温放置折 %(days)s 天") % {"days": left.field_days})
    if left.degree_hours:
        lost = {"hours": left.degree_hours, "days": left.lost_days}
        words.append(gettext("超温 %(hours)s 度·时折 %(days)s 天") % lost)
    return gettext("，").join(words)
