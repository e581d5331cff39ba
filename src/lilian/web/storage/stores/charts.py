"""Charts of fill rates and temperatures, with their figures in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lilian.drawing import Bar, Series, bar_chart, line_chart
from lilian.storage.values import FillOfDay
from lilian.web.shell.drawings import drawn
from lilian.web.shell.tags import percent

MOST_ROOMS = 3  # as many lines as a chart tells apart


def fill_chart(history: Sequence[FillOfDay]) -> SafeString:
    """Fill rate by day in per cent; nothing before there are two days."""
    if len(history) < 2:
        return SafeString("")
    first, last = history[0], history[-1]
    said = {
        "first": first.day,
        "last": last.day,
        "then": percent(first.fill_rate),
        "now": percent(last.fill_rate),
    }
    words = gettext("库容比从 %(first)s 的 %(then)s 到 %(last)s 的 %(now)s") % said
    points = [(one.day, one.fill_rate * 100) for one in history]
    svg = line_chart([Series(gettext("库容比"), points)], unit="%", words=words)
    return drawn(svg)


def town_chart(by_town: Mapping[str, Sequence[FillOfDay]]) -> SafeString:
    """How full each township's stores are today, fullest first."""
    names = {town: town or gettext("未登记乡镇") for town in by_town}
    rates = sorted(((days[-1].fill_rate, names[town]) for town, days in by_town.items() if days), reverse=True)
    if not rates:
        return SafeString("")
    bars = [Bar(town, rate, percent(rate), strong=n == 0) for n, (rate, town) in enumerate(rates)]
    words = gettext("各乡镇的库容比，最满的是%(town)s") % {"town": rates[0][1]}
    return drawn(bar_chart(bars, words=words))


def temperature_chart(readings: Iterable[tuple[str, datetime, int]]) -> SafeString:
    """The warmest moment of each day in up to three rooms: those that were warmest."""
    by_room: dict[str, dict[date, int]] = defaultdict(dict)
    for room, at, temperature_mc in readings:
        day = timezone.localdate(at)
        by_room[room][day] = max(temperature_mc, by_room[room].get(day, temperature_mc))
    warmest = sorted(by_room, key=lambda room: -max(by_room[room].values()))[:MOST_ROOMS]
    lines = [Series(room, [(day, mc / 1000) for day, mc in sorted(by_room[room].items())]) for room in sorted(warmest)]
    if not any(len(line.points) > 1 for line in lines):
        return SafeString("")
    words = gettext("%(rooms)s 每天最高的温度") % {"rooms": gettext("、").join(line.name for line in lines)}
    return drawn(line_chart(lines, unit="℃", words=words))
