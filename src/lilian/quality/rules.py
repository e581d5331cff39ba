"""Pure decisions of the quality room."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import Invalid
from lilian.quality.values import Point, SampleDraft, ScaleState


class Limit(NamedTuple):
    """Loads up to so many intervals may be wrong by so many."""

    up_to_e: int
    error_e: int


# Largest errors in service of a class III scale, twice those of verification: OIML R 76-1 (2006), table 6 and 3.5.2.
IN_SERVICE = (Limit(500, 1), Limit(2_000, 2), Limit(10_000, 3))
MOST_FRUIT = 200
LARGEST_FRUIT_G, HARDEST_MN, SWEETEST_PERMILLE = 2_000, 200_000, 300


class NoPoints(Invalid):
    code = "quality.no_points"
    sentence = gettext_noop("请至少放一个标准砝码，填秤上的读数。")


class PointWrong(Invalid):
    code = "quality.point_wrong"
    sentence = gettext_noop("砝码 {reference} 克不在这台秤的量程以内。")


class ScaleWrong(Invalid):
    code = "quality.scale_wrong"
    sentence = gettext_noop("分度值和最大称量填得不对。")
    remedy = gettext_noop("请照秤上的铭牌填，例如分度值 1 克、最大称量 6 公斤。")


class SampleWrong(Invalid):
    code = "quality.sample_wrong"
    sentence = gettext_noop("样品的数字不对。")
    remedy = gettext_noop("缺陷个数不能多于看过的果；硬度、糖度和单果重都要在可能的范围以内。")


def allowed_error_g(division_g: int, load_g: int) -> int:
    """How far a scale may be wrong at this load.

    :raises ValueError: beyond 10,000 intervals, where no such scale reaches
    """
    for limit in IN_SERVICE:
        if load_g <= limit.up_to_e * division_g:
            return limit.error_e * division_g
    raise ValueError(f"{load_g} g is beyond the range of a scale of {division_g} g")


def check_scale(division_g: int, capacity_g: int) -> None:
    """:raises ScaleWrong: if its plate cannot say so"""
    if division_g < 1 or not division_g <= capacity_g <= IN_SERVICE[-1].up_to_e * division_g:
        raise ScaleWrong()


def passes(division_g: int, points: Iterable[Point]) -> bool:
    """True if every reading is within the allowed error."""
    return all(abs(p.reading_g - p.reference_g) <= allowed_error_g(division_g, p.reference_g) for p in points)


def check_points(capacity_g: int, points: Sequence[Point]) -> None:
    """:raises NoPoints, PointWrong: as the names say"""
    if not points:
        raise NoPoints()
    for point in points:
        if not 0 < point.reference_g <= capacity_g or point.reading_g < 0:
            raise PointWrong(reference=point.reference_g)


def state(today: date, last: date | None, passed: bool) -> ScaleState:
    """How a scale stands: `last` is the day it was checked last, `passed` what was found."""
    if last is None or (passed and last != today):
        return ScaleState.DUE
    return ScaleState.GOOD if passed else ScaleState.WRONG


def check_sample(draft: SampleDraft) -> None:
    """:raises SampleWrong: if its figures cannot be"""
    counts_fit = 0 < draft.size <= MOST_FRUIT and len(draft.fruit) <= draft.size
    defects_fit = all(0 <= count <= draft.size for count in draft.defects.values())
    bounds = (
        ([fruit.weight_g for fruit in draft.fruit], LARGEST_FRUIT_G),
        ([fruit.firmness_mn for fruit in draft.fruit], HARDEST_MN),
        ([fruit.solids_permille for fruit in draft.fruit], SWEETEST_PERMILLE),
    )
    fruit_fit = all(value is None or 0 < value <= most for values, most in bounds for value in values)
    if not (counts_fit and defects_fit and fruit_fit):
        raise SampleWrong()


def mean(values: Collection[int | None]) -> int | None:
    """The mean of what was measured, to the nearest whole; None if nothing was."""
    known = [value for value in values if value is not None]
    return (2 * sum(known) + len(known)) // (2 * len(known)) if known else None
