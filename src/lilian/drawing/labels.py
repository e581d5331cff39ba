"""Names beside circles that do not run into each other: the biggest first, four sides tried in turn."""

from collections.abc import Sequence
from dataclasses import dataclass

from lilian.drawing.projection import Point

FONT = 11.5
GAP = 3.5
# Text and circles against the drawing: on a phone, on a desk, zoomed in twice and five times (as map.js has it).
SCALES = ((2.0, 1.4), (1.0, 1.0), (0.5, 0.57), (0.24, 0.31))
BIG_R, MUCH_SMALLER = 13.0, 0.7  # where there is no better way, a big circle's name may cover much smaller circles
SIDES = ("right", "left", "below", "above")


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: "Box") -> bool:
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True)
class Named:
    """A circle of radius `r` at (x, y) that wants its name beside it."""

    at: Point
    r: float
    text: str


@dataclass(frozen=True)
class Label:
    """`level` 0: shown always, 1: where the map is wide, 2 and 3: when zoomed in, 4: only when lit."""

    side: str
    level: int


def text_width(text: str, font: float = FONT) -> float:
    """About how wide a text is: Chinese characters are square, the rest a little over half."""
    return sum(font if ord(character) > 0x2E7F else 0.58 * font for character in text)


def circle_box(at: Point, r: float) -> Box:
    return Box(at[0] - r, at[1] - r, at[0] + r, at[1] + r)


def beside(named: Named, side: str, text_scale: float, circle_scale: float) -> Box:
    """The room a name takes up on one side of its circle."""
    (x, y), r = named.at, named.r * circle_scale
    wide, high = text_width(named.text) * text_scale, 1.25 * FONT * text_scale
    gap = GAP * text_scale
    left = {"right": x + r + gap, "left": x - r - gap - wide}.get(side, x - wide / 2)
    top = {"below": y + r + gap / 2, "above": y - r - gap / 2 - high}.get(side, y - high / 2)
    return Box(left, top, left + wide, top + high)


def place_labels(names: Sequence[Named], frame: Box) -> list[Label]:
    """A side and a level for each name, in the order given (put the most important first)."""
    sides: dict[int, str] = {}
    levels: dict[int, int] = {}
    for level, (text_scale, circle_scale) in enumerate(SCALES):
        taken = [beside(names[i], side, text_scale, circle_scale) for i, side in sides.items()]
        for i, named in enumerate(names):
            if i in sides:
                continue
            side = _free_side(named, frame, level, taken, _circles(named, names))
            if side is None and named.r >= BIG_R:
                side = _free_side(named, frame, level, taken, _circles(named, names, MUCH_SMALLER * named.r))
            if side:
                sides[i], levels[i] = side, level
                taken.append(beside(named, side, text_scale, circle_scale))
    return [Label(sides.get(i, "right"), levels.get(i, len(SCALES))) for i in range(len(names))]


def _circles(named: Named, names: Sequence[Named], over_r: float = 0.0) -> list[list[Box]]:
    """Per scale, the circles a name may not cover: all others with a radius over `over_r`."""
    others = [other for other in names if other is not named and other.r > over_r]
    return [[circle_box(other.at, other.r * circle_scale) for other in others] for _, circle_scale in SCALES]


def _free_side(named: Named, frame: Box, level: int, taken: list[Box], circles: list[list[Box]]) -> str | None:
    """A side free of names at this level, and of other circles at this level and every nearer one."""
    for side in SIDES:
        boxes = [beside(named, side, *scales) for scales in SCALES]
        clear = not any(boxes[n].meets(circle) for n in range(level, len(SCALES)) for circle in circles[n])
        if clear and frame.holds(boxes[level]) and not any(boxes[level].meets(other) for other in taken):
            return side
    return None
