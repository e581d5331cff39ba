"""A legend in words: each entry shows the mark itself and says what it means."""

from collections.abc import Iterable

from lilian.drawing.marks import diamond, place_mark
from lilian.drawing.scene import Part, Place
from lilian.drawing.svg import Markup, joined, tag


def legend(entries: Iterable[tuple[str, str]]) -> Markup:
    """`(kind, words)` pairs; kinds are those of `SAMPLES`.

    :raises KeyError: if a kind is unknown
    """
    return tag("ul", *(_entry(SAMPLES[kind], words) for kind, words in entries), class_="map-legend")


def _entry(sample: Markup, words: str) -> Markup:
    return tag("li", tag("svg", sample, viewBox="0 0 26 20", aria_hidden="true"), tag("span", words))


def _circle(tone: str, parts: tuple[Part, ...]) -> Markup:
    sample = Place(id="", lat=0, lon=0, size=1, label="", title="", parts=parts, tone=tone)
    return place_mark(sample, (13, 10), 9)


def _line(kind: str) -> Markup:
    return tag("path", d="M1 15Q13 2 25 8", class_=f"map-flow map-{kind}")


def _dot(tone: str) -> Markup:
    return tag("g", tag("circle", cx=13, cy=10, r=3.5), class_=f"map-dot map-{tone}")


SAMPLES: dict[str, Markup] = {
    "ring": _circle("some", (Part(0.4, "old"), Part(0.35, "new"))),
    "full": _circle("full", (Part(0.4, "old"), Part(0.6, "new"))),
    "closed": _circle("closed", ()),
    "flow": _line("flow"),
    "planned": _line("planned"),
    "actual": _line("actual"),
    "dot": _dot("plain"),
    "late": _dot("late"),
    "unplanned": joined(_line("unplanned"), diamond((13, 9))),
}
