"""Prices that change in steps with the quantity, and where the quantity stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lilian.drawing.charts.ticks import plain_number, ticks
from lilian.drawing.labels import text_width
from lilian.drawing.svg import Markup, joined, number, tag

WIDTH, HEIGHT, TOP, BOTTOM, LEFT = 460.0, 210.0, 24.0, 26.0, 52.0
LETTER = 18.0  # the largest the style sheet writes, on a phone, where the whole drawing is shown smaller
MOST_SERIES = 3
BEYOND = 1.25  # the axis goes so far past the last step and the mark
APART = 18.0


@dataclass(frozen=True)
class Steps:
    """`points` are (from how many, at what price), rising from 0."""

    name: str
    points: Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Field:
    most: float
    low: float
    high: float
    right: float

    def x(self, amount: float) -> float:
        return LEFT + amount / self.most * (self.right - LEFT)

    def y(self, price: float) -> float:
        return HEIGHT - BOTTOM - (price - self.low) / (self.high - self.low) * (HEIGHT - TOP - BOTTOM)


def step_chart(series: Sequence[Steps], *, at: int, unit: str, words: str) -> Markup:
    """A staircase each, with a dashed mark at the amount `at`; `words` is the text alternative.

    :raises ValueError: if there is nothing to draw, or more than can be told apart
    """
    if not 1 <= len(series) <= MOST_SERIES or not all(one.points for one in series):
        raise ValueError(f"a step chart takes 1 to {MOST_SERIES} series with points")
    prices = [price for one in series for _, price in one.points]
    axis = ticks(min(prices), max(prices), wanted=3)
    most = max(at, 1, *(start for one in series for start, _ in one.points)) * BEYOND
    field = Field(most, axis[0], axis[-1], WIDTH - max(text_width(one.name, LETTER) for one in series) - 14)
    names = _spread([field.y(one.points[-1][1]) for one in series])
    stairs = [_stair(field, one, n, names[n]) for n, one in enumerate(series)]
    body = joined(tag("title", words), _axes(field, axis, unit), _mark(field, at), *reversed(stairs))
    return tag("figure", tag("svg", body, viewBox=f"0 0 {number(WIDTH)} {number(HEIGHT)}", role="img"), class_="chart")


def _spread(heights: Sequence[float]) -> list[float]:
    """The same heights, moved down where two names would stand on each other."""
    moved = list(heights)
    order = sorted(range(len(heights)), key=heights.__getitem__)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + APART)
    return moved


def _stair(field: Field, one: Steps, n: int, name_y: float) -> Markup:
    path = f"M{number(field.x(0))} {number(field.y(one.points[0][1]))}"
    for start, price in one.points[1:]:
        path += f"H{number(field.x(start))}V{number(field.y(price))}"
    path += f"H{number(field.right)}"
    name = tag("text", one.name, x=field.right + 8, y=name_y + 4, class_="chart-strong")
    return tag("g", tag("path", d=path, class_=f"chart-line chart-line-{n}"), name)


def _mark(field: Field, at: int) -> Markup:
    line = tag("line", x1=field.x(at), x2=field.x(at), y1=TOP - 6, y2=HEIGHT - BOTTOM, class_="chart-border")
    return tag("g", line, tag("text", plain_number(at), x=field.x(at), y=TOP - 10, text_anchor="middle"))


def _axes(field: Field, axis: Sequence[float], unit: str) -> Markup:
    marks = [tag("text", unit, x=LEFT - 8, y=TOP - 10, text_anchor="end")]
    for value in axis:
        y, kind = field.y(value), "chart-base" if value == axis[0] else "chart-grid"
        marks.append(tag("line", x1=LEFT, x2=field.right, y1=y, y2=y, class_=kind))
        marks.append(tag("text", plain_number(value), x=LEFT - 8, y=y + 4, text_anchor="end"))
    amounts = [value for value in ticks(0, field.most, wanted=4) if value <= field.most]
    marks += [tag("text", plain_number(n), x=field.x(n), y=HEIGHT - 8, text_anchor="middle") for n in amounts]
    return tag("g", *marks)
