"""A grade table as people read it and as its form says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from lilian.catalog.values import Band


@dataclass(frozen=True)
class BandLine:
    """`share` is where the band lies on a line from nothing to a little above the last bound, 0 to 100."""

    name: str
    words: str
    start: float
    width: float


def in_words(band: Band) -> str:
    """Half-open, and said so: `200 克（含）到 300 克（不含）`."""
    if band.high_g is None:
        return gettext("%(low)s 克（含）以上") % {"low": band.low_g}
    if band.low_g == 0:
        return gettext("不到 %(high)s 克") % {"high": band.high_g}
    return gettext("%(low)s 克（含）到 %(high)s 克（不含）") % {"low": band.low_g, "high": band.high_g}


def lines(bands: Sequence[Band]) -> list[BandLine]:
    """From heavy to light, as a price list reads."""
    end = max((band.low_g for band in bands), default=1) * 1.2 or 1
    return [
        BandLine(band.name, in_words(band), 100 * band.low_g / end, 100 * ((band.high_g or end) - band.low_g) / end)
        for band in reversed(bands)
    ]
