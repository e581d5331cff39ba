"""A grade table as people read it and as its form says it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from lilian.catalog.values import DEFECT_NAMES, NO_LIMITS, Band, Defect, Limits
from lilian.kernel.quantity import tenths_text


@dataclass(frozen=True)
class BandLine:
    """`start` and `width` say where the band lies on a line from nothing to a little above the last bound, 0 to 100.

    `diameter`, `solids`, `defects` and `tolerance` are what it asks beside weight, '' where it asks nothing.
    """

    name: str
    words: str
    start: float
    width: float
    diameter: str
    solids: str
    defects: str
    tolerance: str


def in_words(band: Band) -> str:
    """Half-open, and said so: `200 克（含）到 300 克（不含）`."""
    if band.high_g is None:
        return gettext("%(low)s 克（含）以上") % {"low": band.low_g}
    if band.low_g == 0:
        return gettext("不到 %(high)s 克") % {"high": band.high_g}
    return gettext("%(low)s 克（含）到 %(high)s 克（不含）") % {"low": band.low_g, "high": band.high_g}


def defects_in_words(limits: Limits) -> str:
    """`不许有：病果、虫果；其他最多 1 种`"""
    barred = gettext("、").join(gettext(DEFECT_NAMES[one]) for one in Defect if one in limits.barred)
    said = [gettext("不许有：%(names)s") % {"names": barred}] if barred else []
    if limits.most_defects == 0:
        said = [gettext("不许有任何缺陷")]
    elif limits.most_defects is not None:
        said.append(gettext("一个果上最多 %(count)s 种缺陷") % {"count": limits.most_defects})
    return gettext("；").join(said)


@dataclass(frozen=True)
class BandTable:
    """Lines from heavy to light, as a price list reads; `asks_more` if a grade asks for more than a weight."""

    lines: tuple[BandLine, ...]
    asks_more: bool


def band_table(bands: Sequence[Band]) -> BandTable:
    end = max((band.low_g for band in bands), default=1) * 1.2 or 1
    asks_more = any(band.limits != NO_LIMITS for band in bands)
    return BandTable(tuple(_line(band, end) for band in reversed(bands)), asks_more)


def _line(band: Band, end: float) -> BandLine:
    limits = band.limits
    diameter, solids = limits.least_diameter, limits.least_solids
    return BandLine(
        name=band.name,
        words=in_words(band),
        start=100 * band.low_g / end,
        width=100 * ((band.high_g or end) - band.low_g) / end,
        diameter=gettext("%(figure)s 毫米以上") % {"figure": tenths_text(diameter)} if diameter else "",
        solids=gettext("%(figure)s °Brix 以上") % {"figure": tenths_text(solids)} if solids else "",
        defects=defects_in_words(limits),
        tolerance=gettext("%(figure)s%% 以内") % {"figure": tenths_text(limits.tolerance)} if limits.tolerance else "",
    )
