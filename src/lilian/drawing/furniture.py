"""What stands still while a map moves: the scale bar, the north arrow, the buttons."""

from collections.abc import Callable

from lilian.drawing.projection import Projection
from lilian.drawing.svg import Markup, number, tag
from lilian.kernel.marks import gettext_noop

NICE_KM = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200)
ZOOM_IN, ZOOM_OUT, RESET = gettext_noop("放大"), gettext_noop("缩小"), gettext_noop("看全图")
NORTH, KILOMETRES = gettext_noop("北"), gettext_noop("公里")


def nice_km(widest_km: float) -> float:
    """The longest round distance that fits."""
    return max((km for km in NICE_KM if km <= widest_km), default=NICE_KM[0])


def scale_bar(projection: Projection, translate: Callable[[str], str]) -> Markup:
    km = nice_km(projection.width / 5 / projection.units_per_km)
    length = km * projection.units_per_km
    unit = translate(KILOMETRES)
    bar = tag("path", d=f"M0 -5V0H{number(length)}V-5", class_="map-bar")
    words = tag("g", tag("text", f"{km:g} {unit}", y=-7), class_="map-u")
    where = f"translate(18 {number(projection.height - 18)})"
    units = f"{projection.units_per_km:.4f}"
    return tag("g", bar, words, class_="map-scale", transform=where, data_units=units, data_unit=unit)


def north_arrow(projection: Projection, translate: Callable[[str], str]) -> Markup:
    arrow = tag("path", d="M0 -14L5 2L0 -1L-5 2Z")
    letter = tag("text", translate(NORTH), y=15, text_anchor="middle")
    where = f"translate({number(projection.width - 26)} {number(projection.height - 34)})"
    return tag("g", tag("g", arrow, letter, class_="map-u"), class_="map-north", transform=where)


def buttons(translate: Callable[[str], str]) -> Markup:
    """Real buttons in the page, so that keyboard and screen reader find them."""
    kinds = (("in", "+", ZOOM_IN), ("out", "−", ZOOM_OUT), ("all", "⤢", RESET))
    made = [_button(kind, sign, translate(name)) for kind, sign, name in kinds]
    return tag("div", *made, class_="map-buttons")


def _button(kind: str, sign: str, name: str) -> Markup:
    return tag("button", sign, type="button", data_zoom=kind, aria_label=name, title=name)
