"""Lines over time, with a labelled axis and a direct name at each line's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from lilian.drawing.charts.ticks import plain_number, ticks
from lilian.drawing.labels import text_width
from lilian.drawing.projection import Point
from lilian.drawing.svg import Markup, joined, number, tag

WIDTH, HEIGHT, TOP, BOTTOM, LEFT = 460.0, 210.0, 24.0, 26.0, 42.0
LETTER = 18.0  # the largest the style sheet writes, on a phone, where the whole drawing is shown smaller
MOST_SERIES = 3  # more lines than strokes to tell them apart by
MOST_DAYS_NAMED = 5


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
    heights = spread([frame.xy(*one.points[-1])[1] for one in drawn])
    lines = [_line(frame, one, n, heights[n]) for n, one in enumerate(drawn)]
    body = joined(tag("title", words), _value_axis(frame, axis, unit), _day_axis(frame), *reversed(lines))
    return tag("figure", tag("svg", body, viewBox=f"0 0 {number(WIDTH)} {number(HEIGHT)}", role="img"), class_="chart")


def spread(heights: Sequence[float], apart: float = 18.0) -> list[float]:
    """The same heights, moved down where two names would stand on each other."""
    moved = list(heights)
    order = sorted(range(len(heights)), key=heights.__getitem__)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + apart)
    return moved


def _frame(series: Sequence[Series], axis: list[float]) -> Frame:
    days = [day for one in series for day, _ in one.points]
    named = max(text_width(_end_words(one), LETTER) for one in series)
    return Frame(min(days), max(days), axis[0], axis[-1], WIDTH - named - 14)


def _line(frame: Frame, series: Series, n: int, name_y: float) -> Markup:
    points = [frame.xy(day, value) for day, value in series.points]
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    (x, y), floor = points[-1], HEIGHT - BOTTOM
    under = f"{path}V{number(floor)}H{number(points[0][0])}Z"
    area = tag("path", d=under, class_="chart-area") if n == 0 and len(points) > 1 else joined()
    end = tag("circle", cx=x, cy=y, r=4, class_=f"chart-end chart-end-{n}")
    name = tag("text", _end_words(series), x=x + 9, y=name_y + 4, class_="chart-strong")
    return tag("g", area, tag("path", d=path, class_=f"chart-line chart-line-{n}"), end, name)


def _end_words(series: Series) -> str:
    return f"{series.name} {plain_number(round(series.points[-1][1], 1))}"


def _value_axis(frame: Frame, axis: list[float], unit: str) -> Markup:
    marks = []
    for value in axis:
        _, y = frame.xy(frame.first, value)
        kind = "chart-base" if value == axis[0] else "chart-grid"
        marks.append(tag("line", x1=LEFT, x2=frame.right, y1=y, y2=y, class_=kind))
        marks.append(tag("text", plain_number(value), x=LEFT - 8, y=y + 4, text_anchor="end"))
    return tag("g", *marks, tag("text", unit, x=LEFT - 8, y=TOP - 10, text_anchor="end"))


def _day_axis(frame: Frame) -> Markup:
    span = (frame.last - frame.first).days
    stride = max(1, -(-span // (MOST_DAYS_NAMED - 1)))
    days = [date.fromordinal(frame.first.toordinal() + n) for n in range(0, span + 1, stride)]
    at = [(day, frame.xy(day, frame.low)[0]) for day in days]
    return tag("g", *(tag("text", f"{day.month}-{day.day}", x=x, y=HEIGHT - 8, text_anchor="middle") for day, x in at))
