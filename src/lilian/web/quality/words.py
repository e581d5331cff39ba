"""Figures of the quality room as people read them, and its charts."""

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lilian.catalog.values import DEFECT_NAMES
from lilian.drawing import Series, line_chart
from lilian.quality.values import OCCASION_NAMES, SampleCard
from lilian.web.shell.drawings import drawn


def newtons(firmness_mn: int | None) -> str:
    """`61_250` -> `61.3`."""
    if firmness_mn is None:
        return "—"
    tenths = (firmness_mn + 50) // 100
    return f"{tenths // 10}.{tenths % 10}"


def percent_of(permille: int | None) -> str:
    """`128` -> `12.8`."""
    return "—" if permille is None else f"{permille // 10}.{permille % 10}"


def occasion(card: SampleCard) -> str:
    return gettext(OCCASION_NAMES[card.occasion])


def defects(card: SampleCard) -> str:
    """`碰压伤 2、虫果 1`; a dash where none was found."""
    found = [f"{gettext(DEFECT_NAMES[defect])} {count}" for defect, count in card.defects.items()]
    return gettext("、").join(found) or "—"


def grades(found: Mapping[str, int]) -> str:
    """`二级 3、一级 7`; a dash where nothing was weighed."""
    return gettext("、").join(f"{name} {count}" for name, count in found.items()) or "—"


def chart(cards: Sequence[SampleCard], kind: str) -> SafeString:
    """`firmness` in newtons or `solids` in per cent, from the first sample to the last; empty before two days."""
    read = {"firmness": lambda c: c.firmness_mn, "solids": lambda c: c.solids_permille}[kind]
    per_unit, unit, name = {
        "firmness": (1000, gettext("牛"), gettext("硬度")),
        "solids": (10, "%", gettext("糖度")),
    }[kind]
    by_day = {
        timezone.localdate(card.taken_at): round(read(card) / per_unit, 1) for card in cards if read(card) is not None
    }
    points = sorted(by_day.items())
    if len(points) < 2:
        return SafeString("")
    said = {"name": name, "first": points[0][1], "last": points[-1][1], "unit": unit}
    words = gettext("%(name)s从 %(first)s 到 %(last)s %(unit)s") % said
    return drawn(line_chart([Series(name, points)], unit=unit, words=words))
