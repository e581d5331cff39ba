"""Columns and bars made of parts, from pale to strong, with a key of what each shade is."""

from collections.abc import Sequence
from dataclasses import dataclass

from lilian.drawing.charts.ticks import plain_number, ticks
from lilian.drawing.labels import text_width
from lilian.drawing.svg import Markup, number, tag

WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 460.0, 220.0, 16.0, 28.0, 52.0, 26.0
ROW, THICK = 34.0, 20.0
LETTER = 18.0  # the largest the style sheet writes, on a phone, where the whole drawing is shown smaller
SHADES = 5
GAP = 0.6  # between two columns, so that they are seen to be many


@dataclass(frozen=True)
class Layer:
    """One part of every column or bar, in their order; beyond the fifth they have the strongest shade in common."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True)
class Stack:
    """A bar by name; `figure` stands at its end."""

    name: str
    figure: str


def histogram(starts: Sequence[int], layers: Sequence[Layer], *, step: int, marks: Sequence[int], words: str) -> Markup:
    """Columns `step` wide that begin at `starts` (rising), the first layer lowest; `marks` are borders on the axis.

    `words` is the text alternative.

    :raises ValueError: if there is no column, or a layer has not a value for each
    """
    _check(starts, layers)
    low, high = starts[0], starts[-1] + step
    wide = (WIDTH - LEFT - RIGHT) / (high - low)
    axis = ticks(0, max(sum(column) for column in zip(*(layer.values for layer in layers), strict=True)))
    tall = (HEIGHT - TOP - BOTTOM) / axis[-1]
    columns = [
        _column([layer.values[n] for layer in layers], LEFT + (start - low) * wide, step * wide - GAP, tall)
        for n, start in enumerate(starts)
    ]
    borders = [_border(mark, LEFT + (mark - low) * wide) for mark in marks if low < mark < high]
    grid = [_grid(value, HEIGHT - BOTTOM - value * tall) for value in axis]
    box = f"0 0 {number(WIDTH)} {number(HEIGHT)}"
    drawn = tag("svg", tag("title", words), *grid, *columns, *borders, viewBox=box, role="img")
    return tag("figure", drawn, _key(layers), class_="chart")


def _check(columns: Sequence[object], layers: Sequence[Layer]) -> None:
    if not columns or not layers or any(len(layer.values) != len(columns) for layer in layers):
        raise ValueError("a stack takes layers, each with a value for each of at least one column")


def _column(values: Sequence[int], x: float, wide: float, tall: float) -> Markup:
    parts, base = [], HEIGHT - BOTTOM
    for n, value in enumerate(values):
        if value:
            base -= value * tall
            parts.append(tag("rect", x=x, y=base, width=max(wide, 0.5), height=value * tall, class_=_shade(n)))
    return tag("g", *parts)


def _border(mark: int, x: float) -> Markup:
    line = tag("line", x1=x, x2=x, y1=TOP - 8, y2=HEIGHT - BOTTOM + 5, class_="chart-border")
    return tag("g", line, tag("text", str(mark), x=x, y=HEIGHT - 7, text_anchor="middle"))


def _grid(value: float, y: float) -> Markup:
    line = tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="chart-grid" if value else "chart-base")
    return tag("g", line, tag("text", plain_number(value), x=LEFT - 8, y=y + 4, text_anchor="end"))


def share_bars(stacks: Sequence[Stack], layers: Sequence[Layer], *, words: str) -> Markup:
    """Bars of one length, each cut by its layers' shares of it; the first layer leftmost.

    :raises ValueError: if there is no bar, or a layer has not a value for each
    """
    _check(stacks, layers)
    left = max(text_width(stack.name, LETTER) for stack in stacks) + 12
    room = WIDTH - left - max(text_width(stack.figure, LETTER) for stack in stacks) - 12
    rows = [_bar(stack, n * ROW, left, room, [layer.values[n] for layer in layers]) for n, stack in enumerate(stacks)]
    box = f"0 0 {number(WIDTH)} {number(ROW * len(stacks))}"
    drawn = tag("svg", tag("title", words), *rows, viewBox=box, role="img")
    return tag("figure", drawn, _key(layers), class_="chart")


def _bar(stack: Stack, top: float, left: float, room: float, values: Sequence[int]) -> Markup:
    parts, x, whole, middle = [], left, sum(values) or 1, top + ROW / 2
    for n, value in enumerate(values):
        wide = room * value / whole
        if value:
            parts.append(tag("rect", x=x, y=middle - THICK / 2, width=wide, height=THICK, class_=_shade(n)))
        x += wide
    name = tag("text", stack.name, x=left - 10, y=middle + 4, text_anchor="end")
    figure = tag("text", stack.figure, x=left + room + 8, y=middle + 4, class_="chart-strong")
    return tag("g", name, *parts, figure)


def _shade(n: int) -> str:
    return f"chart-shade-{min(n, SHADES - 1)}"


def _key(layers: Sequence[Layer]) -> Markup:
    """What each shade is, in HTML below the drawing so that it wraps."""
    return tag("figcaption", *(_named(layer.name, n) for n, layer in enumerate(layers)), class_="chart-key")


def _named(name: str, n: int) -> Markup:
    swatch = tag("rect", width=12, height=12, rx=2, class_=_shade(n))
    return tag("span", tag("svg", swatch, viewBox="0 0 12 12", aria_hidden="true"), " ", name)
