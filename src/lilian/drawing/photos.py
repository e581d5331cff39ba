"""Photographs as phones take them, made small enough to keep, or light enough to send to anybody."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1_600  # pixels: print of 8 points on a sheet of A4 is still read
MOST_PIXELS = 80_000_000  # more is no phone's camera; it is not unpacked
QUALITY = 80
LEAST_SIDES = (640, 400)  # pixels, longer and shorter: less is no view on a phone's whole width
SIDES, QUALITIES = (800, 720, 640, 560, 480, 400, 320), (75, 60, 45, 30)  # the better first


class TooManyPixels(ValueError):
    """It is not unpacked."""


class TooFewPixels(ValueError):
    """Nothing would be seen on it."""


@dataclass(frozen=True)
class Light:
    """A WebP picture without anything beside the picture; its sides in pixels."""

    data: bytes
    width: int
    height: int


def small(data: bytes) -> bytes:
    """The same picture as JPEG, upright, 1,600 pixels at its longest; place and time that a phone adds are left out.

    :raises ValueError: if it is no PNG or JPEG that can be read, or a monstrous one
    """
    return _packed(_upright(data, LONGEST_SIDE), "JPEG", QUALITY)


def light(data: bytes, most_bytes: int) -> Light:
    """The same picture as WebP, upright, at most 800 pixels at its longest and as good as `most_bytes` (20,000 at
    least) let it be; place and time that a phone adds are left out.

    :raises TooFewPixels, TooManyPixels: for less than `LEAST_SIDES`, or more than `MOST_PIXELS`
    :raises ValueError: if it is no PNG or JPEG that can be read
    """
    upright = _upright(data, SIDES[0], LEAST_SIDES)
    for side in SIDES:
        picture = ImageOps.contain(upright, (side, side)) if side < max(upright.size) else upright
        for quality in QUALITIES:
            packed = _packed(picture, "WEBP", quality)
            if len(packed) <= most_bytes:
                return Light(packed, *picture.size)
    raise ValueError("no picture is that light")


def _upright(data: bytes, longest: int, least: tuple[int, int] = (1, 1)) -> Image.Image:
    """With nothing but its pixels: no place, no time, no comment, no profile."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels
            if max(picture.size) < least[0] or min(picture.size) < least[1]:
                raise TooFewPixels
            picture.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Image.DecompressionBombError as fault:
        raise TooManyPixels from fault
    except (OSError, SyntaxError, UnidentifiedImageError) as fault:
        raise ValueError("no picture") from fault
    upright.thumbnail((longest, longest))
    upright.info.clear()
    return upright


def _packed(picture: Image.Image, kind: str, quality: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, quality=quality)
    return target.getvalue()
