"""The demo's picture of an orchard: drawn, says so, and is made light and kept like any the office uploads."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

from lilian.base.actors import Actor
from lilian.drawing.photos import light
from lilian.flows.demo.packing import GROWER
from lilian.members import queries as members
from lilian.members.values import PlaceKind
from lilian.passport import actions
from lilian.passport.actions.pictures import MOST_BYTES
from lilian.passport.values import PictureDraft

CAPTION, CAPTION_EN = (
    "演示画：四月的梨园，是画的，不是照片",
    "A drawing for the demo, not a photograph: pears in bloom in April",
)
Colour = tuple[int, int, int]
WIDTH, HEIGHT, HORIZON = 1_600, 1_066, 400  # pixels, twice what is kept, so that edges come out smooth
SKY: tuple[Colour, Colour] = (196, 221, 232), (252, 243, 222)
GRASS: tuple[Colour, Colour] = (150, 164, 92), (104, 134, 62)
EARTH, BARK, SHADE, HAZE, LEAF = (196, 170, 116), (92, 74, 58), (86, 112, 52), (226, 224, 204), (146, 176, 92)
# Loess hills, the farthest first: colour, pixels above the horizon, rise and fall, waves from side to side.
HILLS = (((203, 207, 190), 150, 30, 1.2), ((190, 186, 152), 92, 26, 2.0), ((168, 168, 118), 44, 16, 3.1))
# Blossom, the undermost first: colour, how much lower than the crown's middle and how large, in heights of the tree.
BLOSSOM = (
    ((128, 148, 96), 0.07, 0.13),
    ((188, 196, 160), 0.04, 0.115),
    ((232, 229, 212), 0.0, 0.09),
    ((255, 253, 247), -0.05, 0.055),
)
# Metres: from row to row, from tree to tree, of a lane's half, of a tree, of the eye above the ground.
ROW, STEP, HALF_LANE, TREE, EYE = 4.6, 3.6, 0.6, 2.7, 4.6
NEAREST, ROWS, TREES_A_ROW, FOCAL, VANISHING = 9.4, 22, 34, 1_150, (WIDTH * 0.56, HORIZON - 30)


def load_orchard(actor: Actor, random: Random, _day: date, now: datetime) -> None:
    """In the village where the fruit of the gift boxes grew."""
    block = members.places(actor, kind=PlaceKind.BLOCK).filter(organisation__code=GROWER).order_by("code")[0]
    villages = members.places(actor, kind=PlaceKind.VILLAGE)
    village = villages.get(township=block.township, village=block.village)
    draft = PictureDraft(light(drawn(random), MOST_BYTES), CAPTION, CAPTION_EN)
    actions.keep_picture(actor=actor, place_id=village.pk, draft=draft, now=now)


def drawn(random: Random) -> bytes:
    """Rows of pear trees in bloom before loess hills, as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    pen = ImageDraw.Draw(picture)
    _fade(pen, 0, HORIZON + 40, SKY)
    for hill in HILLS:
        _hill(pen, random, *hill)
    _fade(pen, HORIZON, HEIGHT, GRASS)
    for lane in range(-14, 14):
        near, far = NEAREST * 0.6, NEAREST + STEP * TREES_A_ROW
        sides = (-HALF_LANE, near), (HALF_LANE, near), (HALF_LANE, far), (-HALF_LANE, far)
        pen.polygon([_seen(lane * ROW + aside, away)[:2] for aside, away in sides], fill=EARTH)
    for x, y, height, haze in _trees(random):
        _tree(pen, random, (x, y), height, haze)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _fade(pen: ImageDraw.ImageDraw, top: int, bottom: int, colours: tuple[Colour, Colour]) -> None:
    for y in range(top, bottom):
        pen.line([(0, y), (WIDTH, y)], fill=_between(*colours, (y - top) / (bottom - top)))


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _hill(pen: ImageDraw.ImageDraw, random: Random, colour: Colour, above: int, swing: int, waves: float) -> None:
    """With the lines of its terraces."""
    start = random.uniform(0, 2 * pi)

    def height(x: int) -> float:
        turn = 2 * pi * waves * x / WIDTH
        return swing * sin(start + turn) + swing * 0.5 * sin(2 * start + 2.35 * turn)

    ridge = [(x, HORIZON - above - height(x)) for x in range(0, WIDTH + 1, 8)]
    pen.polygon([*ridge, (WIDTH, HORIZON + 60), (0, HORIZON + 60)], fill=colour)
    for step in range(1, 4):
        terrace = [(x, y + 0.9 * step * swing + 6 * sin(x / 90 + step)) for x, y in ridge]
        pen.line(terrace, fill=_between(colour, (110, 104, 70), 0.16), width=3)


def _seen(aside: float, away: float) -> tuple[float, float, float]:
    """Where a point of the ground is in the picture, and how many pixels a metre is there."""
    scale = FOCAL / away
    return VANISHING[0] + aside * scale, VANISHING[1] + EYE * scale, scale


def _trees(random: Random) -> Iterator[tuple[float, float, float, float]]:
    """The farthest first: the foot of each, its height, how much haze lies before it."""
    for place in reversed(range(TREES_A_ROW)):
        away = NEAREST + STEP * place
        for row in range(-ROWS, ROWS):
            x, y, scale = _seen((row + 0.5) * ROW + random.uniform(-0.2, 0.2), away)
            if -300 < x < WIDTH + 300:
                yield x, y, scale * (TREE + random.uniform(-0.2, 0.2)), min(0.55, away / 190)


def _tree(pen: ImageDraw.ImageDraw, random: Random, foot: tuple[float, float], height: float, haze: float) -> None:
    (x, y), trunk = foot, height * 0.05
    pen.ellipse(
        (x - height * 0.55, y - height * 0.07, x + height * 0.6, y + height * 0.09), _between(SHADE, HAZE, haze)
    )
    pen.polygon(
        [(x - trunk, y), (x + trunk, y), (x + trunk * 0.6, y - height * 0.5), (x - trunk * 0.6, y - height * 0.5)],
        _between(BARK, HAZE, haze),
    )
    tufts = 90 if height > 140 else 34 if height > 60 else 12
    for colour, lower, size in BLOSSOM:
        _dabs(pen, random, (x, y - height * (0.68 - lower)), height, (tufts, size, 0.86), _between(colour, HAZE, haze))
    if height > 90:
        _dabs(pen, random, (x, y - height * 0.68), height, (45, 0.02, 0.55), _between(LEAF, HAZE, haze))


def _dabs(
    pen: ImageDraw.ImageDraw,
    random: Random,
    middle: tuple[float, float],
    height: float,
    dab: tuple[int, float, float],
    colour: Colour,
) -> None:
    """So many dabs of about this size, so flat, all over the crown."""
    count, size, flat = dab
    for _ in range(count):
        turn, out, half = random.uniform(0, 2 * pi), random.random() ** 0.5, height * size * random.uniform(0.55, 1)
        x, y = middle[0] + cos(turn) * out * height * 0.46, middle[1] + sin(turn) * out * height * 0.27
        pen.ellipse((x - half, y - half * flat, x + half, y + half * flat), colour)
