"""What a map shows, in degrees and words; how it looks is decided elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lilian.drawing.projection import Point


class FlowKind(StrEnum):
    """A plan alone is `flow`; else it is `planned` (dashed), and what came `actual` (solid) or `unplanned` (dotted)."""

    FLOW = "flow"
    PLANNED = "planned"
    ACTUAL = "actual"
    UNPLANNED = "unplanned"


@dataclass(frozen=True)
class Part:
    """A share (0 to 1) of a place's ring; `kind` is `old`, `new` or `over`."""

    share: float
    kind: str


@dataclass(frozen=True)
class Place:
    """A circle with area by `size`, a ring by `parts`, and `figure` (such as `98%`) written in it where there is room.

    `id` ties it to list rows that carry the same `data-id`; `tone` is `some`, `full` or `closed`;
    `has_unplanned` puts a diamond on its edge.
    """

    id: str
    lat: float
    lon: float
    size: float
    label: str
    title: str
    parts: Sequence[Part] = ()
    figure: str = ""
    tone: str = "some"
    has_unplanned: bool = False


@dataclass(frozen=True)
class Dot:
    """A small point. `tone` is `plain` or `late` (something is wrong, said in `title`)."""

    id: str
    lat: float
    lon: float
    title: str
    tone: str = "plain"
    links: Sequence[str] = ()
    day: str = ""


@dataclass(frozen=True)
class Flow:
    """A curve from one point to another, wide by `weight`; lit together with every id in `links`."""

    start: Point
    end: Point
    weight: float
    title: str
    links: Sequence[str] = ()
    day: str = ""
    kind: FlowKind = FlowKind.FLOW


@dataclass(frozen=True)
class Scene:
    """`towns` maps a town's name to (lat, lon) points known to lie in it."""

    places: Sequence[Place] = ()
    dots: Sequence[Dot] = ()
    flows: Sequence[Flow] = ()
    towns: Mapping[str, Sequence[Point]] = field(default_factory=dict)

    def points(self) -> list[Point]:
        ends = [point for flow in self.flows for point in (flow.start, flow.end)]
        places = [(place.lat, place.lon) for place in self.places]
        dots = [(dot.lat, dot.lon) for dot in self.dots]
        return [*places, *dots, *ends, *(point for points in self.towns.values() for point in points)]
