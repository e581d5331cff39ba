"""What is plausible in a table that comes in: what ships (`bounds.json`), and what the office may set."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lilian.kernel.marks import gettext_noop
from lilian.storage.rules.thresholds import limit_of
from lilian.storage.sheets.bounds import PeakBounds, shipped_bounds
from lilian.storage.values import Limit

GRAMS_PER_TONNE = 1_000_000


def _tonnes(grams: int) -> Decimal:
    return Decimal(grams) / GRAMS_PER_TONNE


def _grams(tonnes: Decimal) -> int:
    return int(tonnes * GRAMS_PER_TONNE)


def _number(month_day: str) -> Decimal:
    """08-01 as 801."""
    return Decimal(month_day.replace("-", ""))


def _month_day(number: Decimal) -> str:
    return f"{int(number) // 100:02}-{int(number) % 100:02}"


def _exact(given: float) -> Decimal:
    return Decimal(str(given))


# How a bound is kept as a figure, and back.
KEPT: dict[str, tuple[Callable[[Any], Decimal], Callable[[Decimal], Any]]] = {
    "heaviest_lot_g": (_tonnes, _grams),
    "season_first": (_number, _month_day),
    "season_last": (_number, _month_day),
    "within_deg": (_exact, float),
    "largest_store_g": (_tonnes, _grams),
    "coldest_c": (_exact, float),
    "warmest_c": (_exact, float),
}
BOUNDS_SHIPPED = {name: keep(getattr(shipped_bounds(), name)) for name, (keep, _) in KEPT.items()}


def bounds_changed(changes: Iterable[tuple[str, Decimal]]) -> PeakBounds:
    """What holds after these changes, oldest first; what is no bound is passed over."""
    return replace(shipped_bounds(), **{name: KEPT[name][1](value) for name, value in changes if name in KEPT})


BOUND_LIMITS: dict[str, Limit] = {
    "heaviest_lot_g": limit_of(
        gettext_noop("一批果最重多少"),
        gettext_noop("登记或导入的一批比这还重，当作单位写错，请登记的人核对。"),
        gettext_noop("吨"),
        ("1", "5000", "1"),
    ),
    "season_first": limit_of(
        gettext_noop("采收季从哪天起"),
        gettext_noop("表里的采收日期比这天早，当作写错。"),
        gettext_noop("（月-日）"),
        ("101", "1231", "1"),
        is_day=True,
    ),
    "season_last": limit_of(
        gettext_noop("采收季到哪天止"),
        gettext_noop("表里的采收日期比这天晚，当作写错。"),
        gettext_noop("（月-日）"),
        ("101", "1231", "1"),
        is_day=True,
    ),
    "within_deg": limit_of(
        gettext_noop("地点离全县中间多远还算本县"),
        gettext_noop("表里的经度或纬度离全县中间比这还远，当作写错或填反；一度约一百公里。"),
        gettext_noop("度"),
        ("0.1", "5", "0.1"),
    ),
    "largest_store_g": limit_of(
        gettext_noop("一座库最多装多少"),
        gettext_noop("表里的库容、已存和日入库能力比这还大，当作单位写错。"),
        gettext_noop("吨"),
        ("100", "500000", "100"),
    ),
    "coldest_c": limit_of(
        gettext_noop("库温最低多少"), gettext_noop("表里的库温比这还低，当作写错。"), "℃", ("-30", "0", "0.5")
    ),
    "warmest_c": limit_of(
        gettext_noop("库温最高多少"), gettext_noop("表里的库温比这还高，当作写错。"), "℃", ("1", "40", "0.5")
    ),
}
BOUND_GROUP = (gettext_noop("导入的表里什么算写错"), tuple(BOUND_LIMITS))
