"""Lines over time, with a labelled axis and a direct name at each line's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lilian.drawing.charts.ticks import plain_number, ticks
from lilian.drawing.labels import text_width
from lilian.drawing.projection import Point
from lilian.drawing.svg import Markup, joined, number, tag

WIDTH, HEIGHT, TOP, BOTTOM, LEFT = 640.0, 240.0, 22.0, 28.0, 44.0
MOST_SERIES = 3  # more lines than strokes to tell them apart by
MOST_DAYS_NAMED = 6


@dataclass(frozen=True)
class Series:
    """`points` are (day, value) in order of day."""

    name: str
    points: Sequence[tuple[date, float]]


@dataclass(frozen=True)
class Frame:
    first: date
    last: date
    low: float
    high: float
    right: float

    def xy(self, day: date, value: float) -> Point:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        height = (value - self.low) / (self.high - self.low)
        return LEFT + share * (self.right - LEFT), HEIGHT - BOTTOM - height * (HEIGHT - TOP - BOTTOM)


def line_chart(series: Sequence[Series], *, unit: str, words: str) -> Markup:
    """`words` is the text alternative: what rises or falls, from what to what.

    :raises ValueError: if there is nothing to draw, or more series than can be told apart
    """
    drawn = [one for one in series if one.points]
    if not 1 <= len(drawn) <= MOST_SERIES:
        raise ValueError(f"a line chart takes 1 to {MOST_SERIES} series with points, not {len(drawn)}")
    values = [value for one in drawn for _, value in one.points]
    axis = ticks(min(0.0, *values), max(values))
    frame = _frame(drawn, axis)
    lines = [_line(frame, one, n) for n, one in enumerate(drawn)]
    body = joined(tag("title", words), _value_axis(frame, axis, unit), _day_axis(frame), *reversed(lines))
    return tag("figure", tag("svg", body, viewBox=f"0 0 {number(WIDTH)} {number(HEIGHT)}", role="img"), class_="chart")


def _frame(series: Sequence[Series], axis: list[float]) -> Frame:
    days = [day for one in series for day, _ in one.points]
    named = max(text_width(f"{one.name} {plain_number(one.points[-1][1])}", 12) for one in series)
    return Frame(min(days), max(days), axis[0], axis[-1], WIDTH - named - 14)


def _line(frame: Frame, series: Series, n: int) -> Markup:
    points = [frame.xy(day, value) for day, value in series.points]
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    (x, y), floor = points[-1], HEIGHT - BOTTOM
    area = tag("path", d=f"{path}V{number(floor)}H{number(points[0][0])}Z", class_="chart-area") if n == 0 and len(points) > 1 else joined()
    end = tag("circle", cx=x, cy=y, r=4, class_=f"chart-end chart-end-{n}")
    name = tag("text", f"{series.name} {plain_number(series.points[-1][1])}", x=x + 9, y=y + 4, class_="chart-strong")
    return tag("g", area, tag("path", d=path, class_=f"chart-line chart-line-{n}"), end, name)


def _value_axis(frame: Frame, axis: list[float], unit: str) -> Markup:
    marks = []
    for value in axis:
        _, y = frame.xy(frame.first, value)
        marks.append(tag("line", x1=LEFT, x2=frame.right, y1=y, y2=y, class_="chart-base" if value == axis[0] else "chart-grid"))
        marks.append(tag("text", plain_number(value), x=LEFT - 8, y=y + 4, text_anchor="end"))
    return tag("g", *marks, tag("text", unit, x=LEFT - 8, y=TOP - 10, text_anchor="end"))


def _day_axis(frame: Frame) -> Markup:
    span = (frame.last - frame.first).days
    stride = max(1, -(-span // (MOST_DAYS_NAMED - 1)))
    days = [date.fromordinal(frame.first.toordinal() + n) for n in range(0, span + 1, stride)]
    marks = [tag("text", f"{day.month}-{day.day}", x=frame.xy(day, frame.low)[0], y=HEIGHT - 8, text_anchor="middle") for day in days]
    return tag("g", *marks)
