"""Photographs as phones take them, made small enough to keep."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1_600  # pixels: print of 8 points on a sheet of A4 is still read
MOST_PIXELS = 80_000_000  # more is no phone's camera; it is not unpacked
QUALITY = 80


def small(data: bytes) -> bytes:
    """The same picture as JPEG, upright, 1,600 pixels at its longest; place and time that a phone adds are left out.

    :raises ValueError: if it is no PNG or JPEG that can be read, or a monstrous one
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as fault:
        raise ValueError("no picture") from fault
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    target = io.BytesIO()
    upright.save(target, "JPEG", quality=QUALITY, exif=b"")
    return target.getvalue()
