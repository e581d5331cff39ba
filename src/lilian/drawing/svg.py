"""SVG and HTML as strings: one tag at a time, everything escaped."""

from html import escape


class Markup(str):
    """Text that is already safe markup; anything else is escaped by `tag`."""

    __slots__ = ()


def number(value: float) -> str:
    """A coordinate to a tenth of a unit, without a trailing `.0`."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _attribute(name: str, value: object) -> str:
    shown = number(value) if isinstance(value, float) else str(value)
    return f' {name.rstrip("_").replace("_", "-")}="{escape(shown)}"'


def tag(element: str, /, *children: str, **attributes: object) -> Markup:
    """`tag("circle", r=4, class_="dot")`; None, False and empty text leave an attribute out.

    Names that SVG writes in camel case (`viewBox`, `pathLength`) keep their case; `_` becomes `-`.
    """
    kept = {name: value for name, value in attributes.items() if value not in (None, "") and value is not False}
    said = "".join(_attribute(name, value) for name, value in kept.items())
    inner = joined(*children)
    return Markup(f"<{element}{said}>{inner}</{element}>" if inner or element not in VOID else f"<{element}{said}/>")


def joined(*children: str) -> Markup:
    """Markup as it is, plain text escaped."""
    return Markup("".join(child if isinstance(child, Markup) else escape(child) for child in children))


VOID = frozenset({"circle", "line", "path", "rect", "polygon", "polyline", "use", "br", "input", "meta"})
