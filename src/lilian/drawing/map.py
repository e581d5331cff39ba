"""A map as one piece of HTML: a figure with an SVG that is complete without any script."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from lilian.drawing import furniture, marks
from lilian.drawing.labels import Box, Label, Named, beside, circle_box, place_labels
from lilian.drawing.land import EDGE_KM, ground_of
from lilian.drawing.projection import Point, Projection, fit
from lilian.drawing.scene import Place, Scene
from lilian.drawing.svg import Markup, tag
from lilian.kernel.refusal import untranslated

WIDTH, TALLEST = 720.0, 900.0
FIGURE_SHARE = 0.55  # of the radius, as a figure is wide
MARGIN_KM = EDGE_KM + 0.4


def draw_map(
    scene: Scene,
    *,
    map_id: str,
    title: str,
    description: str,
    translate: Callable[[str], str] = untranslated,
    picks: bool = False,
) -> Markup:
    """The map of a scene, ready for a page that carries `stylesheet()` (and `script()`, if it is to move).

    `map_id` must be one of its kind in the page; `description` is read out in place of the picture. With `picks` the
    figure says how a point of the drawing is read back as degrees, for a script that lets people tap one.

    :raises ValueError: if the scene holds no point
    """
    projection = fit(scene.points(), width=WIDTH, tallest=TALLEST, margin_km=MARGIN_KM)
    drawing = tag(
        "svg",
        tag("title", title, id=f"{map_id}-title"),
        tag("desc", description, id=f"{map_id}-desc"),
        _world(scene, projection, map_id),
        furniture.scale_bar(projection, translate),
        furniture.north_arrow(projection, translate),
        viewBox=f"0 0 {projection.width:.0f} {projection.height:.0f}",
        role="img",
        aria_labelledby=f"{map_id}-title {map_id}-desc",
        tabindex="0",
    )
    degrees = _degrees(projection) if picks else {}
    return tag("figure", drawing, furniture.buttons(translate), class_="map", id=map_id, data_map="1", **degrees)


def _degrees(projection: Projection) -> dict[str, str]:
    """The corner of the drawing, and drawing units per degree east and south of it."""
    north, west = projection.north, projection.west
    per_lon, per_lat = projection.xy(north, west + 1)[0], projection.xy(north - 1, west)[1]
    return {
        "data_picks": "1",
        "data_north": f"{north:.7f}",
        "data_west": f"{west:.7f}",
        "data_per_lat": f"{per_lat:.4f}",
        "data_per_lon": f"{per_lon:.4f}",
    }


def _world(scene: Scene, projection: Projection, map_id: str) -> Markup:
    clip_id = f"{map_id}-land"
    ground = ground_of(projection, scene.points(), scene.towns)
    outline = ground.outline
    ordered = sorted(scene.places, key=lambda place: -place.size)
    named = [_named(place, projection, ordered[0].size) for place in ordered]
    labels = place_labels(named, Box(0, 0, projection.width, projection.height))
    heaviest = max((flow.weight for flow in scene.flows), default=0)
    flows = [marks.flow_mark(flow, projection, heaviest) for flow in sorted(scene.flows, key=lambda flow: -flow.weight)]
    dots = [marks.dot_mark(dot, projection.xy(dot.lat, dot.lon)) for dot in scene.dots]
    return tag(
        "g",
        tag("defs", tag("clipPath", tag("path", d=outline), id=clip_id)),
        tag("path", d=outline, class_="map-land"),
        ground.towns(clip_id),
        _town_names(ground.town_names(_label_spots(named, labels))),
        tag("g", *dots, class_="map-dots"),
        tag("g", *flows, class_="map-flows"),
        _places(ordered, named),
        _names(ordered, named, labels),
        class_="map-world",
    )


def _town_names(places: Mapping[str, Point]) -> Markup:
    names = []
    for name, (x, y) in places.items():
        label = tag("g", tag("text", name, text_anchor="middle"), class_="map-n")
        names.append(tag("g", label, transform=f"translate({x:.1f} {y:.1f})"))
    return tag("g", *names, class_="map-town-names", aria_hidden="true")


def _places(ordered: list[Place], named: list[Named]) -> Markup:
    """The big ones first, so that small ones stay on top; a figure that would be half covered is left out."""
    drawn = []
    for n, (place, name) in enumerate(zip(ordered, named, strict=True)):
        figure_box = circle_box(name.at, name.r * FIGURE_SHARE)
        covered = any(figure_box.meets(circle_box(later.at, later.r)) for later in named[n + 1 :])
        drawn.append(marks.place_mark(replace(place, figure="") if covered else place, name.at, name.r))
    return tag("g", *drawn, class_="map-places")


def _names(ordered: list[Place], named: list[Named], labels: list[Label]) -> Markup:
    together = zip(ordered, named, labels, strict=True)
    return tag(
        "g", *(marks.name_mark(place, name.at, name.r, label) for place, name, label in together), aria_hidden="true"
    )


def _named(place: Place, projection: Projection, largest: float) -> Named:
    return Named(projection.xy(place.lat, place.lon), marks.radius(place.size, largest), place.label)


def _label_spots(named: list[Named], labels: list[Label]) -> list[Point]:
    """Points along the names that are always shown, for the towns' names to keep away from."""
    boxes = [beside(name, label.side, 1, 1) for name, label in zip(named, labels, strict=True) if label.level < 2]
    return [(box.left + n * (box.right - box.left) / 3, (box.top + box.bottom) / 2) for box in boxes for n in range(4)]
