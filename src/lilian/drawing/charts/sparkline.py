"""A line as small as a word."""

from collections.abc import Sequence

from lilian.drawing.svg import Markup, number, tag

WIDTH, HEIGHT, INSET = 96.0, 28.0, 3.0


def sparkline(values: Sequence[float], *, words: str) -> Markup:
    """`words` says what the line shows, for those who cannot see it.

    :raises ValueError: if there is no value
    """
    if not values:
        raise ValueError("a sparkline needs at least one value")
    low, high = min(values), max(values)
    across = (WIDTH - 2 * INSET) / max(1, len(values) - 1)
    rise = (HEIGHT - 2 * INSET) / (high - low) if high > low else 0.0
    base = HEIGHT - INSET if high > low else HEIGHT / 2
    points = [(INSET + n * across, base - (value - low) * rise) for n, value in enumerate(values)]
    line = tag("polyline", points=" ".join(f"{number(x)},{number(y)}" for x, y in points), class_="chart-line")
    end = tag("circle", cx=points[-1][0], cy=points[-1][1], r=3, class_="chart-end")
    box = f"0 0 {number(WIDTH)} {number(HEIGHT)}"
    return tag("svg", tag("title", words), line, end, viewBox=box, role="img", class_="sparkline")
