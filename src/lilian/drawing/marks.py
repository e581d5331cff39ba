"""The marks on a map: circles with rings, dots, and curved flows."""

from collections.abc import Sequence
from math import hypot, sqrt

from lilian.drawing.labels import FONT, GAP, Label
from lilian.drawing.projection import Point, Projection
from lilian.drawing.scene import Dot, Flow, Place
from lilian.drawing.svg import Markup, joined, number, tag

LARGEST_R, SMALLEST_R = 19.0, 6.0
FIGURE_R = 12.5  # from this radius on a figure can be read inside
WIDEST_FLOW = 7  # a step of width in the style sheet: map-w1 to map-w7
DIAMOND_R, EDGE = 5.5, 0.72  # half its width; where on a circle it sits, in radii to the right and up
BEND = 0.16  # of the length; always to the right of the way, so that there and back can be told apart


def radius(size: float, largest: float) -> float:
    """Area follows size."""
    return max(SMALLEST_R, LARGEST_R * sqrt(size / largest)) if largest > 0 else SMALLEST_R


def place_mark(place: Place, at: Point, r: float) -> Markup:
    figure = tag("text", place.figure, class_="map-figure", y=3.2) if place.figure and r >= FIGURE_R else joined()
    core = tag("circle", r=r * 0.66, class_="map-core")
    extra = diamond((r * EDGE, -r * EDGE)) if place.has_unplanned else joined()
    disc = tag("g", tag("circle", r=r, class_="map-disc"), *_ring(place, r), core, figure, extra, class_="map-s")
    kind = f"map-place map-{place.tone}"
    return tag("g", tag("title", place.title), disc, class_=kind, transform=_translate(at), data_id=place.id)


def diamond(at: Point) -> Markup:
    """A shape of its own: told from circles and rings without colour."""
    shape = f"M0 -{DIAMOND_R}L{DIAMOND_R} 0L0 {DIAMOND_R}L-{DIAMOND_R} 0Z"
    return tag("path", d=shape, class_="map-diamond", transform=_translate(at))


def name_mark(place: Place, at: Point, r: float, label: Label) -> Markup:
    """A place's name, apart from its circle so that no circle covers a name."""
    name = tag("g", _name(place.label, r, label), class_="map-s")
    return tag("g", name, class_="map-label", transform=_translate(at), data_id=place.id, data_level=label.level)


def dot_mark(dot: Dot, at: Point) -> Markup:
    body = tag("g", tag("circle", r=2.1), class_="map-s")
    return tag(
        "g",
        tag("title", dot.title),
        body,
        class_=f"map-dot map-{dot.tone}",
        transform=_translate(at),
        data_id=dot.id,
        data_link=" ".join(dot.links),
        data_day=dot.day,
    )


def flow_mark(flow: Flow, projection: Projection, heaviest: float) -> Markup:
    start, end = projection.xy(*flow.start), projection.xy(*flow.end)
    step = max(1, round(WIDEST_FLOW * sqrt(flow.weight / heaviest))) if heaviest > 0 else 1
    return tag(
        "path",
        tag("title", flow.title),
        d=_curve(start, end),
        class_=f"map-flow map-{flow.kind} map-w{step}",
        data_link=" ".join(flow.links),
        data_day=flow.day,
    )


def _ring(place: Place, r: float) -> list[Markup]:
    arcs, begun = [], 0.0
    for part in place.parts:
        share = max(0.0, min(part.share, 1 - begun)) * 100
        arcs.append(
            tag(
                "circle",
                r=r * 0.83,
                class_=f"map-arc map-arc-{part.kind}",
                pathLength=100,
                stroke_width=r * 0.34,
                stroke_dasharray=f"{number(share)} 100",
                stroke_dashoffset=number(-begun * 100),
                transform="rotate(-90)",
            )
        )
        begun += share / 100
    return arcs


def _name(text: str, r: float, label: Label) -> Markup:
    shifts: dict[str, tuple[float, float, str]] = {
        "right": (r, 0.35 * FONT, "start"),
        "left": (-r, 0.35 * FONT, "end"),
        "below": (0, FONT, "middle"),
        "above": (0, -GAP, "middle"),
    }
    x, dy, anchor = shifts[label.side]
    dx = {"right": GAP, "left": -GAP}.get(label.side, 0.0)
    y = {"below": r, "above": -r}.get(label.side, 0.0)
    name = tag("text", text, x=dx, y=dy, text_anchor=anchor, class_="map-name")
    return tag("g", tag("g", name, class_="map-t"), transform=_translate((x, y)))


def _curve(start: Point, end: Point) -> str:
    (x, y), (u, v) = start, end
    if hypot(u - x, v - y) < 0.5:
        return f"M{number(x)} {number(y)}h0.1"
    cx, cy = (x + u) / 2 - (v - y) * BEND, (y + v) / 2 + (u - x) * BEND
    return f"M{number(x)} {number(y)}Q{number(cx)} {number(cy)} {number(u)} {number(v)}"


def _translate(at: Sequence[float]) -> str:
    return f"translate({number(at[0])} {number(at[1])})"
