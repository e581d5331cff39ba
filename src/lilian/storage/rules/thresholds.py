"""When a figure is too old to plan on, when it is a slip of the finger; what ships, and what the office may set."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files

import msgspec

from lilian.kernel.marks import gettext_noop
from lilian.storage.values import Limit

SOURCE = gettext_noop("县联盟办的工作惯例，请各县按自己的情况核实。")


@dataclass(frozen=True)
class Thresholds:
    """`stale_reserve` is a share of capacity: what may have come in unseen. `band_slack_mc`: a reading so far outside
    its room's band is flagged, in thousandths of a degree. `most_over_capacity`, `most_times_expected`: more is a slip
    of the finger. `same_place_km`: two points so near are one place, measured twice.
    """

    fresh_hours: Decimal
    stale_hours: Decimal
    stale_reserve: Decimal
    band_slack_mc: Decimal
    reading_counts_hours: Decimal
    clock_slack_minutes: Decimal
    most_over_capacity: Decimal
    most_times_expected: Decimal
    same_place_km: Decimal

    @property
    def fresh_for(self) -> timedelta:
        return timedelta(hours=float(self.fresh_hours))

    @property
    def stale_after(self) -> timedelta:
        return timedelta(hours=float(self.stale_hours))

    @property
    def reading_counts_for(self) -> timedelta:
        return timedelta(hours=float(self.reading_counts_hours))

    @property
    def clock_slack(self) -> timedelta:
        return timedelta(minutes=float(self.clock_slack_minutes))


@dataclass(frozen=True)
class _Shipped:
    """thresholds.json."""

    date: date
    source: str
    figures: Thresholds


SHIPPED = msgspec.json.decode((files("lilian.storage") / "thresholds.json").read_bytes(), type=_Shipped)
NAMES = tuple(field.name for field in fields(Thresholds))


def changed(shipped: Thresholds, changes: Iterable[tuple[str, Decimal]]) -> Thresholds:
    """What holds after these changes, oldest first; a figure that the program no longer knows is passed over."""
    return replace(shipped, **{name: value for name, value in changes if name in NAMES})


def limit_of(
    label: str, means: str, unit: str, bounds: tuple[str, str, str], per_kept: str = "1", *, is_day: bool = False
) -> Limit:
    """`bounds`: the least, the most and the step between, as people read them."""
    least, most, step = map(Decimal, bounds)
    return Limit(label, means, unit, Decimal(per_kept), least, most, step, is_day)


LIMITS: dict[str, Limit] = {
    "fresh_hours": limit_of(
        gettext_noop("填报多久以内算新"),
        gettext_noop("这么久以内填的数，照填的算，不提醒。"),
        gettext_noop("小时"),
        ("1", "240", "0.5"),
    ),
    "stale_hours": limit_of(
        gettext_noop("填报多久以后算过期"),
        gettext_noop("比这更早的填报列进待办，请人去催；做方案时给这座库留出余量。"),
        gettext_noop("小时"),
        ("2", "720", "0.5"),
    ),
    "stale_reserve": limit_of(
        gettext_noop("填报过期的库留多少余量"),
        gettext_noop("填报过期的库可能已经又进了货，方案少用它申报库容的这么多。"),
        "%",
        ("0", "50", "0.5"),
        "100",
    ),
    "reading_counts_hours": limit_of(
        gettext_noop("温度读数管多久"),
        gettext_noop("这么久以内的读数算现在的库温；更早的不算，用登记的库温。"),
        gettext_noop("小时"),
        ("1", "240", "0.5"),
    ),
    "most_over_capacity": limit_of(
        gettext_noop("最多填到申报库容的多少"),
        gettext_noop("填的库存比这还多，当作填错，请填的人核对单位。"),
        "%",
        ("100", "200", "1"),
        "100",
    ),
    "most_times_expected": limit_of(
        gettext_noop("到货最多是预计的几倍"),
        gettext_noop("一车过磅的重量比这还多，当作填错，请过磅的人核对。"),
        gettext_noop("倍"),
        ("1", "10", "0.5"),
    ),
    "clock_slack_minutes": limit_of(
        gettext_noop("钟表可以快多少"),
        gettext_noop("填报的时间比现在晚这么多以内，当作手机的钟快了，照收；再晚就不收。"),
        gettext_noop("分钟"),
        ("0", "60", "1"),
    ),
    "band_slack_mc": limit_of(
        gettext_noop("库温出范围多少才标红"),
        gettext_noop("读数超出库房的温度范围不到这么多，不标；开门一会儿不算。"),
        "℃",
        ("0", "5", "0.1"),
        "0.001",
    ),
    "same_place_km": limit_of(
        gettext_noop("相距多远还算同一个地点"),
        gettext_noop("表里的经纬度离登记的地点不到这么远，当作同一座库量了两次。"),
        gettext_noop("米"),
        ("10", "2000", "10"),
        "1000",
    ),
}
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        gettext_noop("数字多旧"),
        ("fresh_hours", "stale_hours", "stale_reserve", "reading_counts_hours"),
    ),
    (gettext_noop("多大算填错"), ("most_over_capacity", "most_times_expected", "clock_slack_minutes")),
    (gettext_noop("温度和位置"), ("band_slack_mc", "same_place_km")),
)
