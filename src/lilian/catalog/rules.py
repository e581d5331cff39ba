"""A grade table is whole: it begins at nothing, has no gap, no overlap and no end. A pesticide is registered."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from lilian.catalog.values import Band, Defect, FarmInputDraft, InputCategory, Limits
from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid


class NoBands(Invalid):
    code = "catalog.no_bands"
    sentence = gettext_noop("等级表是空的。")


class BandsStartLate(Invalid):
    code = "catalog.bands_start_late"
    sentence = gettext_noop("等级表要从 0 克开始，现在从 {low_g} 克开始。")


class BandsEnd(Invalid):
    code = "catalog.bands_end"
    sentence = gettext_noop("最大的一级不能有上限，现在到 {high_g} 克为止。")


class BandGap(Invalid):
    code = "catalog.band_gap"
    sentence = gettext_noop("{from_g} 克到 {to_g} 克之间没有等级。")


class BandOverlap(Invalid):
    code = "catalog.band_overlap"
    sentence = gettext_noop("“{lower}”和“{upper}”的重量范围有重叠。")


class BandEmpty(Invalid):
    code = "catalog.band_empty"
    sentence = gettext_noop("“{name}”的上限必须大于下限。")


class GradeTwice(Invalid):
    code = "catalog.grade_twice"
    sentence = gettext_noop("等级“{name}”写了两次。")


class LowestAsks(Invalid):
    code = "catalog.lowest_asks"
    sentence = gettext_noop("最轻的一级“{name}”不能再有别的要求：达不到上面各级的果都落到这一级。")


class BadLimit(Invalid):
    code = "catalog.bad_limit"
    sentence = gettext_noop("“{name}”的要求写得不对。")
    remedy = gettext_noop("果径和糖度要大于 0，缺陷最多 {kinds} 种，容许度要小于 100%。")


class ReachesBack(Invalid):
    code = "catalog.reaches_back"
    sentence = gettext_noop("新标准要从 {earliest} 或以后开始执行，不能改变已经过去的日子。")


class NotRegistered(Invalid):
    code = "catalog.not_registered"
    sentence = gettext_noop("农药“{name}”要写明登记证号、有效成分、安全间隔期和最多使用次数。")
    remedy = gettext_noop("没有登记证号的农药不能采购。")


class NotCounted(Invalid):
    code = "catalog.not_counted"
    sentence = gettext_noop("“{name}”要有编号、名称和计量单位（袋、瓶、卷……）。")


def check_input(draft: FarmInputDraft) -> None:
    """:raises NotCounted, NotRegistered: as the names say"""
    if not (draft.code.strip() and draft.name.strip() and draft.unit.strip()):
        raise NotCounted(name=draft.name)
    said = bool(draft.registration.strip() and draft.active_ingredient.strip() and draft.most_uses)
    if draft.category is InputCategory.PESTICIDE and not (said and draft.interval_days is not None):
        raise NotRegistered(name=draft.name)


def checked_bands(bands: Sequence[Band]) -> tuple[Band, ...]:
    """The bands from light to heavy.

    :raises Invalid: NoBands, BandEmpty, GradeTwice, BadLimit, BandsStartLate, BandOverlap, BandGap, BandsEnd or
        LowestAsks
    """
    if not bands:
        raise NoBands()
    ordered = tuple(sorted(bands, key=lambda band: band.low_g))
    _check_each(ordered)
    if ordered[0].low_g != 0:
        raise BandsStartLate(low_g=ordered[0].low_g)
    for lower, upper in pairwise(ordered):
        if lower.high_g is None or lower.high_g > upper.low_g:
            raise BandOverlap(lower=lower.name, upper=upper.name)
        if lower.high_g < upper.low_g:
            raise BandGap(from_g=lower.high_g, to_g=upper.low_g)
    if ordered[-1].high_g is not None:
        raise BandsEnd(high_g=ordered[-1].high_g)
    if not ordered[0].limits.asks_nothing:
        raise LowestAsks(name=ordered[0].name)
    return ordered


def _check_each(bands: Sequence[Band]) -> None:
    seen: set[str] = set()
    for band in bands:
        if band.low_g < 0 or (band.high_g is not None and band.high_g <= band.low_g):
            raise BandEmpty(name=band.name)
        if band.grade in seen:
            raise GradeTwice(name=band.name)
        seen.add(band.grade)
        if not _can_stand(band.limits):
            raise BadLimit(name=band.name, kinds=len(Defect))


def _can_stand(limits: Limits) -> bool:
    least = (limits.least_diameter, limits.least_solids)
    is_counted = limits.most_defects is None or 0 <= limits.most_defects <= len(Defect)
    return all(one is None or one > 0 for one in least) and is_counted and 0 <= limits.tolerance < 1_000


def check_forward(effective_from: date, *, latest: date | None, tomorrow: date) -> None:
    """A first version may take effect any day; a later one from tomorrow on, and after the one before it.

    :raises ReachesBack: if it would change what counted on a day gone by
    """
    if latest is None:
        return
    earliest = max(tomorrow, latest.fromordinal(latest.toordinal() + 1))
    if effective_from < earliest:
        raise ReachesBack(earliest=earliest)


def band_of(bands: Sequence[Band], weight_g: int) -> Band:
    """The one band of this weight per fruit.

    :raises ValueError: if the weight is negative or the table is not whole
    """
    for band in bands:
        if weight_g in band:
            return band
    raise ValueError(f"no band holds {weight_g} g")
