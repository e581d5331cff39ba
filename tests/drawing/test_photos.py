"""Photographs are made small and lose what a phone wrote beside the picture."""

import io

import pytest
from PIL import Image

from lilian.drawing import photos

GPS, ORIENTATION = 0x8825, 0x0112


def taken(width: int, height: int, kind: str = "JPEG", turned: int = 1) -> bytes:
    target, exif = io.BytesIO(), Image.Exif()
    exif[ORIENTATION] = turned
    exif[GPS] = {1: "N", 2: (36.0, 41.0, 30.0)}
    Image.effect_noise((width, height), 60).convert("RGB").save(target, kind, exif=exif, quality=95)
    return target.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_it_is_small_upright_and_says_nothing_of_where(kind: str) -> None:
    given = taken(2_400, 1_200, kind, turned=6)
    with Image.open(io.BytesIO(photos.small(given))) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (800, 1_600), {})


@pytest.mark.parametrize("given", [b"", b"text", b"\xff\xd8\xff\xe0", b"GIF89a" + bytes(30), taken(40, 40)[:400]])
def test_what_is_no_picture_is_a_fault(given: bytes) -> None:
    with pytest.raises(ValueError):
        photos.small(given)


def test_a_monstrous_one_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS", 100)
    with pytest.raises(ValueError):
        photos.small(taken(20, 20))


@pytest.mark.slow
def test_a_light_one_is_bare_upright_and_as_light_as_asked() -> None:
    given = taken(1_000, 750, turned=6)
    made = photos.light(given, 40_000)
    with Image.open(io.BytesIO(made.data)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (made.width, made.height), {})
    assert made.width * 4 == made.height * 3
    assert len(made.data) <= 40_000
    assert b"EXIF" not in made.data
    assert photos.light(given, 80_000).height > made.height  # noise is the worst there is: it gives way


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(639, 639), (900, 399)])
def test_a_tiny_one_is_told_from_what_is_no_picture(width: int, height: int) -> None:
    with pytest.raises(photos.TooFewPixels):
        photos.light(taken(width, height), 40_000)
    assert photos.light(taken(640, 400), 40_000)


def test_so_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks first: we, or the library itself."""
    given = taken(640, 400)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000)
    with pytest.raises(photos.TooManyPixels):
        photos.light(given, 40_000)
    monkeypatch.setattr(photos, "MOST_PIXELS", 100)
    with pytest.raises(photos.TooManyPixels):
        photos.light(given, 40_000)
