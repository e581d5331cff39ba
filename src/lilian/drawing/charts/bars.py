"""Horizontal bars to compare a few figures; the figure stands at the bar's end."""

from collections.abc import Sequence
from dataclasses import dataclass

from lilian.drawing.labels import text_width
from lilian.drawing.svg import Markup, number, tag

WIDTH, ROW, THICK = 460.0, 34.0, 17.0
LETTER = 18.0  # the largest the style sheet writes, on a phone, where the whole drawing is shown smaller


@dataclass(frozen=True)
class Bar:
    """`figure` is the value as people read it, with its unit; `strong` bars stand out."""

    name: str
    value: float
    figure: str
    strong: bool = False


def bar_chart(bars: Sequence[Bar], *, words: str) -> Markup:
    """`words` is the text alternative.

    :raises ValueError: if there is no bar, or one is below zero
    """
    if not bars or min(bar.value for bar in bars) < 0:
        raise ValueError("bars need at least one value, none below zero")
    left = max(text_width(bar.name, LETTER) for bar in bars) + 12
    room = WIDTH - left - max(text_width(bar.figure, LETTER) for bar in bars) - 16
    per_unit = room / (max(bar.value for bar in bars) or 1)
    rows = [_row(bar, n * ROW, left, bar.value * per_unit) for n, bar in enumerate(bars)]
    box = f"0 0 {number(WIDTH)} {number(ROW * len(bars))}"
    return tag("figure", tag("svg", tag("title", words), *rows, viewBox=box, role="img"), class_="chart")


def _row(bar: Bar, top: float, left: float, length: float) -> Markup:
    middle = top + ROW / 2
    kind, said = ("chart-bar chart-bar-strong", "chart-strong") if bar.strong else ("chart-bar", "")
    name = tag("text", bar.name, x=left - 10, y=middle + 4, text_anchor="end", class_=said)
    rect = tag("rect", x=left, y=middle - THICK / 2, width=max(length, 1.5), height=THICK, rx=3, class_=kind)
    figure = tag("text", bar.figure, x=left + length + 8, y=middle + 4, class_=said)
    return tag("g", name, rect, figure)
